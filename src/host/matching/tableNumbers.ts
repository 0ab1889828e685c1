import type { MatchTable } from '../../core/mapping/matcher/matchModel.ts';

/** Numbers of tables by what they say: a table that was read anew and says the same keeps its number. */
export class TableNumbers {
  readonly #byText = new Map<string, number>();
  readonly #byTable = new WeakMap<MatchTable, number>();

  of(table: MatchTable): number {
    let number = this.#byTable.get(table);
    if (number === undefined) {
      const text = JSON.stringify(table);
      number = this.#byText.get(text) ?? this.#byText.size;
      this.#byText.set(text, number);
      this.#byTable.set(table, number);
    }
    return number;
  }
}
