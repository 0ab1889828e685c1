import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../../src/core/document/newPlan.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { conversationMessages } from '../../../src/core/conversation/messages.ts';
import { readSentence } from '../../../src/core/conversation/readSentence.ts';
import { fill } from '../../../src/core/messages.ts';
import type { Intent, Reading } from '../../../src/core/conversation/reading.ts';
import type { ReadContext } from '../../../src/core/conversation/readSentence.ts';
import type { ParsedPlan } from '../../../src/core/document/parsedPlan.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import type { SimpleEdit } from '../../../src/core/plan/planEdit.ts';

const inventory = (sourceSystem: string, object: string, recordCount: string, size: string, priority: string): Record<string, string> => ({ sourceSystem, object, recordCount, size, priority });
const mapping = (sourceTable: string, sourceField: string, targetTable: string, targetField: string, transform: string): Record<string, string> => ({ sourceTable, sourceField, targetTable, targetField, transform });
const cutover = (activity: string, owner: string, duration: string, dependencies: string): Record<string, string> => ({ activity, owner, duration, dependencies });

/** Makes a real document with these edits and reads it back. */
export function planWith(edits: readonly SimpleEdit[]): ParsedPlan {
  const fresh = parsePlan(newPlanText('Legacy Shop'));
  return parsePlan(applyTextEdits(fresh.text, computeTextEdits(fresh, { kind: 'batch', edits: [...edits] })));
}

export function planOf(parsed: ParsedPlan): Plan {
  if (!parsed.plan) throw new Error('the fixture can not be read');
  return parsed.plan;
}

/** A shop in the middle of its planning: a CRM, a shop and a warehouse; `Address` stands in two of them. */
export const shop: ParsedPlan = planWith([
  { kind: 'addItem', list: 'sourceSystems', item: { name: 'CRM', technology: 'Oracle 19c', owner: 'Dana' } },
  { kind: 'addItem', list: 'sourceSystems', item: { name: 'Shop', technology: 'MySQL' } },
  { kind: 'addItem', list: 'sourceSystems', item: { name: 'Warehouse' } },
  { kind: 'setField', path: 'migrationStrategy.approach', value: 'phased' },
  { kind: 'setField', path: 'migrationStrategy.downtimeWindow', value: '4 h' },
  { kind: 'addItem', list: 'openQuestions', item: { question: 'Who pays for the archive?' } },
  { kind: 'addItem', list: 'exclusions', item: { what: 'tmp_import', reason: 'Scratch data' } },
  {
    kind: 'insertRows', block: 'inventory', at: 0, rows: [
      inventory('CRM', 'Customer', '59', '12 KB', 'Medium'), inventory('CRM', 'Invoice', '~400', '?', 'Medium'), inventory('CRM', 'InvoiceLine', '?', '?', 'Medium'),
      inventory('Shop', 'orders', '?', '?', 'Medium'), inventory('Shop', 'products', '1,200', '2 MB', 'Low'), inventory('Shop', 'logs', '9,000,000', '4 GB', 'Low'),
      inventory('CRM', 'Address', '70', '?', '?'), inventory('Shop', 'Address', '90', '?', '?'),
    ],
  },
  {
    kind: 'insertRows', block: 'mapping', at: 0, rows: [
      mapping('Customer', 'Email', '?', '?', '?'), mapping('Customer', 'CustName', 'customers', 'name', 'direct'), mapping('Customer', 'Fax', 'customers', 'fax', 'direct'),
      mapping('orders', 'order_date', 'orders', 'ordered_at', 'cast to timestamp'), mapping('orders', 'total', 'orders', 'total', 'direct'),
    ],
  },
  { kind: 'insertRows', block: 'validation', at: 0, rows: [{ check: 'Row count Customer', sourceQuery: 'select 1', targetQuery: 'select 1', tolerance: '0' }] },
  { kind: 'insertRows', block: 'rollbackCriteria', at: 0, rows: [{ criterion: 'Row counts differ', threshold: '0', decisionMaker: '?' }] },
  { kind: 'insertRows', block: 'restoreSteps', at: 0, rows: [{ phase: 'Reference data', step: 'Truncate target tables', owner: '?', duration: '?' }] },
  {
    kind: 'insertRows', block: 'cutover', at: 0, rows: [
      cutover('Freeze writes', '?', '?', '—'), cutover('Load data', '?', '2 h', 'Freeze writes'), cutover('Reconciliation', '?', '45 min', 'Load data'), cutover('Go/no-go', '?', '?', '?'),
    ],
  },
  { kind: 'setEvidence', entries: [{ row: 'CRM.Customer', kind: 'measured', count: '59', size: '12 KB', query: 'select count(*) from Customer', at: '2025-01-10T09:00:00Z', confirmedBy: '', confirmedAt: '' }] },
]);

export const empty: ParsedPlan = parsePlan(newPlanText(''));

export const panels = [
  ['sources', 'Sources'], ['volumes', 'Volumes'], ['relationships', 'Relationships'], ['quality', 'Data Quality'], ['rules', 'Rules'], ['exclusions', 'Left Behind'], ['target', 'Target'], ['strategy', 'Strategy'], ['summary', 'Summary'],
  ['inventory', 'Inventory'], ['mapping', 'Mapping'], ['validation', 'Validation'], ['sequence', 'Sequence'], ['rollback', 'Rollback'], ['cutover', 'Cutover'], ['review', 'Review'],
].map(([id = '', title = '']) => ({ id, title }));

export function contextOf(parsed: ParsedPlan, more: Partial<ReadContext> = {}): ReadContext {
  return { plan: planOf(parsed), catalogues: [], panels, panel: 'volumes', today: '2025-01-15', by: 'Mia', ...more };
}

/** An intent in one line: its message in words and its details, or the command with what it names. */
export function shown(intent: Intent): string {
  if (intent.kind === 'propose') return [fill(words(intent.code), intent.args), ...intent.details].join(' | ');
  if (intent.kind === 'answer') return `= ${fill(words(intent.code), intent.args)}`;
  const { kind, ...rest } = intent;
  return [kind, ...Object.entries(rest).map(([name, value]) => `${name}=${value}`)].join(' ');
}

function words(code: string): string {
  const found = Object.entries(conversationMessages).find(([known]) => known === code);
  if (!found) throw new Error(`no message ${code}`);
  return found[1];
}

/** A reading in lines: its intents, then `?? ` with what was not understood. */
export function lines(reading: Reading): string[] {
  return [...reading.intents.map(shown), ...reading.notUnderstood.map((text) => `?? ${text}`)];
}

export function read(text: string, parsed: ParsedPlan = shop, more: Partial<ReadContext> = {}): string[] {
  return lines(readSentence(text, contextOf(parsed, more)));
}
