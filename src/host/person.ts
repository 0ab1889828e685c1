import type * as vscode from 'vscode';

/** The name a person signs off with: asked once, remembered by the editor on this machine. */
export class Person {
  static readonly #key = 'person';
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  get name(): string {
    return this.#memento.get<string>(Person.#key, '');
  }

  async rename(name: string): Promise<void> {
    await this.#memento.update(Person.#key, name.trim());
  }
}
