import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { PageMessage } from '../../src/protocol/messages.ts';
import '../importReview.css';
import type { Translate } from '../strings.ts';
import { linkButton } from '../ui/button.ts';

/** So many differences are drawn at first, and with each "show more": ten thousand at once would make the page wait. */
const STEP = 200;

/** A difference that a person takes over or leaves. */
export interface ReviewRow {
  readonly id: string;
  readonly kind: string;
  /** Whether it is taken over where the person says nothing. */
  readonly chosen: boolean;
  /** False: it is only to be known. */
  readonly choosable?: boolean;
}

export interface Review<Row extends ReviewRow> {
  readonly id: string;
  readonly counts: Readonly<Record<Row['kind'], number>>;
  readonly rows: readonly Row[];
}

/**
 * A list of differences under review, in the place of the panel. What is chosen is kept here, by the rows' ids, so that it
 * stands when the document changes and the differences are worked out again.
 */
export abstract class ReviewList<Row extends ReviewRow, View extends Review<Row>> extends LitElement {
  static override properties = { review: { attribute: false }, t: { attribute: false }, locked: { type: Boolean }, send: { attribute: false }, filter: { state: true }, shown: { state: true } };

  declare review: View;
  declare t: Translate;
  declare locked: boolean;
  declare send: (message: PageMessage) => void;
  declare filter: Row['kind'] | undefined;
  /** How many differences are drawn. */
  declare shown: number;
  /** What the person said, where it is not what was offered. */
  #said = new Map<string, boolean>();
  #before: HTMLElement | undefined;

  constructor() {
    super();
    this.shown = STEP;
    this.locked = false;
  }

  /** The kinds, in the order in which they are offered as filters. */
  protected abstract readonly kinds: readonly Row['kind'][];
  /** The heading takes the focus when a review begins. */
  protected abstract readonly titleId: string;
  /** What Escape does while nothing was chosen. */
  protected abstract leave(): void;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#before = document.activeElement instanceof HTMLElement && document.activeElement !== document.body ? document.activeElement : undefined;
    this.addEventListener('keydown', this.#keyDown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#keyDown);
    const before = this.#before;
    requestAnimationFrame(() => {
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      if (before?.isConnected === true) before.focus({ preventScroll: true });
      if (document.activeElement === document.body) document.getElementById('panel-title')?.focus();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const old = changed.get('review');
    if (changed.has('review') && old !== undefined && old.id !== this.review.id) {
      this.#said = new Map();
      this.filter = undefined;
      this.shown = STEP;
    }
    // A kind of which none is left can't be filtered by.
    if (this.filter !== undefined && this.#count(this.filter) === 0) this.filter = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const old = changed.get('review');
    if (changed.has('review') && old?.id !== this.review.id) this.querySelector<HTMLElement>(`#${this.titleId}`)?.focus();
  }

  #count(kind: Row['kind']): number {
    return (this.review.counts as Readonly<Record<string, number>>)[kind] ?? 0;
  }

  /** The kinds that there are any of, and how many. */
  protected kindsShown(): { readonly kind: Row['kind']; readonly count: number }[] {
    return this.kinds.map((kind) => ({ kind, count: this.#count(kind) })).filter(({ count }) => count > 0);
  }

  protected filtered(): readonly Row[] {
    return this.filter === undefined ? this.review.rows : this.review.rows.filter(({ kind }) => kind === this.filter);
  }

  protected isChosen(row: Row): boolean {
    return row.choosable !== false && (this.#said.get(row.id) ?? row.chosen);
  }

  protected chosenRows(): readonly Row[] {
    return this.review.rows.filter((row) => this.isChosen(row));
  }

  /** What to show, and what is chosen of it. */
  protected bar(all: string, label: (kind: Row['kind'], count: string) => string): TemplateResult {
    const rows = this.filtered();
    const total = this.kinds.reduce((sum, kind) => sum + this.#count(kind), 0);
    const none = rows.every(({ choosable }) => choosable === false);
    const choice = (kind: Row['kind'] | undefined, text: string): TemplateResult => html`<button type="button" class="choice ${this.filter === kind ? 'active' : ''}" aria-pressed=${String(this.filter === kind)} @click=${() => {
      this.filter = kind;
      this.shown = STEP;
    }}>${text}</button>`;
    return html`<div class="import-bar">
      <div class="choices" role="group" aria-label=${this.t('import.filter')}>
        ${choice(undefined, this.t('import.filter.all', { count: total.toLocaleString('en') }))}${this.kindsShown().map(({ kind, count }) => choice(kind, label(kind, count.toLocaleString('en'))))}
      </div>
      <span class="import-choose">
        ${linkButton({ label: all, disabled: none, onClick: () => {
          this.#chooseAll(rows, true);
        } })}
        ${linkButton({ label: this.t('import.chooseNone'), disabled: none, onClick: () => {
          this.#chooseAll(rows, false);
        } })}
      </span>
    </div>`;
  }

  /** The rows that are drawn, and the way to more of them. */
  protected list(row: (row: Row) => TemplateResult): TemplateResult {
    const { t } = this;
    const rows = this.filtered();
    const shown = rows.slice(0, this.shown);
    return html`<ul class="import-rows" aria-label=${t('import.differences')}>${shown.map(row)}</ul>
      ${rows.length > shown.length ? html`<p class="import-more">${linkButton({ label: t('import.showMore', { count: Math.min(STEP, rows.length - shown.length), left: (rows.length - shown.length).toLocaleString('en') }), onClick: () => {
        this.#showMore();
      } })}</p>` : nothing}`;
  }

  /** The box that chooses a row. `describedBy`: the id of what should be known before. */
  protected box(row: Row, describedBy: string | undefined): TemplateResult {
    return html`<input type="checkbox" data-row=${row.id} aria-describedby=${describedBy ?? nothing} .checked=${this.isChosen(row)} ?disabled=${this.locked} @change=${(event: Event) => {
      this.#said.set(row.id, (event.target as HTMLInputElement).checked);
      this.requestUpdate();
    }}>`;
  }

  /** Nothing, and blanks at the ends, are seen too. */
  protected value(text: string): TemplateResult | string {
    if (text === '') return html`<i class="quiet">${this.t('import.empty')}</i>`;
    return text === text.trim() ? text : `“${text}”`;
  }

  #chooseAll(rows: readonly Row[], chosen: boolean): void {
    for (const { id } of rows) this.#said.set(id, chosen);
    this.requestUpdate();
  }

  #showMore(): void {
    const from = this.shown;
    const first = this.filtered().slice(from).find(({ choosable }) => choosable !== false)?.id;
    this.shown += STEP;
    void this.updateComplete.then(() => {
      this.#boxes().find((box) => box.dataset['row'] === first)?.focus();
    });
  }

  #boxes(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>('input[data-row]')];
  }

  /** Up and down go from row to row, Home and End to the first and last; Escape leaves the review where nothing was chosen yet. */
  readonly #keyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.#said.size === 0 && !event.defaultPrevented) {
      event.preventDefault();
      event.stopPropagation();
      this.leave();
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLInputElement)) return;
    const boxes = this.#boxes();
    const at = boxes.indexOf(event.target);
    const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: boxes.length - 1 };
    const next = steps[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    boxes[Math.max(0, Math.min(next, boxes.length - 1))]?.focus();
  };
}
