import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import '../edit/dataTable.ts';
import { fieldEditor } from '../edit/field.ts';
import type { PanelView } from '../../src/core/workflow/wizardView.ts';
import type { Page } from '../page.ts';
import { button } from '../ui/button.ts';
import { icon } from '../ui/icons.ts';
import '../ui/menuButton.ts';
import { blockers } from './blockers.ts';
import { openInPlan, problemList } from './problems.ts';
import { sources } from './sources/panel.ts';

/** A plan that was only drafted can have thousands. */
const MOST_PROBLEMS = 200;
/** Buttons in the head of a panel. */
const MOST_BUTTONS = 3;

/** The panel shown: its fields, tables and figures. */
export function panel(page: Page, tick: number): TemplateResult {
  const shown = page.view.panel;
  return html`<section class="panel kind-${shown.kind}" aria-labelledby="panel-title">
    <div class="panel-head">
      <h2 id="panel-title" tabindex="-1">${shown.title}</h2>
      ${signOff(page, shown)}
      ${actions(page, shown)}
    </div>
    ${blockers(page)}
    ${keyed(shown.id, content(page, shown, tick))}
  </section>`;
}

function content(page: Page, shown: PanelView, tick: number): TemplateResult {
  const { t } = page;
  const bare = shown.kind !== 'review' && shown.fields.length === 0 && shown.tables.length === 0 && shown.figures.length === 0;
  const form = shown.fields.length === 0 ? nothing : html`<div class="form">${repeat(shown.fields, ({ field }) => field.path, (field) => fieldEditor(page, field))}</div>`;
  const tables = html`${repeat(shown.tables, (table) => table.block, (table) => html`<dmp-table data-block=${table.block} .page=${page} .table=${table} .tick=${tick} .confirms=${table.block === 'inventory' && shown.actions.includes('confirmVolumes')}></dmp-table>`)}`;
  // In a table's panel the table is what one comes for.
  return html`
    ${shown.figures.length === 0 ? nothing : figures(page, shown)}
    ${shown.kind === 'table' ? [tables, form] : [form, tables]}
    ${showsSources(shown) ? sources(page, tick) : nothing}
    ${shown.kind === 'review' ? stillOpen(page) : nothing}
    ${bare ? html`<p class="empty-line">${t('panel.noFields')}</p>` : nothing}`;
}

function showsSources(shown: PanelView): boolean {
  return shown.fields.some(({ field }) => field.path === 'sourceSystems');
}

/** A review shows everything that is open in the plan, wherever it is. */
function stillOpen(page: Page): TemplateResult {
  const { t } = page;
  const problems = openInPlan(page);
  return html`<section class="still-open" aria-labelledby="still-open-title">
    <h3 id="still-open-title">${t('panel.stillOpen')}</h3>
    ${problems.length === 0 ? html`<p class="all-clear">${icon('done', 'badge-done')}<span>${t('panel.stillOpenNone')}</span></p>` : problemList(page, problems.slice(0, MOST_PROBLEMS))}
    ${problems.length > MOST_PROBLEMS ? html`<p class="hint">${t('panel.stillOpenMore', { count: problems.length - MOST_PROBLEMS })}</p>` : nothing}
  </section>`;
}

function figures(page: Page, shown: PanelView): TemplateResult {
  return html`<dl class="figures" aria-label=${page.t('panel.figures')}>${shown.figures.map((figure) => html`<div class="figure">
    <dt>${figure.label}</dt>
    <dd class=${figure.value.length > 14 ? 'long' : ''}>${figure.value}${figure.note === undefined || figure.note === '' ? nothing : html`<small>${figure.note}</small>`}</dd>
  </div>`)}</dl>`;
}

function signOff(page: Page, shown: PanelView): TemplateResult | typeof nothing {
  const { t } = page;
  const signed = shown.signOff;
  if (signed === undefined) return nothing;
  return html`<p class="sign-off ${signed.stale ? 'stale' : ''}">${icon(signed.stale ? 'warning' : 'done', signed.stale ? 'badge-stale' : 'badge-done')}<span>${signed.note === '' ? t('panel.signedOff', { by: signed.by, at: signed.at }) : signed.note}</span></p>`;
}

/** What the planner can do for this panel; the first is the one to begin with while the panel is empty. */
function actions(page: Page, shown: PanelView): TemplateResult | typeof nothing {
  // Where nothing was found yet, the buttons stand there.
  if (showsSources(shown) && page.sources.isEmpty) return nothing;
  const offered = shown.actions.filter((action) => action !== 'confirmVolumes');
  if (offered.length === 0 || page.locked) return nothing;
  const first = shown.fields.find(({ field }) => field.input === 'records');
  const empty = shown.tables.length > 0 ? shown.tables.every((table) => table.rows.length === 0) : (first === undefined ? shown.fields : [first]).every((field) => field.value.length === 0);
  const waiting = page.view.scan !== undefined;
  const run = (action: PanelView['actions'][number]): void => {
    page.sendAfterEdits({ type: 'action', action });
  };
  // What is done often stands there; more than three are a crowd.
  const inView = offered.length > MOST_BUTTONS ? offered.slice(0, MOST_BUTTONS - 1) : offered;
  const others = offered.slice(inView.length);
  return html`<div class="panel-actions">${inView.map((action, index) => button({
    label: page.t(`action.${action}`),
    // Where to begin is at the source; what others did before is a help on the way.
    appearance: empty && index === 0 && action !== 'bringInExistingWork' ? 'primary' : 'secondary',
    className: 'compact',
    waiting,
    onClick: () => {
      run(action);
    },
  }))}${others.length === 0 ? nothing : html`<dmp-menu class="panel-more" appearance="icon" label=${page.t('panel.moreActions')} ?locked=${waiting} .face=${icon('more')}
    .items=${others.map((action) => ({ id: action, label: page.t(`action.${action}`) }))} .onPick=${(id: string) => {
      const action = others.find((other) => other === id);
      if (action !== undefined) run(action);
    }}></dmp-menu>`}</div>`;
}
