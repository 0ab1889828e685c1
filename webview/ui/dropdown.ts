import { LitElement, html } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One of a few values. */
export class Dropdown extends LitElement {
  static override properties = {
    value: {}, label: {}, choices: { attribute: false }, locked: { type: Boolean }, described: { attribute: false },
    invalid: { type: Boolean }, onChoose: { attribute: false },
  };

  declare value: string;
  declare label: string;
  declare choices: readonly Choice[];
  declare locked: boolean;
  declare described: readonly string[];
  declare invalid: boolean;
  declare onChoose: ((value: string) => void) | undefined;

  constructor() {
    super();
    this.value = '';
    this.label = '';
    this.choices = [];
    this.locked = false;
    this.described = [];
    this.invalid = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override focus(): void {
    this.#control()?.focus();
  }

  protected override render(): TemplateResult {
    // A value from the document that is none of the choices is shown, not hidden.
    const choices = this.choices.some((choice) => choice.value === this.value)
      ? this.choices
      : [...this.choices, { value: this.value, label: this.value }];
    return html`<vscode-dropdown ?disabled=${this.locked} @change=${() => {
      this.#chosen();
    }}>${repeat(choices, (choice) => choice.value, (choice) => html`<vscode-option .value=${choice.value}>${choice.label}</vscode-option>`)}</vscode-dropdown>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const control = this.#control();
    if (control === null) return;
    control.setAttribute('aria-label', this.label);
    control.setAttribute('aria-describedby', this.described.join(' '));
    if (this.invalid) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
    this.#show();
    // The control knows its options only after they were slotted.
    requestAnimationFrame(() => {
      this.#show();
    });
  }

  #show(): void {
    const control = this.#control();
    if (control === null || control.open) return;
    if (control.value !== this.value) control.value = this.value;
  }

  #chosen(): void {
    const chosen = this.#control()?.value;
    if (chosen !== undefined && chosen !== this.value) this.onChoose?.(chosen);
  }

  #control(): (HTMLElement & { value: string; open: boolean }) | null {
    return this.querySelector('vscode-dropdown');
  }
}

customElements.define('dmp-dropdown', Dropdown);
