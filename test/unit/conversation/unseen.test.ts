import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSentence } from '../../../src/core/conversation/readSentence.ts';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../../src/core/document/newPlan.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import { rowsOf } from '../../../src/core/plan/plan.ts';
import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';
import { BLOCKS } from '../../../src/core/plan/sections.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';

/**
 * Forty sentences by somebody who had not seen the reader. Each is read against the same plan and all its proposals are
 * applied. Right: every change that was expected is there and nothing else. Wrong: something else was changed. Missed:
 * something expected is not there.
 */
type Change = { cell: [string, string, string]; value: string } | { field: string; value: string } | { listItem: string; where: Record<string, string> } | { listGrows: string; by: number };
interface Sentence {
  text: string;
  kind: 'change' | 'command' | 'question' | 'nothing';
  expect: { changes?: Change[]; mayAlso?: (string | string[])[]; intent?: string; section?: string };
}

const plan = startingPlan();
const facts = factsOf(parsePlan(plan).plan!);


test.each(['sentences.json', 'sentences-2.json'])('forty sentences of %s: none is applied wrongly', (file) => {
  const { sentences } = JSON.parse(readFileSync(new URL(`../../fixtures/${file}`, import.meta.url), 'utf8')) as { sentences: Sentence[] };
  const wrong: string[] = [];
  const missed: string[] = [];
  for (const sentence of sentences) {
    const reading = readSentence(sentence.text, { plan: parsed().plan!, catalogues: [], panel: 'volumes', panels: [{ id: 'volumes', title: 'Volumes' }, { id: 'mapping', title: 'Mapping' }, { id: 'cutover', title: 'Cutover' }], today: '2026-11-22', by: 'Ana' });
    const edits = reading.intents.flatMap((intent) => (intent.kind === 'propose' ? [intent.edit] : []));
    const after = factsOf(apply(edits));
    const left = new Map([...after].filter(([key, value]) => facts.get(key) !== value));
    for (const key of facts.keys()) if (!after.has(key)) left.set(key, '');
    const unmet: string[] = [];
    for (const change of sentence.expect.changes ?? []) if (!take(change, left, after)) unmet.push(JSON.stringify(change));
    for (const key of [...left.keys()]) if (isAllowed(key, sentence.expect.mayAlso ?? [])) left.delete(key);
    const kinds = reading.intents.map((intent) => intent.kind);
    if (sentence.expect.intent !== undefined && !kinds.includes(sentence.expect.intent as (typeof kinds)[number]) && !(sentence.kind === 'question' && kinds.some((kind) => kind === 'answer' || kind === 'whatIsOpen' || kind === 'status'))) unmet.push(sentence.expect.intent);
    const extra = [...left].map(([key, value]) => `${key} = ${value}`);
    if (sentence.kind !== 'change' && edits.length > 0 && extra.length === 0) extra.push('a proposal');
    if (extra.length > 0) wrong.push(`${sentence.text}\n    ${extra.join('\n    ')}`);
    else if (unmet.length > 0) missed.push(`${sentence.text}\n    ${unmet.join('\n    ')}`);
  }
  console.log(`${file}: ${sentences.length - wrong.length - missed.length} of ${sentences.length} sentences read right, ${missed.length} missed, ${wrong.length} wrong\n${[...missed.map((text) => `  missed: ${text}`), ...wrong.map((text) => `  wrong: ${text}`)].join('\n')}`);
  expect(wrong).toEqual([]);
  expect(sentences.length - missed.length).toBeGreaterThanOrEqual(30);
});

function parsed(): ReturnType<typeof parsePlan> {
  return parsePlan(plan);
}

/** Every single fact of the plan, by a path: cells by block, key and column; items of lists by their first field. */
function factsOf(from: Plan): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') {
      if (value !== '') found.set(path, value);
    } else if (Array.isArray(value)) {
      value.forEach((item: unknown, index) => { walk(item, `${path}[${index}]`); });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, path === '' ? key : `${path}.${key}`);
    }
  };
  walk(from.state, '');
  for (const block of BLOCKS) {
    for (const row of rowsOf(from, block.id)) {
      const key = block.key.map((column) => row.cells[column] ?? '').join('.');
      for (const column of block.columns) found.set(`${block.id}|${key}|${column.key}`, row.cells[column.key] ?? '');
    }
  }
  return found;
}

