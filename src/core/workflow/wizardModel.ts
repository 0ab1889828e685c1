import { formatCount } from '../units/count.ts';
import { guidanceNodes } from './guidance.ts';
import { counted } from './counted.ts';
import { blockersOf } from './navigation.ts';
import { openFields, openInPlan, openPoints, openSpots } from './openPoints.ts';
import { fieldValue } from './paths.ts';
import { panelOfPlace, rangeOfPlace } from './places.ts';
import { inventoryTotals } from './planFigures.ts';
import { reviewFigures } from './reviewFigures.ts';
import { tableView } from './tableView.ts';
import type { Blocker } from './conditions.ts';
import type { Words } from './counted.ts';
import type { PanelProgress, Progress, StepProgress } from './navigation.ts';
import type { Field } from './stepFile.ts';
import type { Badge, ElicitationView, FieldView, PanelView, ProblemView, ScanView, StepSummary, TurnView, WizardView } from './wizardView.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Matching } from '../mapping/matching.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanPlace, Problem, Severity } from '../plan/problem.ts';

export interface WizardInput {
  /** `document.version` of the text. */
  readonly version: number;
  /** The text as it stands now; its `plan` is absent where it can't be read. */
  readonly parsed: ParsedPlan;
  /** The plan to show: that of the text, else the last good one. */
  readonly plan: Plan;
  /** All problems: of the text, of the catalogues, of the workflow. */
  readonly problems: readonly Problem[];
  /** Computed from the same plan and problems. */
  readonly progress: Progress;
  /** The panel to show; the current one where absent, unknown or in a locked step. */
  readonly panel?: string | undefined;
  /** Continue was tried on this panel: what holds it up is then an error, before that only something still to do. */
  readonly blocked?: boolean;
  readonly turns: readonly TurnView[];
  readonly elicitation?: ElicitationView | undefined;
  readonly scan?: ScanView | undefined;
  readonly notice?: WizardView['notice'] | undefined;
  readonly person: string;
  /** What is known of the systems, for the choices of cells. */
  readonly catalogues?: readonly Catalogue[];
  /** What goes with what, as far as it is known. */
  readonly matching?: Matching | undefined;
  readonly words: Words;
  /** 1-based line of an offset of the text. */
  readonly lineOf: (offset: number) => number;
}

/** Longest list of problems or blockers that is sent to the page; the rest is told as a number. */
const MAX_LISTED = 300;

/** What the wizard shows, in words. */
export function buildWizardView(input: WizardInput): WizardView {
  const { parsed, plan, progress, words } = input;
  const shown = shownPanel(progress, input.panel);
  const broken = parsed.problems.find((problem) => problem.severity === 'error') ?? parsed.problems[0];
  const problems = [...input.problems].sort((one, other) => RANK[one.severity] - RANK[other.severity] || one.range.start - other.range.start);
  return {
    version: input.version,
    project: plan.state.project,
    status: words(`workflow.status.${plan.state.status}`, {}),
    headline: headline(plan, progress, problems, words),
    ...(parsed.plan !== undefined ? {} : { readOnly: { message: broken === undefined ? '' : words(broken.code, broken.args), line: input.lineOf(broken?.range.start ?? 0) } }),
    steps: progress.steps.map((step) => stepSummary(progress, step, problems)),
    panel: shown === undefined ? NO_PANEL : panelView(input, shown),
    problems: listed(problems, (problem) => problemView(input, problem, shown?.panel.id), (count, last): ProblemView => ({
      severity: 'info', message: counted(words, 'workflow.more', count), place: { kind: 'document' }, line: last.line, fixes: [],
    })),
    openPoints: listed(openPoints(progress, problems), (point): ProblemView => ({
      severity: 'warning', message: words(point.code, point.args), place: point.place, panel: point.panel, line: input.lineOf(rangeOfPlace(parsed, point.place).start), fixes: [],
    }), (count, last): ProblemView => ({ ...last, message: counted(words, 'workflow.more', count) })),
    turns: input.turns,
    ...(input.elicitation === undefined ? {} : { elicitation: input.elicitation }),
    ...(input.scan === undefined ? {} : { scan: input.scan }),
    person: input.person,
    ...(input.notice === undefined ? {} : { notice: input.notice }),
  };
}

