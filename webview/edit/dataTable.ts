import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RowRef } from '../../src/core/plan/planEdit.ts';
import type { CellKind, ColumnSpec } from '../../src/core/plan/sections.ts';
import type { RowView, TableView } from '../../src/core/workflow/wizardView.ts';
import { placeKey } from '../page.ts';
import type { Page } from '../page.ts';
import { button, iconButton, linkButton } from '../ui/button.ts';
import { icon } from '../ui/icons.ts';
import './cellEditor.ts';
import type { CellEditor } from './cellEditor.ts';
import { idOf } from './draftControl.ts';
import { evidenceMark } from './evidenceMark.ts';

/** Rows in the page at once; more are shown in pages. */
const PAGE_ROWS = 300;

interface Editing {
  row: number;
  readonly column: number;
  /** What the row was called when the editing began; undefined for the row being added. */
  readonly key: readonly string[] | undefined;
  /** The character whose typing began it. */
  readonly typed?: string;
}

/**
 * An editable table of the document. One cell at a time is in the tab order; arrow keys move, Enter or F2 or typing
 * edits. All edits leave as `PlanEdit`s that name the row by index and key. A maintained virtual grid can take its
 * place: nothing outside knows more of it than its properties and `focusCell`.
 */
export class DataTable extends LitElement {
  static override properties = {
    page: { attribute: false }, table: { attribute: false }, tick: { attribute: false }, confirms: { type: Boolean },
    row: { state: true }, column: { state: true }, editing: { state: true }, selected: { state: true }, adding: { state: true },
  };

  declare page: Page;
  declare table: TableView;
  /** Changes with every redraw of the page, so that drafts show. */
  declare tick: number;
  /** Offers to confirm the volumes of selected rows. */
  declare confirms: boolean;
  /** The cell in the tab order. Column -1 selects rows; the row after the last is the one being added. */
  declare row: number;
  declare column: number;
  declare editing: Editing | undefined;
  declare selected: readonly RowRef[];
  /** Cells of the row being added. */
  declare adding: Readonly<Record<string, string>> | undefined;
  #focusSoon = false;
  #drawing = false;
  #rowsMoved = false;
  /** A name a row, unique among them, by which its element stays with it. */
  #names: readonly string[] = [];
  #rowsSeen: readonly RowView[] | undefined;

