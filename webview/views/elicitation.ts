import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ElicitationView } from '../../src/core/workflow/wizardView.ts';
import type { Page } from '../page.ts';
import { button } from '../ui/button.ts';
import { icon } from '../ui/icons.ts';
import { turns } from './turn.ts';

/** A Deep Dive or Party Mode, in the place of the panel until it is left. */
export function elicitation(page: Page, running: ElicitationView): TemplateResult {
  const { t } = page;
  const active = running.choices.filter((choice) => choice.active);
  return html`<section class="elicitation" aria-labelledby="elicitation-title">
    <div class="elicitation-head">
      ${button({ label: t('elicit.back', { section: running.sectionTitle }), icon: icon('back'), className: 'compact', title: 'Esc', onClick: () => {
        page.endElicitation();
      } })}
      <h2 id="elicitation-title" tabindex="-1">${running.title}</h2>
    </div>
    <div class="choices" role="group" aria-label=${running.mode === 'party' ? t('elicit.perspectives') : t('elicit.techniques')}>${running.choices.map((choice) => html`<button
      type="button" class="choice ${choice.active ? 'active' : ''}" aria-pressed=${String(choice.active)} title=${choice.summary}
      @click=${() => {
        page.sendAfterEdits({ type: 'pickElicitation', choice: choice.id });
      }}
    >${choice.title}</button>`)}</div>
    ${running.mode === 'party' ? nothing : active.map((choice) => html`<p class="choice-summary">${choice.summary}</p>`)}
    ${running.turns.length === 0 ? html`<p class="empty-line">${t(running.mode === 'party' ? 'elicit.emptyParty' : 'elicit.emptyDeep')}</p>` : nothing}
    <div class="elicitation-turns" role="log" aria-live="polite" aria-label=${running.title}>${turns(page, running.turns)}</div>
  </section>`;
}
