import type { Plan } from '../plan/plan.ts';
import { planEditSchema } from '../plan/planEdit.ts';
import type { PlanEdit, SimpleEdit } from '../plan/planEdit.ts';
import type { SectionId } from '../plan/sections.ts';
import { candidatesOf } from './candidates.ts';
import type { Candidates } from './candidates.ts';
import type { Finding } from './elicitation.ts';
import type { ElicitationFile, ElicitationFiles } from './elicitationFile.ts';
import { findingId, proposalId } from './findingId.ts';
import { questionText } from './known.ts';
import { sameTable } from './facts.ts';
import type { ElicitationItem, ElicitationRound, ElicitationState } from './state.ts';
import { englishWords } from './words.ts';
import type { Words } from './words.ts';

/**
 * Deep Dive and Party Mode as pure functions over a plain state: the host keeps the state, shows the view, applies the
 * edits that `decide` hands back, and keeps the new state only where the edit went in.
 */

/** What every step of a session looks at. */
export interface ElicitationWorld {
  readonly plan: Plan;
  readonly files: ElicitationFiles;
  readonly words?: Words;
}

/** Fewer than this many open proposals never stand before the person at the start of a round. */
const LEAST_PROPOSALS = 3;
const LEAST_POINTS = 3;
/** Findings in one round of a technique; its own questions come on top. */
const MOST_FOUND = 3;
const MOST_OWN = 2;
/** Voices in one round of the party, and what each may say. */
const VOICES = 4;
const POINTS_A_VOICE = 2;
/** Rounds that a session remembers. */
const MOST_ROUNDS = 30;

/** Techniques or perspectives in the order in which they are offered: those that suit the section first, most to say first. */
export function elicitationChoices(state: ElicitationState, world: ElicitationWorld): readonly ElicitationFile[] {
  return ranked(state, world, candidatesFor(state, world));
}

function candidatesFor(state: Pick<ElicitationState, 'section' | 'today' | 'by'>, world: ElicitationWorld): Candidates {
  return candidatesOf(world.plan, state, world.words ?? englishWords);
}

const filesOf = (state: Pick<ElicitationState, 'mode'>, files: ElicitationFiles): readonly ElicitationFile[] =>
  (state.mode === 'deepDive' ? files.techniques : files.perspectives);

/** How many probes of the file see something: its weight in the section. */
function weight(file: ElicitationFile, candidates: Candidates): number {
  const probes = new Set<string>();
  let looked = 0;
  for (const finding of candidates.seen(file, new Set())) {
    probes.add(finding.probe);
    if ((looked += 1) >= 40) break;
  }
  return probes.size;
}

function ranked(state: Pick<ElicitationState, 'mode' | 'section' | 'topic'>, world: ElicitationWorld, candidates: Candidates): readonly ElicitationFile[] {
  const topic = (state.topic ?? '').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 3);
  return filesOf(state, world.files)
    .map((file, index) => {
      const words = `${file.title} ${file.summary}`.toLowerCase();
      return { file, index, suits: file.sections.includes(state.section), topical: topic.filter((word) => words.includes(word)).length, weight: weight(file, candidates) };
    })
    .sort((a, b) => Number(b.suits) - Number(a.suits) || b.topical - a.topical || b.weight - a.weight || a.index - b.index)
    .map((entry) => entry.file);
}

/** Opens a session: the best suited technique, or the first round of the party, has spoken already. `seen` are finding ids decided on before. */
export function openElicitation(options: {
  readonly mode: 'deepDive' | 'party'; readonly section: SectionId; readonly topic?: string; readonly plan: Plan; readonly files: ElicitationFiles;
  readonly today: string; readonly by: string; readonly choice?: string; readonly seen?: readonly string[]; readonly words?: Words;
}): ElicitationState {
  const world: ElicitationWorld = { plan: options.plan, files: options.files, ...(options.words === undefined ? {} : { words: options.words }) };
  const state: ElicitationState = {
    stateVersion: 1, mode: options.mode, section: options.section, today: options.today, by: options.by, choice: '', rounds: [], seen: [...(options.seen ?? [])], outcomes: {},
    ...(options.topic === undefined || options.topic.trim() === '' ? {} : { topic: options.topic.trim().slice(0, 200) }),
  };
  const files = filesOf(state, world.files);
  const wanted = files.find((file) => file.id === options.choice);
  if (state.mode === 'party') return nextRound({ ...state, choice: wanted?.id ?? '' }, world);
  const choice = wanted ?? elicitationChoices(state, world)[0];
  return choice === undefined ? state : nextRound({ ...state, choice: choice.id }, world);
}

