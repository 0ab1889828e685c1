import { describe, expect, test } from 'vitest';
import { isRoughlyStated, statedIn } from '../../../src/core/collection/statedVolume.ts';
import { proposeInventory } from '../../../src/core/inventory/proposeInventory.ts';
import { volumeOf } from '../../../src/core/plan/volumes.ts';
import { applied, catalogue, fakePlan, lines, table } from '../proposals/fakePlan.ts';

const at = { at: '2026-01-02T03:04:05.000Z' };

/** What a list says of one table. */
function listed(written: string, rowCount: string): ReturnType<typeof catalogue> {
  const made = catalogue('crm', 'source', 'Other', [table('Customer', ['id int!'])]);
  made.tables[0]!.statistics = { kind: 'stated', rowCount, query: statedIn(written, 'systems.xlsx, Tables, row 4') };
  return made;
}

describe('counts that a list states', () => {
  const first = applied(fakePlan(), proposeInventory(fakePlan(), [listed('about 2 million', '2000000')], at));

  test('are stated, rough ones shown as such, and prove nothing before a person confirms them', () => {
    expect(lines(first, 'inventory')).toEqual(['crm | Customer | ~2,000,000 | ? | Medium']);
    expect(first.state.evidence).toMatchObject([{ row: 'crm.Customer', kind: 'stated', count: '2000000', query: '"about 2 million" in systems.xlsx, Tables, row 4', confirmedBy: '' }]);
    expect(volumeOf(first, first.rows.inventory![0]!)).toMatchObject({ kind: 'stated', proven: false });
    expect(proposeInventory(first, [listed('about 2 million', '2000000')], at)).toBeUndefined();
  });

  test('a newer list brings them up to date, and a scan measures them', () => {
    const newer = applied(first, proposeInventory(first, [listed('2,100,000', '2100000')], at));
    expect(lines(newer, 'inventory')).toEqual(['crm | Customer | 2,100,000 | ? | Medium']);
    const measured = applied(newer, proposeInventory(newer, [catalogue('crm', 'source', 'SQLite', [table('Customer', ['id int!'], { rows: 59 })])], at));
    expect(lines(measured, 'inventory')[0]).toMatch(/^crm \| Customer \| 59 \|/);
    expect(measured.state.evidence).toMatchObject([{ kind: 'measured', count: '59' }]);
    // What was measured stands against a list.
    expect(proposeInventory(measured, [listed('2,100,000', '2100000')], at)).toBeUndefined();
  });

  test('rough is what is written so', () => {
    expect(['about 2 million', '~5', '1.2 Mio', '5,000', '9007199254740993', 'x'].map((written) => isRoughlyStated(statedIn(written, 'a.csv, row 2')))).toEqual([true, true, true, false, false, false]);
    expect([isRoughlyStated(undefined), isRoughlyStated('SELECT count(*) FROM t')]).toEqual([false, false]);
  });
});
