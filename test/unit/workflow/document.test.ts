import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../../src/core/document/newPlan.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { computeProgress, continueFrom } from '../../../src/core/workflow/navigation.ts';
import { discovery, generate, generated } from './memoryPlan.ts';
import type { PlanEdit, SimpleEdit } from '../../../src/core/plan/planEdit.ts';
import type { BlockId } from '../../../src/core/plan/sections.ts';
import type { Progress } from '../../../src/core/workflow/navigation.ts';

const STEPS = [discovery, generate];

function edited(text: string, edit: PlanEdit): string {
  return applyTextEdits(text, computeTextEdits(parsePlan(text), edit));
}

function progressOf(text: string): Progress {
  const parsed = parsePlan(text);
  if (parsed.plan === undefined) throw new Error(parsed.problems.map((problem) => problem.code).join());
  return computeProgress(parsed.plan, parsed.problems, STEPS);
}

/** Presses Continue until nothing goes on. */
function walk(start: string): { text: string; stoppedAt: string; blockers: readonly string[] } {
  let text = start;
  for (;;) {
    const progress = progressOf(text);
    if (progress.currentPanel === undefined) return { text, stoppedAt: '', blockers: [] };
    const result = continueFrom(progress, progress.currentPanel, { by: 'Ana', at: '2026-05-02' });
    if (result.kind === 'blocked') return { text, stoppedAt: progress.currentPanel, blockers: result.blockers.map((blocker) => blocker.code) };
    text = edited(text, result.edit);
  }
}

/** The edits that make a fresh document say what the plan in memory says. */
function filling(): SimpleEdit[] {
  const { state, rows } = generated();
  const edits: SimpleEdit[] = [
    ...state.sourceSystems.map((item): SimpleEdit => ({ kind: 'addItem', list: 'sourceSystems', item })),
    { kind: 'setField', path: 'targetSystem.name', value: state.targetSystem.name },
    { kind: 'setField', path: 'targetSystem.schemaDefined', value: 'yes' },
    { kind: 'setField', path: 'migrationStrategy.approach', value: 'big-bang' },
    { kind: 'setField', path: 'migrationStrategy.downtimeWindow', value: '4 h' },
    { kind: 'setEvidence', entries: state.evidence },
  ];
  for (const [block, all] of Object.entries(rows)) {
    if (all.length > 0) edits.push({ kind: 'insertRows', block: block as BlockId, at: 0, rows: all.map((row) => ({ ...row.cells })) });
  }
  return edits;
}

function filled(eol: '\n' | '\r\n' = '\n'): string {
  return filling().reduce(edited, newPlanText('Shop', eol));
}

describe('the workflow on a real document', () => {
  it('stops at the first panel of a new plan', () => {
    expect(walk(newPlanText('Shop'))).toMatchObject({ stoppedAt: 'sources', blockers: ['workflow.noItems'] });
  });

  it.each(['\n', '\r\n'] as const)('ends in a complete plan (%j)', (eol) => {
    const { text, stoppedAt, blockers } = walk(filled(eol));
    expect([stoppedAt, blockers]).toEqual(['', []]);
    const state = parsePlan(text).plan?.state;
    expect([state?.stepsCompleted, state?.status]).toEqual([['step-01-discovery', 'step-02-generate'], 'complete']);
    expect(state?.signOffs.length).toBe(discovery.panels.length + generate.panels.length);
  });

  it('keeps every sign-off when a formatter has been over it', async () => {
    const { text } = walk(filled());
    const formatted = await format(text, { parser: 'markdown', proseWrap: 'always', printWidth: 60 });
    expect(formatted).not.toBe(text);
    const progress = progressOf(formatted);
    expect(progress.steps.flatMap((step) => step.panels).filter((panel) => panel.signOff.state !== 'valid').map((panel) => panel.panel.id)).toEqual([]);
    expect(progress.complete).toBe(true);
  });

  it('catches stepsCompleted written by hand, on its line', () => {
    const text = newPlanText('Shop').replace(/^stepsCompleted:.*$/m, 'stepsCompleted:\n  - step-01-discovery\n  - step-02-generate');
    const progress = progressOf(text);
    expect(progress.problems.map((problem) => problem.code)).toEqual(['workflow.claimedNotProven']);
    expect(progress.steps.map((step) => step.state)).toEqual(['unproven', 'locked']);
    const fix = progress.problems[0]?.fixes[0]?.edit;
    if (fix === undefined) throw new Error('no fix');
    expect(parsePlan(edited(text, fix)).plan?.state.stepsCompleted).toEqual(['step-02-generate']);
  });
});