/** Takes up another technique or perspective; what was not decided before makes way. An unknown choice changes nothing. */
export function pick(state: ElicitationState, choice: string, world: ElicitationWorld): ElicitationState {
  if (!filesOf(state, world.files).some((file) => file.id === choice)) return state;
  const rounds = state.rounds
    .map((round) => ({ ...round, items: round.items.filter((item) => item.proposals.some((proposal) => Object.hasOwn(state.outcomes, proposal.id))) }))
    .filter((round) => round.items.length > 0);
  return nextRound({ ...state, choice, rounds }, world);
}

/** The session with a next round where nothing of the last one is open any more: there is always something to decide on. */
export function settled(state: ElicitationState, world: ElicitationWorld): ElicitationState {
  const candidates = candidatesFor(state, world);
  const last = state.rounds.at(-1);
  if (last === undefined || last.items.some((item) => openProposals(state, item, candidates, world).length > 0)) return state;
  return nextRound(state, world);
}

/** True where the proposal stands in the session as its view shows it, a round that the view added included. */
export function hasProposal(state: ElicitationState, proposal: string, world: ElicitationWorld): boolean {
  return settled(state, world).rounds.some((round) => round.items.some((item) => item.proposals.some((each) => each.id === proposal)));
}

/** The finding an item stands for now, where it can still be decided on. */
function liveFinding(state: ElicitationState, item: ElicitationItem, candidates: Candidates, world: ElicitationWorld): Finding | undefined {
  if (state.seen.includes(item.id)) return undefined;
  return candidates.current(item, filesOf(state, world.files).find((file) => file.id === item.voice));
}

function openProposals(state: ElicitationState, item: ElicitationItem, candidates: Candidates, world: ElicitationWorld): readonly string[] {
  const finding = liveFinding(state, item, candidates, world);
  if (finding === undefined) return [];
  return finding.proposals.map((proposal) => proposalId(finding, proposal)).filter((id) => !Object.hasOwn(state.outcomes, id) && item.proposals.some((each) => each.id === id));
}

/** The state of a proposal before the person. */
export function proposalState(state: ElicitationState, item: ElicitationItem, id: string, live: Finding | undefined): 'open' | 'applied' | 'rejected' | 'parked' | 'outdated' {
  const outcome = Object.hasOwn(state.outcomes, id) ? state.outcomes[id] : undefined;
  if (outcome !== undefined) return outcome;
  if (live === undefined || state.seen.includes(item.id)) return 'outdated';
  return live.proposals.some((proposal) => proposalId(live, proposal) === id) ? 'open' : 'outdated';
}

function itemOf(finding: Finding, voice: string, reply?: { readonly who: string; readonly subject: string }): ElicitationItem {
  return {
    id: findingId(finding), voice, probe: finding.probe, code: finding.code, args: { ...finding.args }, ...(reply === undefined ? {} : { reply }),
    proposals: finding.proposals.map((proposal) => ({ id: proposalId(finding, proposal), code: proposal.code, args: { ...proposal.args } })),
  };
}

/** Ids that are not raised (again): decided in this session or in one before. */
function skipped(state: ElicitationState): Set<string> {
  const skip = new Set(state.seen);
  for (const round of state.rounds) for (const item of round.items) if (item.proposals.some((proposal) => Object.hasOwn(state.outcomes, proposal.id))) skip.add(item.id);
  return skip;
}

