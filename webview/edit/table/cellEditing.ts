import { html, render } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { placeKey } from '../../page.ts';
import '../cellEditor.ts';
import type { CellEditor } from '../cellEditor.ts';
import type { RowTrack } from '../grid/rowTrack.ts';
import type { CellDrafts, DraftPlace } from './cellDrafts.ts';
import type { Moving } from './moving.ts';
import type { NewRowCells } from './newRowCells.ts';
import type { RowsInView } from './rowsInView.ts';
import type { Selection } from './selection.ts';
import type { TableElement } from './tableElement.ts';
import type { TableGrid } from './tableGrid.ts';

/** Where the keyboard goes once a cell is done. */
export type Then = 'stay' | 'down' | 'right' | 'left';

interface Edited {
  readonly row: number;
  readonly column: number;
  /** What the row was called when the editing began; undefined for the row being added. */
  readonly key: readonly string[] | undefined;
  /** The character whose typing began it. */
  readonly typed?: string;
  /** Tells one editing from the next. */
  readonly serial: number;
}

/** The editing of one cell, from its first key to where the keyboard goes afterwards. It goes with its row when the table changes. */
export class CellEditing {
  readonly #element: TableElement;
  readonly #rows: RowsInView;
  readonly #selection: Selection;
  readonly #grid: TableGrid;
  readonly #drafts: CellDrafts;
  readonly #moving: Moving;
  readonly #newRow: NewRowCells;
  /** A cell of the row being added is done; that row goes on by its own rules. */
  readonly #afterNewCell: (value: string | undefined, then: Then, column: number) => void;
  #edited: Edited | undefined;
  /** The grid's place for the editor, once it has one. */
  #host: HTMLElement | undefined;
  /** The place of the view whose editor is open. */
  #openRow = -1;
  #serial = 0;
  /** Keys pressed while the editor was on its way. */
  #early: { readonly key: string; readonly shift: boolean }[] = [];

  constructor(parts: {
    readonly element: TableElement; readonly rows: RowsInView; readonly selection: Selection; readonly grid: TableGrid; readonly drafts: CellDrafts; readonly moving: Moving;
    readonly newRow: NewRowCells; readonly afterNewCell: (value: string | undefined, then: Then, column: number) => void;
  }) {
    this.#element = parts.element;
    this.#rows = parts.rows;
    this.#selection = parts.selection;
    this.#grid = parts.grid;
    this.#drafts = parts.drafts;
    this.#moving = parts.moving;
    this.#newRow = parts.newRow;
    this.#afterNewCell = parts.afterNewCell;
  }

  get isOpen(): boolean {
    return this.#edited !== undefined;
  }

