import type { Plan } from '../plan/plan.ts';
import type { SectionId } from '../plan/sections.ts';
import type { Finding, ProbeContext } from './elicitation.ts';
import type { ElicitationFile } from './elicitationFile.ts';
import { findingId } from './findingId.ts';
import { isRecorded, recordedTexts } from './known.ts';
import { AGAIN_KINDS, againQuestion, isAgainSettled, ownQuestions } from './ownQuestions.ts';
import { planArgs } from './planArgs.ts';
import type { PlanArg } from './planArgs.ts';
import { runProbe } from './probes/probes.ts';
import type { Words } from './words.ts';

/** What can be said about a plan in one section: each probe runs once, however many voices name it. */
export class Candidates {
  readonly context: ProbeContext;
  readonly args: Readonly<Record<PlanArg, string>>;
  readonly #words: Words;
  readonly #recorded: readonly string[];
  readonly #found = new Map<string, ReadonlyMap<string, Finding>>();
  readonly #live = new Map<string, boolean>();

  constructor(plan: Plan, about: { readonly section: SectionId; readonly today: string; readonly by: string }, words: Words) {
    this.context = { plan, section: about.section, today: about.today, by: about.by };
    this.args = planArgs(plan, about.section, words);
    this.#words = words;
    this.#recorded = recordedTexts(plan);
  }

  /** The findings of a probe by id. */
  #findings(probe: string): ReadonlyMap<string, Finding> {
    let found = this.#found.get(probe);
    if (found === undefined) {
      const byId = new Map<string, Finding>();
      for (const finding of runProbe(probe, this.context)) {
        const id = findingId(finding);
        if (!byId.has(id)) byId.set(id, finding);
      }
      found = byId;
      this.#found.set(probe, found);
    }
    return found;
  }

  /** True where the plan neither holds the question as open or parked nor answers it by a decision. */
  #isOpen(id: string, finding: Finding): boolean {
    // An old open question stands in the plan by its nature.
    if (finding.probe === 'old-questions') return true;
    let open = this.#live.get(id);
    if (open === undefined) {
      open = !isRecorded(finding, this.#recorded, this.#words);
      this.#live.set(id, open);
    }
    return open;
  }

  /** What the file's probes see, the first of each, then the second of each, and so on: no probe drowns the others. */
  *seen(file: ElicitationFile, skip: ReadonlySet<string>): Generator<Finding> {
    const queues = file.probes.map((probe) => [...this.#findings(probe)].filter(([id]) => !skip.has(id)));
    const longest = Math.max(0, ...queues.map((queue) => queue.length));
    const places = queues.map(() => 0);
    for (let turn = 0; turn < longest; turn += 1) {
      let any = false;
      for (const [index, queue] of queues.entries()) {
        for (let entry = queue[places[index] ?? 0]; entry !== undefined; entry = queue[places[index] ?? 0]) {
          places[index] = (places[index] ?? 0) + 1;
          if (!this.#isOpen(entry[0], entry[1])) continue;
          any = true;
          yield entry[1];
          break;
        }
      }
      if (!any) return;
    }
  }

  /** The file's own questions that the plan has not settled. */
  own(file: ElicitationFile, skip: ReadonlySet<string>): readonly Finding[] {
    return ownQuestions(file, this.context, this.#recorded, this.args).filter((finding) => !skip.has(findingId(finding)));
  }

  /** Questions that never run out: the next one of each kind that was neither settled nor decided on. */
  again(file: ElicitationFile, skip: ReadonlySet<string>): readonly Finding[] {
    return Array.from({ length: AGAIN_KINDS }, (_, which) => {
      for (let n = 1; ; n += 1) {
        const finding = againQuestion(file, this.context, which, n, this.args, this.#words);
        if (!skip.has(findingId(finding)) && !isAgainSettled(this.context, finding, this.#recorded, this.args)) return finding;
      }
    });
  }

  /** The finding that an item of a session stands for, as the plan gives it now; none where it is settled or gone. */
  current(item: { readonly id: string; readonly probe: string; readonly code: string; readonly args: Readonly<Record<string, string>> }, file: ElicitationFile | undefined): Finding | undefined {
    if (item.code === 'elicitation.again') {
      if (file === undefined) return undefined;
      const finding = againQuestion(file, this.context, Number(item.args['which']), Number(item.args['n']), this.args, this.#words);
      return isAgainSettled(this.context, finding, this.#recorded, this.args) ? undefined : finding;
    }
    if (item.code === 'elicitation.own') {
      return file === undefined ? undefined : this.own(file, new Set()).find((finding) => findingId(finding) === item.id);
    }
    const finding = this.#findings(item.probe).get(item.id);
    return finding !== undefined && this.#isOpen(item.id, finding) ? finding : undefined;
  }
}

const byPlan = new WeakMap<Plan, { readonly key: string; readonly words: Words; readonly candidates: Candidates }>();

/** The candidates of a plan, kept as long as the plan: a view asks several times for the same. */
export function candidatesOf(plan: Plan, about: { readonly section: SectionId; readonly today: string; readonly by: string }, words: Words): Candidates {
  const key = JSON.stringify([about.section, about.today, about.by]);
  const kept = byPlan.get(plan);
  if (kept !== undefined && kept.key === key && kept.words === words) return kept.candidates;
  const candidates = new Candidates(plan, about, words);
  byPlan.set(plan, { key, words, candidates });
  return candidates;
}
