import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { ImportReviewView, RowChangeView } from '../../src/core/interchange/importReviewView.ts';
import type { PageMessage } from '../../src/protocol/messages.ts';
import '../importReview.css';
import type { Page } from '../page.ts';
import type { StringKey, Translate } from '../strings.ts';
import { button, linkButton } from '../ui/button.ts';
import { icon } from '../ui/icons.ts';

type Kind = RowChangeView['kind'];
const KINDS: readonly Kind[] = ['changed', 'added', 'removed', 'moved'];
/** So many differences are drawn at first, and with each "show more": ten thousand at once would make the page wait. */
const STEP = 200;

/** What a file says differently, in the place of the panel until it is taken over or dropped. */
export function importReview(page: Page, review: ImportReviewView): TemplateResult {
  return html`<dmp-import-review .review=${review} .t=${page.t} .locked=${page.locked} .send=${(message: PageMessage) => {
    page.sendAfterEdits(message);
  }}></dmp-import-review>`;
}

/**
 * The review of a file. What is chosen is kept here, by the rows' ids, so that it stands when the document changes and the
 * differences are worked out again.
 */
export class ImportReview extends LitElement {
  static override properties = { review: { attribute: false }, t: { attribute: false }, locked: { type: Boolean }, send: { attribute: false }, filter: { state: true }, shown: { state: true } };

