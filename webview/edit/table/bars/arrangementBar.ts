import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { TableView } from '../../../../src/core/workflow/wizardView.ts';
import type { StringKey, Translate } from '../../../strings.ts';
import { linkButton } from '../../../ui/button.ts';
import type { Arrangement } from '../../grid/rowOrder.ts';
import { ROW_STATES } from '../../grid/rowState.ts';
import type { RowState } from '../../grid/rowState.ts';
import { number } from './number.ts';

export interface ArrangementOptions {
  readonly t: Translate;
  readonly table: TableView;
  readonly arrangement: Arrangement;
  readonly states: Readonly<Record<RowState, number>>;
  readonly locked: boolean;
  readonly filter: (state: RowState | undefined) => void;
  readonly clearSort: () => void;
  readonly writeOrder: () => void;
}

const filterLabels: Readonly<Record<RowState, StringKey>> = { unconfirmed: 'table.filterUnconfirmed', unmapped: 'table.filterUnmapped', problems: 'table.filterProblems' };

/** What of the table is shown, and in which order; nothing while there is nothing to choose. */
export function arrangementBar(options: ArrangementOptions): TemplateResult | typeof nothing {
  const { t, table, arrangement: { filter, sorting }, states } = options;
  const offered = ROW_STATES.filter((state) => states[state] > 0 || filter === state);
  if (offered.length === 0 && sorting === undefined) return nothing;
  const choice = (label: string, pressed: boolean, state: RowState | undefined): TemplateResult => html`<button type="button" class="filter ${pressed ? 'on' : ''}" aria-pressed=${String(pressed)} @click=${() => {
    options.filter(state);
  }}>${label}</button>`;
  const header = table.columns.find(({ key }) => key === sorting?.column)?.header ?? '';
  return html`<div class="arrangement">
    ${offered.length === 0 ? nothing : html`<div class="filters" role="group" aria-label=${t('table.filter')}>
      ${choice(t('table.filterAll', { count: number(table.rows.length) }), filter === undefined, undefined)}
      ${offered.map((state) => choice(t(filterLabels[state], { count: number(states[state]) }), filter === state, filter === state ? undefined : state))}
    </div>`}
    ${sorting === undefined ? nothing : html`<p class="sorting" role="status"><span>${t('table.sorted', { column: header, direction: t(sorting.descending ? 'table.falling' : 'table.rising') })}</span>
      ${options.locked ? nothing : table.ordered === true ? html`<span class="quiet">${t('table.orderSays')}</span>` : linkButton({ label: t('table.writeOrder'), onClick: options.writeOrder })}
      ${linkButton({ label: t('table.clearSort'), onClick: options.clearSort })}</p>`}
  </div>`;
}
