import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

/** A line of the tree, as it stands in view. */
export interface TreeRow {
  readonly id: string;
  readonly level: number;
  /** Its place among those of the same parent, from 1 on, and how many these are. */
  readonly place: number;
  readonly of: number;
  /** Absent: there is nothing below it. */
  readonly expanded?: boolean;
  readonly selectable?: boolean;
  /** What letters find it by. */
  readonly text: string;
  /** All of the line, for those who hear it; asked for when it is drawn. */
  readonly label: () => string;
  readonly title?: () => string | undefined;
  readonly className?: string;
}

const ROW = 24;
/** Lines drawn beyond what is in view. */
const BEYOND = 10;
/** Letters typed within this many milliseconds belong to one word. */
const WORD = 700;

/**
 * A tree of thousands of lines: only those in view are drawn. The arrow keys walk it, letters jump, Space and the usual keys
 * with Shift and Ctrl select. The focus stays on the tree itself, which names the line that is meant.
 */
export class Tree extends LitElement {
  static override properties = {
    rows: { attribute: false }, face: { attribute: false }, selected: { attribute: false }, active: {}, label: {}, multiple: { type: Boolean }, tick: { attribute: false },
    onOpen: { attribute: false }, onActive: { attribute: false }, onSelect: { attribute: false }, onLook: { attribute: false }, top: { state: true }, room: { state: true },
  };

