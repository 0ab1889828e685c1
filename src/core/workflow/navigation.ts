import { evaluatePanel, hasDeviation } from './conditions.ts';
import { signOffEdit, signOffState } from './signOffs.ts';
import { FIRST_STEP, StepFileError, parseStep } from './steps.ts';
import type { Blocker, Context } from './conditions.ts';
import type { SignOffState } from './signOffs.ts';
import type { Panel, Step } from './stepFile.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanEdit, SimpleEdit } from '../plan/planEdit.ts';
import type { Problem } from '../plan/problem.ts';

/** How far a panel is. Claimed: a person has confirmed it. Proven: its conditions hold, or are set aside with a reason. */
export interface PanelProgress {
  readonly panel: Panel;
  readonly step: string;
  readonly claimed: boolean;
  readonly proven: boolean;
  /** What was confirmed has changed since. Holds the panel up only where one of its conditions asks for a sign-off. */
  readonly stale: boolean;
  readonly signOff: SignOffState;
  readonly blockers: readonly Blocker[];
}

export type StepState = 'locked' | 'open' | 'unproven' | 'done';

export interface StepProgress {
  readonly id: string;
  readonly title: string;
  /** Stands in `stepsCompleted`. */
  readonly claimed: boolean;
  /** All its panels are proven. */
  readonly proven: boolean;
  /** `unproven`: claimed but not proven. `locked`: a step before it is not claimed and proven. */
  readonly state: StepState;
  /** Absent while locked: a later step's file is not looked at before it is reached. */
  readonly step?: Step;
  readonly panels: readonly PanelProgress[];
}

/** A problem of the workflow, placed in the plan and not yet in the text. */
export type WorkflowProblem = Omit<Problem, 'range'>;

export interface Progress {
  readonly context: Context;
  readonly steps: readonly StepProgress[];
  /** The step that is open now; absent where all are claimed and proven. */
  readonly currentStep?: string;
  /** The first panel of it that is not claimed or not proven, else its last. */
  readonly currentPanel?: string;
  /** All steps are claimed and proven, and none follows. */
  readonly complete: boolean;
  /** Where claims and proofs part. */
  readonly problems: readonly WorkflowProblem[];
}

/**
 * How far the plan is, from the plan, the document's problems and the steps read so far (in order). Steps beyond the
 * first that is not done stay locked, whatever the plan claims.
 */
export function computeProgress(plan: Plan, problems: Context['problems'], steps: readonly Step[]): Progress {
  const chain = inOrder(steps);
  const context: Context = { plan, problems, steps: chain };
  const panels = chain.flatMap((step) => step.panels);
  const summaries: StepProgress[] = [];
  let reachable = true;
  for (const step of chain) {
    const summary: StepProgress = reachable ? stepProgress(context, step, panels) : lockedStep(plan, step.id, step.title);
    summaries.push(summary);
    reachable &&= summary.state === 'done';
  }
  const unread = chain.at(-1)?.next;
  if (unread !== undefined) summaries.push(lockedStep(plan, unread, titleFromId(unread)));

  const current = summaries.find((summary) => summary.state !== 'done');
  const openPanels = current?.panels ?? [];
  const panel = openPanels.find((candidate) => !candidate.claimed || !candidate.proven) ?? openPanels.at(-1);
  return {
    context,
    steps: summaries,
    ...(current === undefined ? {} : { currentStep: current.id }),
    ...(panel === undefined ? {} : { currentPanel: panel.panel.id }),
    complete: summaries.length > 0 && current === undefined,
    problems: claimProblems(plan, summaries, unread === undefined),
  };
}

/** The steps as they follow each other from the first; what is not on that way is left out. */
function inOrder(steps: readonly Step[]): readonly Step[] {
  const chain: Step[] = [];
  let id: string | undefined = FIRST_STEP;
  while (id !== undefined) {
    const step: Step | undefined = steps.find((candidate) => candidate.id === id);
    if (step === undefined || chain.includes(step)) break;
    chain.push(step);
    id = step.next;
  }
  return chain;
}

function stepProgress(context: Context, step: Step, allPanels: readonly Panel[]): StepProgress {
  const panels = step.panels.map((panel): PanelProgress => {
    const signOff = signOffState(context.plan, panel, allPanels);
    const blockers = evaluatePanel(context, panel);
    return { panel, step: step.id, claimed: signOff.state !== 'none', proven: blockers.length === 0, stale: signOff.state === 'stale', signOff, blockers };
  });
  const claimed = context.plan.state.stepsCompleted.includes(step.id);
  const proven = panels.every((panel) => panel.proven);
  const state = claimed ? (proven ? 'done' : 'unproven') : 'open';
  return { id: step.id, title: step.title, claimed, proven, state, step, panels };
}

function lockedStep(plan: Plan, id: string, title: string): StepProgress {
  return { id, title, claimed: plan.state.stepsCompleted.includes(id), proven: false, state: 'locked', panels: [] };
}

