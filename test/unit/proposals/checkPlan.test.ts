import { describe, expect, test } from 'vitest';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../../src/core/document/newPlan.ts';
import { fill } from '../../../src/core/messages.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { checkPlan } from '../../../src/core/proposals/checkPlan.ts';
import { proposalsMessages } from '../../../src/core/proposals/messages.ts';
import { PROPOSED_PANELS, proposePanel } from '../../../src/core/proposals/proposePanel.ts';
import { catalogue, table } from './fakePlan.ts';
import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';
import type { Problem } from '../../../src/core/plan/problem.ts';

const source = catalogue('crm', 'source', 'SQLite', [
  table('Customer', ['CustomerId int!', 'Name varchar(80)!', 'Limit numeric(12,4)', 'ParentId int'], { keys: ['ParentId -> Customer.CustomerId'], rows: 59 }),
  table('Invoice', ['InvoiceId int!', 'CustomerId int!', 'InvoiceDate timestamp!', 'Total numeric(10,2)!'], { keys: ['CustomerId -> Customer.CustomerId'], rows: 412 }),
]);
const target = catalogue('new', 'target', 'PostgreSQL', [
  table('customer', ['customer_id int!', 'name varchar(80)!', 'limit numeric(10,2)', 'parent_id int'], { keys: ['parent_id -> customer.customer_id'] }),
  table('invoice', ['invoice_id int!', 'customer_id int!', 'invoice_date timestamp!', 'total numeric(10,2)!'], { keys: ['customer_id -> customer.customer_id'] }),
]);
const catalogues = [source, target];

function edit(text: string, change: PlanEdit | undefined): string {
  return change ? applyTextEdits(text, computeTextEdits(parsePlan(text), change)) : text;
}

function proposedText(): string {
  let text = edit(newPlanText('Test'), { kind: 'addItem', list: 'sourceSystems', item: { name: 'crm' } });
  for (const panel of PROPOSED_PANELS) text = edit(text, proposePanel(panel, parsePlan(text).plan!, catalogues, { at: '2026-01-02T03:04:05.000Z' }));
  return text;
}
const clean = proposedText();

/** Problems as `severity text-they-stand-on message`. */
function found(text: string): string[] {
  return problems(text).map(({ code, args, severity, range }) => {
    expect(Object.keys(proposalsMessages)).toContain(code);
    return `${severity} [${text.slice(range.start, range.end).replace(/ +/g, ' ')}] ${fill(proposalsMessages[code as keyof typeof proposalsMessages], args)}`;
  });
}

function problems(text: string): Problem[] {
  return checkPlan(parsePlan(text), catalogues);
}

/** A plan after the first fix of its only problem. */
function fixed(text: string): string {
  const [only, ...others] = problems(text);
  expect(others).toEqual([]);
  const fix = only!.fixes[0]!;
  expect(Object.keys(proposalsMessages)).toContain(fix.code);
  return edit(text, fix.edit);
}

function replaced(pattern: RegExp, by: string): string {
  const text = clean.replace(pattern, by);
  expect(text).not.toBe(clean);
  return text;
}

test('what has more digits than the target keeps is cast', () => {
  expect(clean).toMatch(/\| Customer +\| Limit +\| customer +\| limit +\| `cast to numeric\(10,2\)` +\|/);
});

