import type { BeforeSaveDataDetails, CellProps, ChangedRange, ColumnRegular, EditorBase, HyperFunc, PluginProviders, RangeArea, VNode } from '@revolist/revogrid';
import { defineCustomElements, setNonce } from '@revolist/revogrid/loader';
import type { CellRange } from './cellBlocks.ts';
import { ROW_HEIGHT } from './gridHandle.ts';
import type { CellFace, GridCell, GridHandle, GridOptions, GridShape } from './gridHandle.ts';

/**
 * RevoGrid, the only file that knows it (a chunk of its own, loaded with the first table). It draws rows and columns in view,
 * keeps focus, range and the open editor, selects with the mouse and draws the fill handle. Off are its keyboard (it listens on the whole
 * page, and waits 70 ms and two frames with each key), its clipboard (it knows no quoted cells), its own changes of data, sorting and history: all
 * changes leave as plan edits, and the rows come back with the next view. Cells get roles, row numbers and the live focus here.
 */

interface Element extends HTMLElement {
  source: object[];
  columns: ColumnRegular[];
  rowDefinitions: { type: 'rgRow'; index: number; size: number }[];
  getProviders(): Promise<PluginProviders | undefined>;
  componentOnReady(): Promise<unknown>;
}

/** All rows are this one: what a cell shows is asked of the table when it is drawn. */
const ROW = {};
let registered: Promise<void> | undefined;

/** Makes a grid in `host`. */
export async function createGrid(host: HTMLElement, options: GridOptions, first: GridShape): Promise<GridHandle> {
  registered ??= (async () => {
    setNonce(options.nonce);
    await (defineCustomElements as () => Promise<void>)();
  })();
  await registered;
  return new RevoGrid(host, options, first).ready();
}

class RevoGrid implements GridHandle {
  readonly element: Element;
  readonly #options: GridOptions;
  #shape: GridShape;
  #providers: PluginProviders | undefined;
  #current: GridCell = { row: 0, column: 0 };
  #range: CellRange = { top: 0, left: 0, bottom: 0, right: 0 };
  /** The keyboard is to be on the current cell, as soon as that is drawn. */
  #wantsFocus = false;
  /** The table's section holds the keyboard until a cell it belongs to is drawn. */
  #parked = false;
  /** The cell that had the keyboard after the last drawing. */
  #held: globalThis.Element | undefined;
  #syncing = false;
  #revealing: GridCell | undefined;
  #editing = false;

  constructor(host: HTMLElement, options: GridOptions, first: GridShape) {
    this.#options = options;
    this.#shape = first;
    const element = document.createElement('revo-grid') as unknown as Element;
    this.element = element;
    const { onEditor } = options;
    const setEditing = (at: HTMLElement | undefined): void => {
      this.#editing = at !== undefined;
      onEditor(at);
    };
    Object.assign(element, {
      rowSize: ROW_HEIGHT, range: true, resize: true, useClipboard: false, filter: false, accessible: false, hideAttribution: true, disableVirtualX: true, theme: 'compact', frameSize: 4,
      editors: { plan: (): EditorBase => new EditorHost(setEditing) },
    });
    this.#apply(first);
    this.#listen();
    host.append(element);
  }

  async ready(): Promise<this> {
    await this.element.componentOnReady();
    this.#providers = await this.element.getProviders();
    await new Promise((done) => requestAnimationFrame(done));
    this.#setAttributes();
    this.#sync();
    return this;
  }

  show(shape: GridShape): void {
    const before = this.#shape;
    this.#shape = shape;
    this.#apply(shape, before);
    this.#setAttributes();
    // Same rows in the same places: only what is in view is drawn anew.
    this.#providers?.data.refresh('rgRow');
  }

