import { LitElement, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CellKind } from '../../src/core/plan/sections.ts';
import { cellReading } from '../../src/protocol/cellReading.ts';
import type { Translate } from '../strings.ts';
import { linkButton } from '../ui/button.ts';

type Then = 'stay' | 'down' | 'right' | 'left';

const OTHER = '\u0000other';

/** The editor of one cell, over its cell: a line, a choice, or a box for what does not fit into a line. */
export class CellEditor extends LitElement {
  static override properties = {
    label: {}, text: {}, typed: {}, kind: {}, choices: { attribute: false }, long: { type: Boolean }, dialect: {}, theirs: { attribute: false }, t: { attribute: false },
    onType: { attribute: false }, onDone: { attribute: false }, onTheirs: { attribute: false }, free: { state: true }, now: { state: true },
  };

  declare label: string;
  /** What it starts with. */
  declare text: string;
  declare typed: string | undefined;
  declare kind: CellKind;
  declare choices: readonly string[];
  declare long: boolean;
  /** Whose SQL it is, where that is known. */
  declare dialect: string | undefined;
  /** What the plan says now, where it changed while this was open. */
  declare theirs: string | undefined;
  declare t: Translate;
  declare onType: ((text: string) => void) | undefined;
  /** `text` is undefined where the editing was cancelled. */
  declare onDone: ((text: string | undefined, then: Then) => void) | undefined;
  declare onTheirs: (() => void) | undefined;
  /** "Other…" was chosen. */
  declare free: boolean;
  /** What stands in it just now. */
  declare now: string;
  #finished = false;
  /** What it started as: it does not turn into a box under somebody's fingers. */
  #started: { readonly long: boolean; readonly text: string } | undefined;

  constructor() {
    super();
    this.label = '';
    this.text = '';
    this.kind = 'text';
    this.choices = [];
    this.long = false;
    this.free = false;
    this.now = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    if (this.#started === undefined) {
      this.#started = { long: this.long, text: this.text };
      this.now = this.typed ?? this.text;
    }
    if (this.#chooses()) return this.#select(this.#started.text);
    return this.#started.long ? this.#box() : this.#line();
  }

  /** Leaves it as a click elsewhere does: what was typed is kept. */
  finish(): void {
    const control = this.#control();
    if (control !== null && control.value !== OTHER) this.#finish(control.value.trim(), 'stay');
    else this.#finish(undefined, 'stay');
  }

  /** Keys that were pressed before it was there to take them. */
  replay(keys: readonly { readonly key: string; readonly shift: boolean }[]): void {
    const control = this.#control();
    if (control === null) return;
    for (const { key, shift } of keys) {
      if (key === 'Escape') this.#finish(undefined, 'stay');
      else if (key === 'Enter') this.#finish(control.value.trim(), 'down');
      else if (key === 'Tab') this.#finish(control.value.trim(), shift ? 'left' : 'right');
      else if (!(control instanceof HTMLSelectElement)) control.value = key === 'Backspace' ? control.value.slice(0, -1) : control.value + key;
    }
    if (this.#finished || keys.length === 0 || control instanceof HTMLSelectElement) return;
    this.now = control.value;
    this.onType?.(control.value);
  }

  /** Names in a list are typed with suggestions; everything else with choices is chosen. */
  #chooses(): boolean {
    return this.choices.length > 0 && this.kind !== 'names' && !this.free;
  }

  #select(text: string): TemplateResult {
    const closed = this.kind === 'priority' || this.kind === 'gate';
    const values = this.choices.includes(text) || text === '' ? this.choices : [text, ...this.choices];
    return html`<select class="cell-editor" aria-label=${this.label} @keydown=${this.#keyDown} @blur=${this.#blur} @change=${this.#changed}>
      ${text === '' ? html`<option value="" selected></option>` : nothing}
      ${values.map((value) => html`<option value=${value} ?selected=${value === text}>${value}</option>`)}
      ${closed ? nothing : html`<option value=${OTHER}>${this.t('table.other')}</option>`}
    </select>${this.theirs === undefined ? nothing : html`<div class="cell-float" popover="manual">${this.#outside()}</div>`}`;
  }

  #line(): TemplateResult {
    const suggests = this.choices.length > 0 && this.kind === 'names';
    const reading = this.#reading();
    return html`<input
      class="cell-editor" type="text" aria-label=${this.label} list=${suggests ? 'cell-suggestions' : nothing} autocomplete="off" spellcheck="false"
      aria-describedby=${reading === undefined ? nothing : 'cell-reading'} aria-invalid=${reading?.wrong === true ? 'true' : nothing}
      @input=${this.#input} @keydown=${this.#keyDown} @blur=${this.#blur}
    >${suggests ? html`<datalist id="cell-suggestions">${this.#suggestions().map((value) => html`<option value=${value}></option>`)}</datalist>` : nothing}${
      reading === undefined && this.theirs === undefined
        ? nothing
        : html`<div class="cell-float" popover="manual">${reading === undefined ? nothing : html`<p id="cell-reading" class="cell-reading ${reading.wrong ? 'wrong' : ''}" aria-live="polite">${reading.words}</p>`}${this.#outside()}</div>`}`;
  }

  #box(): TemplateResult {
    const sql = this.kind === 'sql';
    return html`<div class="cell-box" popover="manual">${sql ? html`<p class="cell-dialect">${this.dialect === undefined ? this.t('cell.sql') : this.t('cell.sqlOf', { dialect: this.dialect })}</p>` : nothing}
      <textarea class="cell-editor ${sql ? 'code' : ''}" aria-label=${this.label} rows=${sql ? '7' : '4'} spellcheck="false"
      @input=${this.#input} @keydown=${this.#keyDown} @blur=${this.#blur}></textarea><p class="hint">${this.t('table.pressEnter')}</p>${this.#outside()}</div>`;
  }

  /** How the plan will read it, said while it is typed. */
  #reading(): { readonly words: string; readonly wrong: boolean } | undefined {
    const examples = { count: 'cell.countExample', size: 'cell.sizeExample', duration: 'cell.durationExample' } as const;
    if (this.kind !== 'count' && this.kind !== 'size' && this.kind !== 'duration') return undefined;
    const example = this.t(examples[this.kind]);
    const reading = cellReading(this.kind, this.now);
    if (reading === undefined) return { words: example, wrong: false };
    if (reading === 'unreadable') return { words: this.t('cell.unreadable', { example }), wrong: true };
    return { words: this.t('cell.reads', { value: reading.reads }), wrong: false };
  }

