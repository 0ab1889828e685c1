import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalogue, Table } from '../../../src/core/catalogue/catalogue.ts';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../../src/core/document/newPlan.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { proposeInventory } from '../../../src/core/inventory/proposeInventory.ts';
import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { leaveTablesBehind, takeTablesBack } from '../../../src/core/workflow/scopeEdits.ts';
import { sourcesView } from '../../../src/core/workflow/sourcesView.ts';

const AT = '2026-05-02T08:00:00Z';
const table = (name: string, schema?: string): Table => ({ name, ...(schema === undefined ? {} : { schema }), kind: 'table', columns: [], primaryKey: ['id'], uniqueKeys: [], foreignKeys: [], statistics: { kind: 'measured', rowCount: '59', at: AT } });
const catalogue = (system: string, tables: readonly Table[]): Catalogue => ({ catalogueVersion: 1, system, role: 'source', technology: 'SQLite', origin: { kind: 'database', path: 'x' }, scannedAt: AT, complete: true, tables: [...tables], issues: [] });
const catalogues = [catalogue('crm', [table('Customer'), table('Order'), table('Log')]), catalogue('erp', [table('Customer', 'dbo'), table('Customer', 'old')])];

function edited(text: string, edit: PlanEdit | undefined): string {
  return edit === undefined ? text : applyTextEdits(text, computeTextEdits(parsePlan(text), edit));
}
const planOf = (text: string): NonNullable<ReturnType<typeof parsePlan>['plan']> => parsePlan(text).plan!;
const start = ((): string => {
  let text = newPlanText('Shop');
  for (const { system } of catalogues) text = edited(text, { kind: 'addItem', list: 'sourceSystems', item: { name: system, technology: 'SQLite' } });
  return edited(text, proposeInventory(planOf(text), catalogues, { at: AT }));
})();
const excluded = (text: string): [string, string][] => planOf(text).state.exclusions.map(({ what, reason }) => [what, reason]);
const scopes = (text: string): Record<string, string> => Object.fromEntries(sourcesView(planOf(text), catalogues, (code) => code).tables.map(({ id, scope }) => [id, scope]));

describe('leaving tables behind', () => {
  it('calls each by the shortest name that says which is meant', () => {
    const after = edited(start, leaveTablesBehind(planOf(start), catalogues, ['crm/Log', 'crm/Customer', 'erp/dbo.Customer', 'none/at all'], 'Nobody reads it'));
    expect(excluded(after)).toEqual([['Log', 'Nobody reads it'], ['Customer', 'Nobody reads it'], ['dbo.Customer', 'Nobody reads it']]);
    expect(scopes(after)).toEqual({ 'crm/Customer': 'left', 'crm/Order': 'in', 'crm/Log': 'left', 'erp/dbo.Customer': 'left', 'erp/old.Customer': 'in' });
    expect(planOf(after).rows).toEqual(planOf(start).rows);
  });

  it('gives one that stays behind already the new reason, and does nothing twice', () => {
    const once = edited(start, leaveTablesBehind(planOf(start), catalogues, ['crm/Log'], 'Old'));
    expect(leaveTablesBehind(planOf(once), catalogues, ['crm/Log', 'crm/Log'], 'Old')).toBeUndefined();
    expect(excluded(edited(once, leaveTablesBehind(planOf(once), catalogues, ['crm/Log'], 'Older')))).toEqual([['Log', 'Older']]);
  });

  it('takes back only what is meant, where one exclusion names two tables', () => {
    const rows = edited(start, { kind: 'insertRows', block: 'inventory', at: 99, rows: [{ sourceSystem: 'hr', object: 'Log', recordCount: '?', size: '?', priority: 'Low' }] });
    const left = edited(rows, { kind: 'addItem', list: 'exclusions', item: { what: 'Log', reason: 'Archived' } });
    const back = edited(left, takeTablesBack(planOf(left), catalogues, ['crm/Log']));
    expect(excluded(back)).toEqual([['hr.Log', 'Archived']]);
    expect(scopes(back)['crm/Log']).toBe('in');
  });

  it('is undone by taking back, whatever is chosen', () => {
    const ids = Object.keys(scopes(start));
    fc.assert(fc.property(fc.subarray(ids), fc.subarray(ids), (leave, back) => {
      const left = edited(start, leaveTablesBehind(planOf(start), catalogues, leave, 'why'));
      const after = edited(left, takeTablesBack(planOf(left), catalogues, back));
      expect(scopes(after)).toEqual(Object.fromEntries(ids.map((id) => [id, leave.includes(id) && !back.includes(id) ? 'left' : 'in'])));
      expect(edited(left, takeTablesBack(planOf(left), catalogues, ids))).toBe(edited(start, undefined));
    }), { numRuns: 20 });
  });
});
