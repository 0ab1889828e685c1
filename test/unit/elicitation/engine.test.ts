import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elicitationMessages } from '../../../src/core/elicitation/messages.ts';
import { decide, openElicitation, pick, settled } from '../../../src/core/elicitation/engine.ts';
import { elicitationView } from '../../../src/core/elicitation/elicitationView.ts';
import { elicitationStateSchema } from '../../../src/core/elicitation/state.ts';
import type { ElicitationState } from '../../../src/core/elicitation/state.ts';
import { englishWords } from '../../../src/core/elicitation/words.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import { planEditSchema } from '../../../src/core/plan/planEdit.ts';
import { SECTIONS } from '../../../src/core/plan/sections.ts';
import type { SectionId } from '../../../src/core/plan/sections.ts';
import type { ProposalView } from '../../../src/core/workflow/wizardView.ts';
import { anyPlan } from './anyPlan.ts';
import { answerFor, applied, files, planOf } from './helpers.ts';

const today = '2026-03-14';
const by = 'Ana';
const sections = SECTIONS.map((section) => section.id);

const words = (code: string, args: Readonly<Record<string, string>>): string => {
  expect(Object.keys(elicitationMessages), code).toContain(code);
  const template = (elicitationMessages as Record<string, string>)[code] ?? '';
  for (const [, name = ''] of template.matchAll(/\{(\w+)\}/g)) expect(Object.keys(args), `${code} needs {${name}}`).toContain(name);
  return englishWords(code, args);
};

const viewOf = (state: ElicitationState, plan: Plan) => elicitationView(state, plan, words, files);
const openOf = (state: ElicitationState, plan: Plan): readonly ProposalView[] => viewOf(state, plan).turns.flatMap((turn) => turn.proposals).filter((proposal) => proposal.state === 'open');
const codeOf = (state: ElicitationState, id: string): string => settledItem(state, id)?.code ?? '';
const settledItem = (state: ElicitationState, id: string) => state.rounds.flatMap((round) => round.items).flatMap((item) => item.proposals).find((each) => each.id === id);

/** An answer to what the view asks, from its placeholder. */
const answerTo = (proposal: ProposalView): string => {
  if (proposal.ask === undefined) return '';
  const label = Object.keys(elicitationMessages).find((code) => code.endsWith('.hint') && (elicitationMessages as Record<string, string>)[code] === proposal.ask?.placeholder);
  return answerFor((label ?? '').replace(/\.hint$/, ''), proposal.ask.options);
};

const open = (mode: 'deepDive' | 'party', section: SectionId, plan: Plan, choice?: string, seen: readonly string[] = []): ElicitationState =>
  openElicitation({ mode, section, plan, files, today, by, words, seen, ...(choice === undefined ? {} : { choice }) });

const modes = fc.constantFrom('deepDive' as const, 'party' as const);

describe('there is always something to decide on', () => {
  it('every technique and the party yield at least three open proposals, whatever the plan', () => {
    fc.assert(fc.property(anyPlan, fc.constantFrom(...sections), (plan, section) => {
      for (const file of files.techniques) expect(openOf(open('deepDive', section, plan, file.id), plan).length, `${file.id} ${section}`).toBeGreaterThanOrEqual(3);
      expect(openOf(open('party', section, plan), plan).length).toBeGreaterThanOrEqual(3);
      for (const file of files.perspectives) expect(openOf(pick(open('party', section, plan), file.id, { plan, files, words }), plan).length, file.id).toBeGreaterThanOrEqual(3);
    }), { numRuns: 30 });
  }, 120_000);

  it('also after many decisions, in one session and in the next', () => {
    fc.assert(fc.property(anyPlan, fc.constantFrom(...sections), modes, fc.array(fc.tuple(fc.nat(), fc.constantFrom('apply' as const, 'reject' as const, 'park' as const)), { minLength: 5, maxLength: 20 }), (start, section, mode, moves) => {
      let plan = start;
      let state = open(mode, section, plan);
      moves.forEach(([which, verdict], step) => {
        if (step % 9 === 8) {
          const choices = viewOf(state, plan).choices;
          state = pick(state, choices[which % choices.length]?.id ?? '', { plan, files, words });
          expect(openOf(state, plan).length).toBeGreaterThanOrEqual(3);
        }
        const proposals = openOf(state, plan);
        expect(proposals.length).toBeGreaterThan(0);
        const proposal = proposals[which % proposals.length];
        if (proposal === undefined) return;
        const before = settled(state, { plan, files, words });
        const decided = decide(state, proposal.id, verdict, { plan, files, words }, answerTo(proposal));
        expect(decided.problem, `${proposal.id} ${answerTo(proposal)}`).toBeUndefined();
        const item = before.rounds.flatMap((round) => round.items).findLast((each) => each.proposals.some((one) => one.id === proposal.id));
        if (verdict === 'reject') expect(decided.edit).toBeUndefined();
        else {
          const edit = planEditSchema.parse(decided.edit);
          plan = applied(plan, edit);
          // Settled in a session that knows nothing of this one: the plan alone says so.
          const others = mode === 'deepDive' ? files.techniques : files.perspectives;
          if (item?.probe !== 'old-questions') {
            for (const file of others.filter((each) => each.id === item?.voice)) {
              const fresh = open(mode, section, plan, file.id);
              expect(fresh.rounds.flatMap((round) => round.items).map((each) => each.id), `${verdict} ${proposal.id}`).not.toContain(item?.id);
            }
          }
        }
        state = elicitationStateSchema.parse(JSON.parse(JSON.stringify(decided.state)));
      });
      expect(openOf(open(mode, section, plan), plan).length).toBeGreaterThanOrEqual(3);
    }), { numRuns: 30 });
  }, 120_000);

  it('twenty sessions of five applied answers each, on an empty plan', () => {
    for (const section of sections) {
      let plan = planOf();
      for (let session = 0; session < 20; session += 1) {
        let state = open('deepDive', section, plan, 'five-whys');
        expect(openOf(state, plan).length).toBeGreaterThanOrEqual(3);
        for (let step = 0; step < 5; step += 1) {
          const [proposal] = openOf(state, plan);
          const decided = decide(state, proposal?.id ?? '', 'apply', { plan, files, words }, answerTo(proposal as ProposalView));
          if (decided.edit === undefined) throw new Error(`${proposal?.id ?? 'none'} was refused`);
          plan = applied(plan, decided.edit);
          state = decided.state;
        }
      }
    }
  }, 120_000);
});