const NO_PANEL: PanelView = { step: '', id: '', title: '', kind: 'form', guidance: [], fields: [], tables: [], figures: [], blockers: [], actions: [], continueLabel: '' };

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function shownPanel(progress: Progress, wanted: string | undefined): PanelProgress | undefined {
  const all = progress.steps.flatMap((step) => step.panels);
  return all.find(({ panel }) => panel.id === wanted) ?? all.find(({ panel }) => panel.id === progress.currentPanel) ?? all.at(-1);
}

/** The state of the whole plan in one line: "Discovery: Volumes · 3 open · 11 tables · 15,607 rows", or that it is complete. */
export function planHeadline(plan: Plan, progress: Progress, problems: readonly Problem[], words: Words): string {
  const current = progress.steps.find((step) => step.id === progress.currentStep);
  const panel = current?.panels.find((candidate) => candidate.panel.id === progress.currentPanel);
  const place = current === undefined
    ? words(`workflow.status.${plan.state.status}`, {})
    : panel === undefined ? current.title : words('workflow.headline.at', { step: current.title, panel: panel.panel.title });
  return [place, ...headline(plan, progress, problems, words)].join(' · ');
}

function headline(plan: Plan, progress: Progress, problems: readonly Problem[], words: Words): readonly string[] {
  const totals = inventoryTotals(plan);
  const open = openInPlan(progress, problems);
  const parts = open === 0 ? [] : [counted(words, 'workflow.headline.open', open, formatCount(BigInt(open)))];
  if (totals.tables === 0) return parts;
  parts.push(counted(words, 'workflow.headline.tables', totals.tables, formatCount(BigInt(totals.tables))));
  if (totals.unknown < totals.tables) parts.push(counted(words, 'workflow.headline.rows', totals.rows, formatCount(totals.rows, totals.estimated)));
  if (totals.unknown > 0) parts.push(counted(words, 'workflow.headline.unknown', totals.unknown));
  return parts;
}

function stepSummary(progress: Progress, step: StepProgress, problems: readonly Problem[]): StepSummary {
  const badges: Readonly<Record<StepProgress['state'], Badge>> = { locked: 'locked', unproven: 'unproven', done: 'done', open: 'current' };
  return {
    id: step.id, title: step.title, badge: badges[step.state],
    panels: step.panels.map((panel) => ({
      id: panel.panel.id, title: panel.panel.title, badge: panelBadge(progress, panel), open: openSpots(progress, panel, problems).size,
    })),
  };
}

function panelBadge(progress: Progress, panel: PanelProgress): Badge {
  if (panel.stale) return 'stale';
  if (panel.claimed) return panel.proven ? 'done' : 'unproven';
  return panel.panel.id === progress.currentPanel ? 'current' : 'open';
}

function panelView(input: WizardInput, shown: PanelProgress): PanelView {
  const { plan, progress, words, problems } = input;
  const { panel } = shown;
  const step = progress.steps.find((candidate) => candidate.id === shown.step);
  const blocks = new Set(progress.steps.flatMap((known) => known.panels.flatMap((each) => each.panel.blocks)));
  const blockers = listed(blockersOf(progress, panel.id), (blocker) => blockerView(input, blocker, panel.id), (count, last): BlockerView => ({
    severity: last.severity, message: counted(words, 'workflow.more', count), place: last.place, line: last.line, fixes: [], waivable: last.waivable,
  }));
  return {
    step: shown.step,
    id: panel.id,
    title: panel.title,
    kind: panel.kind,
    ...(panel.section === undefined ? {} : { section: panel.section }),
    guidance: guidanceNodes(step?.step?.guidance[panel.id] ?? ''),
    fields: panel.fields.map((field) => fieldView(plan, field, problems, words)),
    tables: panel.blocks.map((block) => tableView(plan, block, problems, words, input.catalogues ?? [], input.matching)),
    figures: panel.kind === 'review' ? reviewFigures(plan, blocks, words) : [],
    blockers,
    // Nothing can be scanned again before something was.
    actions: panel.actions.filter((action) => action !== 'rescan' || plan.state.sourceSystems.some(({ catalogue }) => catalogue !== '')),
    ...(shown.signOff.state === 'none' ? {} : { signOff: signOffView(shown.signOff, words) }),
    continueLabel: continueLabel(progress, shown, step, words),
  };
}

