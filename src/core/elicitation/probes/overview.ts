import { formatDuration, parseDuration } from '../../units/duration.ts';
import { rowsOf } from '../../plan/plan.ts';
import type { Probe } from '../elicitation.ts';
import { appendText, batch, decisionEdit, finding, propose, proposeAsking } from '../build.ts';
import { inventoryTables, isBlank } from '../facts.ts';

/** Probes on the frame of the migration: systems, window, strategy, what was learnt before. */

/** No source system named. */
export const noSources: Probe = ({ plan }) => (plan.state.sourceSystems.length > 0 ? []
  : [finding('no-sources', {
    args: { count: String(rowsOf(plan, 'inventory').length) },
    proposals: [proposeAsking('addSource', {}, 'sourceName', (name) => (name.length > 200 ? null : { kind: 'addItem', list: 'sourceSystems', item: { name } }))],
  })]);

/** No target system named, or nobody knows whether its schema stands. */
export const targetOpen: Probe = ({ plan }) => {
  const { name, schemaDefined } = plan.state.targetSystem;
  if (isBlank(name)) {
    return [finding('target-open', { variant: 'name', proposals: [proposeAsking('setTarget', {}, 'targetName', (answer) => ({ kind: 'setField', path: 'targetSystem.name', value: answer }))] })];
  }
  if (!isBlank(schemaDefined)) return [];
  const args = { system: name };
  return [finding('target-open', {
    variant: 'schema', args,
    proposals: [proposeAsking('setSchemaDefined', args, 'schemaDefined', (answer) => ({ kind: 'setField', path: 'targetSystem.schemaDefined', value: answer }), ['yes', 'partly', 'no'])],
  })];
};

/** The downtime window is open. */
export const noWindow: Probe = ({ plan }) => (isBlank(plan.state.migrationStrategy.downtimeWindow)
  ? [finding('no-window', {
    args: { count: String(inventoryTables(plan).length) },
    proposals: [
      proposeAsking('setWindow', {}, 'window', (answer) => {
        const minutes = parseDuration(answer);
        return minutes === undefined ? null : { kind: 'setField', path: 'migrationStrategy.downtimeWindow', value: minutes === 0 ? '0' : formatDuration(minutes) };
      }),
      propose('noDowntime', {}, { kind: 'setField', path: 'migrationStrategy.downtimeWindow', value: '0' }),
    ],
  })]
  : []);

/** The strategy is open, or nobody wrote down why it is the one. */
export const strategyOpen: Probe = ({ plan }) => {
  const { approach, rationale } = plan.state.migrationStrategy;
  if (approach === '') {
    return [finding('strategy-open', {
      variant: 'approach', args: { count: String(plan.state.sourceSystems.length) },
      proposals: [proposeAsking('setApproach', {}, 'approach', (answer) => ({ kind: 'setField', path: 'migrationStrategy.approach', value: answer }), ['big-bang', 'phased', 'parallel'])],
    })];
  }
  if (!isBlank(rationale)) return [];
  const args = { approach };
  return [finding('strategy-open', {
    variant: 'rationale', args,
    proposals: [proposeAsking('setRationale', args, 'rationale', (answer) => ({ kind: 'setField', path: 'migrationStrategy.rationale', value: answer }))],
  })];
};

/** Several source systems with no word on how they hang together. */
export const noRelationships: Probe = ({ plan }) => {
  const systems = plan.state.sourceSystems.map((system) => system.name);
  const [first, second] = systems;
  if (first === undefined || second === undefined || plan.state.relationships.length > 0) return [];
  const args = { count: String(systems.length), names: systems.join(', '), from: first, to: second };
  return [finding('no-relationships', {
    args,
    proposals: [proposeAsking('addRelationship', args, 'relationship', (how) => ({ kind: 'addItem', list: 'relationships', item: { from: first, to: second, how } }))],
  })];
};

const LESSON = /lesson|learn|because|reason|caus|due to|failed (on|at|with)|next time|this time/i;

/** Attempts before this one of which nobody wrote down what was learnt. */
export const pastAttempts: Probe = ({ plan }) => {
  const attempts = plan.state.pastAttempts;
  if (attempts.length === 0) {
    return [finding('past-attempts', {
      variant: 'none', proposals: [proposeAsking('addAttempt', {}, 'attempt', (answer) => appendText(plan, 'pastAttempts', answer))],
    })];
  }
  return attempts.flatMap((attempt, index) => {
    if (LESSON.test(attempt) || /^(none|no\b|never|—)/i.test(attempt.trim())) return [];
    const args = { attempt, count: String(attempts.length) };
    return [finding('past-attempts', {
      subject: attempt, args,
      proposals: [proposeAsking('addLesson', args, 'lesson', (answer) =>
        ({ kind: 'setField', path: 'pastAttempts', value: attempts.map((text, at) => (at === index ? `${text}; lesson: ${answer}` : text)) }))],
    })];
  });
};

/** Things that stay behind, with no reason. */
export const exclusionsWithoutReason: Probe = ({ plan }) => plan.state.exclusions.flatMap((exclusion, index) => {
  if (!isBlank(exclusion.reason)) return [];
  const args = { what: exclusion.what };
  return [finding('exclusions-without-reason', {
    subject: exclusion.what, concerns: exclusion.what.split('.').at(-1) ?? exclusion.what, args,
    proposals: [proposeAsking('setExclusionReason', args, 'reason', (reason) => ({ kind: 'setItem', list: 'exclusions', item: { index, key: exclusion.what }, values: { reason } }))],
  })];
});

/** After so many days an open question is old. */
const OLD_DAYS = 14;

const daysBetween = (from: string, to: string): number | undefined => {
  const day = /^\d{4}-\d{2}-\d{2}/;
  if (!day.test(from) || !day.test(to)) return undefined;
  const days = (Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000;
  return Number.isFinite(days) ? Math.round(days) : undefined;
};

/** Questions that have stood open for two weeks or more. */
export const oldQuestions: Probe = (context) => {
  const { plan, today } = context;
  return plan.state.openQuestions.flatMap((question, index) => {
    const days = daysBetween(question.at, today);
    if (days === undefined || days < OLD_DAYS) return [];
    const args = { question: question.question, days: String(days), count: String(plan.state.openQuestions.length) };
    const remove = { kind: 'removeItem' as const, list: 'openQuestions' as const, item: { index, key: question.question } };
    return [finding('old-questions', {
      subject: question.question, args,
      park: batch(remove, { kind: 'addItem', list: 'parkedQuestions', item: { question: question.question, about: question.about, at: today } }),
      proposals: [
        proposeAsking('answerQuestion', args, 'answer', (answer) => batch(decisionEdit({ ...context, section: context.section }, answer, question.question), remove)),
        propose('dropQuestion', args, remove),
      ],
    })];
  });
};
