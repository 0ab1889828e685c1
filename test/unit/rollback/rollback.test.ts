import { expect, test } from 'vitest';
import { proposeRollback } from '../../../src/core/rollback/proposeRollback.ts';
import { applied, fakePlan, lines } from '../proposals/fakePlan.ts';
import { SYSTEM } from '../proposals/chinookPlan.ts';

const plan = fakePlan(
  { migrationStrategy: { approach: 'big-bang', rationale: '', downtimeWindow: '8 h' }, sourceSystems: [{ ...SYSTEM, name: 'crm' }] },
  {
    phases: [{ phase: 'Reference data: codes' }, { phase: 'Master data' }],
    ruleDetails: [{ check: 'a', gate: 'pre', phase: 'Master data', blocks: '' }, { check: 'b', gate: 'post', phase: 'Master data', blocks: '' }, { check: 'c', gate: 'post', phase: 'Master data', blocks: '' }],
  },
);
const after = applied(plan, proposeRollback(plan, []));

test('a criterion a phase over its rules; who decides is open', () => {
  expect(lines(after, 'rollbackCriteria')).toEqual([
    'Reference data: reconciliation fails after the load | any row count or sum outside its tolerance, and not mended in the time left | ?',
    'Master data: checks of the source fail before the load | any of its 1 pre rule outside its tolerance: the load does not start | ?',
    'Master data: reconciliation fails after the load | any of its 2 post rules outside its tolerance, and not mended in the time left | ?',
    'Time runs out | the rest of the load, its checks and the way back no longer fit into the time left in the downtime window (8 h) | ?',
    'A critical defect shows after the switch | ? | ?',
  ]);
});
test('steps in reverse order of the phases, owners and durations open', () => {
  const steps = lines(after, 'restoreSteps');
  expect(steps.every((step) => step.endsWith(' | ? | ?'))).toBe(true);
  expect([...new Set(steps.map((step) => step.split(' | ')[0]))]).toEqual(['All phases', 'Master data', 'Reference data']);
});
test('the point of no return is asked for, not decided', () => {
  expect(lines(after, 'pointOfNoReturn').join(' ')).toContain('Decided by: ?. At the latest: ?.');
});
test('again: nothing is missing', () => { expect(proposeRollback(after, [])).toBeUndefined(); });
