import { expect, test } from 'vitest';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { foldsOf } from '../../../src/core/language/folding.ts';
import { pathsIn } from '../../../src/core/language/links.ts';
import { outlineOf } from '../../../src/core/language/outline.ts';
import type { OutlineEntry } from '../../../src/core/language/outline.ts';
import { crm, edited, erp, planText, target } from './planText.ts';

const text = planText([crm, erp, target]);
const tree = (entries: readonly OutlineEntry[], depth = 0): string[] => entries.flatMap((entry) =>
  [`${'  '.repeat(depth)}${entry.kind === 'frontmatter' ? 'frontmatter' : entry.name}${entry.count === undefined ? '' : ` (${entry.count})`}`, ...tree(entry.children, depth + 1)]);
const check = (entries: readonly OutlineEntry[], outer: { start: number; end: number }): void => {
  for (const { range, selection, children } of entries) {
    expect(range.start >= outer.start && range.end <= outer.end && selection.start >= range.start && selection.end <= range.end).toBe(true);
    check(children, range);
  }
};

test('the outline: sections, subsections, rows by the table they are about', () => {
  const entries = outlineOf(parsePlan(text));
  const lines = tree(entries);
  expect(lines.slice(0, 14)).toEqual([
    'frontmatter', 'Migration Overview', 'Data Inventory', '  crm (3)', '    Customer', '    Country', '    Invoice', '  erp (2)', '    Customer', '    Order Line',
    'Data Mapping', '  crm.Customer (5)', '    CustomerId → customer_id', '    LastName → last_name',
  ]);
  expect(lines.filter((line) => !line.startsWith('    ') && line.startsWith('  ') && !line.includes('(')).slice(0, 2)).toEqual(['  Table Rules', '  Row count: Country → country']);
  expect(lines).toContain('  Load Order');
  expect(lines).toContain('    customer');
  check(entries, { start: 0, end: text.length });
});

test('many rows stand for their groups', () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => ({ sourceTable: `T${Math.floor(index / 100)}`, sourceField: `f${index % 100}`, targetTable: 't', targetField: `g${index}`, transform: 'direct' }));
  const mapping = outlineOf(parsePlan(edited(text, { kind: 'insertRows', block: 'mapping', at: 0, rows }))).find((entry) => entry.name === 'Data Mapping')!;
  expect(tree(mapping.children).slice(0, 3)).toEqual(['T0 (100)', 'T1 (100)', 'T2 (100)']);
  expect(tree(mapping.children)).toHaveLength(100 + 6 + 4);
});

test('folds: the frontmatter, its lists, sections and subsections', () => {
  const lineOf = (offset: number): string => text.slice(offset, text.indexOf('\n', offset));
  const folds = foldsOf(parsePlan(text)).map(({ kind, start, end }) => `${kind}: ${lineOf(start)} … ${text.slice(text.lastIndexOf('\n', end - 1) + 1, end).slice(0, 30)}`);
  expect(folds.slice(0, 4)).toEqual(['frontmatter: --- … ---', 'list: sourceSystems: …     catalogue: data-migration/', 'list: targetSystem: …   catalogue: data-migration/ta', 'list: evidence: …     at: 2026-01-02T03:04:05.00']);
  expect(folds).toContain('section: ### Load Order … | invoice      | Transactional');
  expect(folds.filter((fold) => fold.startsWith('section: ## '))).toHaveLength(7);
});

test('links: catalogues, sources, scripts; nothing of the web or of the machine', () => {
  const plan = edited(text,
    { kind: 'setItem', list: 'sourceSystems', item: { index: 0 }, values: { connection: 'media/shop.sqlite' } },
    { kind: 'setField', path: 'targetSystem.connection', value: 'https://shop.example/x.sql' },
    { kind: 'setItem', list: 'sourceSystems', item: { index: 1 }, values: { connection: '/etc/passwd' } },
    { kind: 'setCells', block: 'restoreSteps', cells: [{ row: { index: 0 }, column: 'step', value: 'Run etl/back.sql, then ../ops/say | it.sh.' }, { row: { index: 1 }, column: 'step', value: 'See http://x.example/a/run.sql or 3.5 e.g. this' }] });
  const parsed = parsePlan(plan);
  expect(pathsIn(parsed).map(({ path, from, range }) => [path, from, plan.slice(range.start, range.end)])).toEqual([
    ['data-migration/crm.json', 'document', 'data-migration/crm.json'], ['media/shop.sqlite', 'either', 'media/shop.sqlite'], ['data-migration/erp.json', 'document', 'data-migration/erp.json'],
    ['data-migration/target-shop.json', 'document', 'data-migration/target-shop.json'], ['etl/back.sql', 'either', 'etl/back.sql'], ['it.sh', 'either', 'it.sh'],
  ]);
});
