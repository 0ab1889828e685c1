import { writeEdit } from '../grid/tableEdits.ts';
import type { Selection } from './selection.ts';
import { sendEdit } from './sendEdit.ts';
import type { TableElement } from './tableElement.ts';

/** As the plan writes it: a field left behind has no target, and its transform says why. */
const NONE = '—';
const LEFT_BEHIND = /^leave behind:\s*(\S.*)$/is;
/** Reasons offered at most. */
const MOST_REASONS = 20;

/** Leaves source fields of the mapping behind: asks for the reason once, and writes all selected rows as one edit. */
export class LeaveBehind {
  readonly #element: TableElement;
  readonly #selection: Selection;
  #reason: string | undefined;

  constructor(element: TableElement, selection: Selection) {
    this.#element = element;
    this.#selection = selection;
  }

  /** Only a mapping has fields to leave behind. */
  get isOffered(): boolean {
    return this.#element.table.block === 'mapping';
  }

  get isOpen(): boolean {
    return this.#reason !== undefined && this.isOffered;
  }

  get reason(): string {
    return this.#reason ?? '';
  }

  /** Rows it would write: those selected that have a source field. One without has nothing that could stay behind. */
  rows(): readonly number[] {
    if (!this.isOffered) return [];
    const { rows } = this.#element.table;
    return this.#selection.targets().filter((row) => isNamed(rows[row]?.cells['sourceField']));
  }

  /** Reasons given in the mapping already, the most frequent first. */
  reasons(): readonly string[] {
    const counts = new Map<string, number>();
    for (const { cells } of this.#element.table.rows) {
      const reason = LEFT_BEHIND.exec(cells['transform']?.trim() ?? '')?.[1]?.trim();
      if (reason !== undefined && reason !== '?') counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    return [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_REASONS).map(([reason]) => reason);
  }

  /** Opens the field for the reason, and puts the keyboard into it. */
  open(): void {
    if (!this.isOffered) return;
    this.#set(this.#reason ?? '');
    void this.#element.updateComplete.then(() => {
      this.#element.querySelector<HTMLInputElement>('.leave-bar input')?.focus();
    });
  }

  type(reason: string): void {
    this.#set(reason);
  }

  close(): void {
    this.#set(undefined);
    this.#element.focus();
  }

  /** Writes it; nothing without a reason or rows. */
  apply(): void {
    const { page, table } = this.#element;
    const reason = this.reason.replace(/\s+/g, ' ').trim();
    const rows = this.rows();
    if (page.locked || reason === '' || rows.length === 0) return;
    const values = { targetTable: NONE, targetField: NONE, transform: `leave behind: ${reason}` };
    const writes = rows.flatMap((row) => Object.entries(values).map(([key, value]) => ({ row, column: table.columns.findIndex((spec) => spec.key === key), value })));
    const result = writeEdit(table, writes, (row) => row);
    this.close();
    if (result === undefined) return;
    this.#element.say(page.t('table.leftBehind', { count: rows.length }));
    void sendEdit(page, result.edit);
  }

  #set(reason: string | undefined): void {
    if (reason === this.#reason) return;
    this.#reason = reason;
    this.#element.requestUpdate();
  }
}

function isNamed(text: string | undefined): boolean {
  return text !== undefined && !['', '?', NONE, '-'].includes(text.trim());
}
