import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { FieldView } from '../../src/core/workflow/wizardView.ts';
import { placeKey } from '../page.ts';
import type { Page } from '../page.ts';
import { draftControl, elementAt, idOf } from './draftControl.ts';
import { listEditor } from './listEditor.ts';
import { recordsEditor } from './recordsEditor.ts';
import { withNothing } from './withNothing.ts';

/** A field of a form: its label, its input, its hint, and what stands against its value. */
export function fieldEditor(page: Page, view: FieldView): TemplateResult {
  const { field, value } = view;
  const place = placeKey({ kind: 'field', path: field.path });
  const hintId = `${idOf(place)}-hint`;
  const wide = field.input === 'multiline' || field.input === 'list' || field.input === 'records';
  const needed = field.required && value.length === 0;
  return html`<div class="field ${wide ? 'wide' : ''}">
    <div class="field-head">
      <span class="field-label" @click=${() => elementAt(place)?.focus()}>${field.label}</span>
      ${needed ? html`<span class="needed">${page.t('field.required')}</span>` : nothing}
    </div>
    ${field.hint === undefined ? nothing : html`<p class="hint" id=${hintId}>${field.hint}</p>`}
    ${inputOf(page, view, place, field.hint === undefined ? [] : [hintId])}
  </div>`;
}

function inputOf(page: Page, view: FieldView, place: string, described: readonly string[]): TemplateResult {
  const { field, value } = view;
  const { t } = page;
  const label = field.required ? `${field.label}, ${t('field.required')}` : field.label;
  switch (field.input) {
    case 'list':
      return listEditor(page, { place, path: field.path, label: field.label, texts: texts(value), described, problem: view.problem });
    case 'records':
      return recordsEditor(page, { place, field, records: records(value), problem: view.problem });
    case 'text':
    case 'multiline':
    case 'choice':
    case 'duration':
    case 'size': {
      const examples = { duration: t('field.durationExample'), size: t('field.sizeExample'), text: '', multiline: '', choice: '' };
      return draftControl(page, {
        place, label, described,
        outside: typeof value === 'string' ? value : '',
        input: field.input === 'choice' || field.input === 'multiline' ? field.input : 'text',
        placeholder: examples[field.input],
        ...(field.input === 'choice' ? { choices: withNothing(field.options, t('field.choose')) } : {}),
        ...(view.problem === undefined ? {} : { problem: view.problem }),
        send: (text) => page.edit({ kind: 'setField', path: field.path, value: text.trim() }),
      });
    }
    default:
      return field satisfies never;
  }
}

function texts(value: FieldView['value']): readonly string[] {
  return typeof value === 'string' ? [] : value.filter((item): item is string => typeof item === 'string');
}

function records(value: FieldView['value']): readonly Readonly<Record<string, string>>[] {
  return typeof value === 'string' ? [] : value.filter((item): item is Readonly<Record<string, string>> => typeof item !== 'string');
}
