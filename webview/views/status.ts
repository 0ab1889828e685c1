import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Page } from '../page.ts';
import { button, iconButton, linkButton } from '../ui/button.ts';
import { icon } from '../ui/icons.ts';
import { progress } from '../ui/progress.ts';

/** Why nothing can be edited now. */
export function readOnlyBanner(page: Page): TemplateResult | typeof nothing {
  const { t } = page;
  const reason = page.view.readOnly;
  if (reason === undefined) return nothing;
  return html`<div class="banner error" role="alert">${icon('error', 'severity-error')}<span>${reason.message}${reason.line > 0 ? html` <span class="quiet">${t('readOnly.line', { line: reason.line })}</span>` : nothing}</span>${linkButton({ label: t('readOnly.show'), onClick: () => {
    page.send({ type: 'reveal', place: { kind: 'document' } });
  } })}</div>`;
}

/** Long work, and the way to stop it. */
export function scanBar(page: Page): TemplateResult | typeof nothing {
  const { t } = page;
  const { scan } = page.view;
  if (scan === undefined) return nothing;
  const words = scan.total > 0 ? t('scan.progress', { done: scan.done.toLocaleString('en'), total: scan.total.toLocaleString('en') }) : scan.detail;
  return html`<div class="banner scan"><div class="scan-words"><strong>${scan.title}</strong><span class="scan-detail">${scan.detail}</span>${scan.total > 0 ? html`<span class="scan-count">${words}${scan.rest === undefined ? nothing : html` · ${scan.rest}`}</span>` : nothing}</div>
    ${progress(scan.title, scan.done, scan.total, words)}
    ${button({ label: t('scan.cancel'), className: 'compact', onClick: () => {
      page.send({ type: 'cancelScan' });
    } })}</div>`;
}

/** The outcome of what was done last. */
export function noticeBar(page: Page): TemplateResult | typeof nothing {
  const { notice, t } = page;
  if (notice === undefined) return nothing;
  return html`<div class="notice ${notice.severity}">${icon(notice.severity, `severity-${notice.severity}`)}<span>${notice.text}</span>${iconButton({ label: t('notice.close'), icon: icon('close'), onClick: () => {
    page.closeNotice();
  } })}</div>`;
}