/** `step-02-generate` → `Generate`: the title of a step whose file has not been read. */
function titleFromId(id: string): string {
  const words = id.replace(/^step-\d\d-/, '').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function claimProblems(plan: Plan, steps: readonly StepProgress[], allRead: boolean): readonly WorkflowProblem[] {
  const problems: WorkflowProblem[] = [];
  const claims = plan.state.stepsCompleted;
  claims.forEach((id, index) => {
    if (claims.indexOf(id) !== index) return;
    const at = steps.findIndex((step) => step.id === id);
    const step = steps[at];
    if (step === undefined) {
      problems.push(claimProblem(allRead ? 'workflow.unknownStep' : 'workflow.claimedOutOfOrder', id, { step: id, before: firstNotDone(steps) }, index));
    } else if (step.state === 'unproven') {
      const open = step.panels.filter((panel) => !panel.proven).map((panel) => panel.panel.title);
      problems.push(claimProblem('workflow.claimedNotProven', id, { step: step.title, panels: open.join(', ') }, index));
    } else if (step.state === 'locked') {
      const missing = steps.slice(0, at).find((before) => !before.claimed);
      if (missing !== undefined) problems.push(claimProblem('workflow.claimedOutOfOrder', id, { step: step.title, before: missing.title }, index));
    }
  });
  if (plan.state.status === 'complete' && steps.some((step) => step.state !== 'done')) {
    problems.push({
      code: 'workflow.completeNotProven', args: { step: firstNotDone(steps) }, severity: 'error', place: { kind: 'field', path: 'status' },
      fixes: [{ code: 'workflow.fix.backToDraft', args: {}, edit: { kind: 'setField', path: 'status', value: 'draft' } }],
    });
  }
  return problems;
}

function firstNotDone(steps: readonly StepProgress[]): string {
  return steps.find((step) => step.state !== 'done')?.title ?? '';
}

function claimProblem(code: string, id: string, args: Readonly<Record<string, string>>, index: number): WorkflowProblem {
  return {
    code, args, severity: 'error', place: { kind: 'field', path: `stepsCompleted.${index}` },
    fixes: [{ code: 'workflow.fix.reopenStep', args: { step: args['step'] ?? id }, edit: { kind: 'reopenStep', step: id } }],
  };
}

/** The problems of the workflow with their places in the text. */
export function workflowProblems(progress: Progress, parsed: Pick<ParsedPlan, 'fieldRange'>): readonly Problem[] {
  return progress.problems.map((problem) => ({
    ...problem,
    range: parsed.fieldRange(problem.place.kind === 'field' ? problem.place.path : 'stepsCompleted'),
  }));
}

/** Id of the step file that may be read next: only when every step before it is claimed and proven. */
export function nextFileToRead(progress: Progress): string | undefined {
  if (progress.steps.length === 0) return FIRST_STEP;
  const next = progress.steps.find((step) => step.state !== 'done');
  const before = progress.context.steps;
  return next !== undefined && next.state === 'locked' && !before.some((step) => step.id === next.id) ? next.id : undefined;
}

/**
 * Reads the step files just in time, each whole, and none before all that come before it are claimed and proven.
 * `read` gives the text of a step file by step id; `parse` reads it, which whoever asks often may remember.
 * @throws StepFileError
 */
export async function loadWorkflow(read: (stepId: string) => Promise<string>, plan: Plan, problems: Context['problems'], parse: typeof parseStep = parseStep): Promise<Progress> {
  let steps: readonly Step[] = [];
  for (;;) {
    const progress = computeProgress(plan, problems, steps);
    const id = nextFileToRead(progress);
    if (id === undefined) return progress;
    const step = parse(await read(id), `steps/${id}.md`);
    if (step.id !== id) throw new StepFileError(`steps/${id}.md`, 'id', `must be "${id}"`);
    if (step.next !== undefined && [...steps, step].some((known) => known.id === step.next)) {
      throw new StepFileError(`steps/${id}.md`, 'next', 'leads back to an earlier step');
    }
    const earlier = new Set(steps.flatMap((known) => known.panels.map((panel) => panel.id)));
    const twice = step.panels.findIndex((panel) => earlier.has(panel.id));
    if (twice !== -1) throw new StepFileError(`steps/${id}.md`, `panels.${twice}.id`, 'is a panel of an earlier step');
    steps = [...steps, step];
  }
}

/** Who confirms, when (ISO date), and the reason for which open conditions are set aside, if any. */
export interface Confirmation {
  readonly by: string;
  readonly at: string;
  readonly reason?: string;
}

export type Continuation =
  | { readonly kind: 'blocked'; readonly blockers: readonly Blocker[] }
  /** `next`: the panel to show, or the step that opens, or `complete` (which no panel may be called) where nothing is left. */
  | { readonly kind: 'edit'; readonly edit: PlanEdit; readonly next: string | { readonly step: string } };

/**
 * [C]: confirms a panel and goes on. Every confirmation is a sign-off; the last panel's also completes the step, for
 * which all panels before it must be confirmed and proven; at the last step it completes the plan. A `reason` records a
 * deviation for each panel whose open conditions may be set aside. Panels of a locked step can't be confirmed; those
 * of a finished one can, which renews the sign-off and leads back to where the work is.
 */
export function continueFrom(progress: Progress, panelId: string, confirmation: Confirmation): Continuation {
  const step = progress.steps.find((candidate) => candidate.panels.some((panel) => panel.panel.id === panelId));
  const index = step?.panels.findIndex((panel) => panel.panel.id === panelId) ?? -1;
  const shown = step?.panels[index];
  if (step === undefined || shown === undefined) return refuse(panelId, 'workflow.panelNotOpen', { panel: panelId });
  if (confirmation.by.trim() === '') return refuse(panelId, 'workflow.noPerson', { panel: shown.panel.title });

  const completes = completesStep(step, index);
  const blockers = openFor(progress, step, index);
  const reason = confirmation.reason?.trim() ?? '';
  const standing = reason === '' ? blockers : blockers.filter((blocker) => !blocker.waivable);
  if (standing.length > 0) return { kind: 'blocked', blockers };

  const { context } = progress;
  const panels = context.steps.flatMap((known) => known.panels);
  const edits: SimpleEdit[] = [...new Set(blockers.map((blocker) => blocker.panel))].map((panel) => ({
    kind: 'addItem', list: 'deviations', item: { panel, reason, by: confirmation.by, at: confirmation.at },
  }));
  edits.push(signOffEdit(context.plan, shown.panel, panels, confirmation.by, confirmation.at));
  if (completes && !step.claimed) edits.push({ kind: 'completeStep', step: step.id });

  const waived = new Set(blockers.map((blocker) => blocker.panel));
  const holds = (panel: Panel): boolean => waived.has(panel.id) || evaluatePanel(context, panel, panelId).length === 0;
  const stepDone = (completes || step.claimed) && step.panels.every((panel) => holds(panel.panel));
  const following = progress.steps[progress.steps.indexOf(step) + 1];
  const plansEnd = stepDone && following === undefined;
  if (plansEnd && context.plan.state.status !== 'complete') edits.push({ kind: 'setField', path: 'status', value: 'complete' });
  return { kind: 'edit', edit: asOne(edits), next: nextPlace(progress, step, index, stepDone) };
}

/** What keeps [C] from going on from a panel; its own sign-off is not among it. None for a panel that can't be confirmed now. */
export function blockersOf(progress: Progress, panelId: string): readonly Blocker[] {
  const step = progress.steps.find((candidate) => candidate.panels.some((panel) => panel.panel.id === panelId));
  return step === undefined ? [] : openFor(progress, step, step.panels.findIndex((panel) => panel.panel.id === panelId));
}

/** True where confirming the panel also completes its step. */
function completesStep(step: StepProgress, index: number): boolean {
  return index === step.panels.length - 1 && step.state !== 'done';
}

function openFor(progress: Progress, step: StepProgress, index: number): Blocker[] {
  const shown = step.panels[index];
  if (shown === undefined) return [];
  const before = completesStep(step, index) ? step.panels.slice(0, index) : [];
  return [
    ...before.flatMap((panel) => openBefore(progress.context, panel, shown.panel.id)),
    ...evaluatePanel(progress.context, shown.panel, shown.panel.id),
  ];
}

/** What is open in a panel before the one that completes the step. */
function openBefore(context: Context, before: PanelProgress, confirming: string): readonly Blocker[] {
  const { panel, claimed } = before;
  const blockers = evaluatePanel(context, panel, confirming);
  const asksForIt = panel.complete.some((condition) => 'signedOff' in condition && condition.signedOff === panel.id);
  if (claimed || asksForIt || hasDeviation(context.plan, panel.id)) return blockers;
  const place = panel.section === undefined ? ({ kind: 'document' } as const) : ({ kind: 'section', section: panel.section } as const);
  return [...blockers, { code: 'workflow.panelNotConfirmed', args: { panel: panel.title }, place, waivable: true, panel: panel.id }];
}

function refuse(panel: string, code: string, args: Readonly<Record<string, string>>): Continuation {
  return { kind: 'blocked', blockers: [{ code, args, place: { kind: 'document' }, waivable: false, panel }] };
}

function asOne(edits: readonly SimpleEdit[]): PlanEdit {
  const [first] = edits;
  return edits.length === 1 && first !== undefined ? first : { kind: 'batch', edits: [...edits] };
}

function nextPlace(progress: Progress, step: StepProgress, index: number, stepDone: boolean): string | { readonly step: string } {
  if (stepDone) {
    const following = progress.steps[progress.steps.indexOf(step) + 1];
    if (following === undefined) return 'complete';
    // A finished step's panel was confirmed again: back to where the work is.
    if (step.state === 'done') return progress.currentPanel ?? (progress.complete ? 'complete' : { step: following.id });
    return { step: following.id };
  }
  const isOpen = (panel: PanelProgress): boolean => !panel.claimed || !panel.proven || panel.stale;
  const others = [...step.panels.slice(index + 1), ...step.panels.slice(0, index)];
  const open = others.find(isOpen) ?? step.panels.at(-1);
  return open?.panel.id ?? { step: step.id };
}
