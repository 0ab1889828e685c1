import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Translate } from '../../../strings.ts';
import { iconButton } from '../../../ui/button.ts';
import { icon } from '../../../ui/icons.ts';
import { number } from './number.ts';

export interface FindOptions {
  readonly t: Translate;
  readonly words: string;
  /** Which of the matches the current cell is; -1 for none. */
  readonly at: number;
  readonly count: number;
  readonly type: (words: string) => void;
  readonly go: (by: 1 | -1) => void;
  readonly close: () => void;
}

/** Finds words in the cells. */
export function findBar({ t, words, at, count, type, go, close }: FindOptions): TemplateResult {
  return html`<div class="find-bar" role="search">
    <input type="text" aria-label=${t('table.findLabel')} placeholder=${t('table.findLabel')} .value=${words} spellcheck="false" @input=${(event: Event) => {
      type((event.target as HTMLInputElement).value);
    }} @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Enter' || event.key === 'F3') go(event.shiftKey ? -1 : 1);
      else if (event.key === 'Escape') close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }}>
    <span class="find-count" role="status">${words === '' ? '' : count === 0 ? t('table.findNone') : t('table.findCount', { at: at < 0 ? '–' : number(at + 1), count: number(count) })}</span>
    ${iconButton({ label: t('table.findPrevious'), icon: icon('up'), disabled: count === 0, onClick: () => {
      go(-1);
    } })}${iconButton({ label: t('table.findNext'), icon: icon('down'), disabled: count === 0, onClick: () => {
      go(1);
    } })}${iconButton({ label: t('table.findClose'), icon: icon('close'), onClick: close })}
  </div>`;
}