const shop = planOf(
  { project: 'Shop', sourceSystems: [{ name: 'crm', technology: 'SQLite', owner: 'Kim' }], targetSystem: { name: 'shop', technology: 'PostgreSQL', owner: 'Lee', schemaDefined: 'yes' }, migrationStrategy: { approach: 'big-bang', rationale: 'small', downtimeWindow: '4 h' } },
  {
    inventory: [['crm', 'Customer', '?', '?', 'High'], ['crm', 'Invoice', '412', '60 KB', 'High']],
    mapping: [['Customer', 'CustomerId', 'customer', 'customer_id', 'direct'], ['Customer', 'Email', 'customer', 'email', 'direct'], ['Invoice', 'InvoiceId', 'invoice', 'invoice_id', 'direct'], ['Invoice', 'CustomerId', 'invoice', 'customer_id', 'direct'], ['Invoice', 'Total', 'invoice', 'total', 'cast to numeric(10,2)']],
  },
);

describe('a session', () => {
  it('opens the Deep Dive with the technique that suits best, and says what it sees in the plan\'s own words', () => {
    const state = open('deepDive', 'inventory', shop, 'assumption-audit');
    const view = viewOf(state, shop);
    expect(view.title).toBe('Deep Dive: Data Inventory');
    expect(view.choices.filter((choice) => choice.active).map((choice) => choice.id)).toEqual(['assumption-audit']);
    expect(view.turns[0]?.text).toBe('Shop rests on things nobody has written down. 1 of 2 tables have no count, 0 of 5 mapping rows are open. What else is only believed?');
    expect(view.turns.map((turn) => turn.text)).toContain('Customer in crm has no row count; 1 of 2 tables have none. How many rows has Customer in crm?');
    const first = openOf(state, shop).find((proposal) => proposal.id.startsWith('unknown-volumes'));
    expect(first).toMatchObject({ text: 'Set the row count of Customer', ask: { label: 'Rows of Customer', placeholder: '1,204,331 or about 2 million', kind: 'text' } });
  });

  it('offers techniques that suit the section first, and follows the topic', () => {
    const view = viewOf(openElicitation({ mode: 'deepDive', section: 'validation', topic: 'data quality', plan: shop, files, today, by }), shop);
    expect(view.title).toBe('Deep Dive: Validation Rules, data quality');
    expect(view.choices[0]?.id).toBe('data-interrogation');
    expect(view.choices).toHaveLength(9);
    const suits = view.choices.map((choice) => files.techniques.find((file) => file.id === choice.id)?.sections.includes('validation'));
    expect(suits).toEqual([...suits].sort((a, b) => Number(b) - Number(a)));
  });

  it('applies an answer once, and not one that does not fit', () => {
    const state = open('deepDive', 'inventory', shop, 'assumption-audit');
    const id = openOf(state, shop).find((proposal) => proposal.id.startsWith('unknown-volumes'))?.id ?? '';
    expect(codeOf(state, id)).toBe('elicitation.do.setCount');
    const world = { plan: shop, files, words };
    expect(decide(state, id, 'apply', world, 'a few')).toEqual({ state, problem: { code: 'elicitation.answerUnfit', args: { label: 'Rows of Customer' } } });
    const decided = decide(state, id, 'apply', world, 'about 59');
    expect(decided.edit).toMatchObject({ kind: 'setCell', block: 'inventory', row: { index: 0, key: ['crm', 'Customer'] }, column: 'recordCount' });
    const plan = applied(shop, decided.edit as NonNullable<typeof decided.edit>);
    expect(decide(decided.state, id, 'apply', { plan, files, words }, '60').problem?.code).toBe('elicitation.gone');
    const states = viewOf(decided.state, plan).turns.flatMap((turn) => turn.proposals).filter((proposal) => proposal.id.startsWith('unknown-volumes')).map((proposal) => proposal.state);
    expect(states).toEqual(['applied', 'outdated']);
  });

  it('parks the question where it is known again, with other figures too', () => {
    const state = open('deepDive', 'inventory', shop, 'assumption-audit');
    const id = openOf(state, shop).find((proposal) => proposal.id.startsWith('unknown-volumes'))?.id ?? '';
    const { edit, state: after } = decide(state, id, 'park', { plan: shop, files, words });
    expect(edit).toEqual({ kind: 'addItem', list: 'parkedQuestions', item: { question: 'How many rows has Customer in crm?', about: 'inventory', at: today } });
    const plan = applied(shop, edit as NonNullable<typeof edit>);
    expect(after.outcomes[id]).toBe('parked');
    expect(open('deepDive', 'inventory', plan, 'assumption-audit').rounds[0]?.items.map((item) => item.probe)).not.toContain('unknown-volumes');
  });

  it('a rejected finding is not raised again while the session lasts, nor where its id is handed on', () => {
    let state = open('deepDive', 'inventory', shop, 'assumption-audit');
    for (const proposal of openOf(state, shop).filter((each) => each.id.startsWith('unknown-volumes'))) state = decide(state, proposal.id, 'reject', { plan: shop, files, words }).state;
    expect(state.seen).toHaveLength(1);
    const again = pick(state, 'assumption-audit', { plan: shop, files, words });
    expect(again.rounds.at(-1)?.items.map((item) => item.probe)).not.toContain('unknown-volumes');
    expect(open('deepDive', 'inventory', shop, 'assumption-audit', state.seen).rounds[0]?.items.map((item) => item.probe)).not.toContain('unknown-volumes');
    expect(open('deepDive', 'inventory', shop, 'assumption-audit').rounds[0]?.items.map((item) => item.probe)).toContain('unknown-volumes');
  });

  it('an own question becomes a decision that carries the question', () => {
    const state = open('deepDive', 'validation', shop, 'five-whys');
    const own = viewOf(state, shop).turns.find((turn) => turn.text.startsWith('Why would somebody believe'))?.proposals[0];
    const { edit } = decide(state, own?.id ?? '', 'apply', { plan: shop, files, words }, '  they were rehearsed\ntwice ');
    expect(edit).toEqual({ kind: 'addItem', list: 'decisions', item: { decision: 'they were rehearsed twice', reason: 'Why would somebody believe the data after 0 rules have passed?', by, at: today, about: 'validation' } });
  });

  it('lets three or four voices speak in the party, who answer each other on the same table', () => {
    const state = open('party', 'inventory', shop);
    const view = viewOf(state, shop);
    const voices = [...new Set(view.turns.map((turn) => turn.who))];
    expect(voices.length).toBeGreaterThanOrEqual(3);
    expect(voices.length).toBeLessThanOrEqual(4);
    const replies = state.rounds[0]?.items.filter((item) => item.reply !== undefined) ?? [];
    expect(replies.length).toBeGreaterThan(0);
    for (const reply of replies) {
      expect(voices).toContain(reply.reply?.who);
      const turn = view.turns.find((each) => each.id === `r1.${reply.id}`);
      expect(turn?.text).toContain(reply.reply?.subject);
    }
  });

  it('lets the one picked lead the next round', () => {
    const state = pick(open('party', 'cutover', shop), 'security-officer', { plan: shop, files, words });
    expect(state.rounds.at(-1)?.items[0]?.voice).toBe('security-officer');
    expect(pick(state, 'nobody', { plan: shop, files, words })).toBe(state);
  });

  it('shows before and after of what can be applied as it stands', () => {
    const view = viewOf(open('deepDive', 'validation', shop, 'boundary-values'), shop);
    const sum = view.turns.flatMap((turn) => turn.proposals).find((proposal) => proposal.id.startsWith('no-sum-rule') || proposal.id.startsWith('narrowing'));
    expect(sum?.details[0]).toMatch(/^Validation Rules: \+ /);
  });
});
