import { describe, expect, test } from 'vitest';
import { proposeCutover } from '../../../src/core/cutover/proposeCutover.ts';
import { scheduleSums } from '../../../src/core/cutover/scheduleSums.ts';
import { applied, fakePlan, lines } from '../proposals/fakePlan.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import type { PlanState } from '../../../src/core/plan/planState.ts';
import { SYSTEM } from '../proposals/chinookPlan.ts';

function withStrategy(approach: PlanState['migrationStrategy']['approach'], downtimeWindow = ''): Plan {
  return fakePlan({ migrationStrategy: { approach, rationale: '', downtimeWindow }, sourceSystems: [{ ...SYSTEM, name: 'crm' }, { ...SYSTEM, name: 'erp' }] }, { phases: [{ phase: 'Reference data: codes' }, { phase: 'Master data' }] });
}

function activities(plan: Plan): string[] {
  return lines(applied(plan, proposeCutover(plan, [])), 'cutover').map((line) => line.replace(' | ? | ? | ', ' < '));
}

describe('proposeCutover', () => {
  test('big bang', () => {
    expect(activities(withStrategy('big-bang', '8 h'))).toEqual([
      'Freeze writes on crm < —', 'Freeze writes on erp < —', 'Final backup of crm < Freeze writes on crm', 'Final backup of erp < Freeze writes on erp',
      'Backup of the new system before the load < —', 'Pre-load checks < Final backup of crm, Final backup of erp, Backup of the new system before the load',
      'Load Reference data < Pre-load checks', 'Load Master data < Load Reference data', 'Post-load reconciliation < Load Master data', 'Go/no-go decision < Post-load reconciliation',
      'Switch users to the new system < Go/no-go decision', 'Monitor the new system under real use < Switch users to the new system',
      'Release: crm and erp read-only and hand over to operations < Monitor the new system under real use',
    ]);
  });
  test('phased: each phase is decided by itself', () => {
    expect(activities(withStrategy('phased', '8 h'))).toContain('Freeze writes on crm: Master data < Go/no-go decision: Reference data');
  });
  test('no downtime means side by side, without a freeze', () => {
    expect(activities(withStrategy('big-bang', '0'))).toEqual(activities(withStrategy('parallel')));
    expect(activities(withStrategy('parallel')).filter((line) => /freeze/i.test(line))).toEqual([]);
    expect(activities(withStrategy('parallel'))).toContain('Parallel run with daily reconciliation < Replay captured changes into the new system');
  });
  test('every dependency is an activity, in every strategy', () => {
    for (const approach of ['big-bang', 'phased', 'parallel', ''] as const) {
      const plan = withStrategy(approach);
      const rows = applied(plan, proposeCutover(plan, [])).rows.cutover ?? [];
      expect(scheduleSums(rows, plan).problems, approach).toEqual([]);
      expect(scheduleSums(rows, plan)).toMatchObject({ knownMinutes: 0, open: rows.length, fits: 'unknown' });
    }
  });
});

describe('scheduleSums', () => {
  const rows = (...texts: string[]): { cells: Record<string, string> }[] => texts.map((text) => {
    const [activity = '', duration = '', dependencies = ''] = text.split(' / ');
    return { cells: { activity, owner: '?', duration, dependencies } };
  });
  const window = (downtimeWindow: string): Plan => withStrategy('big-bang', downtimeWindow);
  test('known and open, the longest way, only the downtime counts against the window', () => {
    const schedule = rows('Prepare / 10 h / —', 'Freeze writes / 15 min / Prepare', 'Backup / 1 h / Freeze writes', 'Load / 2 h / Freeze writes', 'Switch users / 30 min / Load, Backup', 'Monitor / 24 h / Switch users');
    expect(scheduleSums(schedule, window('3 h'))).toEqual({
      knownMinutes: 2265, open: 0, longestKnownMinutes: 2205, longestPath: [0, 1, 3, 4, 5], downtimeMinutes: 165, downtimeOpen: 0, windowMinutes: 180, fits: 'yes', problems: [],
    });
    expect(scheduleSums(schedule, window('2 h'))).toMatchObject({ fits: 'no', problems: [{ code: 'cutover.window', row: 4, args: { known: '165', window: '120', over: '45' } }] });
    expect(scheduleSums(schedule, window(''))).toMatchObject({ fits: 'unknown' });
  });
  test('an open duration leaves it unknown, unless what is known is too long already', () => {
    const schedule = rows('Freeze / ? / —', 'Load / 2 h / Freeze', 'Switch / 5 min / Load');
    expect(scheduleSums(schedule, window('3 h'))).toMatchObject({ fits: 'unknown', open: 1, downtimeOpen: 1, knownMinutes: 125 });
    expect(scheduleSums(schedule, window('1 h'))).toMatchObject({ fits: 'no' });
  });
  test('cycles, unknown names, itself', () => {
    const sums = scheduleSums(rows('A / 1 h / B', 'B / 1 h / A', 'C / 1 h / C, Z', 'D / 1 h / B'), window('9 h'));
    expect(sums.problems.map(({ code, row }) => `${code} ${row}`).sort()).toEqual(['cutover.cycle 0', 'cutover.cycle 1', 'cutover.selfDependency 2', 'cutover.unknownDependency 2']);
    expect(sums).toMatchObject({ knownMinutes: 240, fits: 'unknown' });
  });
});
