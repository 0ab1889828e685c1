import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { RescanCellView, RescanReviewView, RescanRowView } from '../../src/core/rescan/rescanReviewView.ts';
import type { PageMessage } from '../../src/protocol/messages.ts';
import '../rescanReview.css';
import type { Page } from '../page.ts';
import { button } from '../ui/button.ts';
import { icon } from '../ui/icons.ts';
import { ReviewList } from './reviewList.ts';

type Kind = RescanRowView['kind'];

/** What a scan found otherwise than the one before, in the place of the panel until it is taken over, put off or discarded. */
export function rescanReview(page: Page, review: RescanReviewView): TemplateResult {
  return html`<dmp-rescan-review .review=${review} .t=${page.t} .locked=${page.locked} .send=${(message: PageMessage) => {
    page.sendAfterEdits(message);
  }}></dmp-rescan-review>`;
}

/** The review of a scan. */
export class RescanReview extends ReviewList<RescanRowView, RescanReviewView> {
  protected override readonly kinds: readonly Kind[] = ['renamed', 'yours', 'added', 'gone', 'changed', 'counts'];
  protected override readonly titleId = 'rescan-title';

  protected override leave(): void {
    this.send({ type: 'closeRescan', review: this.review.id, discard: false });
  }

  protected override render(): TemplateResult {
    const { review, t } = this;
    const chosen = this.chosenRows();
    return html`<section class="import rescan" aria-labelledby="rescan-title">
      <div class="import-head">
        <h2 id="rescan-title" tabindex="-1">${review.title}</h2>
        <p class="import-file">${review.about}</p>
      </div>
      ${review.notes.length === 0 ? nothing : html`<ul class="import-notes">${review.notes.map((note) => html`<li>${icon('info', 'severity-info')}<span>${note}</span></li>`)}</ul>`}
      <p class="import-sum" role="status">${this.kindsShown().map(({ kind, count }) => t(`rescan.count.${kind}`, { count: count.toLocaleString('en') })).join(' · ')}</p>
      ${review.rows.length === 0 ? html`<p class="empty-line">${t('rescan.nothing')}</p>` : this.bar(t('import.chooseAll'), (kind, count) => t(`rescan.filter.${kind}`, { count }))}
      ${this.list((row) => this.#row(row))}
      ${review.more > 0 ? html`<p class="import-more quiet">${t('rescan.notShown', { count: review.more.toLocaleString('en') })}</p>` : nothing}
      <div class="import-actions">
        ${button({ label: chosen.length === 0 ? t('rescan.applyNone') : t('rescan.apply', { count: chosen.length.toLocaleString('en') }), appearance: 'primary', className: 'compact rescan-apply', waiting: this.locked, onClick: () => {
          this.send({ type: 'applyRescan', review: review.id, rows: chosen.map(({ id }) => id) });
        } })}
        ${button({ label: t('rescan.later'), className: 'compact rescan-later', onClick: () => {
          this.leave();
        } })}
        ${button({ label: t('rescan.discard'), className: 'compact rescan-discard', onClick: () => {
          this.send({ type: 'closeRescan', review: review.id, discard: true });
        } })}
      </div>
    </section>`;
  }

  #row(row: RescanRowView): TemplateResult {
    const head = html`<span class="import-kind kind-${row.kind}">${this.t(`rescan.kind.${row.kind}`)}</span><b class="import-name">${row.name}</b>`;
    const known = row.remarks.length > 0 || row.effect !== '';
    const about = `remark-${row.id}`;
    return html`<li class="import-row is-${row.kind}">
      ${row.choosable ? html`<label class="import-row-head">${this.box(row, known ? about : undefined)}${head}</label>` : html`<div class="import-row-head is-fact"><span class="rescan-no-box" aria-hidden="true"></span>${head}</div>`}
      ${row.cells.length === 0 ? nothing : html`<dl class="import-cells">${row.cells.map((cell) => html`<div><dt>${cell.column}</dt><dd>${this.#cell(row.kind, cell)}</dd></div>`)}</dl>`}
      ${known ? html`<div class="import-remarks" id=${about}>
        ${row.remarks.map((remark) => html`<p class="import-remark">${icon('warning', 'severity-warning')}<span>${remark}</span></p>`)}
        ${row.effect === '' ? nothing : html`<p class="rescan-effect">${row.effect}</p>`}
      </div>` : nothing}
    </li>`;
  }

  #cell(kind: Kind, { before, after, by }: RescanCellView): TemplateResult {
    if (kind === 'added') return html`<ins>${after}</ins>`;
    if (kind === 'gone') return html`<del>${before}</del>`;
    return html`<span class="rescan-then">${this.value(before)}</span><span class="import-arrow" aria-hidden="true">→</span><span class="sr-only">${this.t('import.becomes')}</span><ins>${this.value(after)}</ins>${by === undefined ? nothing : html`<small class="rescan-by">${by}</small>`}`;
  }
}

customElements.define('dmp-rescan-review', RescanReview);

declare global {
  interface HTMLElementTagNameMap {
    'dmp-rescan-review': RescanReview;
  }
}
