import { isSaid } from './conditions.ts';
import { fieldValue } from './paths.ts';
import { placeKey, showsPlace } from './places.ts';
import type { Blocker, Context } from './conditions.ts';
import type { PanelProgress, Progress } from './navigation.ts';
import type { Field } from './stepFile.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanPlace } from '../plan/problem.ts';

/** A required field, or a required column of a list's item, that nobody has filled. It is open, and holds nobody up. */
export interface OpenField {
  readonly place: PlanPlace;
  /** Label of the field or column. */
  readonly label: string;
  /** First field of the item, where it is one. */
  readonly item?: string;
}

/** The required fields of a form that are still open. */
export function openFields(plan: Plan, field: Field): readonly OpenField[] {
  const value = fieldValue(plan.state, field.path);
  if (value === undefined) return [];
  if (typeof value === 'string') return field.required && !isSaid(value) ? [{ place: { kind: 'field', path: field.path }, label: field.label }] : [];
  if (field.input !== 'records') return field.required && value.length === 0 ? [{ place: { kind: 'field', path: field.path }, label: field.label }] : [];
  if (value.length === 0) return field.required ? [{ place: { kind: 'field', path: field.path }, label: field.label }] : [];
  return value.flatMap((item, index) => {
    if (typeof item === 'string') return [];
    const name = item[field.columns[0]?.key ?? ''] ?? '';
    return field.columns
      .filter((column) => column.required && !isSaid(item[column.key] ?? ''))
      .map((column) => ({ place: { kind: 'item', list: field.path, index, field: column.key }, label: column.label, item: name }) as const);
  });
}

/** Everything open in a panel, by spot. That it has not been confirmed yet is not an open point; that it changed since is. */
export function openSpots(progress: Progress, panel: PanelProgress, problems: Context['problems']): ReadonlySet<string> {
  const spots = new Set<string>();
  for (const blocker of panel.blockers) if (!isOwnConfirmation(blocker, panel)) spots.add(placeKey(blocker.place, blocker.code));
  for (const field of panel.panel.fields) for (const open of openFields(progress.context.plan, field)) spots.add(placeKey(open.place, 'workflow.field.required'));
  for (const problem of problems) {
    if (problem.severity !== 'info' && showsPlace(panel.panel, problem.place)) spots.add(placeKey(problem.place, problem.code));
  }
  return spots;
}

function isOwnConfirmation(blocker: Blocker, panel: PanelProgress): boolean {
  return blocker.code === 'workflow.notSignedOff' && blocker.args['panel'] === panel.panel.title;
}

/** What the steps still ask for. */
export interface OpenPoint {
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
  readonly place: PlanPlace;
  readonly panel: string;
}

/** What the steps reached so far still ask for, each spot once; a spot that a problem stands at is left to the problem. */
export function openPoints(progress: Progress, problems: Context['problems']): readonly OpenPoint[] {
  const taken = new Set(problems.filter((problem) => problem.severity !== 'info').map((problem) => placeKey(problem.place, problem.code)));
  const points: OpenPoint[] = [];
  const add = (point: OpenPoint): void => {
    const spot = placeKey(point.place, point.code);
    if (!taken.has(spot)) points.push(point);
    taken.add(spot);
  };
  for (const panel of progress.steps.flatMap((step) => step.panels)) {
    for (const blocker of panel.blockers) if (!isOwnConfirmation(blocker, panel)) add({ code: blocker.code, args: blocker.args, place: blocker.place, panel: panel.panel.id });
    for (const field of panel.panel.fields) {
      for (const open of openFields(progress.context.plan, field)) {
        const [code, args] = open.item === undefined ? ['workflow.field.required', { field: open.label }] as const : ['workflow.itemFieldMissing', { field: open.label, item: open.item }] as const;
        add({ code, args, place: open.place, panel: panel.panel.id });
      }
    }
  }
  return points;
}

/** How many spots of the whole plan are open, as far as the steps have been reached. */
export function openInPlan(progress: Progress, problems: Context['problems']): number {
  const spots = new Set<string>();
  for (const step of progress.steps) for (const panel of step.panels) for (const spot of openSpots(progress, panel, [])) spots.add(spot);
  for (const problem of problems) if (problem.severity !== 'info') spots.add(placeKey(problem.place, problem.code));
  return spots.size;
}