function signOffView(signOff: Exclude<PanelProgress['signOff'], { state: 'none' }>, words: Words): NonNullable<PanelView['signOff']> {
  const { by, at } = signOff.signOff;
  return { by, at, stale: signOff.state === 'stale', note: words(`workflow.signOff.${signOff.state === 'stale' ? signOff.changed : 'valid'}`, { by, at }) };
}

function continueLabel(progress: Progress, shown: PanelProgress, step: StepProgress | undefined, words: Words): string {
  const isLast = step?.panels.at(-1)?.panel.id === shown.panel.id;
  if (isLast && step.state !== 'done') return words(`workflow.continue.${progress.steps.at(-1) === step ? 'completePlan' : 'completeStep'}`, {});
  const asks = shown.panel.complete.some((condition) => 'signedOff' in condition && condition.signedOff === shown.panel.id);
  return words(`workflow.continue.${asks ? 'signOff' : 'confirm'}`, {});
}

function fieldView(plan: Plan, field: Field, problems: readonly Problem[], words: Words): FieldView {
  const value = fieldValue(plan.state, field.path) ?? '';
  const messages = problems.filter((problem) => isAtField(problem.place, field.path)).map((problem) => words(problem.code, problem.args));
  for (const open of openFields(plan, field)) {
    messages.push(words(open.item === undefined ? 'workflow.field.required' : 'workflow.itemFieldMissing', { field: open.label, item: open.item ?? '' }));
  }
  const problem = [...new Set(messages)].join('; ');
  return { field, value, ...(problem === '' ? {} : { problem }) };
}

function isAtField(place: PlanPlace, path: string): boolean {
  if (place.kind === 'item') return place.list === path;
  return place.kind === 'field' && (place.path === path || place.path.startsWith(`${path}.`));
}

function problemView(input: WizardInput, problem: Problem, shown: string | undefined): ProblemView {
  const panel = panelOfPlace(input.progress, problem.place, shown);
  return {
    severity: problem.severity,
    message: input.words(problem.code, problem.args),
    place: problem.place,
    ...(panel === undefined ? {} : { panel }),
    line: input.lineOf(problem.range.start),
    fixes: problem.fixes.map((fix) => ({ label: input.words(fix.code, fix.args), edit: fix.edit })),
  };
}

type BlockerView = PanelView['blockers'][number];

function blockerView(input: WizardInput, blocker: Blocker, shown: string): BlockerView {
  const placed = panelOfPlace(input.progress, blocker.place, blocker.panel) ?? shown;
  const fixes = input.problems.find((problem) => problem.code === blocker.code && samePlace(problem.place, blocker.place))?.fixes ?? [];
  return {
    severity: input.blocked === true ? 'error' : 'warning',
    message: input.words(blocker.code, blocker.args),
    place: blocker.place,
    panel: placed,
    line: input.lineOf(rangeOfPlace(input.parsed, blocker.place).start),
    fixes: fixes.map((fix) => ({ label: input.words(fix.code, fix.args), edit: fix.edit })),
    waivable: blocker.waivable,
  };
}

function samePlace(one: PlanPlace, other: PlanPlace): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The first items as views, and one more that tells how many follow. */
function listed<Item, View>(items: readonly Item[], view: (item: Item) => View, more: (count: number, last: View) => View): readonly View[] {
  const views = items.slice(0, MAX_LISTED).map(view);
  const last = views.at(-1);
  return items.length <= MAX_LISTED || last === undefined ? views : [...views, more(items.length - MAX_LISTED, last)];
}
