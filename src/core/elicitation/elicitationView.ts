import { fill } from '../messages.ts';
import type { Plan } from '../plan/plan.ts';
import { sectionSpec } from '../plan/sections.ts';
import type { ElicitationView, ProposalView, TurnView } from '../workflow/wizardView.ts';
import { candidatesOf } from './candidates.ts';
import { editDetails } from './editDetails.ts';
import type { Finding } from './elicitation.ts';
import type { ElicitationFile, ElicitationFiles } from './elicitationFile.ts';
import { editOf, elicitationChoices, proposalState, settled } from './engine.ts';
import { proposalId } from './findingId.ts';
import type { ElicitationItem, ElicitationState } from './state.ts';
import type { Words } from './words.ts';

/** The turns of a session as the page shows them, from the plan as it stands now. */
export function elicitationTurns(state: ElicitationState, plan: Plan, files: ElicitationFiles, words: Words): readonly TurnView[] {
  const now = settled(state, { plan, files, words });
  const candidates = candidatesOf(plan, now, words);
  const voices = now.mode === 'deepDive' ? files.techniques : files.perspectives;
  const turns: TurnView[] = [];
  for (const round of now.rounds) {
    const opened = new Set<string>();
    for (const item of round.items) {
      const file = voices.find((each) => each.id === item.voice);
      const who = file?.title ?? item.voice;
      if (file !== undefined && !opened.has(file.id)) {
        opened.add(file.id);
        turns.push({ id: `${round.id}.${file.id}`, who, role: 'perspective', text: fill(file.opening, candidates.args), proposals: [], suggestions: [] });
      }
      const live = candidates.current(item, file);
      turns.push({
        id: `${round.id}.${item.id}`, who, role: 'perspective', text: pointText(item, live, file, words),
        proposals: item.proposals.map((each) => proposalView(now, item, each.id, live, plan, words)), suggestions: [],
      });
    }
  }
  return turns;
}

/** What is said in a point: what was seen and the question, with the plan's figures of now, or of then where it is settled. */
function pointText(item: ElicitationItem, live: Finding | undefined, file: ElicitationFile | undefined, words: Words): string {
  const args = live?.args ?? item.args;
  if (item.code === 'elicitation.own' || item.code === 'elicitation.again') return words(item.code, args);
  const seen = words(item.code, args);
  const question = words(`${item.code}.ask`, args);
  if (item.reply === undefined || file?.reply === undefined) return words('elicitation.point', { seen, question });
  return words('elicitation.reply', { reply: fill(file.reply, item.reply), seen, question });
}

function proposalView(state: ElicitationState, item: ElicitationItem, id: string, live: Finding | undefined, plan: Plan, words: Words): ProposalView {
  const current = live?.proposals.find((each) => proposalId(live, each) === id);
  const kept = item.proposals.find((each) => each.id === id);
  const shown = current ?? kept;
  const text = shown === undefined ? '' : words(shown.code, shown.args);
  const condition = proposalState(state, item, id, live);
  if (live === undefined || current === undefined || condition !== 'open') return { id, text, details: [], state: condition };
  const edit = current.ask === undefined ? editOf(live, current, '', words) : null;
  return {
    id, text, state: condition, details: edit === null ? [] : editDetails(plan, edit, words),
    ...(current.ask === undefined ? {} : {
      ask: {
        label: words(current.ask.code, current.ask.args), placeholder: words(`${current.ask.code}.hint`, current.ask.args), kind: current.ask.kind,
        ...(current.ask.options === undefined ? {} : { options: current.ask.options }),
      },
    }),
  };
}

/** The view of a session for the page. */
export function elicitationView(state: ElicitationState, plan: Plan, words: Words, files: ElicitationFiles): ElicitationView {
  const now = settled(state, { plan, files, words });
  const sectionTitle = sectionSpec(now.section).heading;
  const speaking = new Set(now.mode === 'deepDive' ? [now.choice] : (now.rounds.at(-1)?.items ?? []).map((item) => item.voice));
  const title = now.mode === 'party' ? words('elicitation.title.party', { section: sectionTitle })
    : now.topic === undefined ? words('elicitation.title.deepDive', { section: sectionTitle })
    : words('elicitation.title.deepDiveTopic', { section: sectionTitle, topic: now.topic });
  return {
    mode: now.mode, title, section: now.section, sectionTitle,
    choices: elicitationChoices(now, { plan, files, words }).map((file) => ({ id: file.id, title: file.title, summary: file.summary, active: speaking.has(file.id) })),
    turns: elicitationTurns(now, plan, files, words),
  };
}