  constructor() {
    super();
    this.confirms = false;
    this.row = 0;
    this.column = 0;
    this.selected = [];
    this.tick = 0;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override focus(): void {
    this.#focusSoon = true;
    this.requestUpdate();
  }

  /** Puts the focus on a cell, turning to its page. */
  focusCell(row: number, column: string): void {
    this.row = Math.min(row, Math.max(0, this.table.rows.length - 1));
    this.column = Math.max(0, this.table.columns.findIndex((spec) => spec.key === column));
    this.focus();
  }

  protected override willUpdate(): void {
    this.#drawing = true;
    const { rows } = this.table;
    if (this.#rowsSeen === rows) return;
    if (this.#rowsSeen !== undefined) this.#followRows(this.#rowsSeen, rows);
    this.#rowsSeen = rows;
    this.#rowsMoved = this.editing !== undefined;
    this.#names = rowNames(rows);
  }

  /** Rows have come, gone or moved: selection, editing and the cell in the tab order stay with theirs. */
  #followRows(before: readonly RowView[], rows: readonly RowView[]): void {
    this.selected = this.selected.flatMap((ref) => {
      const index = findRow(rows, ref);
      return index === undefined ? [] : [{ ...ref, index }];
    });
    const { editing } = this;
    const active = before[this.row];
    if (active !== undefined) {
      const index = findRow(rows, { index: this.row, key: [...active.key] });
      const stays = index ?? Math.min(this.row, Math.max(0, rows.length - 1));
      // Where its key is another now, its element is another, too.
      if ((stays !== this.row || index === undefined) && this.contains(document.activeElement) && editing === undefined) this.#focusSoon = true;
      this.row = stays;
    } else if (this.adding !== undefined) this.row = rows.length;
    else this.row = Math.min(this.row, Math.max(0, rows.length - 1));
    if (editing === undefined) return;
    if (editing.key === undefined) {
      this.editing = { ...editing, row: rows.length };
      return;
    }
    const index = findRow(rows, { index: editing.row, key: [...editing.key] });
    const { drafts } = this.page.state;
    const from = this.#place(editing.row, editing.column, editing.key);
    if (index !== undefined) {
      if (index === editing.row) return;
      drafts.move(from, this.#place(index, editing.column, editing.key));
      this.editing = { row: index, column: editing.column, key: editing.key };
      return;
    }
    const typed = drafts.look(from, '').text;
    drafts.drop(from);
    this.editing = undefined;
    this.#focusSoon = true;
    if (typed !== '') this.page.notify(this.page.t('table.rowGone', { text: typed }), 'warning');
  }

  protected override render(): TemplateResult {
    const { table, page } = this;
    const { t } = page;
    const titleId = `${idOf(table.block)}-title`;
    const from = this.#pageStart();
    const rows = table.rows.slice(from, from + PAGE_ROWS);
    const headless = table.form !== 'table';
    return html`<section class="data-table" data-place=${placeKey({ kind: 'block', block: table.block })} tabindex="-1" aria-labelledby=${titleId}>
      <div class="table-head"><h3 id=${titleId}>${table.title}</h3>${this.#tools()}</div>
      ${table.rows.length === 0 && this.adding === undefined
        ? nothing
        : html`<div class="table-scroll"><table
            role="grid" class="grid form-${table.form}" aria-labelledby=${titleId} aria-rowcount=${table.rows.length + 1} aria-colcount=${table.columns.length + 1}
            aria-readonly=${String(page.locked)} aria-multiselectable="true"
            @click=${this.#click} @dblclick=${this.#doubleClick} @keydown=${this.#keyDown} @focusin=${this.#focusIn} @focusout=${this.#focusOut} @copy=${this.#copy} @paste=${this.#paste}
          >
            <thead class=${headless ? 'sr-only' : ''}><tr role="row" aria-rowindex="1"><th role="columnheader" class="select-cell"><span class="sr-only">${t('table.select')}</span></th>${table.columns.map((spec) => html`<th role="columnheader" scope="col" class="kind-${spec.kind}">${spec.header}</th>`)}</tr></thead>
            <tbody>${repeat(rows, (_row, index) => this.#names[from + index], (row, index) => this.#row(row, from + index))}${this.adding === undefined ? nothing : this.#addingRow(this.adding)}</tbody>
          </table></div>`}
      ${table.rows.length > PAGE_ROWS ? this.#pager(from) : nothing}
      ${this.#underneath()}
    </section>`;
  }

  #row(row: RowView, index: number): TemplateResult {
    const selected = this.#isSelected(index, row);
    return html`<tr role="row" aria-rowindex=${index + 2} aria-selected=${String(selected)} class=${selected ? 'selected' : ''}>
      <td role="gridcell" class="select-cell" data-row=${index} data-column="-1" tabindex=${this.#tabIndex(index, -1)} aria-label=${this.page.t('table.selectRow', { row: row.key.join(', ') || index + 1 })} aria-checked=${String(selected)}>
        <span class="tick ${selected ? 'on' : ''}" aria-hidden="true">${selected ? icon('check') : this.table.form === 'ordered' ? html`<span class="ordinal">${index + 1}.</span>` : nothing}</span>
      </td>
      ${this.table.columns.map((spec, column) => this.#cell(row, index, spec, column))}
    </tr>`;
  }

  #cell(row: RowView, index: number, spec: ColumnSpec, column: number): TemplateResult {
    const { page } = this;
    const outside = row.cells[spec.key] ?? '';
    const place = this.#place(index, column, row.key);
    const look = page.state.drafts.look(place, outside);
    const message = look.error ?? row.problems[spec.key];
    const editing = this.editing?.row === index && this.editing.column === column && this.editing.key !== undefined;
    const problemId = `${idOf(place)}-problem`;
    const markAt = this.table.columns.findIndex(({ kind }) => kind === 'count');
    const tone = look.error === undefined ? (message === undefined ? '' : 'has-problem') : 'has-error';
    return html`<td
      role="gridcell" class="kind-${spec.kind} ${tone} ${look.pending ? 'pending' : ''}" data-row=${index} data-column=${column} data-place=${placeKey({ kind: 'cell', block: this.table.block, row: index, column: spec.key })}
      tabindex=${this.#tabIndex(index, column)} aria-invalid=${message === undefined ? nothing : 'true'} aria-describedby=${message === undefined ? nothing : problemId} title=${editing ? nothing : message ?? (look.text.length > 24 ? look.text : nothing)}
    ><span class="cell-line" ?inert=${editing}>${this.#cellText(look.text, spec.kind)}${column === markAt && row.evidence !== undefined ? evidenceMark(page.t, row.evidence) : nothing}</span>${editing ? this.#editor(spec, look.text, place, outside, row) : nothing}${message === undefined ? nothing : html`<span class="sr-only" id=${problemId}>${message}</span>`}</td>`;
  }

  #cellText(text: string, kind: CellKind): TemplateResult {
    const quiet = text === '' || text === '?' || text === '—' || text === '-';
    const code = kind === 'sql' || kind === 'transform' || kind === 'tolerance';
    return html`<span class="cell-text ${quiet ? 'quiet' : ''} ${code && !quiet ? 'code' : ''}">${kind === 'name' ? breakable(text) : text}</span>`;
  }

  #addingRow(cells: Readonly<Record<string, string>>): TemplateResult {
    const index = this.table.rows.length;
    return html`<tr role="row" aria-rowindex=${index + 2} class="adding">
      <td role="gridcell" class="select-cell" aria-hidden="true">${icon('add')}</td>
      ${this.table.columns.map((spec, column) => {
        const editing = this.editing?.row === index && this.editing.column === column && this.editing.key === undefined;
        return html`<td role="gridcell" class="kind-${spec.kind}" data-row=${index} data-column=${column} tabindex=${this.#tabIndex(index, column)}><span class="cell-line" ?inert=${editing}>${this.#cellText(cells[spec.key] ?? '', spec.kind)}</span>${editing
          ? this.#editor(spec, cells[spec.key] ?? '', this.#place(index, column, undefined), '', undefined)
          : nothing}</td>`;
      })}
    </tr>`;
  }

  #editor(spec: ColumnSpec, text: string, place: string, outside: string, row: RowView | undefined): TemplateResult {
    const { page, editing } = this;
    if (editing === undefined) return html``;
    const { drafts } = page.state;
    const look = drafts.look(place, outside);
    const label = page.t('table.editing', { column: spec.header, row: row === undefined ? page.t('records.new') : row.key.join(', ') || editing.row + 1 });
    return html`<dmp-cell-editor
      .label=${label} .text=${text} .typed=${editing.typed} .kind=${spec.kind} .choices=${this.table.choices[spec.key] ?? []} .t=${page.t}
      .theirs=${look.theirs} .held=${() => this.#drawing} .long=${spec.kind === 'sql' || text.length > 60}
      .onType=${(value: string) => {
        if (row !== undefined) drafts.type(place, outside, value);
      }}
      .onTheirs=${() => {
        drafts.drop(place);
        this.#stop();
      }}
      .onDone=${(value: string | undefined, then: 'stay' | 'down' | 'right' | 'left') => {
        this.#done(value, then, place, outside);
      }}
    ></dmp-cell-editor>`;
  }

  /** The editor is finished: `value` is undefined where it was cancelled. */
  #done(value: string | undefined, then: 'stay' | 'down' | 'right' | 'left', place: string, outside: string): void {
    const { editing, page } = this;
    if (editing === undefined) return;
    const { drafts } = page.state;
    const spec = this.table.columns[editing.column];
    this.editing = undefined;
    if (editing.key === undefined) {
      if (spec !== undefined && value !== undefined) this.adding = { ...this.adding, [spec.key]: value };
      this.#afterNewCell(value, then, editing.column);
      return;
    }
    if (value === undefined) drafts.drop(place);
    else if (spec !== undefined) {
      if (drafts.look(place, outside).theirs !== undefined) drafts.keepMine(place, outside);
      if (value !== outside) drafts.type(place, outside, value);
      this.#commit(place, outside, { index: editing.row, key: [...editing.key] }, spec.key);
    }
    if (then === 'down') this.row = Math.min(this.row + 1, Math.max(0, this.table.rows.length - 1));
    if (then === 'right') this.#step(1);
    if (then === 'left') this.#step(-1);
    // A click elsewhere has taken the focus already.
    if (then !== 'stay' || value === undefined) this.#focusSoon = true;
  }