  select(cell: GridCell, range: CellRange, focus: boolean): void {
    this.#current = cell;
    this.#range = range;
    if (focus) this.#wantsFocus = true;
    const store = this.#store();
    if (store === undefined || this.#shape.rows === 0) return;
    const at = { x: cell.column + 1, y: cell.row };
    const focused = store.store.get('focus');
    if (focused?.x !== at.x || focused.y !== at.y) store.setFocus(at, at);
    const area = { x: range.left + 1, y: range.top, x1: range.right + 1, y1: range.bottom };
    const drawn = store.store.get('range');
    if (drawn === null || drawn.x !== area.x || drawn.y !== area.y || drawn.x1 !== area.x1 || drawn.y1 !== area.y1) store.setRangeArea(area);
    if (focus) this.reveal(cell);
    this.#syncSoon();
  }

  reveal(cell: GridCell): void {
    // Rows that were just shown have no height to scroll to before they are drawn: then in one of the next frames.
    this.#revealing = cell;
    let frames = 12;
    const again = (): void => {
      if (this.#revealing !== cell) return;
      this.#reveal(cell);
      if (this.#revealing === cell && frames-- > 0) requestAnimationFrame(again);
    };
    again();
  }

  #reveal({ row, column }: GridCell): void {
    const scroller = this.#scroller();
    const dimension = this.#providers?.dimension;
    if (scroller === null || dimension === undefined || row < 0 || row >= this.#shape.rows) return;
    const place = (at: number): number => dimension.getViewPortPos({ dimension: 'rgRow', coordinate: at });
    const top = place(row);
    const bottom = top + (this.#shape.heights.get(row) ?? ROW_HEIGHT);
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (bottom > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = bottom - scroller.clientHeight;
    if (scroller.clientHeight >= ROW_HEIGHT && top >= scroller.scrollTop - 1 && bottom <= scroller.scrollTop + scroller.clientHeight + 1) this.#revealing = undefined;
    const across = this.element.querySelector<HTMLElement>('revogr-viewport-scroll.rgCol');
    if (across === null) return;
    const left = dimension.getViewPortPos({ dimension: 'rgCol', coordinate: column + 1 });
    const right = left + (column < 0 ? this.#shape.rowHeaderWidth : this.#shape.columns[column]?.width ?? 0);
    if (left < across.scrollLeft) across.scrollLeft = column <= 0 ? 0 : left;
    else if (right > across.scrollLeft + across.clientWidth) across.scrollLeft = Math.min(left, right - across.clientWidth);
  }

  open(cell: GridCell): void {
    const store = this.#store();
    if (store === undefined) return;
    const at = { x: cell.column + 1, y: cell.row };
    this.#current = cell;
    this.#range = { top: cell.row, bottom: cell.row, left: cell.column, right: cell.column };
    // In one go, so that an editor that is open moves with its row and is not made anew.
    store.setFocus(at, at);
    store.setEdit('');
    this.reveal(cell);
  }

  close(): void {
    const store = this.#store();
    if (store !== undefined && store.store.get('edit') !== null) store.setEdit(false);
    this.#editing = false;
  }

  cellElement({ row, column }: GridCell): HTMLElement | undefined {
    return this.element.querySelector<HTMLElement>(`.rgCell[data-rgrow="${String(row)}"][data-rgcol="${String(column + 1)}"]`) ?? undefined;
  }

  pageRows(): number {
    return Math.max(1, Math.floor((this.#scroller()?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
  }

  dispose(): void {
    this.element.remove();
  }

  #store(): NonNullable<PluginProviders['selection']['focusedStore']>['entity'] | undefined {
    const selection = this.#providers?.selection;
    const { rgRow, rgCol } = selection?.storesByType ?? {};
    return rgRow === undefined || rgCol === undefined ? undefined : selection?.stores[rgRow]?.[rgCol];
  }

  #scroller(): HTMLElement | null {
    return this.element.querySelector<HTMLElement>('revogr-viewport-scroll.rgCol .vertical-inner');
  }

  #apply(shape: GridShape, before?: GridShape): void {
    const { element } = this;
    const columnsAs = (of: GridShape): string => JSON.stringify([of.rowHeaderWidth, of.columns]);
    if (before === undefined || columnsAs(before) !== columnsAs(shape)) element.columns = this.#columns(shape);
    if (before?.rows !== shape.rows) element.source = new Array<object>(shape.rows).fill(ROW);
    if (before !== undefined && before.rows === shape.rows && sameHeights(before.heights, shape.heights)) return;
    if (before === undefined ? shape.heights.size > 0 : before.heights.size > 0 || shape.heights.size > 0) {
      element.rowDefinitions = [...shape.heights].map(([index, size]) => ({ type: 'rgRow', index, size }));
    }
  }

  #columns(shape: GridShape): ColumnRegular[] {
    const { face } = this.#options;
    const common = (column: number): Pick<ColumnRegular, 'cellTemplate' | 'cellProperties'> => ({
      cellTemplate: (h, { rowIndex }) => this.#content(h, face(rowIndex, column)),
      cellProperties: ({ rowIndex }) => cellProperties(face(rowIndex, column), column),
    });
    const header = (label: string, column: number, sorted: 'ascending' | 'descending' | undefined, hidden: boolean): Pick<ColumnRegular, 'columnTemplate' | 'columnProperties'> => ({
      columnTemplate: (h) => h('span', { class: hidden ? 'sr-only' : 'head-line', title: hidden ? undefined : label }, [
        h('span', { class: 'head-text' }, label),
        sorted === undefined ? null : h('span', { 'class': 'head-sign', 'aria-hidden': 'true' }, sorted === 'ascending' ? '↑' : '↓'),
      ]),
      columnProperties: () => ({
        'role': 'columnheader', 'aria-colindex': String(column + 2), ...(sorted === undefined ? {} : { 'aria-sort': sorted }),
        'class': { [`kind-${shape.columns[column]?.kind ?? 'rowHeader'}`]: true },
      }),
    });
    return [
      { prop: '#', name: '', size: shape.rowHeaderWidth, readonly: true, ...common(-1), ...header(this.#options.selectLabel, -1, undefined, true) },
      ...shape.columns.map((column, index): ColumnRegular => ({ prop: column.key, name: column.header, size: column.width, minSize: 40, editor: 'plan', ...common(index), ...header(column.header, index, column.sorted, false) })),
    ];
  }

  #content(h: HyperFunc<VNode>, face: CellFace): VNode[] {
    if (face.kind === 'rowHeader') {
      return [h('span', { 'class': { 'row-number': true, 'ticked': face.ticked === true }, 'aria-hidden': 'true' }, face.ticked === true ? '✓' : face.text)];
    }
    const quiet = face.text === '' || face.text === '?' || face.text === '—' || face.text === '-';
    const code = face.kind === 'sql' || face.kind === 'transform' || face.kind === 'tolerance';
    const parts = [h('span', { class: { 'cell-text': true, 'quiet': quiet, 'code': code && !quiet } }, face.text)];
    if (face.evidence !== undefined) {
      const mark = this.#options.mark(face.evidence);
      parts.push(h('span', { class: `mark ${mark.classes}`, title: mark.note }, [
        h('span', { 'aria-hidden': 'true' }, mark.face),
        h('span', { class: 'sr-only' }, mark.note),
      ]));
    }
    const line = h('span', { class: 'cell-line' }, parts);
    return face.message === undefined ? [line] : [line, h('span', { class: 'sr-only', id: face.message.id }, face.message.text)];
  }

  #listen(): void {
    const { element } = this;
    const { onFocus, onRange, onRowHeader, onOpen, onHeader, onFill, onLeave, onResized } = this.#options;
    const on = <T>(name: string, work: (event: CustomEvent<T>) => void): void => {
      element.addEventListener(name, work as (event: Event) => void);
    };
    // Its keys and its own ways of changing data are off: see above.
    for (const name of ['beforekeydown', 'beforekeyup', 'beforefocuslost', 'beforeedit', 'beforerangeedit', 'beforesorting', 'beforesortingapply']) {
      element.addEventListener(name, (event) => {
        event.preventDefault();
      });
    }
    on<{ range: RangeArea }>('beforeapplyrange', ({ detail }) => {
      // Row headers are no part of a range.
      detail.range.x = Math.max(1, detail.range.x);
      detail.range.x1 = Math.max(1, detail.range.x1);
    });
    on<RangeArea>('setrange', ({ detail }) => {
      this.#range = fromArea(detail);
      onRange(this.#range);
      this.#syncSoon();
    });
    on<BeforeSaveDataDetails>('beforecellfocus', ({ detail }) => {
      this.#current = { row: detail.rowIndex, column: detail.colIndex - 1 };
      this.#range = { top: detail.rowIndex, bottom: detail.rowIndex, left: detail.colIndex - 1, right: detail.colIndex - 1 };
      this.#wantsFocus = true;
      onFocus(this.#current);
      this.#syncSoon();
    });
    on<ChangedRange>('beforeautofill', (event) => {
      event.preventDefault();
      const { oldRange, newRange } = event.detail;
      onFill(fromArea(oldRange), fromArea({ ...newRange, x: Math.max(1, newRange.x) }));
    });
    on<ColumnRegular>('headerclick', (event) => {
      event.preventDefault();
      const column = this.#shape.columns.findIndex(({ key }) => key === event.detail.prop);
      if (column >= 0) onHeader(column);
    });
    on<Readonly<Record<string, ColumnRegular>>>('aftercolumnresize', ({ detail }) => {
      onResized(new Map(Object.entries(detail).map(([index, column]) => [Number(index) - 1, column.size ?? 0])));
    });
    element.addEventListener('mousedown', (event) => {
      const target = event.target instanceof globalThis.Element ? event.target : null;
      if (target instanceof globalThis.Element && target.closest('revogr-edit') !== null) return;
      if (this.#editing) onLeave();
      const cell = cellAt(target);
      if (cell === undefined) return;
      this.#wantsFocus = true;
      if (cell.column >= 0) {
        this.#syncSoon();
        return;
      }
      event.preventDefault();
      onRowHeader(cell.row, event);
    }, { capture: true });
    element.addEventListener('dblclick', (event) => {
      const cell = cellAt(event.target instanceof globalThis.Element ? event.target : null);
      if (cell === undefined) return;
      event.preventDefault();
      if (cell.column >= 0) onOpen(cell);
    }, { capture: true });
    element.addEventListener('focusin', ({ target }) => {
      const cell = this.#syncing ? undefined : cellAt(target instanceof globalThis.Element ? target : null);
      if (cell === undefined || (cell.row === this.#current.row && cell.column === this.#current.column)) return;
      onFocus(cell);
    });
    for (const name of ['afterrender', 'afterfocus']) {
      element.addEventListener(name, () => {
        this.#sync();
        this.#options.onDrawn();
      });
    }
  }

  #setAttributes(): void {
    const { element } = this;
    for (const [name, value] of Object.entries(this.#shape.attributes)) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    const head = element.querySelector('.header-rgRow');
    head?.setAttribute('role', 'row');
    head?.setAttribute('aria-rowindex', '1');
  }

  #syncSoon(): void {
    queueMicrotask(() => {
      this.#sync();
    });
  }

  /**
   * After each drawing: row numbers, what is selected, one tab stop, and the keyboard on the current cell. Elements are used again for other
   * rows while scrolling, so that what has the focus may show something else by now.
   */
  #sync(): void {
    const { element } = this;
    const { top, bottom, left, right } = this.#range;
    for (const row of element.querySelectorAll<HTMLElement>('revogr-data .rgRow')) {
      const at = Number(row.dataset['rgrow']);
      if (row.getAttribute('role') !== 'row') row.setAttribute('role', 'row');
      const face = at < this.#shape.rows ? this.#options.face(at, -1) : undefined;
      if (face === undefined) continue;
      set(row, 'aria-rowindex', String(face.rowIndex + 2));
      set(row, 'aria-selected', String(face.ticked === true));
      row.classList.toggle('ticked', face.ticked === true);
      row.classList.toggle('last', at === this.#shape.rows - 1);
      for (const name of ['adding', 'muted']) row.classList.toggle(name, face.rowClasses?.includes(name) === true);
    }
    const several = top !== bottom || left !== right;
    // The other corner of the range: where the current cell is out of view, the keyboard is there.
    const far = { row: this.#current.row === top ? bottom : top, column: this.#current.column === left ? right : left };
    let stop: HTMLElement | undefined;
    let farStop: HTMLElement | undefined;
    let firstCell: HTMLElement | undefined;
    for (const cell of element.querySelectorAll<HTMLElement>('revogr-data .rgCell')) {
      const row = Number(cell.dataset['rgrow']);
      const column = Number(cell.dataset['rgcol']) - 1;
      const inRange = several && row >= top && row <= bottom && column >= left && column <= right;
      const isCurrent = row === this.#current.row && column === this.#current.column;
      // One cell alone is where the keyboard is; a range is what is selected.
      set(cell, 'aria-selected', String(column < 0 ? this.#options.face(row, -1).ticked === true : inRange || isCurrent));
      cell.classList.toggle('in-range', inRange);
      if (isCurrent) stop = cell;
      else if (several && row === far.row && column === far.column) farStop = cell;
      firstCell ??= cell;
      set(cell, 'tabindex', '-1');
    }
    stop ??= farStop;
    (stop ?? firstCell)?.setAttribute('tabindex', '0');
    if (this.#editing) return;
    const active = document.activeElement;
    // The cell shows something else by now, or was taken away with the keyboard on it.
    const reused = active instanceof HTMLElement && active !== stop && active.classList.contains('rgCell') && element.contains(active);
    const lost = reused || (active === document.body && this.#held?.isConnected === false);
    const section = element.closest<HTMLElement>('[tabindex="-1"].data-table');
    // Whoever has put the keyboard elsewhere meanwhile keeps it there.
    if (active !== section) this.#parked = false;
    if (stop !== undefined && (this.#wantsFocus || lost || this.#parked)) {
      this.#wantsFocus = false;
      this.#parked = false;
      this.#held = stop;
      if (active === stop) return;
      this.#syncing = true;
      stop.focus({ preventScroll: true });
      this.#syncing = false;
    } else if (lost || (this.#wantsFocus && !element.contains(active))) {
      // The current cell is out of view, or on its way: its table keeps the keyboard.
      this.#parked = true;
      this.#held = undefined;
      section?.focus({ preventScroll: true });
    } else this.#held = element.contains(active) ? active ?? undefined : undefined;
  }
}

/** The library's place for an editor: over its cell. What is in it is the table's. */
class EditorHost implements EditorBase {
  element: globalThis.Element | null = null;
  readonly #onEditor: (host: HTMLElement | undefined) => void;
  #host: HTMLElement | undefined;

  constructor(onEditor: (host: HTMLElement | undefined) => void) {
    this.#onEditor = onEditor;
  }

  componentDidRender(): void {
    if (this.#host !== undefined) this.#onEditor(this.#host);
  }

  disconnectedCallback(): void {
    this.#host = undefined;
    this.#onEditor(undefined);
  }

  render(h: HyperFunc<VNode>): VNode {
    return h('div', { class: 'cell-editor-host', ref: (element: HTMLElement | undefined) => {
      if (element !== undefined) this.#host = element;
    } });
  }
}

function cellProperties(face: CellFace, column: number): CellProps {
  const optional = (name: string, value: string | undefined): Readonly<Record<string, string>> => (value === undefined ? {} : { [name]: value });
  const classes: Record<string, boolean> = { [`kind-${face.kind}`]: true };
  for (const name of ['has-problem', 'has-error', 'pending', 'found', 'found-here', 'wraps']) classes[name] = face.classes.includes(name);
  return {
    'role': 'gridcell', 'class': classes, 'aria-colindex': String(column + 2),
    'data-row': String(face.rowIndex), 'data-column': String(column), 'data-place': face.place,
    ...optional('title', face.title), ...optional('aria-label', face.label), ...optional('aria-describedby', face.message?.id),
    ...optional('aria-invalid', face.message === undefined ? undefined : 'true'), ...optional('aria-checked', face.ticked === undefined ? undefined : String(face.ticked)),
  };
}

function cellAt(target: globalThis.Element | null): GridCell | undefined {
  const cell = target?.closest<HTMLElement>('.rgCell');
  return cell === null || cell === undefined ? undefined : { row: Number(cell.dataset['rgrow']), column: Number(cell.dataset['rgcol']) - 1 };
}

function fromArea({ x, y, x1, y1 }: RangeArea): CellRange {
  return { top: y, bottom: y1, left: x - 1, right: x1 - 1 };
}

function set(element: HTMLElement, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function sameHeights(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): boolean {
  if (a.size !== b.size) return false;
  for (const [row, height] of a) if (b.get(row) !== height) return false;
  return true;
}
