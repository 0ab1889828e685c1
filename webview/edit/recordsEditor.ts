import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Field } from '../../src/core/workflow/stepFile.ts';
import { placeKey } from '../page.ts';
import type { Page } from '../page.ts';
import { button, iconButton } from '../ui/button.ts';
import { icon } from '../ui/icons.ts';
import { draftControl, elementAt } from './draftControl.ts';
import { withNothing } from './withNothing.ts';

type RecordsField = Extract<Field, { input: 'records' }>;
type RecordColumn = RecordsField['columns'][number];

export interface RecordsOptions {
  readonly place: string;
  readonly field: RecordsField;
  readonly records: readonly Readonly<Record<string, string>>[];
  readonly problem: string | undefined;
}

/** The index that stands for the entry being added. */
const NEW = -1;

/** Objects of the frontmatter, one a row; a new one is kept when its first column is filled and the focus leaves it. */
export function recordsEditor(page: Page, options: RecordsOptions): TemplateResult {
  const { t } = page;
  const { field, records } = options;
  const foldId = `adding:${field.path}`;
  const adding = !page.locked && (page.state.unfolded(foldId, false) || field.columns.some((column) => page.state.drafts.has(cellPlace(field, NEW, column))));
  const count = field.columns.length;
  return html`<div class="records columns-${count > 5 ? 5 : count}">
    ${records.length > 0 || adding ? html`<div class="records-head" aria-hidden="true">${field.columns.map((column) => html`<span class="column-${column.input}">${column.label}</span>`)}<span class="records-tool"></span></div>` : nothing}
    ${records.map((record, index) => recordRow(page, options, record, index))}
    ${adding ? newRow(page, options, foldId) : nothing}
  </div>
  ${records.length === 0 && !adding ? html`<p class="empty-line">${t(field.required && page.view.panel.actions.includes('scanSource') ? 'records.emptyScan' : 'records.empty')}</p>` : nothing}
  ${options.problem === undefined || records.length === 0 ? nothing : html`<p class="message warning">${icon('warning')}<span>${options.problem}</span></p>`}
  ${page.locked || adding ? nothing : html`<div class="records-add" data-place=${options.place} tabindex="-1">${button({
    label: t('records.add'), icon: icon('add'), title: t('records.addTo', { label: field.label }),
    onClick: () => {
      page.state.fold(foldId, true);
      page.redraw();
      focusFirst(field);
    },
  })}</div>`}`;
}

function recordRow(page: Page, options: RecordsOptions, record: Readonly<Record<string, string>>, index: number): TemplateResult {
  const { t } = page;
  const { field } = options;
  const key = record[field.columns[0]?.key ?? ''] ?? '';
  const name = key === '' ? String(index + 1) : key;
  const item = { index, key };
  return html`<div class="record" role="group" aria-label="${field.label}: ${name}">
    ${field.columns.map((column) => cell(page, field, column, index, name, record[column.key] ?? '', (text) =>
      page.edit({ kind: 'setItem', list: field.path, item, values: { [column.key]: text.trim() } })))}
    <div class="records-tool">${iconButton({
      label: t('records.remove', { name }), icon: icon('trash'), disabled: page.locked, className: 'row-remove',
      onClick: () => {
        for (const column of field.columns) page.state.drafts.drop(cellPlace(field, index, column));
        void page.edit({ kind: 'removeItem', list: field.path, item });
      },
    })}</div>
  </div>`;
}

function newRow(page: Page, options: RecordsOptions, foldId: string): TemplateResult {
  const { t } = page;
  const { field } = options;
  const { drafts } = page.state;
  const typed = (column: RecordColumn): string => drafts.look(cellPlace(field, NEW, column), '').text.trim();
  const clear = (): void => {
    for (const column of field.columns) drafts.drop(cellPlace(field, NEW, column));
  };
  const first = field.columns[0];
  const close = (): void => {
    clear();
    page.state.fold(foldId, false);
    page.redraw();
    requestAnimationFrame(() => elementAt(options.place)?.querySelector<HTMLElement>('vscode-button')?.focus());
  };
  /** Adds the entry where it has a name; returns whether it had. */
  const keep = (): boolean => {
    if (first === undefined || typed(first) === '') return false;
    const item = Object.fromEntries(field.columns.map((column) => [column.key, typed(column)] as const).filter(([, text]) => text !== ''));
    clear();
    void page.edit({ kind: 'addItem', list: field.path, item }).then((error) => {
      if (error === undefined) return;
      // Given back, so that nothing typed is lost.
      for (const column of field.columns) drafts.type(cellPlace(field, NEW, column), '', item[column.key] ?? '');
      page.notify(t('field.notSaved', { error }), 'error');
    });
    return true;
  };
  return html`<div
    class="record new" role="group" aria-label="${field.label}: ${t('records.new')}"
    @focusout=${(event: FocusEvent) => {
      const row = event.currentTarget as HTMLElement;
      if (event.relatedTarget instanceof Node && row.contains(event.relatedTarget)) return;
      // Typing first, name last: only an entry with a name is an entry, and one without stays here to be finished.
      if (keep()) {
        page.state.fold(foldId, false);
        page.redraw();
      }
    }}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
    }}
  >
    ${field.columns.map((column) => html`<div class="record-cell column-${column.input}"><span class="cell-label" aria-hidden="true">${column.label}</span>${newCell(page, field, column, () => {
      if (keep()) {
        page.redraw();
        focusFirst(field);
      }
    })}</div>`)}
    <div class="records-tool">${iconButton({ label: t('cancel'), icon: icon('close'), className: 'row-remove', onClick: close })}</div>
  </div>`;
}

/** A cell of the entry being added: nothing is sent before the whole entry is. */
function newCell(page: Page, field: RecordsField, column: RecordColumn, onEnter: () => void): TemplateResult {
  const { t } = page;
  const place = cellPlace(field, NEW, column);
  const label = t('records.cell', { column: column.label, name: t('records.new') });
  const { drafts } = page.state;
  const { text } = drafts.look(place, '');
  const type = (value: string): void => {
    drafts.type(place, '', value);
  };
  if (column.input === 'choice') {
    return html`<dmp-dropdown data-place=${place} label=${label} .value=${text} .choices=${withNothing(column.options ?? [], t('field.choose'))} .onChoose=${type}></dmp-dropdown>`;
  }
  return html`<dmp-text
    data-place=${place} label=${label} .value=${text} .placeholder=${column.input === 'size' ? t('field.sizeExample') : ''}
    .onType=${type} .onKeep=${(enter: boolean) => {
      if (enter) onEnter();
    }}
  ></dmp-text>`;
}

function cell(page: Page, field: RecordsField, column: RecordColumn, index: number, name: string, outside: string, send: (text: string) => Promise<string | undefined>): TemplateResult {
  return html`<div class="record-cell column-${column.input}"><span class="cell-label" aria-hidden="true">${column.label}</span>${draftControl(page, {
    place: cellPlace(field, index, column),
    label: page.t('records.cell', { column: column.label, name }),
    outside,
    input: column.input === 'choice' || column.input === 'multiline' ? column.input : 'text',
    ...(column.input === 'choice' ? { choices: withNothing(column.options ?? [], page.t('field.choose')) } : {}),
    send,
  })}</div>`;
}

function cellPlace(field: RecordsField, index: number, column: RecordColumn): string {
  return placeKey({ kind: 'item', list: field.path, index, field: column.key });
}

function focusFirst(field: RecordsField): void {
  const first = field.columns[0];
  if (first === undefined) return;
  requestAnimationFrame(() => elementAt(cellPlace(field, NEW, first))?.focus());
}
