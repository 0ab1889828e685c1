import { describe, expect, test } from 'vitest';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { matchNow } from '../../../src/core/mapping/matching.ts';
import { proposeMapping } from '../../../src/core/mapping/proposeMapping.ts';
import { rejectionEdit, takeBackEdits, withRejections } from '../../../src/core/mapping/rejections.ts';
import { resolvedRows } from '../../../src/core/mapping/resolvedRow.ts';
import { rowMatch } from '../../../src/core/mapping/rowMatch.ts';
import { rowsOf } from '../../../src/core/plan/plan.ts';
import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';
import { catalogueSet } from '../../../src/core/proposals/catalogueSet.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { crm, edited, erp, planText, target } from '../language/planText.ts';

const catalogues = [crm, erp, target];
const set = catalogueSet(catalogues);
const text = planText(catalogues);
const who = { by: 'Ana Lind', at: '2026-03-04' };

function byHand(from: string, edit: PlanEdit): string {
  const parsed = parsePlan(from);
  const plan = parsed.plan!;
  return applyTextEdits(from, computeTextEdits(parsed, withRejections(plan, set, matchNow(plan, set), edit, who)));
}
const email = (from: string): string => {
  const row = rowsOf(parsePlan(from).plan!, 'mapping').find(({ cells }) => cells['sourceField'] === 'Email')!;
  return `${row.cells['targetTable'] ?? ''}.${row.cells['targetField'] ?? ''}`;
};
const at = rowsOf(parsePlan(text).plan!, 'mapping').findIndex(({ cells }) => cells['sourceField'] === 'Email');
const clear: PlanEdit = { kind: 'setCells', block: 'mapping', cells: ['targetTable', 'targetField', 'transform'].map((column) => ({ row: { index: at }, column, value: '?' })) };
const propose = (from: string): string => edited(from, proposeMapping([crm, erp], target, parsePlan(from).plan!));

describe('a person changes what was proposed', () => {
  test('a cleared target is rejected: short lines of the frontmatter, and never proposed again', () => {
    expect(email(text)).toBe('customer.email');
    const cleared = byHand(text, clear);
    expect(cleared).toContain('rejectedMatches:\n  - source: crm.Customer.Email\n    target: customer.email\n    by: Ana Lind\n    at: 2026-03-04\n');
    expect(email(cleared)).toBe('?.?');
    expect(email(propose(cleared))).toBe('?.?');
    // Without the rejection it would be.
    expect(email(propose(edited(text, clear)))).toBe('customer.email');
  });

  test('another target rejects as well; the same once more adds nothing', () => {
    const note = byHand(text, { kind: 'setCell', block: 'mapping', row: { index: 0, key: ['crm.Customer', 'Email', 'customer', 'email'] }, column: 'targetField', value: 'note' });
    expect(parsePlan(note).plan!.state.rejectedMatches).toMatchObject([{ source: 'crm.Customer.Email', target: 'customer.email' }]);
    expect(byHand(note, { kind: 'setCell', block: 'mapping', row: { index: at }, column: 'targetField', value: '?' }).match(/target: customer\./g)).toHaveLength(1);
  });

  test('who chooses it after all takes the rejection back', () => {
    const back = byHand(byHand(text, clear), { kind: 'setCells', block: 'mapping', cells: [{ row: { index: at }, column: 'targetTable', value: 'customer' }, { row: { index: at }, column: 'targetField', value: 'email' }] });
    expect(parsePlan(back).plan!.state.rejectedMatches).toEqual([]);
    expect(email(back)).toBe('customer.email');
  });

  test('what was never proposed, other columns and other tables reject nothing', () => {
    const note = edited(text, { kind: 'setCell', block: 'mapping', row: { index: at }, column: 'targetField', value: 'note' });
    for (const [from, edit] of [
      [note, { kind: 'setCell', block: 'mapping', row: { index: at }, column: 'targetField', value: '?' }],
      [text, { kind: 'setCell', block: 'mapping', row: { index: at }, column: 'transform', value: 'lower(value)' }],
      [text, { kind: 'setCell', block: 'mapping', row: { index: at }, column: 'targetField', value: 'EMAIL' }],
      [text, { kind: 'setCell', block: 'inventory', row: { index: 0 }, column: 'priority', value: 'Low' }],
      [text, { kind: 'setCell', block: 'mapping', row: { index: 999 }, column: 'targetField', value: '?' }],
    ] as const) {
      const { plan } = parsePlan(from);
      expect(withRejections(plan!, set, matchNow(plan!, set), edit, who)).toBe(edit);
    }
  });
});

test('an edit that rejects and one that takes back; a rejection of fields that are gone says nothing', () => {
  const table = crm.tables[0]!;
  const customer = target.tables[1]!;
  const pair = [{ table, column: table.columns[3]! }, { table: customer, column: customer.columns[5]! }] as const;
  const rejected = edited(text, rejectionEdit(set, ...pair, { ...who, reason: 'nobody faxes' }), { kind: 'addItem', list: 'rejectedMatches', item: { source: 'Gone.x', target: 'customer.email' } });
  const { plan } = parsePlan(rejected);
  expect(plan!.state.rejectedMatches).toEqual([
    { source: 'crm.Customer.Fax', target: 'customer.note', by: 'Ana Lind', at: '2026-03-04', reason: 'nobody faxes' },
    { source: 'Gone.x', target: 'customer.email', by: '', at: '', reason: '' },
  ]);
  const matching = matchNow(plan!, set);
  expect(matching.isRejected(pair[0].column, pair[1].column)).toBe(true);
  expect(matching.ofSource(table.columns[2]!)?.column.name).toBe('email');
  expect(takeBackEdits(plan!, set, pair[0].column, pair[1].column)).toEqual([{ kind: 'removeItem', list: 'rejectedMatches', item: { index: 0, key: 'crm.Customer.Fax' } }]);
});

test('what the matching says of a row', () => {
  const states = (from: string): string[] => {
    const plan = parsePlan(from).plan!;
    const matching = matchNow(plan, set);
    return resolvedRows(set, rowsOf(plan, 'mapping')).map((row) => {
      const match = rowMatch(matching, row);
      return match ? `${match.state} ${match.pair?.tier ?? '-'}` : '-';
    });
  };
  expect(states(text)[at]).toBe('proposed sure');
  expect(states(edited(text, clear))[at]).toBe('offered sure');
  expect(states(edited(text, { kind: 'setCell', block: 'mapping', row: { index: at }, column: 'targetField', value: 'note' }))[at]).toBe('chosen -');
  expect(states(edited(byHand(text, clear), { kind: 'setCells', block: 'mapping', cells: [{ row: { index: at }, column: 'targetTable', value: 'customer' }, { row: { index: at }, column: 'targetField', value: 'email' }] }))[at]).toBe('rejected sure');
});
