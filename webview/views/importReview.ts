import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ImportReviewView, RowChangeView } from '../../src/core/interchange/importReviewView.ts';
import type { PageMessage } from '../../src/protocol/messages.ts';
import type { Page } from '../page.ts';
import { button } from '../ui/button.ts';
import { icon } from '../ui/icons.ts';
import { ReviewList } from './reviewList.ts';

type Kind = RowChangeView['kind'];

/** What a file says differently, in the place of the panel until it is taken over or dropped. */
export function importReview(page: Page, review: ImportReviewView): TemplateResult {
  return html`<dmp-import-review .review=${review} .t=${page.t} .locked=${page.locked} .send=${(message: PageMessage) => {
    page.sendAfterEdits(message);
  }}></dmp-import-review>`;
}

/** The review of a file. */
export class ImportReview extends ReviewList<RowChangeView, ImportReviewView> {
  protected override readonly kinds: readonly Kind[] = ['changed', 'added', 'removed', 'moved'];
  protected override readonly titleId = 'import-title';

  protected override leave(): void {
    this.send({ type: 'closeImport' });
  }

  protected override render(): TemplateResult {
    const { review, t } = this;
    const chosen = this.chosenRows();
    const total = review.rows.length + review.more;
    return html`<section class="import" aria-labelledby="import-title">
      <div class="import-head">
        <h2 id="import-title" tabindex="-1">${t('import.title', { section: review.title })}</h2>
        <p class="import-file">${t('import.file', { file: review.file })}</p>
      </div>
      ${review.notes.length === 0 ? nothing : html`<ul class="import-notes">${review.notes.map((note) => html`<li>${icon('info', 'severity-info')}<span>${note}</span></li>`)}</ul>`}
      <p class="import-sum" role="status">${this.#sum()}</p>
      ${this.bar(t('import.chooseAll'), (kind, count) => t(`import.filter.${kind}`, { count }))}
      ${total === 0 ? html`<p class="empty-line">${t('import.nothing')}</p>` : nothing}
      ${this.list((row) => this.#row(row))}
      ${review.more > 0 ? html`<p class="import-more quiet">${t('import.notShown', { count: review.more.toLocaleString('en') })}</p>` : nothing}
      <div class="import-actions">
        ${button({ label: t('import.applySelected', { count: chosen.length.toLocaleString('en') }), appearance: 'primary', className: 'compact import-selected', waiting: this.locked || chosen.length === 0, onClick: () => {
          this.send({ type: 'applyImport', review: review.id, rows: chosen.map(({ id }) => id) });
        } })}
        ${button({ label: t(review.counts.removed > 0 ? 'import.applyAllRemoving' : 'import.applyAll', { count: total.toLocaleString('en'), removed: review.counts.removed.toLocaleString('en') }), className: 'compact import-all', waiting: this.locked || total === 0, onClick: () => {
          this.send({ type: 'applyImport', review: review.id, rows: 'all' });
        } })}
        ${button({ label: t('cancel'), className: 'compact import-cancel', onClick: () => {
          this.leave();
        } })}
      </div>
    </section>`;
  }

  #sum(): string {
    const parts = this.kindsShown().map(({ kind, count }) => this.t(`import.count.${kind}`, { count: count.toLocaleString('en') }));
    return [...parts, this.t('import.count.same', { count: this.review.counts.same.toLocaleString('en') })].join(' · ');
  }

  #row(row: RowChangeView): TemplateResult {
    const { t } = this;
    const where = row.fileRow === undefined ? t('import.planRow', { row: String(row.row ?? 0) }) : t('import.fileRow', { row: String(row.fileRow) });
    return html`<li class="import-row is-${row.kind}">
      <label class="import-row-head">
        ${this.box(row, row.remarks === undefined ? undefined : `remark-${row.id}`)}
        <span class="import-kind kind-${row.kind}">${t(`import.kind.${row.kind}`)}</span>
        <b class="import-name">${row.name === '' ? t('import.unnamed') : row.name}</b>
        <small>${where}${row.moved && row.kind === 'changed' ? ` · ${t('import.alsoMoved')}` : ''}</small>
      </label>
      ${row.remarks === undefined ? nothing : html`<div class="import-remarks" id=${`remark-${row.id}`}>${row.remarks.map((remark) => html`<p class="import-remark">${icon('warning', 'severity-warning')}<span>${remark}</span></p>`)}</div>`}
      ${row.cells.length === 0 ? nothing : html`<dl class="import-cells">${row.cells.map(({ column, before, after, warning }) => html`<div>
        <dt>${column}</dt>
        <dd>${row.kind === 'changed'
          ? html`<del>${this.value(before)}</del><span class="import-arrow" aria-hidden="true">→</span><span class="sr-only">${t('import.becomes')}</span><ins>${this.value(after)}</ins>`
          : row.kind === 'added' ? html`<ins>${after}</ins>` : html`<del>${before}</del>`}${warning === undefined ? nothing : html`<p class="import-warning">${icon('warning', 'severity-warning')}<span>${warning}</span></p>`}</dd>
      </div>`)}</dl>`}
    </li>`;
  }
}

customElements.define('dmp-import-review', ImportReview);

declare global {
  interface HTMLElementTagNameMap {
    'dmp-import-review': ImportReview;
  }
}