  declare rows: readonly TreeRow[];
  /** What a line shows; the arrow before it is the tree's. */
  declare face: (row: TreeRow, index: number) => unknown;
  declare selected: ReadonlySet<string>;
  /** The line that the keys walk from. */
  declare active: string;
  declare label: string;
  declare multiple: boolean;
  declare tick: number;
  declare onOpen: ((row: TreeRow, open: boolean) => void) | undefined;
  declare onActive: ((id: string) => void) | undefined;
  declare onSelect: ((ids: ReadonlySet<string>) => void) | undefined;
  /** The mouse rests on a line. */
  declare onLook: ((row: TreeRow) => void) | undefined;
  declare top: number;
  declare room: number;
  #typed = '';
  #typedAt = 0;
  /** Where a selection with Shift begins. */
  #anchor: string | undefined;
  readonly #sizes = new ResizeObserver(() => {
    this.room = this.#scroller?.clientHeight ?? 0;
  });

  constructor() {
    super();
    this.rows = [];
    this.face = (row) => row.text;
    this.selected = new Set();
    this.active = '';
    this.label = '';
    this.multiple = false;
    this.tick = 0;
    this.top = 0;
    this.room = 480;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override focus(): void {
    this.#scroller?.focus({ preventScroll: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  protected override firstUpdated(): void {
    if (this.#scroller) this.#sizes.observe(this.#scroller);
  }

  get #scroller(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.tree');
  }

  get #at(): number {
    return Math.max(0, this.rows.findIndex(({ id }) => id === this.active));
  }

  protected override updated(changed: PropertyValues): void {
    // Set by script: the page's policy lets no style attribute in.
    const space = this.querySelector<HTMLElement>('.tree-space');
    if (space) space.style.height = `${String(this.rows.length * ROW)}px`;
    for (const line of this.querySelectorAll<HTMLElement>('.tree-row')) line.style.transform = `translateY(${String(Number(line.dataset['index']) * ROW)}px)`;
    // Fewer lines than before: the browser scrolls back, and tells of it only later.
    const top = this.#scroller?.scrollTop ?? 0;
    if (changed.has('rows') && top !== this.top) this.top = top;
  }

  protected override render(): TemplateResult {
    const { rows } = this;
    const active = this.#at;
    const first = Math.max(0, Math.floor(this.top / ROW) - BEYOND);
    const last = Math.min(rows.length, Math.ceil((this.top + this.room) / ROW) + BEYOND);
    const drawn = rows.slice(first, last).map((row, index) => ({ row, index: first + index }));
    // The line that is meant has to be there for those who hear it.
    const meant = rows[active];
    if (meant && (active < first || active >= last)) drawn.push({ row: meant, index: active });
    return html`<div class="tree" role="tree" tabindex="0" aria-label=${this.label} aria-multiselectable=${String(this.multiple)} aria-activedescendant=${meant ? domId(active) : nothing}
      @keydown=${this.#keyDown} @scroll=${this.#scrolled}>
      <div class="tree-space" role="none">
        ${repeat(drawn, ({ row }) => row.id, ({ row, index }) => this.#line(row, index, index === active))}
      </div>
    </div>`;
  }

  #line(row: TreeRow, index: number, active: boolean): TemplateResult {
    const selected = this.selected.has(row.id);
    return html`<div id=${domId(index)} role="treeitem" class="tree-row level-${String(Math.min(row.level, 5))} ${active ? 'active' : ''} ${selected ? 'selected' : ''} ${row.className ?? ''}" data-id=${row.id}
      aria-level=${row.level} aria-setsize=${row.of} aria-posinset=${row.place} aria-expanded=${row.expanded === undefined ? nothing : String(row.expanded)}
      aria-selected=${row.selectable === true ? String(selected) : nothing} aria-label=${row.label()} title=${row.title?.() ?? nothing} data-index=${index}
      @click=${(event: MouseEvent) => {
        this.#click(event, row);
      }} @dblclick=${() => {
        if (row.expanded !== undefined && row.selectable === true) this.onOpen?.(row, !row.expanded);
      }} @pointerenter=${() => this.onLook?.(row)}>
      <span class="twistie ${row.expanded === undefined ? '' : row.expanded ? 'open' : 'closed'}" aria-hidden="true"></span>${this.face(row, index)}
    </div>`;
  }

  #click(event: MouseEvent, row: TreeRow): void {
    this.#go(row.id);
    const onArrow = event.target instanceof Element && event.target.closest('.twistie') !== null;
    if (row.expanded !== undefined && (onArrow || row.selectable !== true)) {
      this.onOpen?.(row, !row.expanded);
      return;
    }
    if (event.shiftKey && this.multiple) this.#selectTo(row.id);
    else if ((event.ctrlKey || event.metaKey) && this.multiple) this.#toggle(row);
    else {
      this.#anchor = row.id;
      this.onSelect?.(new Set(row.selectable === true ? [row.id] : []));
    }
  }

  #toggle(row: TreeRow): void {
    this.#anchor = row.id;
    if (row.selectable !== true) return;
    const next = new Set(this.selected);
    if (!next.delete(row.id)) next.add(row.id);
    this.onSelect?.(next);
  }

  /** From where the selection began to here: all lines between that can be selected. */
  #selectTo(id: string): void {
    const from = this.rows.findIndex((row) => row.id === (this.#anchor ?? this.active));
    const to = this.rows.findIndex((row) => row.id === id);
    if (to < 0) return;
    const [low, high] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
    this.onSelect?.(new Set(this.rows.slice(low, high + 1).filter(({ selectable }) => selectable === true).map((row) => row.id)));
  }

  /** Makes a line the one that is meant, and shows it. */
  #go(id: string): void {
    if (id !== this.active) {
      this.active = id;
      this.onActive?.(id);
    }
    this.show(id);
  }

  /** Scrolls a line into view. */
  show(id: string): void {
    const scroller = this.#scroller;
    const index = this.rows.findIndex((row) => row.id === id);
    if (!scroller || index < 0) return;
    const top = index * ROW;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + ROW > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + ROW - scroller.clientHeight;
    this.top = scroller.scrollTop;
  }

  readonly #scrolled = (): void => {
    this.top = this.#scroller?.scrollTop ?? 0;
  };

  readonly #keyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.isComposing || this.rows.length === 0) return;
    const at = this.#at;
    const row = this.rows[at];
    if (!row) return;
    const control = event.ctrlKey || event.metaKey;
    const page = Math.max(1, Math.floor(this.room / ROW) - 1);
    const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: this.rows.length - 1 };
    const step = steps[event.key];
    if (step !== undefined) {
      const next = this.rows[Math.max(0, Math.min(step, this.rows.length - 1))];
      if (next) {
        if (event.shiftKey && this.multiple) this.#anchor ??= row.id;
        else this.#anchor = undefined;
        this.#go(next.id);
        if (event.shiftKey && this.multiple) this.#selectTo(next.id);
      }
    } else if (event.key === 'ArrowRight') this.#inwards(row, at);
    else if (event.key === 'ArrowLeft') this.#outwards(row, at);
    else if (event.key === 'Enter') {
      if (row.expanded !== undefined) this.onOpen?.(row, !row.expanded);
    } else if (event.key === ' ' && !this.#typing()) {
      if (event.shiftKey && this.multiple) this.#selectTo(row.id);
      else this.#toggle(row);
    } else if (control && event.key.toLowerCase() === 'a' && this.multiple) {
      this.onSelect?.(new Set(this.rows.filter(({ selectable }) => selectable === true).map(({ id }) => id)));
    } else if (event.key === 'Escape' && this.selected.size > 0) this.onSelect?.(new Set());
    else if (event.key.length === 1 && !control) this.#type(event.key, at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #inwards(row: TreeRow, at: number): void {
    if (row.expanded === false) this.onOpen?.(row, true);
    else if (row.expanded === true) {
      const child = this.rows[at + 1];
      if (child && child.level > row.level) this.#go(child.id);
    }
  }

  #outwards(row: TreeRow, at: number): void {
    if (row.expanded === true) {
      this.onOpen?.(row, false);
      return;
    }
    for (let above = at - 1; above >= 0; above--) {
      const parent = this.rows[above];
      if (parent && parent.level < row.level) {
        this.#go(parent.id);
        return;
      }
    }
  }

  #typing(): boolean {
    return this.#typed !== '' && performance.now() - this.#typedAt < WORD;
  }

  /** The next line that begins with what is typed; a letter again goes on to the one after. */
  #type(letter: string, at: number): void {
    const typed = (this.#typing() ? this.#typed : '') + letter.toLowerCase();
    this.#typedAt = performance.now();
    const again = typed === letter.toLowerCase().repeat(typed.length / letter.length);
    this.#typed = typed;
    const wanted = again ? typed.slice(0, 1) : typed;
    const begin = again ? 1 : 0;
    for (let step = begin; step <= this.rows.length; step++) {
      const found = this.rows[(at + step) % this.rows.length];
      if (found?.text.toLowerCase().startsWith(wanted) === true) {
        this.#anchor = undefined;
        this.#go(found.id);
        return;
      }
    }
  }
}

function domId(index: number): string {
  return `tree-row-${String(index)}`;
}

customElements.define('dmp-tree', Tree);

declare global {
  interface HTMLElementTagNameMap {
    'dmp-tree': Tree;
  }
}