function nextRound(state: ElicitationState, world: ElicitationWorld): ElicitationState {
  const candidates = candidatesFor(state, world);
  const items = state.mode === 'deepDive' ? techniqueItems(state, world, candidates) : partyItems(state, world, candidates);
  if (items.length === 0) return state;
  const last = Number(state.rounds.at(-1)?.id.slice(1) ?? 0);
  const round: ElicitationRound = { id: `r${last + 1}`, items: [...items] };
  return { ...state, rounds: [...state.rounds, round].slice(-MOST_ROUNDS) };
}

const enough = (items: readonly ElicitationItem[]): boolean =>
  items.length >= LEAST_POINTS && items.reduce((sum, item) => sum + item.proposals.length, 0) >= LEAST_PROPOSALS;

/** What a technique says: what its probes see, then its own questions, then questions that never run out until there is enough. */
function techniqueItems(state: ElicitationState, world: ElicitationWorld, candidates: Candidates): readonly ElicitationItem[] {
  const file = world.files.techniques.find((each) => each.id === state.choice);
  if (file === undefined) return [];
  const skip = skipped(state);
  const items: ElicitationItem[] = [];
  const say = (finding: Finding): void => {
    skip.add(findingId(finding));
    items.push(itemOf(finding, file.id));
  };
  for (const finding of candidates.seen(file, new Set(skip))) {
    if (items.length >= MOST_FOUND) break;
    say(finding);
  }
  let own = 0;
  for (const finding of candidates.own(file, skip)) {
    if (own >= MOST_OWN && enough(items)) break;
    say(finding);
    own += 1;
  }
  for (const finding of candidates.again(file, skip)) {
    if (enough(items)) break;
    say(finding);
  }
  return items;
}

const sameConcern = (a: string | undefined, b: string | undefined): boolean => a !== undefined && b !== undefined && a !== '' && sameTable(a, b);

/** A round of the party: some voices, each with its best points; a voice that has something on what another spoke of answers that first. */
function partyItems(state: ElicitationState, world: ElicitationWorld, candidates: Candidates): readonly ElicitationItem[] {
  const order = partyOrder(state, world, candidates);
  const skip = skipped(state);
  const items: ElicitationItem[] = [];
  const said: { readonly voice: ElicitationFile; readonly concerns: string }[] = [];
  let voices = 0;
  for (const file of order) {
    if (voices >= VOICES) break;
    const found: Finding[] = [];
    for (const finding of candidates.seen(file, skip)) {
      found.push(finding);
      if (found.length >= 60) break;
    }
    const answer = found.find((finding) => said.some((each) => each.voice !== file && sameConcern(each.concerns, finding.concerns)));
    const points = (answer === undefined ? found : [answer, ...found.filter((finding) => finding !== answer && finding.probe !== answer.probe)]).slice(0, POINTS_A_VOICE);
    if (points.length < POINTS_A_VOICE) points.push(...candidates.own(file, skip).slice(0, 1));
    if (points.length === 0) continue;
    voices += 1;
    for (const finding of points) {
      const heard = finding === answer ? said.find((each) => each.voice !== file && sameConcern(each.concerns, finding.concerns)) : undefined;
      skip.add(findingId(finding));
      items.push(itemOf(finding, file.id, heard === undefined ? undefined : { who: heard.voice.title, subject: finding.concerns ?? '' }));
    }
    for (const finding of points) if (finding.concerns !== undefined) said.push({ voice: file, concerns: finding.concerns });
  }
  const [first] = order;
  if (first !== undefined) {
    for (const finding of candidates.again(first, skip)) {
      if (enough(items)) break;
      items.push(itemOf(finding, first.id));
    }
  }
  return items;
}

/** Who speaks: the one picked, then those who have spoken least, then those with most to say. */
function partyOrder(state: ElicitationState, world: ElicitationWorld, candidates: Candidates): readonly ElicitationFile[] {
  const spoken = (file: ElicitationFile): number => state.rounds.filter((round) => round.items.some((item) => item.voice === file.id)).length;
  return ranked(state, world, candidates)
    .map((file, index) => ({ file, index, lead: file.id === state.choice, spoken: spoken(file) }))
    .sort((a, b) => Number(b.lead) - Number(a.lead) || a.spoken - b.spoken || a.index - b.index)
    .map((entry) => entry.file);
}

