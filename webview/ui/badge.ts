import { html } from 'lit';
import type { TemplateResult } from 'lit';

/**
 * A small count. `words` says it to those who hear it. Not the toolkit's badge: its template has a `style` attribute,
 * which the page's content policy refuses and reports.
 */
export function countBadge(count: number, words: string): TemplateResult {
  return html`<b class="badge" aria-hidden="true">${count.toLocaleString('en')}</b><i class="sr-only">${words}</i>`;
}
