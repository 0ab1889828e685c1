import { describe, expect, it } from 'vitest';
import { evaluatePanel, mappingGap, sectionOf } from '../../../src/core/workflow/conditions.ts';
import { stepSchema } from '../../../src/core/workflow/stepFile.ts';
import { discovery, generate, generated, inventoryRow, mappingRow, plan, withRows, withState } from './memoryPlan.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import type { Blocker } from '../../../src/core/workflow/conditions.ts';
import type { Step } from '../../../src/core/workflow/stepFile.ts';

function check(one: Plan, condition: Record<string, unknown>): Blocker[] {
  const step: Step = { ...stepSchema.parse({ id: 'step-01-test', title: 'T', goal: '', output: '', panels: [{ id: 'p', title: 'P', kind: 'form', complete: [condition] }] }), guidance: {} };
  const panel = step.panels[0];
  if (panel === undefined) throw new Error('no panel');
  return evaluatePanel({ plan: one, problems: [], steps: [discovery, generate, step] }, panel);
}

function codes(one: Plan, condition: Record<string, unknown>): string[] {
  return check(one, condition).map((blocker) => blocker.code);
}

describe('conditions', () => {
  it('filled: neither nothing nor ?', () => {
    const named = (name: string): Plan => withState(plan(), { targetSystem: { name } });
    expect(codes(named('erp'), { filled: 'targetSystem.name' })).toEqual([]);
    expect(codes(named('0'), { filled: 'targetSystem.name' })).toEqual([]);
    for (const name of ['', ' ', '?', ' ? ']) expect(check(named(name), { filled: 'targetSystem.name' }), `"${name}"`).toEqual([
      { code: 'workflow.notFilled', args: { field: 'targetSystem.name' }, place: { kind: 'field', path: 'targetSystem.name' }, waivable: true, panel: 'p' },
    ]);
  });

  it('some and each: every item that lacks the field is named', () => {
    const two = withState(plan(), { exclusions: [{ what: 'Log', reason: '?' }, { what: 'Old', reason: 'empty' }, { what: 'Tmp' }] });
    expect(codes(two, { some: 'exclusions' })).toEqual([]);
    expect(codes(two, { some: 'businessRules' })).toEqual(['workflow.noItems']);
    expect(check(two, { each: 'exclusions.reason', firm: true }).map(({ args, place, waivable }) => [args, place, waivable])).toEqual([
      [{ item: 'Log', field: 'reason' }, { kind: 'item', list: 'exclusions', index: 0, field: 'reason' }, false],
      [{ item: 'Tmp', field: 'reason' }, { kind: 'item', list: 'exclusions', index: 2, field: 'reason' }, false],
    ]);
    expect(codes(plan(), { each: 'exclusions.reason' })).toEqual([]);
  });

  it('rows: a block that is missing has none', () => {
    expect(check(plan(), { rows: 'loadOrder' }).map(({ code, args, place }) => [code, args, place])).toEqual([['workflow.noRows', { block: 'Load Order' }, { kind: 'block', block: 'loadOrder' }]]);
    expect(codes(generated(), { rows: 'loadOrder' })).toEqual([]);
  });

  it('volumesProven: unknown, estimated and stated volumes are open, those left behind are not asked for', () => {
    const rows = [inventoryRow('Customer', '59'), inventoryRow('A', '?'), inventoryRow('B', '~60'), inventoryRow('C', '7'), inventoryRow('D', 'a few'), inventoryRow('E', '?')];
    const one = withState(withRows(generated(), 'inventory', rows), {
      exclusions: [{ what: 'crm.E', reason: 'empty' }],
      evidence: [...generated().state.evidence, { row: 'crm.B', kind: 'estimated', count: '60' }],
    });
    expect(check(one, { volumesProven: true }).map(({ code, args }) => [code, args['row']])).toEqual([
      ['workflow.volumeUnknown', 'crm.A'], ['workflow.volumeEstimated', 'crm.B'], ['workflow.volumeStated', 'crm.C'], ['workflow.volumeUnknown', 'crm.D'],
    ]);
  });

  it('volumesProven: an inventory that is gone proves nothing', () => {
    expect(codes(plan(), { volumesProven: true })).toEqual(['workflow.noRows']);
  });

  it('volumesProven: measured evidence for another number proves nothing', () => {
    expect(codes(withRows(generated(), 'inventory', [inventoryRow('Customer', '60')]), { volumesProven: true })).toEqual(['workflow.volumeStated']);
  });

  it.each([
    [['Customer', 'Id', 'customer', 'id', 'direct'], undefined],
    [['Customer', 'Id', '?', '?', '?'], 'workflow.fieldUnmapped'],
    [['Customer', 'Id', 'customer', '', 'direct'], 'workflow.fieldUnmapped'],
    [['Customer', 'Id', '?', 'id', 'direct'], 'workflow.fieldUnmapped'],
    [['Customer', 'Id', 'customer', 'id', '?'], 'workflow.transformOpen'],
    [['Customer', 'Fax', '—', '—', 'leave behind: unused'], undefined],
    [['Customer', 'Fax', '—', '—', 'Leave Behind:  unused'], undefined],
    [['Customer', 'Fax', '—', '—', 'leave behind: ?'], 'workflow.leftBehindWithoutReason'],
    [['Customer', 'Fax', '—', '—', 'leave behind:'], 'workflow.leftBehindWithoutReason'],
    [['Customer', 'Fax', '—', '—', 'direct'], 'workflow.leftBehindWithoutReason'],
    [['?', '?', 'customer', 'tenant', '?'], 'workflow.targetWithoutSource'],
    [['—', '—', 'customer', 'tenant', 'constant 1'], undefined],
    [['—', '—', 'customer', 'tenant', '?'], 'workflow.transformOpen'],
  ] as const)('mappingClosed: %j', ([sourceTable, sourceField, targetTable, targetField, transform], code) => {
    expect(mappingGap(mappingRow(sourceTable, sourceField, targetTable, targetField, transform).cells)?.code).toBe(code);
  });

  it('signedOff: of another panel', () => {
    expect(check(generated(), { signedOff: 'mapping' }).map(({ code, args, place }) => [code, args, place])).toEqual([
      ['workflow.notSignedOff', { panel: 'Mapping' }, { kind: 'section', section: 'mapping' }],
    ]);
  });

  it('stepDone: claimed is not proven', () => {
    expect(codes(generated(), { stepDone: 'step-01-discovery' })).toEqual(['workflow.stepNotDone']);
    expect(codes(withState(generated(), { stepsCompleted: ['step-01-discovery'] }), { stepDone: 'step-01-discovery' })).toEqual(['workflow.stepNotProven']);
  });

  it('stepDone: steps that wait for each other end', () => {
    const waiting = (id: string, other: string): Step => ({ ...stepSchema.parse({ id, title: id, goal: '', output: '', panels: [{ id: id.slice(8), title: 'P', kind: 'form', complete: [{ stepDone: other }] }] }), guidance: {} });
    const steps = [waiting('step-01-a', 'step-02-b'), waiting('step-02-b', 'step-01-a')];
    const panel = steps[0]?.panels[0];
    if (panel === undefined) throw new Error('no panel');
    expect(evaluatePanel({ plan: withState(plan(), { stepsCompleted: ['step-01-a', 'step-02-b'] }), problems: [], steps }, panel).map((blocker) => blocker.code)).toEqual(['workflow.stepNotProven']);
  });

  it('know the section of every kind of place', () => {
    expect(sectionOf({ kind: 'cell', block: 'ruleDetails', row: 0, column: 'gate' })).toBe('validation');
    expect(sectionOf({ kind: 'block', block: 'loadOrder' })).toBe('sequence');
    expect(sectionOf({ kind: 'item', list: 'evidence', index: 0 })).toBe('inventory');
    expect(sectionOf({ kind: 'field', path: 'project' })).toBeUndefined();
  });
});
