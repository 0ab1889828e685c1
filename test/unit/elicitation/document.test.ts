import { describe, expect, it } from 'vitest';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../../src/core/document/newPlan.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { elicitationMessages } from '../../../src/core/elicitation/messages.ts';
import { decide, openElicitation } from '../../../src/core/elicitation/engine.ts';
import { elicitationView } from '../../../src/core/elicitation/elicitationView.ts';
import type { ElicitationState } from '../../../src/core/elicitation/state.ts';
import { englishWords } from '../../../src/core/elicitation/words.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';
import { SECTIONS } from '../../../src/core/plan/sections.ts';
import type { SectionId } from '../../../src/core/plan/sections.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import type { ProposalView } from '../../../src/core/workflow/wizardView.ts';
import { answerFor, files } from './helpers.ts';

const today = '2026-03-14';
const write = (text: string, edit: PlanEdit): string => applyTextEdits(text, computeTextEdits(parsePlan(text), edit));
const read = (text: string): Plan => {
  const { plan } = parsePlan(text);
  if (plan === undefined) throw new Error('the document can\'t be read any more');
  return plan;
};

const setup: readonly PlanEdit[] = [
  { kind: 'addItem', list: 'sourceSystems', item: { name: 'crm', technology: 'SQLite' } },
  { kind: 'setField', path: 'targetSystem.name', value: 'shop' },
  { kind: 'setField', path: 'migrationStrategy.downtimeWindow', value: '2 h' },
  { kind: 'addItem', list: 'dataQuality', item: { issue: 'duplicate mails', where: 'Customer.Email' } },
  { kind: 'insertRows', block: 'inventory', at: 0, rows: [{ sourceSystem: 'crm', object: 'Customer', recordCount: '?', size: '?', priority: 'High' }, { sourceSystem: 'crm', object: 'Track', recordCount: '3,503', size: '380 KB', priority: 'Low' }] },
  { kind: 'insertRows', block: 'mapping', at: 0, rows: [
    { sourceTable: 'Customer', sourceField: 'CustomerId', targetTable: 'customer', targetField: 'customer_id', transform: 'direct' },
    { sourceTable: 'Customer', sourceField: 'Email', targetTable: 'customer', targetField: 'email', transform: 'cast to varchar(60)' },
    { sourceTable: 'Customer', sourceField: 'Fax', targetTable: '?', targetField: '?', transform: '?' },
    { sourceTable: '?', sourceField: '?', targetTable: 'customer', targetField: 'status', transform: '?' },
  ] },
  { kind: 'insertRows', block: 'phases', at: 0, rows: [{ phase: 'Reference data: code tables' }, { phase: 'Master data: customers' }] },
  { kind: 'insertRows', block: 'cutover', at: 0, rows: [{ activity: 'Load customers', owner: '?', duration: '3 h', dependencies: '—' }, { activity: 'Go live', owner: 'Kim', duration: '?', dependencies: '?' }] },
];

const empty = newPlanText('Legacy Shop');

const openOf = (state: ElicitationState, plan: Plan): readonly ProposalView[] =>
  elicitationView(state, plan, englishWords, files).turns.flatMap((turn) => turn.proposals).filter((proposal) => proposal.state === 'open');
const answerTo = (proposal: ProposalView): string => {
  const hint = Object.entries(elicitationMessages).find(([code, words]) => code.endsWith('.hint') && words === proposal.ask?.placeholder)?.[0] ?? '';
  return proposal.ask === undefined ? '' : answerFor(hint.replace(/\.hint$/, ''), proposal.ask.options);
};

describe.each([['a fresh document', empty], ['a half-made document with CRLF', setup.reduce(write, newPlanText('Legacy Shop', '\r\n'))]])('%s', (_, start) => {
  it('takes every proposal of every technique and of the party, applied or parked', () => {
    const plan = read(start);
    const tried = new Set<string>();
    for (const section of SECTIONS.map((each) => each.id)) {
      const sessions = [...files.techniques.map((file) => ['deepDive', file.id] as const), ...files.perspectives.map((file) => ['party', file.id] as const)];
      for (const [mode, choice] of sessions) {
        const state = openElicitation({ mode, section, plan, files, today, by: 'Ana', choice });
        const proposals = openOf(state, plan);
        expect(proposals.length, `${choice} ${section}`).toBeGreaterThanOrEqual(3);
        for (const proposal of proposals) {
          // Voices share findings; each is tried once.
          if (tried.has(proposal.id)) continue;
          tried.add(proposal.id);
          // Parking is the same edit for all but a few: some of them are enough here.
          for (const verdict of tried.size % 8 === 0 || proposal.id.startsWith('old-questions') ? ['apply', 'park'] as const : ['apply'] as const) {
            const { edit } = decide(state, proposal.id, verdict, { plan, files }, answerTo(proposal));
            if (edit === undefined) throw new Error(`${proposal.id} gives no edit`);
            const text = write(start, edit);
            expect(text, `${proposal.id} ${verdict}`).not.toBe(start);
            expect(decide(state, proposal.id, 'reject', { plan: read(text), files }).problem?.code, `${proposal.id} ${verdict}`).toBe('elicitation.gone');
          }
        }
      }
    }
    expect(tried.size).toBeGreaterThan(300);
  }, 120_000);
  it('one after the other, from each section, to where nothing is left but questions that never run out', () => {
    for (const section of ['inventory', 'mapping', 'rollback', 'cutover'] satisfies SectionId[]) {
      let text = start;
      let state = openElicitation({ mode: 'party', section, plan: read(text), files, today, by: 'Ana' });
      for (let step = 0; step < 12; step += 1) {
        const plan = read(text);
        const proposals = openOf(state, plan);
        const proposal = proposals[step % proposals.length];
        if (proposal === undefined) throw new Error(`nothing to decide on in ${section}`);
        const decided = decide(state, proposal.id, step % 3 === 2 ? 'park' : 'apply', { plan, files }, answerTo(proposal));
        if (decided.edit === undefined) throw new Error(`${proposal.id} gives no edit`);
        text = write(text, decided.edit);
        state = decided.state;
      }
      expect(read(text).state.parkedQuestions.length, section).toBe(4);
    }
  }, 120_000);
});