  #commit(place: string, outside: string, row: RowRef, column: string): void {
    const { page } = this;
    void page.state.drafts.commit(place, outside, (value) => page.edit({ kind: 'setCell', block: this.table.block, row, column, value })).then((error) => {
      if (error !== undefined) page.notify(page.t('field.notSaved', { error }), 'error');
    });
  }

  #afterNewCell(value: string | undefined, then: 'stay' | 'down' | 'right' | 'left', column: number): void {
    const last = this.table.columns.length - 1;
    if (value === undefined) {
      // Escape in the first cell, with nothing typed yet, was meant for the row.
      if (Object.values(this.adding ?? {}).every((text) => text === '')) this.#dropNew();
      this.#focusSoon = true;
    } else if (then === 'down' || (then === 'right' && column === last)) this.#keepNew(true);
    else if (then === 'right' || then === 'left') {
      this.column = Math.max(0, column + (then === 'right' ? 1 : -1));
      this.#edit();
    }
  }

  /** Adds the new row where anything was typed into it. */
  #keepNew(focus: boolean): void {
    const typed = Object.entries(this.adding ?? {}).filter(([, text]) => text.trim() !== '');
    this.adding = undefined;
    this.editing = undefined;
    if (focus) this.#focusSoon = true;
    const at = this.table.rows.length;
    if (typed.length === 0) {
      this.row = Math.max(0, at - 1);
      return;
    }
    const row = Object.fromEntries(this.table.columns.filter(({ kind }) => unknownWhenNew(kind)).map(({ key }) => [key, '?']));
    void this.page.edit({ kind: 'insertRows', block: this.table.block, at, rows: [{ ...row, ...Object.fromEntries(typed) }] }).then((error) => {
      if (error === undefined) return;
      this.adding = Object.fromEntries(typed);
      this.page.notify(this.page.t('field.notSaved', { error }), 'error');
    });
  }

  #dropNew(): void {
    this.adding = undefined;
    this.editing = undefined;
    this.row = Math.max(0, this.table.rows.length - 1);
    this.#focusSoon = true;
  }

  #tools(): TemplateResult {
    const { t } = this.page;
    if (this.page.locked) return html``;
    const count = this.selected.length;
    const unproven = this.table.rows.flatMap((row, index) => (row.evidence !== undefined && !row.evidence.proven ? [{ index, key: [...row.key] }] : []));
    const one = count === 1 ? this.selected[0] : undefined;
    return html`<div class="table-tools" role="toolbar" aria-label=${this.table.title}>
      ${count === 0 ? nothing : html`<span class="selected-count" role="status">${t('table.selected', { count })}</span>
        ${this.confirms ? button({ label: t('table.confirm'), icon: icon('check'), className: 'compact', onClick: () => {
          this.page.confirmVolumes(this.selected.map((ref) => (ref.key ?? []).join('.')));
        } }) : nothing}
        ${one === undefined ? nothing : html`${iconButton({ label: t('table.moveUp'), icon: icon('up'), disabled: one.index === 0, onClick: () => {
          this.#move(one, -1);
        } })}${iconButton({ label: t('table.moveDown'), icon: icon('down'), disabled: one.index >= this.table.rows.length - 1, onClick: () => {
          this.#move(one, 1);
        } })}`}
        ${iconButton({ label: t('table.remove'), icon: icon('trash'), onClick: () => {
          this.#remove(this.selected);
        } })}
        ${linkButton({ label: t('table.clearSelection'), onClick: () => {
          this.selected = [];
        } })}`}
      ${count === 0 && this.confirms && unproven.length > 0 ? linkButton({ label: t('table.selectUnproven', { count: unproven.length }), onClick: () => {
        this.selected = unproven;
      } }) : nothing}
      ${this.table.rows.length > 0 && this.adding === undefined ? this.#addButton() : nothing}
    </div>`;
  }

  #addButton(): TemplateResult {
    const { t } = this.page;
    return linkButton({ label: this.table.form === 'table' ? t('table.addRow') : t('table.addItem'), icon: icon('add'), className: 'add', onClick: () => {
      this.addRow();
    } });
  }

  /** Opens a new row at the end. */
  addRow(): void {
    if (this.page.locked) return;
    this.adding = {};
    this.row = this.table.rows.length;
    this.column = 0;
    this.#edit();
  }

  #underneath(): TemplateResult {
    const { table, page } = this;
    const { t } = page;
    const row = table.rows[this.row];
    const spec = table.columns[this.column];
    const message = row === undefined || spec === undefined ? undefined : page.state.drafts.look(this.#place(this.row, this.column, row.key), row.cells[spec.key] ?? '').error ?? row.problems[spec.key];
    if (table.rows.length === 0 && this.adding === undefined) {
      return html`<div class="empty"><p>${table.empty === '' ? t('table.empty') : table.empty}</p>${page.locked ? nothing : this.#addButton()}</div>`;
    }
    return html`${this.adding === undefined ? nothing : html`<p class="hint">${t('table.newRow')}</p>`}
      ${message === undefined ? nothing : html`<p class="message warning cell-message" aria-hidden="true">${icon('warning')}<span>${message}</span></p>`}
      ${table.footer === undefined || table.footer === '' ? nothing : html`<p class="table-footer">${table.footer}</p>`}`;
  }

  #pager(from: number): TemplateResult {
    const { t } = this.page;
    const of = this.table.rows.length;
    const turn = (to: number): void => {
      this.row = to;
      this.querySelector('.table-scroll')?.scrollTo(0, 0);
    };
    return html`<div class="pager">
      ${iconButton({ label: t('table.previous'), icon: icon('up'), disabled: from === 0, onClick: () => {
        turn(from - PAGE_ROWS);
      } })}
      <span role="status">${t('table.page', { from: (from + 1).toLocaleString('en'), to: Math.min(of, from + PAGE_ROWS).toLocaleString('en'), of: of.toLocaleString('en') })}</span>
      ${iconButton({ label: t('table.next'), icon: icon('down'), disabled: from + PAGE_ROWS >= of, onClick: () => {
        turn(from + PAGE_ROWS);
      } })}
    </div>`;
  }

  protected override updated(_changed: PropertyValues): void {
    this.#drawing = false;
    const editor = this.querySelector<CellEditor>('dmp-cell-editor');
    if (editor !== null && editor.hasUpdated && !editor.contains(document.activeElement) && this.#rowsMoved) editor.focus();
    this.#rowsMoved = false;
    if (!this.#focusSoon) return;
    this.#focusSoon = false;
    const cell = this.#cellElement(this.row, this.column);
    if (cell !== null) cell.focus();
    else this.querySelector<HTMLElement>('.data-table')?.focus();
  }

  #pageStart(): number {
    return Math.floor(Math.min(this.row, Math.max(0, this.table.rows.length - 1)) / PAGE_ROWS) * PAGE_ROWS;
  }

  #tabIndex(row: number, column: number): '0' | '-1' {
    return row === this.row && column === this.column ? '0' : '-1';
  }

  #cellElement(row: number, column: number): HTMLElement | null {
    return this.querySelector<HTMLElement>(`td[data-row="${String(row)}"][data-column="${String(column)}"]`);
  }

  #place(row: number, column: number, key: readonly string[] | undefined): string {
    return JSON.stringify([this.table.block, row, key ?? null, this.table.columns[column]?.key ?? '']);
  }

  #isSelected(index: number, row: RowView): boolean {
    return this.selected.some((ref) => ref.index === index && sameKey(ref.key, row.key));
  }

  #toggle(index: number): void {
    const row = this.table.rows[index];
    if (row === undefined) return;
    this.selected = this.#isSelected(index, row)
      ? this.selected.filter((ref) => ref.index !== index)
      : [...this.selected, { index, key: [...row.key] }].sort((a, b) => a.index - b.index);
  }

  #remove(rows: readonly RowRef[]): void {
    if (rows.length === 0 || this.page.locked) return;
    this.selected = [];
    this.#focusSoon = true;
    void this.#send({ kind: 'removeRows', block: this.table.block, rows: [...rows] });
  }

  #move(ref: RowRef, by: -1 | 1): void {
    // `to` is where a row stands now: one down is before the row after the next.
    const to = by === -1 ? ref.index - 1 : ref.index + 2;
    if (to < 0 || to > this.table.rows.length || this.page.locked) return;
    void this.#send({ kind: 'moveRows', block: this.table.block, rows: [ref], to });
  }

  async #send(edit: Parameters<Page['edit']>[0]): Promise<void> {
    const error = await this.page.edit(edit);
    if (error !== undefined) this.page.notify(this.page.t('field.notSaved', { error }), 'error');
  }

  #edit(typed?: string): void {
    if (this.page.locked || this.column < 0) return;
    const key = this.table.rows[this.row]?.key;
    if (key === undefined && this.adding === undefined) return;
    this.editing = { row: this.row, column: this.column, key, ...(typed === undefined ? {} : { typed }) };
  }

  #stop(): void {
    this.editing = undefined;
    this.#focusSoon = true;
  }

  /** To the next or previous cell in reading order. */
  #step(by: 1 | -1): void {
    const last = this.table.columns.length - 1;
    const column = this.column + by;
    if (column >= 0 && column <= last) this.column = column;
    else if (by === 1 && this.row < this.table.rows.length - 1) {
      this.row++;
      this.column = 0;
    } else if (by === -1 && this.row > 0) {
      this.row--;
      this.column = last;
    }
  }

  readonly #focusIn = (event: FocusEvent): void => {
    const at = cellOf(event.target);
    if (at === undefined) return;
    if (at.row !== this.row || at.column !== this.column) {
      this.row = at.row;
      this.column = at.column;
    }
  };

  readonly #focusOut = (event: FocusEvent): void => {
    if (this.adding === undefined) return;
    const to = event.relatedTarget;
    // Between two cells of the new row the focus is nowhere for a moment.
    if (to instanceof Node && !this.querySelector('tr.adding')?.contains(to)) this.#keepNew(false);
  };

  readonly #click = (event: MouseEvent): void => {
    const at = cellOf(event.target);
    if (at === undefined || isEditor(event.target)) return;
    if (at.column === -1) this.#toggle(at.row);
  };

  readonly #doubleClick = (event: MouseEvent): void => {
    const at = cellOf(event.target);
    if (at === undefined || at.column === -1 || isEditor(event.target)) return;
    this.row = at.row;
    this.column = at.column;
    this.#edit();
  };

  readonly #copy = (event: ClipboardEvent): void => {
    if (this.editing !== undefined || (document.getSelection()?.toString() ?? '') !== '') return;
    const text = this.#activeText();
    if (text === undefined) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };

  readonly #paste = (event: ClipboardEvent): void => {
    if (this.editing !== undefined || this.page.locked) return;
    const row = this.table.rows[this.row];
    const spec = this.table.columns[this.column];
    const text = event.clipboardData?.getData('text/plain').trim();
    if (row === undefined || spec === undefined || text === undefined) return;
    event.preventDefault();
    this.#write(row, spec, text);
  };

  #activeText(): string | undefined {
    const spec = this.table.columns[this.column];
    return spec === undefined ? undefined : this.table.rows[this.row]?.cells[spec.key];
  }

  #write(row: RowView, spec: ColumnSpec, text: string): void {
    const outside = row.cells[spec.key] ?? '';
    const place = this.#place(this.row, this.column, row.key);
    if (text === outside) return;
    this.page.state.drafts.type(place, outside, text);
    this.#commit(place, outside, { index: this.row, key: [...row.key] }, spec.key);
  }

  readonly #keyDown = (event: KeyboardEvent): void => {
    if (this.editing !== undefined || event.isComposing || cellOf(event.target) === undefined) return;
    if (!this.#handleKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Returns whether the key was for the table. */
  #handleKey(event: KeyboardEvent): boolean {
    const lastRow = this.table.rows.length - (this.adding === undefined ? 1 : 0);
    const lastColumn = this.table.columns.length - 1;
    const control = event.ctrlKey || event.metaKey;
    const go = (row: number, column: number): true => {
      this.row = Math.min(Math.max(0, row), Math.max(0, lastRow));
      this.column = Math.min(Math.max(-1, column), lastColumn);
      this.#focusSoon = true;
      this.requestUpdate();
      return true;
    };
    if (event.altKey) {
      if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return false;
      const row = this.table.rows[this.row];
      if (row !== undefined) this.#move({ index: this.row, key: [...row.key] }, event.key === 'ArrowUp' ? -1 : 1);
      return true;
    }
    switch (event.key) {
      case 'ArrowDown':
        return go(control ? lastRow : this.row + 1, this.column);
      case 'ArrowUp':
        return go(control ? 0 : this.row - 1, this.column);
      case 'ArrowRight':
        return go(this.row, control ? lastColumn : this.column + 1);
      case 'ArrowLeft':
        return go(this.row, control ? -1 : this.column - 1);
      case 'PageDown':
        return go(this.row + 15, this.column);
      case 'PageUp':
        return go(this.row - 15, this.column);
      case 'Home':
        return go(control ? 0 : this.row, 0);
      case 'End':
        return go(control ? lastRow : this.row, lastColumn);
      default:
        return !control && this.#handleActionKey(event);
    }
  }

  #handleActionKey(event: KeyboardEvent): boolean {
    const row = this.table.rows[this.row];
    const spec = this.table.columns[this.column];
    switch (event.key) {
      case ' ':
        if (this.column === -1 || event.shiftKey) {
          this.#toggle(this.row);
          return true;
        }
        return false;
      case 'Enter':
      case 'F2':
        if (this.column === -1) this.#toggle(this.row);
        else this.#edit();
        return true;
      case 'Delete':
      case 'Backspace':
        if (this.page.locked || row === undefined) return false;
        if (this.column === -1) this.#remove(this.#isSelected(this.row, row) ? this.selected : [{ index: this.row, key: [...row.key] }]);
        else if (spec !== undefined) this.#write(row, spec, '');
        return true;
      case 'Escape': {
        if (this.adding !== undefined) {
          this.#dropNew();
          return true;
        }
        const draft = row === undefined ? undefined : this.#place(this.row, this.column, row.key);
        if (draft !== undefined && this.page.state.drafts.has(draft)) {
          this.page.state.drafts.drop(draft);
          return true;
        }
        if (this.selected.length > 0) {
          this.selected = [];
          return true;
        }
        return false;
      }
      default:
        if (event.key.length !== 1 || this.column === -1) return false;
        this.#edit(event.key);
        return this.editing !== undefined;
    }
  }
}

