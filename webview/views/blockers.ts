import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Page } from '../page.ts';
import { button, iconButton } from '../ui/button.ts';
import { icon } from '../ui/icons.ts';
import { problemList } from './problems.ts';

/** Why Continue did not go on, once it was tried. */
export function blockers(page: Page): TemplateResult | typeof nothing {
  const { t, view } = page;
  const found = view.panel.blockers;
  if (!page.refused || found.length === 0) return nothing;
  const title = found.length === 1 ? t('blockers.one') : t('blockers.many', { count: found.length });
  return html`<section class="blockers" aria-labelledby="blockers-title">
    <div class="blockers-head">
      <h3 id="blockers-title" tabindex="-1">${title}</h3>
      ${iconButton({ label: t('blockers.close'), icon: icon('close'), onClick: () => {
        page.closeBlockers();
      } })}
    </div>
    ${problemList(page, found)}
    ${found.every((blocker) => blocker.waivable) && !page.locked ? waive(page) : nothing}
  </section>`;
}

function waive(page: Page): TemplateResult {
  const { t, state, view } = page;
  const name = `waive:${view.panel.id}`;
  const reason = state.answer(name);
  const go = (): void => {
    if (reason.trim() === '') return;
    state.setAnswer(name, '');
    page.goOn(reason.trim());
  };
  return html`<div class="waive">
    <dmp-text data-place=${name} label=${t('blockers.waive')} .value=${reason} .placeholder=${t('blockers.waivePlaceholder')} .described=${['waive-note']}
      .onType=${(text: string) => {
        state.setAnswer(name, text);
        page.redraw();
      }}
      .onKeep=${(enter: boolean) => {
        if (enter) go();
      }}></dmp-text>
    ${button({ label: t('blockers.waive'), disabled: reason.trim() === '', onClick: go })}
    <p class="hint" id="waive-note">${t('blockers.waiveNote')}</p>
  </div>`;
}