describe('what is wrong is said where it stands, and can be mended', () => {
  test('nothing is wrong in a plan made from the catalogues', () => { expect(found(clean)).toEqual([]); });
  test('a text that may be too long', () => {
    const short = { ...target, tables: [{ ...target.tables[0]!, columns: target.tables[0]!.columns.map((each) => (each.name === 'name' ? { ...each, nativeType: 'varchar(40)', type: { kind: 'text' as const, length: 40 } } : each)) }, target.tables[1]!] };
    expect(checkPlan(parsePlan(clean), [source, short]).map(({ code, args }) => `${code} ${args['source']} ${args['targetType']}`)).toEqual(['mapping.typesDiffer Customer.Name varchar(40)']);
  });

  test('a count that was not measured', () => {
    const text = replaced(/\| 412 /, '| 400 ');
    expect(found(text)).toEqual(['warning [400] The cell says 400; the scan of 2026-01-02 counted 412 rows in Invoice.']);
    expect(fixed(text)).toBe(clean);
  });
  test('an unknown table and an unknown field of the source', () => {
    expect(found(replaced(/\| Invoice( +)\| Total/, '| Invoicee$1| Total'))).toContain('error [Invoicee] No source system has a table Invoicee.');
    const text = replaced(/\| CustomerId( +\| invoice)/, '| CustmerId$1');
    expect(found(text)).toEqual([
      'warning [| Source Table | Source Field | Target Table | Target Field | Transform |] Fields of Invoice are in no row: CustomerId.',
      'error [CustmerId] Invoice has no field CustmerId.',
    ]);
    const [, problem] = problems(text);
    expect(found(edit(text, problem!.fixes[0]!.edit))).toEqual([]);
  });
  test('an unknown target field leaves its own without a source', () => {
    expect(found(replaced(/\| total( +\| `direct)/, '| totals$1'))).toEqual([
      'error [| Source Table | Source Field | Target Table | Target Field | Transform |] Required fields of invoice are in no row: total.',
      'error [totals] The target table invoice has no field totals.',
    ]);
  });
  test('a target filled twice', () => {
    expect(found(replaced(/\| invoice( +)\| invoice_date /, '| invoice$1| total '))).toContain('error [total] invoice.total is filled twice: row 7 fills it already.');
  });
  test('a direct transform where a conversion is needed', () => {
    const text = replaced(/`cast to numeric\(10,2\)`/, '`direct`');
    expect(found(text)).toEqual(['warning [`direct`] Customer.Limit is numeric(12,4), customer.limit is numeric(10,2): "direct" needs a conversion.']);
    expect(problems(fixed(text))).toEqual([]);
  });
  test('a load order against a foreign key', () => {
    const lines = clean.split('\n');
    const at = lines.findIndex((line) => line.startsWith('| customer') && line.includes('Master data'));
    [lines[at], lines[at + 1]] = [lines[at + 1]!, lines[at]!];
    const text = lines.join('\n');
    expect(found(text)).toContain('error [invoice] invoice refers to customer by CustomerId, so it must come after customer.'.replace('CustomerId', 'customer_id'));
    expect(found(text)).toContain('error [customer] invoice waits for customer, which comes later.');
    const fix = problems(text).find(({ code }) => code === 'sequence.before')!.fixes[0]!;
    expect(edit(text, fix.edit)).toBe(clean);
  });
  test('a self reference without a note', () => {
    const text = replaced(/load with parent_id empty, then update/, '');
    expect(found(text).map((line) => line.replace(/\[.*?\] /, ''))).toEqual(['warning customer refers to itself by parent_id: note how it is loaded.']);
    expect(problems(fixed(text))).toEqual([]);
  });
  test('an unknown dependency and a cycle in the cutover', () => {
    const text = replaced(/\| Freeze writes on crm( +)\|\n/, '| Freeze writes on crn$1|\n');
    expect(found(text)).toEqual(['error [Freeze writes on crn] "Freeze writes on crn" is not an activity of this schedule.']);
    expect(problems(fixed(text))).toEqual([]);
    const cycle = replaced(/(\| Freeze writes on crm +\| \? +\| \? +\| )—/, '$1Pre-load checks');
    expect(problems(cycle).map(({ code, args }) => `${code} ${args['activity']}`)).toEqual([
      'cutover.cycle Freeze writes on crm', 'cutover.cycle Final backup of crm', 'cutover.cycle Pre-load checks',
    ]);
  });
  test('details of a rule that there is not, and an unknown phase', () => {
    expect(found(replaced(/\| Row count: Invoice → invoice( +)\| post/, '| Row count: Invoices → invoice$1| post'))).toEqual(['warning [Row count: Invoices → invoice] There is no validation rule "Row count: Invoices → invoice".']);
    expect(found(replaced(/(\| Sum: Invoice\.Total → invoice\.total +\| post +\| )Transactional data/, '$1Wave 1'))).toEqual(['warning [Wave 1] "Wave 1" is not one of the phases: Master data, Transactional data.']);
  });
  test('without catalogues nothing is said of tables', () => {
    expect(checkPlan(parsePlan(clean), [])).toEqual([]);
  });
});

test('ten thousand rows are checked row by row', () => {
  const wide = Array.from({ length: 200 }, (_, number) => table(`T${number}`, Array.from({ length: 50 }, (__, field) => `F${number}x${field} int`), { rows: 1 }));
  const big = [catalogue('crm', 'source', 'SQLite', wide), catalogue('new', 'target', 'PostgreSQL', wide.map((each) => ({ ...each, name: each.name.toLowerCase() })))];
  let text = edit(newPlanText('Test'), { kind: 'addItem', list: 'sourceSystems', item: { name: 'crm' } });
  text = edit(text, proposePanel('mapping', parsePlan(text).plan!, big, { at: '' }));
  const parsed = parsePlan(text);
  expect(parsed.plan?.rows.mapping).toHaveLength(10_000);
  expect(checkPlan(parsed, big)).toEqual([]);
  expect(checkPlan(parsePlan(text.replace('| F7x3 ', '| F7x3x ')), big).map(({ code }) => code)).toEqual(['mapping.sourceMissing', 'mapping.unknownSourceField']);
});
