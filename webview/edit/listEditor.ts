import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Page } from '../page.ts';
import { iconButton } from '../ui/button.ts';
import { icon } from '../ui/icons.ts';
import { draftControl, elementAt } from './draftControl.ts';

export interface ListOptions {
  readonly place: string;
  readonly path: string;
  readonly label: string;
  readonly texts: readonly string[];
  readonly described: readonly string[];
  readonly problem: string | undefined;
}

/** Plain texts, one a row; the last row adds. Emptying a text removes it. */
export function listEditor(page: Page, options: ListOptions): TemplateResult {
  const { t } = page;
  const { path, label, texts } = options;
  const set = (value: readonly string[]): Promise<string | undefined> => page.edit({ kind: 'setField', path, value: [...value] });
  const row = (text: string, index: number): TemplateResult => html`<li class="list-row">
    ${draftControl(page, {
      place: `${options.place}:${String(index)}`,
      label: t('list.item', { label, at: index + 1 }),
      outside: text,
      input: 'text',
      send: (typed) => set(texts.toSpliced(index, 1, ...(typed.trim() === '' ? [] : [typed.trim()]))),
      onEnter: () => elementAt(options.place)?.focus(),
    })}
    ${iconButton({
      label: t('list.remove', { text }), icon: icon('close'), disabled: page.locked, className: 'row-remove',
      onClick: () => {
        page.state.drafts.drop(`${options.place}:${String(index)}`);
        void set(texts.toSpliced(index, 1));
        elementAt(options.place)?.focus();
      },
    })}
  </li>`;
  return html`<ul class="list-rows" aria-label=${label}>${texts.map(row)}</ul>
  ${page.locked ? nothing : html`<div class="list-row adding">${draftControl(page, {
    place: options.place,
    label: t('list.add', { label }),
    outside: '',
    input: 'text',
    placeholder: t('list.addPlaceholder'),
    described: options.described,
    ...(options.problem === undefined ? {} : { problem: options.problem }),
    send: (typed) => (typed.trim() === '' ? Promise.resolve(undefined) : addText(page, options, typed.trim())),
  })}</div>`}`;
}

async function addText(page: Page, options: ListOptions, text: string): Promise<string | undefined> {
  const error = await page.edit({ kind: 'setField', path: options.path, value: [...options.texts, text] });
  // The plan's value of the adding row is always nothing, so no view would clear it.
  if (error === undefined) page.state.drafts.drop(options.place);
  return error;
}