  /** Names still open for the list, each behind those that are in it already. */
  #suggestions(): readonly string[] {
    const parts = this.now.split(',').map((part) => part.trim());
    const before = parts.slice(0, -1).filter((part) => part !== '');
    const prefix = before.length === 0 ? '' : `${before.join(', ')}, `;
    return this.choices.filter((choice) => !before.includes(choice)).slice(0, 200).map((choice) => prefix + choice);
  }

  #outside(): TemplateResult | typeof nothing {
    if (this.theirs === undefined) return nothing;
    const value = this.theirs === '' ? this.t('field.nothing') : this.theirs;
    return html`<p class="message warning cell-outside" role="status"><span>${this.t('field.changedOutside', { value })} ${linkButton({ label: this.t('field.useTheirs'), onClick: () => this.onTheirs?.() })}</span></p>`;
  }

  override focus(): void {
    this.#control()?.focus();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('scroll', this.#place, { capture: true, passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('scroll', this.#place, { capture: true });
  }

  protected override firstUpdated(): void {
    this.#start();
  }

  protected override updated(changed: Map<string, unknown>): void {
    for (const float of this.querySelectorAll<HTMLElement>('[popover]')) if (!float.matches(':popover-open')) float.showPopover();
    this.#place();
    if (changed.has('free') && this.free) this.#start();
  }

  #start(): void {
    const control = this.#control();
    if (control instanceof HTMLSelectElement) {
      const start = this.typed?.toLowerCase();
      const match = start === undefined ? undefined : this.choices.find((choice) => choice.toLowerCase().startsWith(start));
      if (match !== undefined) {
        control.value = match;
        this.onType?.(match);
      }
    } else if (control !== null) {
      control.value = this.free ? '' : this.typed ?? this.text;
      if (this.typed !== undefined) this.onType?.(this.typed);
    }
    control?.focus();
    if (control instanceof HTMLSelectElement || control === null) return;
    control.setSelectionRange(control.value.length, control.value.length);
  }

  #control(): HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | null {
    return this.querySelector('.cell-editor');
  }

  /** What floats lies over everything, at its cell, and within the window. */
  readonly #place = (): void => {
    const cell = (this.parentElement ?? this).getBoundingClientRect();
    for (const float of this.querySelectorAll<HTMLElement>('[popover]')) {
      const isBox = float.classList.contains('cell-box');
      const width = isBox ? Math.min(560, Math.max(320, cell.width), window.innerWidth - 16) : Math.min(360, window.innerWidth - 16);
      if (isBox) float.style.width = `${String(width)}px`;
      else float.style.maxWidth = `${String(width)}px`;
      const height = float.offsetHeight;
      const below = isBox ? cell.top : cell.bottom + 1;
      const top = below + height > window.innerHeight - 8 ? (isBox ? window.innerHeight - height - 8 : cell.top - height - 1) : below;
      float.style.left = `${String(Math.max(8, Math.min(cell.left, window.innerWidth - float.offsetWidth - 8)))}px`;
      float.style.top = `${String(Math.max(8, top))}px`;
    }
  };

  #finish(text: string | undefined, then: Then): void {
    if (this.#finished) return;
    this.#finished = true;
    this.onDone?.(text, then);
  }

  readonly #input = (event: Event): void => {
    this.now = (event.target as HTMLInputElement).value;
    this.onType?.(this.now);
  };

  readonly #changed = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    if (value === OTHER) this.free = true;
    else this.onType?.(value);
  };

  readonly #blur = (event: FocusEvent): void => {
    // Swapping the choice for a line, or using the words beside it, is not leaving.
    if (this.free && event.target instanceof HTMLSelectElement) return;
    if (event.relatedTarget instanceof Node && this.contains(event.relatedTarget)) return;
    const { value } = event.target as HTMLInputElement;
    if (value !== OTHER) this.#finish(value.trim(), 'stay');
  };

  readonly #keyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const { value } = event.target as HTMLInputElement;
    if (event.key === 'Escape') this.#finish(undefined, 'stay');
    else if (event.key === 'Enter' && !event.shiftKey && !event.altKey && value !== OTHER) this.#finish(value.trim(), 'down');
    else if (event.key === 'Tab' && value !== OTHER) this.#finish(value.trim(), event.shiftKey ? 'left' : 'right');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

customElements.define('dmp-cell-editor', CellEditor);