/** Puts the question of a finding on the list of parked questions, where it is known again later. */
export function parkEdit(finding: Finding, about: { readonly section: SectionId; readonly today: string }, words: Words = englishWords): PlanEdit {
  return finding.park ?? { kind: 'addItem', list: 'parkedQuestions', item: { question: questionText(finding, words), about: about.section, at: about.today } };
}

/** Writes the question into decisions and open questions that leave its place empty: by it the plan knows that it was asked. */
function withQuestion(edit: PlanEdit, question: string): PlanEdit {
  const one = (each: SimpleEdit): SimpleEdit => {
    if (each.kind !== 'addItem') return each;
    if (each.list === 'decisions' && each.item['reason'] === '') return { ...each, item: { ...each.item, reason: question } };
    if (each.list === 'openQuestions' && each.item['question'] === '') return { ...each, item: { ...each.item, question } };
    return each;
  };
  return edit.kind === 'batch' ? { ...edit, edits: edit.edits.map(one) } : one(edit);
}

/** The edit that a proposal stands for with this answer; null where the answer does not fit. */
export function editOf(finding: Finding, proposal: Finding['proposals'][number], answer: string, words: Words): PlanEdit | null {
  const edit = typeof proposal.edit === 'function' ? proposal.edit(answer) : proposal.edit;
  if (edit === null) return null;
  const complete = planEditSchema.safeParse(withQuestion(edit, questionText(finding, words)));
  return complete.success ? complete.data : null;
}

export interface Decided {
  readonly state: ElicitationState;
  /** To be applied by the host; where that is refused, the state before stays. */
  readonly edit?: PlanEdit;
  /** Why nothing happened, as a message. */
  readonly problem?: { readonly code: string; readonly args: Readonly<Record<string, string>> };
}

/** Applies, rejects or parks a proposal. Applying and parking settle the whole finding; rejecting leaves its other proposals open. */
export function decide(state: ElicitationState, proposal: string, verdict: 'apply' | 'reject' | 'park', world: ElicitationWorld, answer = ''): Decided {
  const words = world.words ?? englishWords;
  const now = settled(state, world);
  const candidates = candidatesFor(now, world);
  const item = now.rounds.findLast((round) => round.items.some((each) => each.proposals.some((one) => one.id === proposal)))
    ?.items.find((each) => each.proposals.some((one) => one.id === proposal));
  const finding = item === undefined ? undefined : liveFinding(now, item, candidates, world);
  const chosen = finding?.proposals.find((each) => proposalId(finding, each) === proposal);
  if (item === undefined || finding === undefined || chosen === undefined || proposalState(now, item, proposal, finding) !== 'open') {
    return { state, problem: { code: 'elicitation.gone', args: {} } };
  }
  const outcome = (value: 'applied' | 'rejected' | 'parked', done: boolean): ElicitationState =>
    // The next round comes with the decision that closes the last one, so that what is shown is also what is kept.
    settled({ ...now, outcomes: { ...now.outcomes, [proposal]: value }, seen: done && !now.seen.includes(item.id) ? [...now.seen, item.id] : now.seen }, world);
  switch (verdict) {
    case 'reject': {
      const left = openProposals(now, item, candidates, world).filter((id) => id !== proposal);
      return { state: outcome('rejected', left.length === 0) };
    }
    case 'park': return { state: outcome('parked', true), edit: parkEdit(finding, now, words) };
    case 'apply': {
      const edit = editOf(finding, chosen, answer, words);
      if (edit === null) {
        const label = chosen.ask === undefined ? '' : words(chosen.ask.code, chosen.ask.args);
        return { state, problem: { code: 'elicitation.answerUnfit', args: { label } } };
      }
      return { state: outcome('applied', true), edit };
    }
    default: {
      const never: never = verdict;
      return never;
    }
  }
}
