import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../../src/core/document/newPlan.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import type { PlanEdit, SimpleEdit } from '../../../src/core/plan/planEdit.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';

const edited = (text: string, edit: PlanEdit): string => applyTextEdits(text, computeTextEdits(parsePlan(text), edit));
const oneByOne = (text: string, edits: readonly SimpleEdit[]): string => edits.reduce(edited, text);
const add = (what: string, reason: string): SimpleEdit => ({ kind: 'addItem', list: 'exclusions', item: { what, reason } });

describe('many items of a list in one batch', () => {
  it('gives the same text as one after the other', () => {
    const items = fc.array(fc.tuple(fc.constantFrom('A', 'crm.B', 'C: d', '- e', '客户'), fc.constantFrom('why', 'a "b"', '', 'x # y')), { maxLength: 6 });
    const start = fc.constantFrom(newPlanText('Shop'), newPlanText('Shop', '\r\n'), newPlanText('Shop').replace('stepsCompleted: []', 'stepsCompleted: []\nexclusions:\n  # kept for the auditors\n  - what: Log\n    reason: old   # since 2019\n  - what: Tmp'), newPlanText('Shop').replace('stepsCompleted: []', 'stepsCompleted: []\nexclusions: [{ what: Log }, { what: Tmp, reason: x }]'));
    fc.assert(fc.property(start, items, fc.infiniteStream(fc.boolean()), (text, added, chosen) => {
      const adds = added.map(([what, reason]) => add(what, reason));
      const full = adds.length === 0 ? text : edited(text, { kind: 'batch', edits: adds });
      expect(full).toBe(oneByOne(text, adds));
      const list = parsePlan(full).plan!.state.exclusions;
      const removes = list.flatMap(({ what }, index): SimpleEdit[] => (chosen.next().value === true ? [{ kind: 'removeItem', list: 'exclusions', item: { index, key: what } }] : [])).reverse();
      if (removes.length > 0) expect(edited(full, { kind: 'batch', edits: removes })).toBe(oneByOne(full, removes));
    }), { numRuns: 30 });
  });

  it('does nothing where one of them does not fit', () => {
    const text = edited(newPlanText('Shop'), add('Log', 'old'));
    expect(() => edited(text, { kind: 'batch', edits: [add('A', 'x'), { kind: 'addItem', list: 'exclusions', item: { what: '' } }] })).toThrow();
    expect(() => edited(text, { kind: 'batch', edits: [{ kind: 'removeItem', list: 'exclusions', item: { index: 1, key: 'B' } }, { kind: 'removeItem', list: 'exclusions', item: { index: 0, key: 'Log' } }] })).toThrow();
  });
});
