import type { PlanEdit, SimpleEdit } from '../plan/planEdit.ts';
import type { BlockId } from '../plan/sections.ts';
import type { PlanState } from '../plan/planState.ts';
import type { Finding, Proposal, ProbeContext } from './elicitation.ts';
import { rowsOf } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';

/** Small makers that the probes share, so that a probe reads as what it looks for. */

type Args = Readonly<Record<string, string>>;

/** A finding of the probe. `variant` tells apart what one probe can say in several ways. */
export function finding(probe: string, about: {
  readonly subject?: string; readonly variant?: string; readonly concerns?: string; readonly args?: Args; readonly park?: PlanEdit;
  readonly proposals: readonly (Proposal | undefined)[];
}): Finding {
  return {
    probe,
    code: `elicitation.${probe}${about.variant === undefined ? '' : `.${about.variant}`}`,
    args: about.args ?? {},
    subject: `${about.variant ?? ''}${about.subject ?? ''}`,
    proposals: about.proposals.filter((proposal) => proposal !== undefined),
    ...(about.concerns === undefined ? {} : { concerns: about.concerns }),
    ...(about.park === undefined ? {} : { park: about.park }),
  };
}

/** A proposal that can be applied as it stands. */
export function propose(name: string, args: Args, edit: PlanEdit): Proposal {
  return { code: `elicitation.do.${name}`, args, edit };
}

/** A proposal made from the person's answer. `edit` gets it trimmed, on one line, and never empty. */
export function proposeAsking(name: string, args: Args, label: string, edit: (answer: string) => PlanEdit | null, options?: readonly string[]): Proposal {
  return {
    code: `elicitation.do.${name}`, args,
    ask: { code: `elicitation.label.${label}`, args, kind: options === undefined ? 'text' : 'choice', ...(options === undefined ? {} : { options }) },
    edit: (raw) => {
      const answer = oneLine(raw);
      if (answer === '' || answer === '?') return null;
      if (options === undefined) return edit(answer);
      const option = options.find((each) => each.toLowerCase() === answer.toLowerCase());
      return option === undefined ? null : edit(option);
    },
  };
}

/** An answer as one trimmed line of bounded length. */
export function oneLine(answer: string): string {
  return answer.slice(0, 4_000).replaceAll(/\s+/g, ' ').trim().slice(0, 2_000);
}

/** Several edits as one action. */
export function batch(...edits: readonly SimpleEdit[]): PlanEdit {
  return { kind: 'batch', edits: [...edits] };
}

/** Appends rows to a block. */
export function append(plan: Plan, block: BlockId, ...rows: readonly Readonly<Record<string, string>>[]): SimpleEdit {
  return { kind: 'insertRows', block, at: rowsOf(plan, block).length, rows: rows.map((row) => ({ ...row })) };
}

/** Takes the answer down as a decision. Its reason stays empty here: the engine writes the finding's question there, by which it is known again. */
export function proposeDecision(context: Pick<ProbeContext, 'section' | 'today' | 'by'>, args: Args = {}, name = 'decide', label = 'decision'): Proposal {
  return proposeAsking(name, args, label, (answer) => decisionEdit(context, answer, ''));
}

/** A decision about the section at hand. */
export function decisionEdit(context: Pick<ProbeContext, 'section' | 'today' | 'by'>, decision: string, reason: string): SimpleEdit {
  return { kind: 'addItem', list: 'decisions', item: { decision, reason, by: context.by, at: context.today, about: context.section } };
}

/** Adds a text to a list of plain texts of the frontmatter. */
export function appendText(plan: Plan, path: 'businessRules' | 'pastAttempts' | 'constraints.regulations' | 'constraints.other', text: string): SimpleEdit {
  return { kind: 'setField', path, value: [...textsAt(plan.state, path), text] };
}

/** The texts of such a list. */
export function textsAt(state: PlanState, path: 'businessRules' | 'pastAttempts' | 'constraints.regulations' | 'constraints.other'): readonly string[] {
  switch (path) {
    case 'businessRules': return state.businessRules;
    case 'pastAttempts': return state.pastAttempts;
    case 'constraints.regulations': return state.constraints.regulations;
    case 'constraints.other': return state.constraints.other;
    default: {
      const never: never = path;
      return never;
    }
  }
}
