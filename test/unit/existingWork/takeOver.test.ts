import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../../src/core/document/newPlan.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { coversText } from '../../../src/core/existingWork/covers.ts';
import type { Found } from '../../../src/core/existingWork/found.ts';
import { isListed, toolOffers } from '../../../src/core/existingWork/toolOffers.ts';
import { takeOver } from '../../../src/core/existingWork/takeOver.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { foundIn } from './fixtures.ts';
import { fakePlan } from '../proposals/fakePlan.ts';

const WHEN = { by: 'Eva', date: '2026-01-02', at: '2026-01-02T03:04:05Z' };
const one = (name: string): Found => foundIn(name)[0]!;

function edited(text: string, edit: PlanEdit | undefined): string {
  return edit ? applyTextEdits(text, computeTextEdits(parsePlan(text), edit)) : text;
}
function planOf(text: string): Plan {
  const { plan } = parsePlan(text);
  if (!plan) throw new Error('the plan is readable');
  return plan;
}

/** A catalogue of one table of text columns. */
function catalogue(system: string, role: Catalogue['role'], table: string, columns: readonly string[]): Catalogue {
  return {
    catalogueVersion: 1, system, role, technology: 'SQLite', origin: { kind: 'database', path: 'x' }, scannedAt: '', complete: true, issues: [],
    tables: [{ name: table, kind: 'table', primaryKey: [], uniqueKeys: [], foreignKeys: [], statistics: { kind: 'unknown' }, columns: columns.map((name) => ({ name, type: { kind: 'text' }, nativeType: 'text', nullable: true })) }],
  };
}

describe('what a tool covers', () => {
  test('in plain words', () => {
    expect(coversText(fakePlan(), one('flyway'))).toBe('3 migrations, newest V10__fill_status; 1 repeatable script; reads legacy_status; writes customer, sales.order; to postgresql db1.example.com/shop');
    expect(coversText(fakePlan(), one('dbt'))).toBe('2 models; reads public.Customer, public.orders; writes customer, stg_orders; from crm (database crm_prod); to profile warehouse; carries over 3 fields by name');
  });
  test('with the rows of the plan that its tables are', () => {
    const plan = fakePlan({}, {
      inventory: [{ sourceSystem: 'crm', object: 'dbo.Customers' }, { sourceSystem: 'crm', object: 'Log' }],
      mapping: [{ sourceTable: 'dbo.Customers', sourceField: 'a', targetTable: 'dimcustomer', targetField: 'b' }, { sourceTable: 'dbo.Customers', sourceField: 'c', targetTable: 'other', targetField: 'd' }],
    });
    expect(coversText(plan, one('ssis'))).toBe('1 package; Customers.dtsx: 3 components; reads dbo.Customers, dbo.Order Details, dbo.Orders; writes dw.DimCustomer; connections LegacyCrm, Warehouse; in the inventory: crm.dbo.Customers; in the mapping as source: dbo.Customers; in the mapping as target: dimcustomer');
  });
});

describe('into the plan', () => {
  test('an entry each, as one edit; a second time nothing', () => {
    const text = newPlanText('Shop');
    const found = [...foundIn('flyway'), ...foundIn('kettle')];
    const offers = toolOffers(planOf(text), [], found);
    expect(offers.map(({ group, sure, cite }) => [group, sure, cite])).toEqual([['tools', true, 'db/migration'], ['tools', true, 'load_customers.ktr'], ['tools', true, 'nightly.kjb']]);
    const after = edited(text, takeOver(planOf(text), offers, WHEN));
    expect(planOf(after).state.existingTools.map(({ name, path }) => [name, path])).toEqual([['Flyway migrations', 'db/migration'], ['Kettle transformation load_customers', 'load_customers.ktr'], ['Kettle job nightly', 'nightly.kjb']]);
    expect(planOf(after).state.decisions).toEqual([]);
    expect(parsePlan(after).problems).toEqual([]);
    expect(toolOffers(planOf(after), [], found)).toEqual([]);
    expect(takeOver(planOf(after), offers, WHEN)).toBeUndefined();
  });
  test('what a person wrote about a tool stays, under whatever name', () => {
    const listed = (name: string, path: string): boolean => isListed(fakePlan({ existingTools: [{ name, path, covers: 'ours' }] }), one('flyway'));
    expect(listed('The SQL scripts', './db/migration/')).toBe(true);
    expect(listed('flyway', 'db')).toBe(true);
    expect(listed('our Flyway', 'db/migration/V2__orders.sql')).toBe(true);
    expect(listed('Seeds', 'db')).toBe(false);
    expect(listed('Flyway', '')).toBe(false);
    expect(toolOffers(fakePlan({ existingTools: [{ name: 'x', path: 'DB/Migration', covers: '' }] }), [], foundIn('flyway'))).toEqual([]);
  });
  test('a maybe is shown, and not chosen beforehand', () => {
    expect(toolOffers(fakePlan(), [], [{ ...one('flyway'), sure: false }]).map(({ sure, note }) => [sure, note?.code])).toEqual([[false, 'existingWork.maybe']]);
  });
});

