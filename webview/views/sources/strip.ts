import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { SourceFact, SourceTableDetail } from '../../../src/core/workflow/sourceDetail.ts';
import type { TableLine } from '../../../src/core/workflow/sourcesView.ts';
import type { Translate } from '../../strings.ts';
import { icon } from '../../ui/icons.ts';
import type { TreeItem } from './treeRows.ts';

/** What is known of the line one looks at: evidence first, then keys. */
export function strip(t: Translate, item: TreeItem, detailOf: (line: TableLine) => SourceTableDetail | undefined): TemplateResult {
  switch (item.kind) {
    case 'system': {
      const { system } = item;
      return facts(system.name, [
        ...(system.note === '' ? [] : [{ label: t('sources.readFrom'), value: system.note }]),
        ...system.issues.map((issue, index): SourceFact => ({ label: index === 0 ? t('sources.issues') : '', value: issue, problem: true })),
        ...(system.moreIssues === undefined ? [] : [{ label: '', value: t('sources.moreIssues', { count: system.moreIssues }) }]),
      ]);
    }
    case 'schema':
      return facts(item.name, [{ label: t('sources.schema'), value: item.system.name }]);
    case 'table':
    case 'waiting': {
      const detail = detailOf(item.line);
      return facts(item.line.name, detail?.facts ?? []);
    }
    case 'column': {
      const { column } = item;
      return facts(`${item.line.name}.${column.name}`, [
        { label: t('sources.type'), value: column.type },
        ...(column.keys.length > 0 ? [{ label: t('sources.keys'), value: column.keys.map((key) => t(`sources.key.${key}`)).join(', ') }] : []),
        { label: t('sources.empty'), value: t(column.nullable ? 'sources.nullable' : 'sources.notNull') },
        ...(column.default === undefined ? [] : [{ label: t('sources.default'), value: '', query: column.default }]),
        ...(column.generated === true ? [{ label: t('sources.default'), value: t('sources.generated') }] : []),
        { label: t('sources.values'), value: column.fact ?? t('sources.notProfiled') },
        ...(column.found ?? []),
        ...(column.comment === undefined ? [] : [{ label: t('sources.comment'), value: column.comment }]),
      ]);
    }
    default:
      return item satisfies never;
  }
}

function facts(title: string, all: readonly SourceFact[]): TemplateResult {
  return html`<div class="source-facts"><h4>${title}</h4><dl>${all.map(({ label, value, query, problem }) => html`<div><dt>${label}</dt><dd>${problem === true ? icon('warning', 'severity-warning') : nothing}<span>${value}${query === undefined ? nothing : html` <code>${query}</code>`}</span></dd></div>`)}</dl></div>`;
}
