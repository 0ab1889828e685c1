import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { StepSummary } from '../../src/core/workflow/wizardView.ts';
import type { Page } from '../page.ts';
import type { Translate } from '../strings.ts';
import { icon } from '../ui/icons.ts';

/** The way through the steps: where one stands, and how much of each is done. */
export function stepTrack(page: Page): TemplateResult {
  const { t, view } = page;
  return html`<ol class="steps" aria-label=${t('steps.label')}>${view.steps.map((step, index) => {
    const here = step.id === view.panel.step;
    return html`<li class="step ${step.badge} ${here ? 'here' : ''}" aria-current=${here ? 'step' : 'false'}>
      <span class="step-number" aria-hidden="true">${step.badge === 'done' ? icon('done') : step.badge === 'stale' || step.badge === 'unproven' ? icon('warning') : index + 1}</span>
      <span class="step-title" aria-hidden="true">${step.title}</span>
      <span class="dots" aria-hidden="true">${step.panels.map((panel) => html`<i class="dot ${panel.badge}"></i>`)}</span>
      <span class="sr-only">${inWords(t, step)}</span>
    </li>`;
  })}</ol>`;
}

function inWords(t: Translate, step: StepSummary): string {
  const { title } = step;
  if (step.badge === 'locked') return t('steps.locked', { title });
  if (step.badge === 'done') return t('steps.done', { title });
  const done = step.panels.filter((panel) => panel.badge === 'done').length;
  return t('steps.progress', { title, done, total: step.panels.length });
}
