import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Badge, PanelSummary, StepSummary } from '../../src/core/workflow/wizardView.ts';
import type { Page } from '../page.ts';
import { countBadge } from '../ui/badge.ts';
import { icon } from '../ui/icons.ts';
import type { IconName } from '../ui/icons.ts';

const icons: Readonly<Record<Badge, IconName>> = { open: 'open', current: 'current', done: 'done', stale: 'warning', unproven: 'warning', locked: 'locked' };

/** All panels with how they stand. Where there is little room, one line that unfolds. */
export function rail(page: Page): TemplateResult {
  const { t, view, narrow } = page;
  const steps = html`<div class="rail-steps">${view.steps.map((step, index) => stepPanels(page, step, index))}</div>`;
  if (!narrow) return html`<nav class="rail" aria-label=${t('rail.label')}>${steps}</nav>`;
  const open = page.state.unfolded('rail', false);
  const panels = view.steps.flatMap((step) => (step.id === view.panel.step ? step.panels : []));
  const at = panels.findIndex((panel) => panel.id === view.panel.id);
  const here = panels[at];
  return html`<nav class="rail narrow" aria-label=${t('rail.label')}>
    <button type="button" class="rail-toggle" aria-expanded=${String(open)} @click=${() => {
      page.state.fold('rail', !open);
      page.redraw();
    }}>
      ${here === undefined ? nothing : icon(icons[here.badge], `badge-${here.badge}`)}
      <span class="rail-title">${view.panel.title}</span>
      ${here === undefined || here.open === 0 ? nothing : countBadge(here.open, t('rail.openCount', { count: here.open }))}
      <span class="rail-at">${at < 0 ? '' : t('rail.place', { at: at + 1, of: panels.length })}</span>
      ${icon(open ? 'chevronDown' : 'chevronRight')}
    </button>
    ${open ? steps : nothing}
  </nav>`;
}

function stepPanels(page: Page, step: StepSummary, index: number): TemplateResult {
  const { t } = page;
  const locked = step.badge === 'locked' || step.panels.length === 0;
  return html`<section class="rail-step" aria-label=${step.title}>
    <h2>${String(index + 1)} ${step.title}${locked ? icon('locked', 'badge-locked') : nothing}</h2>
    ${locked
      ? html`<p class="rail-note">${t('rail.lockedNote')}</p>`
      : html`<ul>${step.panels.map((panel) => html`<li>${panelButton(page, panel)}</li>`)}</ul>`}
  </section>`;
}

function panelButton(page: Page, panel: PanelSummary): TemplateResult {
  const { t, view } = page;
  const here = panel.id === view.panel.id;
  const words = t(`badge.${panel.badge}`);
  return html`<button
    type="button" class="rail-panel ${here ? 'here' : ''}" aria-current=${here ? 'page' : 'false'} title="${panel.title}: ${words}"
    ?disabled=${panel.badge === 'locked'}
    @click=${() => {
      page.showPanel(panel.id);
    }}
  >${icon(icons[panel.badge], `badge-${panel.badge}`)}<span class="rail-title">${panel.title}</span><span class="sr-only">${words}</span>${panel.open > 0 ? countBadge(panel.open, t('rail.openCount', { count: panel.open })) : nothing}</button>`;
}