/** Cells that say that nobody knows yet, when a row is added by hand; the rest start empty. */
function unknownWhenNew(kind: CellKind): boolean {
  return kind === 'count' || kind === 'size' || kind === 'duration' || kind === 'name' || kind === 'priority' || kind === 'transform';
}

/** A name that may break where its words meet, and nowhere else. */
function breakable(name: string): TemplateResult | string {
  const words = name.split(/(?<=[_.])(?=[^_.])|(?<=[a-z0-9])(?=[A-Z])/);
  return words.length === 1 ? name : html`${words.map((word, index) => html`${index === 0 ? nothing : html`<wbr>`}${word}`)}`;
}

function sameKey(a: readonly string[] | undefined, b: readonly string[]): boolean {
  return a?.length === b.length && a.every((part, index) => part === b[index]);
}

/** Keys may stand twice in a plan that is not right yet. */
function rowNames(rows: readonly RowView[]): string[] {
  const seen = new Map<string, number>();
  return rows.map(({ key }) => {
    const name = JSON.stringify(key);
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    return `${name} ${String(times)}`;
  });
}

/** The row's index now: the nearest row of the same key. */
function findRow(rows: readonly RowView[], ref: RowRef): number | undefined {
  const before = rows[ref.index];
  if (before !== undefined && sameKey(ref.key, before.key)) return ref.index;
  let found: number | undefined;
  rows.forEach((row, index) => {
    if (!sameKey(ref.key, row.key)) return;
    if (found === undefined || Math.abs(index - ref.index) < Math.abs(found - ref.index)) found = index;
  });
  return found;
}

function cellOf(target: EventTarget | null): { readonly row: number; readonly column: number } | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('td[data-row]') : null;
  return cell === null ? undefined : { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
}

function isEditor(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest<CellEditor>('dmp-cell-editor') !== null;
}

customElements.define('dmp-table', DataTable);