/** Takes an expected change off the changes found; false where it is not there. */
function take(change: Change, left: Map<string, string>, after: Map<string, string>): boolean {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  if ('cell' in change) {
    const [block, row, column] = change.cell;
    const holds = same(after.get(`${block}|${row}|${column}`) ?? '', change.value);
    if (block === 'mapping') for (const key of [...left.keys()]) if (key.startsWith('mapping|') && key.includes(row.split('.').slice(0, 2).join('.'))) left.delete(key);
    if (holds) left.delete(`${block}|${row}|${column}`);
    return holds;
  }
  if ('field' in change) {
    const keys = [...after.keys()].filter((key) => key === change.field || key.startsWith(`${change.field}[`));
    const holds = keys.some((key) => same(after.get(key) ?? '', change.value));
    if (holds) for (const key of keys) left.delete(key);
    return holds;
  }
  const items = (from: Map<string, string>, list: string): Set<string> => new Set([...from.keys()].filter((key) => key.startsWith(`${list}[`)).map((key) => key.slice(0, key.indexOf(']') + 1)));
  if ('listGrows' in change) {
    const grown = items(after, change.listGrows).size - items(facts, change.listGrows).size === change.by;
    if (grown) for (const key of [...left.keys()]) if (key.startsWith(`${change.listGrows}[`)) left.delete(key);
    return grown;
  }
  const item = [...items(after, change.listItem)].find((prefix) => Object.entries(change.where).every(([key, value]) => (after.get(`${prefix}.${key}`) ?? '').toLowerCase().includes(value.toLowerCase())));
  if (item !== undefined) for (const key of [...left.keys()]) if (key.startsWith(item)) left.delete(key);
  // Half of an expected item is a miss, and not something else.
  if (item === undefined) for (const [key, value] of [...left]) if (key.startsWith(`${change.listItem}[`) && Object.values(change.where).some((each) => same(each, value))) left.delete(key);
  return item !== undefined;
}

function isAllowed(key: string, mayAlso: readonly (string | string[])[]): boolean {
  return mayAlso.some((may) => (typeof may === 'string' ? key === may || key.startsWith(`${may}[`) || key.startsWith(`${may}.`) : key === may.join('|')));
}

function apply(edits: readonly PlanEdit[]): Plan {
  let text = plan;
  for (const edit of edits) text = applyTextEdits(text, computeTextEdits(parsePlan(text), edit));
  return parsePlan(text).plan!;
}

function startingPlan(): string {
  const cells = (columns: readonly string[], rows: readonly (readonly string[])[]): Record<string, string>[] => rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ''])));
  const inventory = cells(['sourceSystem', 'object', 'recordCount', 'size', 'priority'], [
    ['crm', 'Customer', '48,211', '?', 'Medium'], ['crm', 'Contact', '?', '?', 'Medium'], ['crm', 'Invoice', '310,442', '?', 'Medium'], ['crm', 'InvoiceLine', '?', '?', 'Medium'],
    ['shop', 'orders', '?', '?', 'Medium'], ['shop', 'order_items', '?', '?', 'Medium'], ['shop', 'products', '12,804', '?', 'Medium'], ['shop', 'event_log', '~40,000,000', '?', 'Medium'], ['shop', 'users', '?', '?', 'Medium'],
  ]);
  const evidence = [['crm.Customer', '48211', 'measured'], ['crm.Invoice', '310442', 'measured'], ['shop.products', '12804', 'measured'], ['shop.event_log', '40000000', 'estimated']]
    .map(([row, count, kind]) => ({ row: row!, count: count!, kind: kind as 'measured', size: '', query: 'SELECT count(*)', at: '2026-11-01', confirmedBy: '', confirmedAt: '' }));
  const edits: PlanEdit[] = [
    { kind: 'addItem', list: 'sourceSystems', item: { name: 'crm', technology: 'Oracle' } },
    { kind: 'addItem', list: 'sourceSystems', item: { name: 'shop', technology: 'MySQL 5.7' } },
    { kind: 'setField', path: 'targetSystem.name', value: 'nova' },
    { kind: 'setField', path: 'targetSystem.technology', value: 'PostgreSQL' },
    { kind: 'insertRows', block: 'inventory', at: 0, rows: inventory },
    { kind: 'setEvidence', entries: evidence },
    { kind: 'insertRows', block: 'mapping', at: 0, rows: cells(['sourceTable', 'sourceField', 'targetTable', 'targetField', 'transform'], [
      ['Customer', 'Email', 'customers', 'email', 'direct'], ['Customer', 'FullName', '?', '?', '?'], ['orders', 'total', 'sales_order', 'total_amount', 'direct'], ['users', 'pw_hash', '?', '?', '?'],
    ]) },
    { kind: 'insertRows', block: 'cutover', at: 0, rows: cells(['activity', 'owner', 'duration', 'dependencies'], ['Freeze writes on crm', 'Freeze writes on shop', 'Load Master data', 'Load Transactional data', 'Post-load reconciliation', 'Go/no-go decision', 'Switch users to nova'].map((activity) => [activity, '?', '?', '—'])) },
  ];
  return edits.reduce((text, edit) => applyTextEdits(text, computeTextEdits(parsePlan(text), edit)), newPlanText('Brightwater'));
}
