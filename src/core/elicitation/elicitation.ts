import type { Plan } from '../plan/plan.ts';
import type { PlanEdit } from '../plan/planEdit.ts';
import type { SectionId } from '../plan/sections.ts';

/**
 * Deep Dive and Party Mode: a technique or a perspective looks at the plan's facts in one section, says what it sees,
 * asks, and proposes typed edits. The words stand in files (`steps/techniques/*.md`, `steps/perspectives/*.md`); the
 * looking is done by probes, pure functions named in these files.
 */

export interface Proposal {
  /** What would change, as a message. */
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
  /** The edit, or a function of the person's answer where one is needed; null where the answer does not fit. */
  readonly edit: PlanEdit | ((answer: string) => PlanEdit | null);
  readonly ask?: { readonly code: string; readonly args: Readonly<Record<string, string>>; readonly kind: 'text' | 'choice'; readonly options?: readonly string[] };
}

/** What a probe saw. */
export interface Finding {
  /** Probe id. */
  readonly probe: string;
  /** What was seen, as a message; the question that goes with it has the same code with `.ask` behind it, and the same args. */
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
  /** What it is about (a row's key, a name; '' for the whole plan): with the probe's id it makes the finding's stable id. */
  readonly subject: string;
  /** The table, phase or activity it concerns, by which voices find that they speak of the same thing. */
  readonly concerns?: string;
  /** What parking does, where it is not "put the question on the list of parked questions". */
  readonly park?: PlanEdit;
  readonly proposals: readonly Proposal[];
}

/** Pure: the same plan gives the same findings in the same order. `today` is an ISO date, `by` the person. */
export interface ProbeContext {
  readonly plan: Plan;
  readonly section: SectionId;
  readonly today: string;
  readonly by: string;
}
export type Probe = (context: ProbeContext) => readonly Finding[];
