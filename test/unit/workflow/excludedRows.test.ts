import { describe, expect, it } from 'vitest';
import { tableView } from '../../../src/core/workflow/tableView.ts';
import { inventoryRow, plan, withState, words } from './memoryPlan.ts';

const muted = (exclusions: readonly { readonly what: string; readonly reason?: string }[]): unknown[] => {
  const one = withState(plan({}, { inventory: [inventoryRow('Customer', '59'), inventoryRow('Log', '9')] }), { exclusions: [...exclusions] });
  return tableView(one, 'inventory', [], words).rows.map((row) => row.muted);
};

describe('an inventory row whose object stays behind', () => {
  it('says why, also where it is excluded by its full name', () => {
    expect(muted([])).toEqual([undefined, undefined]);
    expect(muted([{ what: 'log', reason: ' kept in the archive ' }])).toEqual([undefined, 'Excluded: kept in the archive']);
    expect(muted([{ what: 'crm.Log', reason: '?' }])).toEqual([undefined, 'Excluded; not counted']);
    expect(muted([{ what: 'Log' }])).toEqual([undefined, 'Excluded; not counted']);
  });

  it('is another row view once the reason changes, and the same one while nothing does', () => {
    const one = withState(plan({}, { inventory: [inventoryRow('Log', '9')] }), { exclusions: [{ what: 'Log', reason: 'empty' }] });
    const first = tableView(one, 'inventory', [], words).rows[0];
    expect(tableView(one, 'inventory', [], words).rows[0]).toBe(first);
    const other = tableView(withState(one, { exclusions: [{ what: 'Log', reason: 'old' }] }), 'inventory', [], words).rows[0];
    expect([other === first, other?.muted]).toEqual([false, 'Excluded: old']);
  });
});
