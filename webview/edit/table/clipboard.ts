import { pasteInto } from '../grid/cellBlocks.ts';
import { cellsToClipboard, clipboardToCells } from '../grid/clipboardCells.ts';
import type { CellEditing } from './cellEditing.ts';
import type { CellWriting } from './cellWriting.ts';
import { hasTableFocus } from './isForTable.ts';
import type { RowActions } from './rowActions.ts';
import type { RowsInView } from './rowsInView.ts';
import type { Selection } from './selection.ts';
import type { TableElement } from './tableElement.ts';

/**
 * Copy, cut and paste of the range; on a row's number, of whole rows. A browser sends these events to where a text was last selected,
 * not to where the keyboard is, and a cell scrolled out of view is not there any more: so they are heard on the whole page.
 */
export class Clipboard {
  readonly #element: TableElement;
  readonly #rows: RowsInView;
  readonly #selection: Selection;
  readonly #editing: CellEditing;
  readonly #writing: CellWriting;
  readonly #actions: RowActions;

  constructor(element: TableElement, rows: RowsInView, selection: Selection, editing: CellEditing, writing: CellWriting, actions: RowActions) {
    this.#element = element;
    this.#rows = rows;
    this.#selection = selection;
    this.#editing = editing;
    this.#writing = writing;
    this.#actions = actions;
  }

  listen(): void {
    document.addEventListener('copy', this.#copy);
    document.addEventListener('cut', this.#cut);
    document.addEventListener('paste', this.#paste);
  }

  stop(): void {
    document.removeEventListener('copy', this.#copy);
    document.removeEventListener('cut', this.#cut);
    document.removeEventListener('paste', this.#paste);
  }

  readonly #copy = (event: ClipboardEvent): void => {
    const data = this.#dataOf(event);
    if (data !== undefined && this.#copyTo(data)) event.preventDefault();
  };

  readonly #cut = (event: ClipboardEvent): void => {
    const data = this.#dataOf(event);
    if (data === undefined || !this.#copyTo(data)) return;
    event.preventDefault();
    if (this.#element.page.locked) return;
    if (this.#selection.column === -1) this.#actions.remove(this.#selection.targets());
    else this.#writing.clear();
  };

  readonly #paste = (event: ClipboardEvent): void => {
    const data = this.#dataOf(event);
    const { page, table: { columns } } = this.#element;
    if (data === undefined || page.locked) return;
    const cells = clipboardToCells(data);
    if (cells.length === 0) return;
    event.preventDefault();
    const { range, column } = this.#selection;
    const { writes, range: pasted, dropped } = pasteInto(column === -1 ? { ...range, left: 0, right: 0 } : range, cells, columns.length);
    this.#writing.write(writes, pasted);
    if (dropped > 0) page.notify(page.t('table.columnsDropped', { count: dropped }), 'warning');
  };

  /** The clipboard, where the event is the table's own: an open editor and the inputs around the grid have theirs. */
  #dataOf(event: ClipboardEvent): DataTransfer | undefined {
    const isOwn = !event.defaultPrevented && !this.#editing.isOpen && this.#element.table.rows.length > 0 && hasTableFocus(this.#element) && !(event.type === 'copy' && this.#hasText());
    return isOwn ? event.clipboardData ?? undefined : undefined;
  }

  /** A text around the grid is selected, such as its sums. */
  #hasText(): boolean {
    const selection = document.getSelection();
    const node = selection?.anchorNode;
    if (selection === null || selection.isCollapsed || node === null || node === undefined) return false;
    return this.#element.contains(node) && this.#element.querySelector('.table-scroll')?.contains(node) !== true;
  }

  #copyTo(data: DataTransfer): boolean {
    const { table } = this.#element;
    const { range } = this.#selection;
    const whole = this.#selection.column === -1;
    const rows = whole ? this.#selection.targets() : [];
    if (!whole) for (let at = range.top; at <= range.bottom; at++) rows.push(this.#rows.docRow(at) ?? -1);
    const columns = whole ? table.columns : table.columns.slice(Math.max(0, range.left), range.right + 1);
    const cells = rows.flatMap((row) => {
      const view = table.rows[row];
      return view === undefined ? [] : [columns.map(({ key }) => view.cells[key] ?? '')];
    });
    if (cells.length === 0) return false;
    cellsToClipboard(data, cells);
    return true;
  }
}
