import { describe, expect, test } from 'vitest';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { matchNow } from '../../../src/core/mapping/matching.ts';
import type { Matching } from '../../../src/core/mapping/matching.ts';
import { acceptAbove, acceptEdit, chooseEdit, mappingCoverage, rejectEdit, rejectedPairs, reviewQueue } from '../../../src/core/mapping/reviewQueue.ts';
import type { ReviewItem } from '../../../src/core/mapping/reviewQueue.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import { catalogueSet } from '../../../src/core/proposals/catalogueSet.ts';
import { crm, edited, erp, planText, target } from '../language/planText.ts';

const set = catalogueSet([crm, erp, target]);
const text = planText([crm, erp, target]);
const who = { by: 'Ana Lind', at: '2026-03-04' };
const open = (from: string): { plan: Plan; matching: Matching; queue: readonly ReviewItem[] } => {
  const plan = parsePlan(from).plan!;
  const matching = matchNow(plan, set);
  return { plan, matching, queue: reviewQueue(plan, matching) };
};
const shown = (queue: readonly ReviewItem[]): string[] => queue.map(({ source, column, target: has, match }) =>
  `${source.catalogue.system} ${source.table.name}.${column.name} ${has ? 'has' : 'open'} ${match.pair ? `${match.pair.table.name}.${match.pair.column.name} ${match.pair.tier}` : '-'}`);
/** The rows of all mapped fields cleared, as before a proposal. */
const cleared = edited(text, { kind: 'setCells', block: 'mapping', cells: [0, 1, 2].flatMap((row) => ['targetTable', 'targetField', 'transform'].map((column) => ({ row: { index: row }, column, value: '?' }))) });

describe('the queue', () => {
  test('from the least sure: on offer, written but not sure, nothing that fits', () => {
    expect(shown(open(text).queue)).toEqual([
      'erp Customer.Name open country.name unsure',
      'erp Customer.CustNo has customer.customer_id likely',
      // A text that has to be read as an amount.
      'crm Invoice.Total has invoice.total likely',
      'crm Customer.Fax open -', 'erp Order Line.LineNo open -', 'erp Order Line.Qty open -',
    ]);
    expect(shown(open(cleared).queue).slice(0, 4)).toEqual([
      'erp Customer.Name open country.name unsure', 'crm Customer.CustomerId open customer.customer_id sure', 'crm Customer.LastName open customer.last_name sure', 'crm Customer.Email open customer.email sure',
    ]);
  });

  test('accepted: the row has its target and transform; what is written already is not written again', () => {
    const { plan, matching, queue } = open(text);
    const after = edited(text, acceptEdit(plan, matching, queue[0]!));
    expect(after).toMatch(/\| erp\.Customer \| Name +\| country +\| name +\| `direct`/);
    expect(acceptEdit(plan, matching, queue[1]!)).toBeUndefined();
    expect(shown(open(after).queue)).not.toContain('erp Customer.Name open country.name unsure');
  });

  test('rejected: the row is open, the pair is not on offer again, and can be taken back', () => {
    const { matching, queue } = open(text);
    const after = edited(text, rejectEdit(matching, queue[1]!, who), rejectEdit(matching, queue[0]!, who));
    expect(shown(open(after).queue).filter((line) => line.startsWith('erp Customer'))).toEqual(['erp Customer.CustNo open -', 'erp Customer.Name open -'].sort());
    const pairs = rejectedPairs(open(after).plan);
    expect(pairs.map(({ source, target: to, by }) => `${source} ${to} ${by}`)).toEqual(['erp.Customer.CustNo customer.customer_id Ana Lind', 'erp.Customer.Name country.name Ana Lind']);
    const back = edited(after, pairs[0]!.takeBack);
    expect(shown(open(back).queue)).toContain('erp Customer.CustNo open customer.customer_id likely');
    expect(rejectEdit(matching, queue[3]!, who)).toBeUndefined();
  });

  test('another target: written, and the proposed one is rejected; a row that waited for it goes', () => {
    const { plan, matching, queue } = open(text);
    const customer = target.tables[1]!;
    const loyalty = customer.columns[4]!;
    expect(text).toMatch(/\| \? +\| \? +\| customer +\| loyalty +\| \?/);
    const after = edited(text, chooseEdit(plan, matching, queue[0]!, { table: customer, column: loyalty }, who));
    expect(after).toMatch(/\| erp\.Customer \| Name +\| customer +\| loyalty +\| `cast to int`/);
    expect(after).not.toMatch(/\| \? +\| \? +\| customer +\| loyalty/);
    expect(open(after).plan.state.rejectedMatches).toMatchObject([{ source: 'erp.Customer.Name', target: 'country.name' }]);
  });

  test('all above a bar, the best first, each target once a system', () => {
    const { plan, matching } = open(cleared);
    expect(shown(open(edited(cleared, acceptAbove(plan, matching, 0.9))).queue)).toEqual(shown(open(text).queue));
    const { plan: done, matching: same } = open(text);
    expect(acceptAbove(done, same, 0.95)).toBeUndefined();
  });
});

test('coverage by table, on both sides', () => {
  const { plan, matching } = open(edited(text, { kind: 'setCells', block: 'mapping', cells: [{ row: { index: 3 }, column: 'transform', value: 'leave behind: nobody faxes' }] }));
  const { sources, targets } = mappingCoverage(plan, matching);
  expect(sources.map(({ table: { table }, fields, mapped, leftBehind, open: left }) => `${table.name} ${mapped}/${fields}, ${leftBehind} left, ${left} open`)).toEqual([
    'Customer 4/5, 1 left, 0 open', 'Country 2/2, 0 left, 0 open', 'Invoice 4/4, 0 left, 0 open', 'Customer 1/2, 0 left, 1 open', 'Order Line 0/2, 0 left, 2 open',
  ]);
  expect(targets.map(({ table, filled, fields, requiredOpen }) => `${table.name} ${filled}/${fields}, ${requiredOpen} required`)).toEqual(['country 2/2, 0 required', 'customer 4/6, 1 required', 'invoice 4/4, 0 required']);
});