  declare review: ImportReviewView;
  declare t: Translate;
  declare locked: boolean;
  declare send: (message: PageMessage) => void;
  declare filter: Kind | undefined;
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
    if (this.filter !== undefined && this.review.counts[this.filter] === 0) this.filter = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const old = changed.get('review');
    if (changed.has('review') && old?.id !== this.review.id) this.querySelector<HTMLElement>('#import-title')?.focus();
  }

  protected override render(): TemplateResult {
    const { review, t } = this;
    const rows = this.#filtered();
    const shown = rows.slice(0, this.shown);
    const chosen = review.rows.filter((row) => this.#isChosen(row));
    const total = review.rows.length + review.more;
    return html`<section class="import" aria-labelledby="import-title">
      <div class="import-head">
        <h2 id="import-title" tabindex="-1">${t('import.title', { section: review.title })}</h2>
        <p class="import-file">${t('import.file', { file: review.file })}</p>
      </div>
      ${review.notes.length === 0 ? nothing : html`<ul class="import-notes">${review.notes.map((note) => html`<li>${icon('info', 'severity-info')}<span>${note}</span></li>`)}</ul>`}
      <p class="import-sum" role="status">${this.#sum()}</p>
      <div class="import-bar">
        ${this.#filters()}
        <span class="import-choose">
          ${linkButton({ label: t('import.chooseAll'), disabled: rows.length === 0, onClick: () => {
            this.#chooseAll(rows, true);
          } })}
          ${linkButton({ label: t('import.chooseNone'), disabled: rows.length === 0, onClick: () => {
            this.#chooseAll(rows, false);
          } })}
        </span>
      </div>
      ${total === 0 ? html`<p class="empty-line">${t('import.nothing')}</p>` : nothing}
      <ul class="import-rows" aria-label=${t('import.differences')}>${shown.map((row) => this.#row(row))}</ul>
      ${rows.length > shown.length ? html`<p class="import-more">${linkButton({ label: t('import.showMore', { count: Math.min(STEP, rows.length - shown.length), left: (rows.length - shown.length).toLocaleString('en') }), onClick: () => {
        this.#showMore();
      } })}</p>` : nothing}
      ${review.more > 0 ? html`<p class="import-more quiet">${t('import.notShown', { count: review.more.toLocaleString('en') })}</p>` : nothing}
      <div class="import-actions">
        ${button({ label: t('import.applySelected', { count: chosen.length.toLocaleString('en') }), appearance: 'primary', className: 'compact import-selected', waiting: this.locked || chosen.length === 0, onClick: () => {
          this.send({ type: 'applyImport', review: review.id, rows: chosen.map(({ id }) => id) });
        } })}
        ${button({ label: t(review.counts.removed > 0 ? 'import.applyAllRemoving' : 'import.applyAll', { count: total.toLocaleString('en'), removed: review.counts.removed.toLocaleString('en') }), className: 'compact import-all', waiting: this.locked || total === 0, onClick: () => {
          this.send({ type: 'applyImport', review: review.id, rows: 'all' });
        } })}
        ${button({ label: t('cancel'), className: 'compact import-cancel', onClick: () => {
          this.send({ type: 'closeImport' });
        } })}
      </div>
    </section>`;
  }

  #sum(): string {
    const { counts } = this.review;
    const parts = KINDS.filter((kind) => counts[kind] > 0).map((kind) => this.t(`import.count.${kind}`, { count: counts[kind].toLocaleString('en') }));
    return [...parts, this.t('import.count.same', { count: counts.same.toLocaleString('en') })].join(' · ');
  }

  #filters(): TemplateResult {
    const { counts } = this.review;
    const all = KINDS.reduce((sum, kind) => sum + counts[kind], 0);
    const choice = (kind: Kind | undefined, key: StringKey, count: number): TemplateResult => html`<button type="button" class="choice ${this.filter === kind ? 'active' : ''}" aria-pressed=${String(this.filter === kind)} @click=${() => {
      this.filter = kind;
      this.shown = STEP;
    }}>${this.t(key, { count: count.toLocaleString('en') })}</button>`;
    return html`<div class="choices" role="group" aria-label=${this.t('import.filter')}>
      ${choice(undefined, 'import.filter.all', all)}${KINDS.filter((kind) => counts[kind] > 0).map((kind) => choice(kind, `import.filter.${kind}`, counts[kind]))}
    </div>`;
  }

  #row(row: RowChangeView): TemplateResult {
    const { t } = this;
    const where = row.fileRow === undefined ? t('import.planRow', { row: String(row.row ?? 0) }) : t('import.fileRow', { row: String(row.fileRow) });
    return html`<li class="import-row is-${row.kind}">
      <label class="import-row-head">
        <input type="checkbox" data-row=${row.id} aria-describedby=${row.remarks === undefined ? nothing : `remark-${row.id}`} .checked=${this.#isChosen(row)} ?disabled=${this.locked} @change=${(event: Event) => {
          this.#said.set(row.id, (event.target as HTMLInputElement).checked);
          this.requestUpdate();
        }}>
        <span class="import-kind kind-${row.kind}">${t(`import.kind.${row.kind}`)}</span>
        <b class="import-name">${row.name === '' ? t('import.unnamed') : row.name}</b>
        <small>${where}${row.moved && row.kind === 'changed' ? ` · ${t('import.alsoMoved')}` : ''}</small>
      </label>
      ${row.remarks === undefined ? nothing : html`<div class="import-remarks" id=${`remark-${row.id}`}>${row.remarks.map((remark) => html`<p class="import-remark">${icon('warning', 'severity-warning')}<span>${remark}</span></p>`)}</div>`}
      ${row.cells.length === 0 ? nothing : html`<dl class="import-cells">${row.cells.map(({ column, before, after, warning }) => html`<div>
        <dt>${column}</dt>
        <dd>${row.kind === 'changed'
          ? html`<del>${this.#value(before)}</del><span class="import-arrow" aria-hidden="true">→</span><span class="sr-only">${t('import.becomes')}</span><ins>${this.#value(after)}</ins>`
          : row.kind === 'added' ? html`<ins>${after}</ins>` : html`<del>${before}</del>`}${warning === undefined ? nothing : html`<p class="import-warning">${icon('warning', 'severity-warning')}<span>${warning}</span></p>`}</dd>
      </div>`)}</dl>`}
    </li>`;
  }

  /** Nothing, and blanks at the ends, are seen too. */
  #value(text: string): TemplateResult | string {
    if (text === '') return html`<i class="quiet">${this.t('import.empty')}</i>`;
    return text === text.trim() ? text : `“${text}”`;
  }

  #filtered(): readonly RowChangeView[] {
    return this.filter === undefined ? this.review.rows : this.review.rows.filter(({ kind }) => kind === this.filter);
  }

  #isChosen(row: RowChangeView): boolean {
    return this.#said.get(row.id) ?? row.chosen;
  }

  #chooseAll(rows: readonly RowChangeView[], chosen: boolean): void {
    for (const { id } of rows) this.#said.set(id, chosen);
    this.requestUpdate();
  }

  #showMore(): void {
    const from = this.shown;
    this.shown += STEP;
    void this.updateComplete.then(() => {
      this.#boxes()[from]?.focus();
    });
  }

  #boxes(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>('input[data-row]')];
  }

  /** Up and down go from row to row, Home and End to the first and last; Escape drops the review where nothing was chosen yet. */
  readonly #keyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.#said.size === 0 && !event.defaultPrevented) {
      event.preventDefault();
      event.stopPropagation();
      this.send({ type: 'closeImport' });
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

customElements.define('dmp-import-review', ImportReview);

declare global {
  interface HTMLElementTagNameMap {
    'dmp-import-review': ImportReview;
  }
}
