import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ColumnLine } from '../../../src/core/workflow/sourceDetail.ts';
import type { TableFlag, TableLine } from '../../../src/core/workflow/sourcesView.ts';
import { evidenceWords } from '../../edit/grid/evidenceWords.ts';
import type { StringKey, Translate } from '../../strings.ts';
import { icon } from '../../ui/icons.ts';
import type { TreeItem } from './treeRows.ts';

const KEY_SIGNS: Readonly<Record<ColumnLine['keys'][number], string>> = { primary: 'PK', unique: 'U', foreign: 'FK' };

/** How a volume is known, in the signs and words of the grid of volumes. */
export function volumeWords(t: Translate, { mark, proven, at, scope }: TableLine): ReturnType<typeof evidenceWords> {
  return evidenceWords(t, { mark, proven: proven || scope === 'left' || scope === 'view', note: at ?? '' });
}

/** What a line of the tree shows. */
export function faceOf(t: Translate, item: TreeItem): TemplateResult {
  switch (item.kind) {
    case 'system':
      return html`<span class="tree-name"><b>${item.system.name}</b><span class="tree-note">${item.system.live === true ? t('sources.reading') : item.system.note}</span></span>${item.system.issues.length > 0 ? html`<span class="tree-flags">${icon('warning', 'severity-warning')}</span>` : nothing}${item.tables > 0 ? count(t, item.tables) : nothing}`;
    case 'schema':
      return html`<span class="tree-name">${item.name}</span>${count(t, item.tables)}`;
    case 'table':
      return tableFace(t, item.line);
    case 'column':
      return columnFace(t, item.column);
    case 'waiting':
      return html`<span class="tree-name quiet">${t('sources.columnsWaiting')}</span>`;
    default:
      return item satisfies never;
  }
}

function count(t: Translate, tables: number): TemplateResult {
  return html`<span class="tree-count">${tablesWords(t, tables)}</span>`;
}

function tableFace(t: Translate, line: TableLine): TemplateResult {
  const volume = volumeWords(t, line);
  return html`<span class="tree-name"><span class="tree-word">${line.name}</span>${tags(t, line)}</span>
    ${line.scope === 'view' ? html`<span class="tree-rows"></span>` : html`<span class="tree-rows"><span>${line.rows}</span><span class="mark ${volume.classes}"><span>${volume.face}</span></span></span>`}
    <span class="tree-size">${line.size}</span>`;
}

function tags(t: Translate, line: TableLine): TemplateResult {
  const signs = line.flags.map((flag) => flagSign(t, flag));
  return html`<span class="tree-tags">${line.live === 'now' ? html`<span class="tag now">${t('sources.now')}</span>` : nothing}${line.scope === 'left' ? html`<span class="tag">${t('sources.left')}</span>` : nothing}${line.scope === 'unlisted' && line.live === undefined ? html`<span class="tag">${t('sources.unlisted')}</span>` : nothing}${signs}</span>`;
}

function flagSign(t: Translate, flag: TableFlag): TemplateResult {
  if (flag === 'error') return html`${icon('error', 'severity-error')}`;
  return html`<span class="tag ${flag === 'view' ? '' : 'warn'}">${t(`sources.flag.${flag}`)}</span>`;
}

function columnFace(t: Translate, column: ColumnLine): TemplateResult {
  return html`<span class="tree-name"><span class="tree-word">${column.name}</span><code class="tree-type">${column.type}</code>${column.keys.map((key) => html`<span class="tag">${KEY_SIGNS[key]}</span>`)}${column.nullable ? nothing : html`<span class="tag">${t('sources.notNull')}</span>`}${column.fact === undefined ? nothing : html`<span class="tree-fact">${column.fact}</span>`}</span>`;
}

/** All that a line says, for those who hear it. */
export function labelOf(t: Translate, item: TreeItem): string {
  switch (item.kind) {
    case 'system':
      return listed([item.system.name, item.system.live === true ? t('sources.reading') : item.system.note, tablesWords(t, item.tables), item.system.issues.length > 0 ? t('sources.issues') : '']);
    case 'schema':
      return listed([item.name, t('sources.schema'), tablesWords(t, item.tables)]);
    case 'table':
      return tableLabel(t, item.line);
    case 'column': {
      const { name, type, keys, nullable, fact = '' } = item.column;
      return listed([name, type, ...keys.map((key) => t(`sources.key.${key}`)), nullable ? t('sources.nullable') : t('sources.notNull'), fact]);
    }
    case 'waiting':
      return t('sources.columnsWaiting');
    default:
      return item satisfies never;
  }
}

export function tableLabel(t: Translate, line: TableLine): string {
  const volume = line.scope === 'view' ? [] : [line.rows === '?' ? '' : t('sources.rowsOf', { count: line.rows }), volumeWords(t, line).note];
  return listed([line.name, line.live === 'now' ? t('sources.now') : '', ...volume, line.size, scopeWords(t, line), ...line.flags.map((flag) => (flag === 'error' ? line.error ?? t('sources.flag.error') : t(`sources.flag.${flag}`)))]);
}

function scopeWords(t: Translate, { scope, reason }: TableLine): string {
  if (scope === 'view') return '';
  const key: StringKey = scope === 'left' ? 'sources.left' : scope === 'in' ? 'sources.in' : 'sources.unlisted';
  return reason === undefined || reason === '' ? t(key) : `${t(key)}: ${reason}`;
}

export function tablesWords(t: Translate, tables: number): string {
  return tables === 1 ? t('sources.tablesOne') : t('sources.tables', { count: tables });
}

function listed(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
