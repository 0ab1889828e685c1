import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { TableView } from '../../../../src/core/workflow/wizardView.ts';
import type { Translate } from '../../../strings.ts';
import { icon } from '../../../ui/icons.ts';
import { addButton } from './addButton.ts';

export interface UnderOptions {
  readonly t: Translate;
  readonly table: TableView;
  readonly locked: boolean;
  readonly adding: boolean;
  /** Rows shown, with the one being added. */
  readonly shown: number;
  /** What stands against the current cell. */
  readonly message: string | undefined;
  /** Why the current row does not count. */
  readonly muted: string | undefined;
  readonly add: () => void;
}

/** What stands under the grid: what an empty table says, hints, the message of the current cell, and the sums. */
export function underTable({ t, table, locked, adding, shown, message, muted, add }: UnderOptions): TemplateResult {
  if (table.rows.length === 0 && !adding) {
    return html`<div class="empty"><p>${table.empty === '' ? t('table.empty') : table.empty}</p>${locked ? nothing : addButton(t, table, add)}</div>`;
  }
  return html`${adding ? html`<p class="hint">${t('table.newRow')}</p>` : nothing}
    ${shown === 0 ? html`<p class="hint">${t('table.filterNone')}</p>` : nothing}
    ${message === undefined ? nothing : html`<p class="message warning cell-message" aria-hidden="true">${icon('warning')}<span>${message}</span></p>`}
    ${muted === undefined ? nothing : html`<p class="hint" aria-hidden="true">${muted}</p>`}
    ${table.footer === undefined || table.footer === '' ? nothing : html`<p class="table-footer">${table.footer}</p>`}`;
}