describe('fields that a tool carries over', () => {
  const known = [catalogue('legacy', 'source', 'EMPLOYEES', ['EMP_ID', 'ENAME']), catalogue('new', 'target', 'staff', ['id', 'full_name'])];
  const rows = (plan: Plan, catalogues: readonly Catalogue[]): unknown => toolOffers(plan, catalogues, foundIn('ora2pg')).filter(({ group }) => group === 'mappings').map(({ sure, conflict, taking }) => ({ sure, conflict, rows: taking.kind === 'mapping' ? taking.rows : [] }));
  test('are offered only where the catalogues know both sides', () => {
    expect(rows(fakePlan(), [])).toEqual([]);
    expect(rows(fakePlan(), [known[0]!])).toEqual([]);
    expect(rows(fakePlan(), [known[0]!, catalogue('new', 'target', 'staff', ['id'])])).toEqual([{ sure: true, conflict: undefined, rows: [{ sourceTable: 'EMPLOYEES', sourceField: 'EMP_ID', targetTable: 'staff', targetField: 'id', transform: 'direct' }] }]);
    expect(rows(fakePlan(), known)).toEqual([{
      sure: true, conflict: undefined, rows: [{ sourceTable: 'EMPLOYEES', sourceField: 'EMP_ID', targetTable: 'staff', targetField: 'id', transform: 'direct' }, { sourceTable: 'EMPLOYEES', sourceField: 'ENAME', targetTable: 'staff', targetField: 'full_name', transform: 'direct' }],
    }]);
  });
  test('not what the plan has; what it says otherwise is shown beside it and not chosen', () => {
    const plan = fakePlan({}, { mapping: [{ sourceTable: 'employees', sourceField: 'emp_id', targetTable: 'staff', targetField: 'id', transform: 'direct' }, { sourceTable: 'EMPLOYEES', sourceField: 'ENAME', targetTable: 'person', targetField: 'name', transform: 'direct' }] });
    expect(rows(plan, known)).toEqual([{
      sure: false, conflict: { plan: 'EMPLOYEES.ENAME → person.name', found: 'EMPLOYEES.ENAME → staff.full_name' }, rows: [{ sourceTable: 'EMPLOYEES', sourceField: 'ENAME', targetTable: 'staff', targetField: 'full_name', transform: 'direct' }],
    }]);
  });
  test('fill the row that waits for a target, and say where they come from', () => {
    const text = edited(newPlanText('Shop'), { kind: 'insertRows', block: 'mapping', at: 0, rows: [{ sourceTable: 'EMPLOYEES', sourceField: 'ENAME', targetTable: '?', targetField: '?', transform: '?' }] });
    const offers = toolOffers(planOf(text), known, foundIn('ora2pg')).filter(({ group }) => group === 'mappings');
    const { rows: after, state } = planOf(edited(text, takeOver(planOf(text), offers, WHEN)));
    expect(after.mapping?.map(({ cells }) => Object.values(cells))).toEqual([['EMPLOYEES', 'ENAME', 'staff', 'full_name', 'direct'], ['EMPLOYEES', 'EMP_ID', 'staff', 'id', 'direct']]);
    expect(state.decisions).toEqual([{ decision: 'Taken over: 2 mapping rows EMPLOYEES → staff', reason: 'ora2pg.conf › ora2pg export', by: 'Eva', at: '2026-01-02', about: 'mapping' }]);
  });
});
