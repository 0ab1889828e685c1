import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { GuidanceNode, GuidanceRun, ProblemView } from '../../src/core/workflow/wizardView.ts';
import type { Page } from '../page.ts';
import { countBadge } from '../ui/badge.ts';
import { icon } from '../ui/icons.ts';
import { openElsewhere, openHere, problemList } from './problems.ts';

/** Beside the panel: why it matters, and what is open in it. */
export function aside(page: Page): TemplateResult {
  const { t, view } = page;
  const here = openHere(page);
  const elsewhere = openElsewhere(page);
  return html`<aside class="aside" aria-label=${t('panel.aside')}>
    ${fold(page, 'guidance', t('panel.guidance'), !page.narrow, 0, guidance(page, view.panel.guidance))}
    ${fold(page, 'openHere', t('panel.open'), !page.narrow, here.length, here.length === 0 ? html`<p class="all-clear">${icon('done', 'badge-done')}<span>${t('panel.openNone')}</span></p>` : someProblems(page, here))}
    ${elsewhere.length === 0 || view.panel.kind === 'review' ? nothing : fold(page, 'elsewhere', t('panel.elsewhere'), false, elsewhere.length, someProblems(page, elsewhere))}
  </aside>`;
}

/** Beside the panel nobody reads thousands of them: the first, and how many there are. */
const MOST_BESIDE = 100;

function someProblems(page: Page, problems: readonly ProblemView[]): TemplateResult {
  const more = problems.length - MOST_BESIDE;
  return html`${problemList(page, problems.slice(0, MOST_BESIDE))}${more > 0 ? html`<p class="hint">${page.t('panel.stillOpenMore', { count: more })}</p>` : nothing}`;
}

/** A part with a heading that folds it away. */
function fold(page: Page, id: string, title: string, openAtFirst: boolean, count: number, content: TemplateResult): TemplateResult {
  const name = `${page.narrow ? 'narrow' : 'wide'}:${id}`;
  const open = page.state.unfolded(name, openAtFirst);
  return html`<section class="fold">
    <h2><button type="button" aria-expanded=${String(open)} aria-controls=${`fold-${id}`} @click=${() => {
      page.state.fold(name, !open);
      page.redraw();
    }}>${icon(open ? 'chevronDown' : 'chevronRight')}<span>${title}</span>${count > 0 ? countBadge(count, page.t('rail.openCount', { count })) : nothing}</button></h2>
    <div id=${`fold-${id}`} class="fold-content" ?hidden=${!open}>${content}</div>
  </section>`;
}

function guidance(page: Page, nodes: readonly GuidanceNode[]): TemplateResult {
  if (nodes.length === 0) return html`<p class="hint">${page.t('panel.guidanceNone')}</p>`;
  return html`<div class="guidance">${nodes.map((node) => {
    switch (node.type) {
      case 'heading':
        return html`<h3>${runs(node.runs)}</h3>`;
      case 'paragraph':
        return html`<p>${runs(node.runs)}</p>`;
      case 'list': {
        const items = node.items.map((item) => html`<li>${runs(item)}</li>`);
        return node.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
      }
      default:
        return node satisfies never;
    }
  })}</div>`;
}

function runs(parts: readonly GuidanceRun[]): readonly (TemplateResult | string)[] {
  return parts.map(({ text, style }) => {
    switch (style) {
      case undefined:
        return text;
      case 'strong':
        return html`<strong>${text}</strong>`;
      case 'emphasis':
        return html`<em>${text}</em>`;
      case 'code':
        return html`<code>${text}</code>`;
      default:
        return style satisfies never;
    }
  });
}
