import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Translate } from '../../../strings.ts';
import { button, iconButton } from '../../../ui/button.ts';
import { icon } from '../../../ui/icons.ts';
import { number } from './number.ts';

export interface LeaveOptions {
  readonly t: Translate;
  /** Fields that would be left behind. */
  readonly count: number;
  /** What it is about, where it is not fields of the mapping. */
  readonly title?: string;
  readonly reason: string;
  /** Reasons given before. */
  readonly reasons: readonly string[];
  readonly type: (reason: string) => void;
  readonly apply: () => void;
  readonly close: () => void;
}

/** Asks why fields stay behind: a plan that leaves something out without a reason can't be signed off. */
export function leaveBar({ t, count, title: given, reason, reasons, type, apply, close }: LeaveOptions): TemplateResult {
  const title = given ?? (count === 0 ? t('table.leaveNone') : count === 1 ? t('table.leaveOne') : t('table.leaveMany', { count: number(count) }));
  return html`<div class="leave-bar" role="group" aria-label=${title} @keydown=${(event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) apply();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }}>
    <span class="leave-title">${title}</span>
    <input type="text" list="leave-reasons" aria-label=${t('table.leaveReason')} placeholder=${t('table.leaveReason')} maxlength="500" autocomplete="off" .value=${reason} @input=${(event: Event) => {
      type((event.target as HTMLInputElement).value);
    }}>
    <datalist id="leave-reasons">${reasons.map((each) => html`<option value=${each}></option>`)}</datalist>
    ${button({ label: t('table.leaveApply'), className: 'compact', disabled: count === 0 || reason.trim() === '', onClick: apply })}
    ${iconButton({ label: t('table.leaveClose'), icon: icon('close'), onClick: close })}
  </div>`;
}