  /** Opens the current cell, with the character that was typed in it. */
  open(typed?: string): void {
    const { row, column } = this.#selection;
    if (this.#element.page.locked || column < 0) return;
    const key = this.#element.table.rows[row]?.key;
    if (key === undefined && !this.#newRow.isOpen) return;
    this.#selection.put({ extent: undefined });
    this.#early = [];
    this.#set({ row, column, key, serial: ++this.#serial, ...(typed === undefined ? {} : { typed }) });
  }

  close(): void {
    this.#set(undefined);
    this.#early = [];
    this.#openRow = -1;
    this.#grid.close();
  }

  /** Leaves the editor as a click elsewhere does: what was typed is kept. */
  finish(): void {
    this.#editor()?.finish();
  }

  /** A key pressed while the editor is on its way is for it. */
  keepEarly(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length !== 1 && !['Enter', 'Escape', 'Tab', 'Backspace'].includes(event.key)) return;
    this.#early.push({ key: event.key, shift: event.shiftKey });
    event.preventDefault();
    event.stopPropagation();
  }

  /** Rows have come, gone or moved: what is typed goes with its row, and is told where the row is gone. */
  follow(track: RowTrack): void {
    const edited = this.#edited;
    if (edited === undefined) return;
    const { page, table: { rows } } = this.#element;
    if (edited.key === undefined) {
      this.#set({ ...edited, row: rows.length });
      return;
    }
    const { drafts } = page.state;
    const from = this.#drafts.place(edited.row, edited.column, edited.key);
    const row = track.now(edited.row);
    if (row !== undefined) {
      const { key } = rows[row]!;
      const to = this.#drafts.place(row, edited.column, key);
      if (to === from) return;
      drafts.move(from, to);
      this.#set({ ...edited, row, key });
      return;
    }
    const typed = drafts.look(from, '').text;
    drafts.drop(from);
    this.#stop();
    if (typed !== '') page.notify(page.t('table.rowGone', { text: typed }), 'warning');
  }

  /** The grid has a place for the editor, another one, or none. */
  readonly setHost = (host: HTMLElement | undefined): void => {
    this.#host = host;
    if (host === undefined) this.#openRow = -1;
    else this.#draw(host);
  };

  /** After the grid was shown: the editor where its row is now. */
  show(): void {
    if (this.#edited === undefined) return;
    const row = this.#rows.viewRow(this.#edited.row);
    if (row !== undefined && (this.#host === undefined || row !== this.#openRow)) {
      this.#openRow = row;
      this.#grid.open({ row, column: this.#edited.column });
    }
    if (this.#host !== undefined) this.#draw(this.#host);
  }

  #draw(host: HTMLElement): void {
    const { page, table } = this.#element;
    const edited = this.#edited;
    const spec = edited === undefined ? undefined : table.columns[edited.column];
    if (edited === undefined || spec === undefined) return;
    const row = edited.key === undefined ? undefined : table.rows[edited.row];
    const outside = row?.cells[spec.key] ?? '';
    const { drafts } = page.state;
    const look = drafts.look(this.#drafts.place(edited.row, edited.column, edited.key), outside);
    const text = row === undefined ? this.#newRow.cells?.[spec.key] ?? '' : look.text;
    const label = page.t('table.editing', { column: spec.header, row: row === undefined ? page.t('records.new') : row.key.join(', ') || String(edited.row + 1) });
    host.dataset['place'] = placeKey({ kind: 'cell', block: table.block, row: edited.row, column: spec.key });
    host.className = `cell-editor-host kind-${spec.kind}`;
    render(keyed(edited.serial, html`<dmp-cell-editor
      .label=${label} .text=${text} .typed=${edited.typed} .kind=${spec.kind} .choices=${table.choices[spec.key] ?? []} .t=${page.t}
      .theirs=${look.theirs} .long=${spec.kind === 'sql' || text.length > 60 || text.includes('\n')} .dialect=${table.dialects?.[spec.key]}
      .onType=${(value: string) => {
        const at = this.#place();
        if (at !== undefined) drafts.type(at.place, at.outside, value);
      }}
      .onTheirs=${() => {
        const at = this.#place();
        if (at !== undefined) drafts.drop(at.place);
        this.#stop();
      }}
      .onDone=${(value: string | undefined, then: Then) => {
        this.#done(value, then);
      }}
    ></dmp-cell-editor>`), host);
    this.#replayEarly();
  }

  #replayEarly(): void {
    const early = this.#early.splice(0);
    if (early.length === 0) return;
    const editor = this.#editor();
    void editor?.updateComplete.then(() => {
      editor.replay(early);
    });
  }

  /** The editor is finished: `value` is undefined where it was cancelled. */
  #done(value: string | undefined, then: Then): void {
    const edited = this.#edited;
    if (edited === undefined) return;
    const { table, page: { state: { drafts } } } = this.#element;
    const spec = table.columns[edited.column];
    const at = this.#place();
    this.close();
    if (at === undefined) {
      if (spec !== undefined && value !== undefined) this.#newRow.cells = { ...this.#newRow.cells, [spec.key]: value };
      this.#afterNewCell(value, then, edited.column);
      return;
    }
    if (value === undefined) drafts.drop(at.place);
    else {
      if (drafts.look(at.place, at.outside).theirs !== undefined) drafts.keepMine(at.place, at.outside);
      if (value !== at.outside) drafts.type(at.place, at.outside, value);
      this.#drafts.commit(at, edited.row, edited.column);
    }
    if (then === 'down') this.#moving.by(1, 0);
    if (then === 'right') this.#moving.step(1);
    if (then === 'left') this.#moving.step(-1);
    // A click elsewhere has taken the focus already.
    if (then !== 'stay' || value === undefined) this.#element.focus();
  }

  /** The draft of the cell that is being edited, where it stands now; none in the row being added. */
  #place(): DraftPlace | undefined {
    const edited = this.#edited;
    if (edited?.key === undefined) return undefined;
    const { rows, columns } = this.#element.table;
    return { place: this.#drafts.place(edited.row, edited.column, edited.key), outside: rows[edited.row]?.cells[columns[edited.column]?.key ?? ''] ?? '' };
  }

  #editor(): CellEditor | undefined {
    return this.#host?.querySelector<CellEditor>('dmp-cell-editor') ?? undefined;
  }

  #stop(): void {
    this.close();
    this.#element.focus();
  }

  #set(edited: Edited | undefined): void {
    if (edited === this.#edited) return;
    this.#edited = edited;
    this.#element.requestUpdate();
  }
}
