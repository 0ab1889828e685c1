import { LitElement, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CellKind } from '../../src/core/plan/sections.ts';
import type { Translate } from '../strings.ts';
import { linkButton } from '../ui/button.ts';

type Then = 'stay' | 'down' | 'right' | 'left';

const OTHER = '\u0000other';

/** The editor of one cell, over its cell: a line, a choice, or a box for what does not fit into a line. */
export class CellEditor extends LitElement {
  static override properties = {
    label: {}, text: {}, typed: {}, kind: {}, choices: { attribute: false }, long: { type: Boolean }, theirs: { attribute: false }, t: { attribute: false },
    onType: { attribute: false }, onDone: { attribute: false }, onTheirs: { attribute: false }, held: { attribute: false }, free: { state: true },
  };

  declare label: string;
  /** What it starts with. */
  declare text: string;
  declare typed: string | undefined;
  declare kind: CellKind;
  declare choices: readonly string[];
  declare long: boolean;
  /** What the plan says now, where it changed while this was open. */
  declare theirs: string | undefined;
  declare t: Translate;
  declare onType: ((text: string) => void) | undefined;
  /** `text` is undefined where the editing was cancelled. */
  declare onDone: ((text: string | undefined, then: Then) => void) | undefined;
  declare onTheirs: (() => void) | undefined;
  /** Whether the table is being drawn: a row that moves takes the focus from what is in it, and that is not leaving. */
  declare held: (() => boolean) | undefined;
  /** "Other…" was chosen. */
  declare free: boolean;
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
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    this.#started ??= { long: this.long, text: this.text };
    if (this.#chooses()) return this.#select(this.#started.text);
    return this.#started.long ? this.#box() : this.#line();
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
    </select>`;
  }

  #line(): TemplateResult {
    const suggests = this.choices.length > 0 && this.kind === 'names';
    return html`<input
      class="cell-editor" type="text" aria-label=${this.label} list=${suggests ? 'cell-suggestions' : nothing} autocomplete="off" spellcheck="false"
      @input=${this.#input} @keydown=${this.#keyDown} @blur=${this.#blur}
    >${suggests ? html`<datalist id="cell-suggestions">${this.choices.map((value) => html`<option value=${value}></option>`)}</datalist>` : nothing}${this.#outside()}`;
  }

  #box(): TemplateResult {
    return html`<div class="cell-box"><textarea class="cell-editor ${this.kind === 'sql' ? 'code' : ''}" aria-label=${this.label} rows="4" spellcheck="false"
      @input=${this.#input} @keydown=${this.#keyDown} @blur=${this.#blur}></textarea><p class="hint">${this.t('table.pressEnter')}</p>${this.#outside()}</div>`;
  }

  #outside(): TemplateResult | typeof nothing {
    if (this.theirs === undefined) return nothing;
    const value = this.theirs === '' ? this.t('field.nothing') : this.theirs;
    return html`<p class="message warning cell-outside" role="status"><span>${this.t('field.changedOutside', { value })} ${linkButton({ label: this.t('field.useTheirs'), onClick: () => this.onTheirs?.() })}</span></p>`;
  }

  override focus(): void {
    this.#control()?.focus();
  }

  protected override firstUpdated(): void {
    this.#start();
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('free') && this.free) this.#start();
    this.#placeBox();
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

  /** The box lies over the page, at its cell, and within the window. */
  #placeBox(): void {
    const box = this.querySelector<HTMLElement>('.cell-box');
    const cell = this.closest('td');
    if (box === null || cell === null) return;
    const at = cell.getBoundingClientRect();
    const width = Math.min(560, Math.max(320, at.width), window.innerWidth - 16);
    const height = box.offsetHeight;
    box.style.width = `${String(width)}px`;
    box.style.left = `${String(Math.max(8, Math.min(at.left, window.innerWidth - width - 8)))}px`;
    box.style.top = `${String(Math.max(8, Math.min(at.top, window.innerHeight - height - 8)))}px`;
  }

  #finish(text: string | undefined, then: Then): void {
    if (this.#finished) return;
    this.#finished = true;
    this.onDone?.(text, then);
  }

  readonly #input = (event: Event): void => {
    this.onType?.((event.target as HTMLInputElement).value);
  };

  readonly #changed = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    if (value === OTHER) this.free = true;
    else this.onType?.(value);
  };

  readonly #blur = (event: FocusEvent): void => {
    if (this.held?.() === true) return;
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
