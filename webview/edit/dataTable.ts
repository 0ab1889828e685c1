import { LitElement, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { RowView, TableView } from '../../src/core/workflow/wizardView.ts';
import { placeKey } from '../page.ts';
import type { Page } from '../page.ts';
import { idOf } from './draftControl.ts';
import { countStates } from './grid/rowState.ts';
import { keepRows, trackRows } from './grid/rowTrack.ts';
import { Arranging } from './table/arranging.ts';
import { arrangementBar } from './table/bars/arrangementBar.ts';
import { findBar } from './table/bars/findBar.ts';
import { keysHelp } from './table/bars/keysHelp.ts';
import { leaveBar } from './table/bars/leaveBar.ts';
import { tableTools } from './table/bars/tableTools.ts';
import { underTable } from './table/bars/underTable.ts';
import { CellDrafts } from './table/cellDrafts.ts';
import { CellEditing } from './table/cellEditing.ts';
import { CellFaces } from './table/cellFaces.ts';
import { CellWriting } from './table/cellWriting.ts';
import { Clipboard } from './table/clipboard.ts';
import { runCommand } from './table/commands.ts';
import { Finding } from './table/finding.ts';
import { gridOptions } from './table/gridOptions.ts';
import { gridShape } from './table/gridShape.ts';
import { Keyboard } from './table/keyboard.ts';
import type { TableCommand } from './table/keys.ts';
import { LeaveBehind } from './table/leaveBehind.ts';
import { Moving } from './table/moving.ts';
import { NewRow } from './table/newRow.ts';
import { NewRowCells } from './table/newRowCells.ts';
import { RowActions } from './table/rowActions.ts';
import { RowsInView } from './table/rowsInView.ts';
import { Selection } from './table/selection.ts';
import type { TableElement } from './table/tableElement.ts';
import { TableGrid } from './table/tableGrid.ts';
import { TableLayout } from './table/tableLayout.ts';

/**
 * An editable table of the document, in a grid that draws only what is in view. All changes leave as `PlanEdit`s that name rows by
 * index and key, and come back with the next view. Nothing outside knows more of it than its properties, `focusCell` and `addRow`.
 * What it does is in its parts (the folder `table`), which keep their own state and ask for a drawing when it changes; here they are
 * put together and drawn.
 */
export class DataTable extends LitElement implements TableElement {
  static override properties = {
    page: { attribute: false }, table: { attribute: false }, tick: { attribute: false }, confirms: { type: Boolean }, showsKeys: { state: true },
  };

  declare page: Page;
  declare table: TableView;
  /** Changes with every redraw of the page, so that drafts show. */
  declare tick: number;
  /** Offers to confirm the volumes of ticked rows. */
  declare confirms: boolean;
  declare showsKeys: boolean;
  #rowsSeen: readonly RowView[] | undefined;
  #states: ReturnType<typeof countStates> = { unconfirmed: 0, unmapped: 0, problems: 0 };
  #said = '';

  readonly #newRowCells = new NewRowCells(this);
  readonly #rows = new RowsInView(this, this.#newRowCells);
  readonly #selection = new Selection(this, this.#rows);
  readonly #grid = new TableGrid(this);
  readonly #moving = new Moving(this, this.#rows, this.#selection, this.#grid);
  readonly #drafts = new CellDrafts(this);
  readonly #editing = new CellEditing({
    element: this, rows: this.#rows, selection: this.#selection, grid: this.#grid, drafts: this.#drafts, moving: this.#moving, newRow: this.#newRowCells,
    afterNewCell: (value, then, column) => {
      this.#newRow.afterCell(value, then, column);
    },
  });
  readonly #newRow: NewRow = new NewRow(this, this.#newRowCells, this.#selection, this.#editing);
  readonly #writing = new CellWriting(this, this.#rows, this.#newRowCells, this.#selection, this.#drafts);
  readonly #actions = new RowActions(this, this.#rows, this.#selection);
  readonly #clipboard = new Clipboard(this, this.#rows, this.#selection, this.#editing, this.#writing, this.#actions);
  readonly #finding = new Finding(this, this.#rows, this.#selection, this.#grid);
  readonly #arranging = new Arranging(this, this.#rows, this.#selection, this.#finding, this.#grid);
  readonly #leaveBehind = new LeaveBehind(this, this.#selection);
  readonly #layout = new TableLayout(this, this.#rows);
  readonly #faces = new CellFaces({
    element: this, rows: this.#rows, newRow: this.#newRowCells, selection: this.#selection, drafts: this.#drafts, finding: this.#finding, layout: this.#layout,
  });
  readonly #run = (command: TableCommand): void => {
    runCommand(command, {
      element: this, selection: this.#selection, newRow: this.#newRow, actions: this.#actions, writing: this.#writing, arranging: this.#arranging, finding: this.#finding,
      leaveBehind: this.#leaveBehind,
      toggleKeys: () => {
        this.showsKeys = !this.showsKeys;
      },
    });
  };
  readonly #keyboard = new Keyboard({
    element: this, selection: this.#selection, moving: this.#moving, editing: this.#editing, drafts: this.#drafts, writing: this.#writing, actions: this.#actions, finding: this.#finding,
    leaveBehind: this.#leaveBehind, newRow: this.#newRow, newRowCells: this.#newRowCells, run: this.#run,
  });

  constructor() {
    super();
    this.confirms = false;
    this.tick = 0;
    this.showsKeys = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override focus(): void {
    this.#grid.focusSoon();
    this.requestUpdate();
  }

  say(text: string): void {
    this.#said = text;
    this.requestUpdate();
  }

  /** Puts the focus on a cell, and shows all rows where a filter hides its own. */
  focusCell(row: number, column: string): void {
    const { rows, columns } = this.table;
    this.#selection.put({ row: Math.min(row, Math.max(0, rows.length - 1)), column: Math.max(0, columns.findIndex((spec) => spec.key === column)), extent: undefined });
    if (this.#rows.viewRow(this.#selection.row) === undefined) this.#arranging.clear();
    this.focus();
  }

  /** Opens a new row at the end. */
  addRow(): void {
    this.#newRow.open();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clipboard.listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#clipboard.stop();
    this.#layout.stop();
    this.#grid.dispose();
  }

  protected override willUpdate(): void {
    const seen = this.#rowsSeen;
    if (seen !== undefined && seen !== this.table.rows) this.table = { ...this.table, rows: keepRows(seen, this.table.rows) };
    const { rows } = this.table;
    if (seen === rows) return;
    if (seen !== undefined) this.#followRows(seen, rows);
    this.#rowsSeen = rows;
    this.#states = countStates(this.table.block, rows);
    this.#finding.search();
  }

  /** Rows have come, gone or moved: what is shown, selected and edited stays with its rows. */
  #followRows(before: readonly RowView[], rows: readonly RowView[]): void {
    const track = trackRows(before, rows);
    this.#rows.follow(track);
    this.#selection.follow(track, before.length, { adding: this.#newRowCells.isOpen, editing: this.#editing.isOpen, hasFocus: this.#grid.hasFocus() });
    this.#editing.follow(track);
  }

  protected override render(): TemplateResult {
    const { table, page } = this;
    const titleId = `${idOf(table.block)}-title`;
    const bare = this.#isBare();
    const { row, column } = this.#selection;
    return html`<section
      class="data-table" data-place=${placeKey({ kind: 'block', block: table.block })} tabindex="-1" aria-labelledby=${titleId}
      @keydown=${this.#keyboard.onKeyDown} @focusout=${this.#newRow.onFocusOut}
    >
      <div class="table-head"><h3 id=${titleId}>${table.title}</h3>${this.#writing.underWay === 0 ? nothing : html`<span class="under-way" role="status"><vscode-progress-ring aria-hidden="true"></vscode-progress-ring>${page.t('table.underWay', { count: this.#writing.underWay })}</span>`}${page.locked ? nothing : this.#tools()}</div>
      ${this.showsKeys ? keysHelp(page.t, () => {
        this.showsKeys = false;
        this.focus();
      }) : nothing}
      ${bare ? nothing : this.#arrangementBar()}
      ${bare || this.#finding.words === undefined ? nothing : this.#findBar(this.#finding.words)}
      ${bare || page.locked || !this.#leaveBehind.isOpen ? nothing : this.#leaveBar()}
      <div class="table-scroll form-${table.form}" ?hidden=${bare}></div>
      <span class="sr-only" role="status">${this.#said}</span>
      ${underTable({
        t: page.t, table, locked: page.locked, adding: this.#newRowCells.isOpen, shown: this.#rows.count,
        message: this.#drafts.look(row, column)?.error ?? table.rows[row]?.problems[this.#selection.spec?.key ?? ''], muted: table.rows[row]?.muted,
        add: () => {
          this.addRow();
        },
      })}
    </section>`;
  }

  #isBare(): boolean {
    return this.table.rows.length === 0 && !this.#newRowCells.isOpen;
  }

  #tools(): TemplateResult {
    const { table, page } = this;
    const selection = this.#selection;
    return tableTools({
      page, table, count: selection.ticked.size, targets: selection.targetCount(), adding: this.#newRowCells.isOpen, confirms: this.confirms, unproven: this.#states.unconfirmed, column: selection.spec,
      oneLess: selection.firstTarget() === 0, canMove: !this.#rows.isArranged, leavable: this.#leaveBehind.isOffered ? this.#leaveBehind.rows().length : undefined,
      run: this.#run,
      confirm: () => {
        page.confirmVolumes(selection.refs([...selection.ticked].sort((a, b) => a - b)).map((ref) => (ref.key ?? []).join('.')));
      },
      tickUnproven: () => {
        selection.put({ ticked: new Set(table.rows.flatMap((row, index) => (row.evidence !== undefined && !row.evidence.proven ? [index] : []))) });
      },
      untick: () => {
        selection.put({ ticked: new Set() });
      },
    });
  }

  #arrangementBar(): TemplateResult | typeof nothing {
    return arrangementBar({
      t: this.page.t, table: this.table, arrangement: this.#rows.arrangement, states: this.#states, locked: this.page.locked,
      filter: (filter) => {
        this.#arranging.filter(filter);
      },
      clearSort: () => {
        this.#arranging.clearSorting();
      },
      writeOrder: () => {
        this.#arranging.writeOrder();
      },
    });
  }

  #findBar(words: string): TemplateResult {
    return findBar({
      t: this.page.t, words, at: this.#finding.at, count: this.#finding.count,
      type: (typed) => {
        this.#finding.type(typed);
      },
      go: (by) => {
        this.#finding.go(by, false);
      },
      close: () => {
        this.#finding.close();
        this.focus();
      },
    });
  }

  #leaveBar(): TemplateResult {
    const leave = this.#leaveBehind;
    return leaveBar({
      t: this.page.t, count: leave.rows().length, reason: leave.reason, reasons: leave.reasons(),
      type: (reason) => {
        leave.type(reason);
      },
      apply: () => {
        leave.apply();
      },
      close: () => {
        leave.close();
      },
    });
  }

  protected override updated(): void {
    const host = this.querySelector<HTMLElement>('.table-scroll');
    if (host === null || host.hidden) {
      if (this.#grid.takeFocus()) this.querySelector<HTMLElement>('.data-table')?.focus();
      return;
    }
    this.#layout.observe(host);
    if (this.#layout.width === 0) return;
    this.#layout.fit(host);
    const shape = gridShape(this, this.#rows, this.#newRowCells, this.#layout);
    if (!this.#grid.isThere) {
      void this.#grid.load(host, gridOptions({
        element: this, rows: this.#rows, selection: this.#selection, faces: this.#faces, editing: this.#editing, writing: this.#writing, arranging: this.#arranging, layout: this.#layout,
      }), shape);
      return;
    }
    this.#grid.show(shape, [
      this.tick, this.table, this.page.locked, this.#rows.order, this.#rows.arrangement, this.#newRowCells.cells, this.#selection.ticked, this.#finding.found, this.#layout.measured, this.#editing.isOpen,
    ]);
    if (this.#editing.isOpen) this.#editing.show();
    else this.#grid.select(this.#selection.cell, this.#selection.range);
  }
}

customElements.define('dmp-table', DataTable);
