import { fill } from '../messages.ts';
import { parseDuration } from '../units/duration.ts';
import type { Plan } from '../plan/plan.ts';
import { cellOf, rowsOf } from '../plan/plan.ts';
import { blockSpec, sectionSpec } from '../plan/sections.ts';
import type { PlanEdit } from '../plan/planEdit.ts';
import { append, appendText, decisionEdit, proposeAsking, propose, textsAt } from './build.ts';
import type { Finding, ProbeContext, Proposal } from './elicitation.ts';
import { ANSWER_COLUMNS } from './elicitationFile.ts';
import type { ElicitationFile, OwnQuestion } from './elicitationFile.ts';
import { isBlank } from './facts.ts';
import { isTemplateRecorded } from './known.ts';
import type { PlanArg } from './planArgs.ts';
import type { Words } from './words.ts';

/** The questions of a technique or perspective itself, for what no probe can see. */

/** The value of a plain field of the frontmatter. */
function fieldValue(plan: Plan, path: string): string {
  let at: unknown = plan.state;
  for (const key of path.split('.')) at = typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof at === 'string' ? at : '';
}

/** A question for all sections, made one for this section, so that an answer in one section does not settle the others. */
function forSection(question: OwnQuestion, section: string): OwnQuestion {
  return { ...question, ask: fill(question.ask, { section }), ...(question.topic === undefined ? {} : { topic: `${question.topic} (${section})` }) };
}

/** True where the plan shows that the question was asked and answered, or can't take the answer. */
function isSettled(plan: Plan, question: OwnQuestion, recorded: readonly string[]): boolean {
  if (isTemplateRecorded(question.ask, recorded)) return true;
  const prefix = `${question.topic ?? ''}: `;
  const has = (texts: readonly string[]): boolean => texts.some((text) => text.startsWith(prefix));
  switch (question.answer.kind) {
    case 'decision': return false;
    case 'openQuestion': return has(plan.state.openQuestions.map((each) => each.question)) || has(plan.state.parkedQuestions.map((each) => each.question));
    case 'businessRule': return has(plan.state.businessRules);
    case 'constraint': return has(plan.state.constraints.other);
    case 'qualityIssue': return has(plan.state.dataQuality.map((each) => each.issue));
    case 'field': return !isBlank(fieldValue(plan, question.answer.path));
    case 'block': {
      const { block } = question.answer;
      // A block that must stand and doesn't is missing, not empty: nothing is written into it from here.
      if (plan.rows[block] === undefined && blockSpec(block).required) return true;
      return has(rowsOf(plan, block).map((row) => cellOf(row, ANSWER_COLUMNS[block] ?? '')));
    }
    default: {
      const never: never = question.answer;
      return never;
    }
  }
}

function answerEdit(context: ProbeContext, question: OwnQuestion, answer: string): PlanEdit | null {
  const { plan, section, today } = context;
  const text = `${question.topic ?? ''}: ${answer}`;
  switch (question.answer.kind) {
    case 'decision': return decisionEdit(context, answer, '');
    case 'openQuestion': return { kind: 'addItem', list: 'openQuestions', item: { question: text, about: section, at: today } };
    case 'businessRule': return appendText(plan, 'businessRules', text);
    case 'constraint': return appendText(plan, 'constraints.other', text);
    case 'qualityIssue': return { kind: 'addItem', list: 'dataQuality', item: { issue: text, where: '', treatment: '' } };
    case 'field':
      if (question.answer.path === 'migrationStrategy.downtimeWindow' && parseDuration(answer) === undefined) return null;
      return { kind: 'setField', path: question.answer.path, value: answer };
    case 'block': {
      const { block } = question.answer;
      const column = ANSWER_COLUMNS[block] ?? '';
      const row = Object.fromEntries(blockSpec(block).columns.map((each) => [each.key, each.key === column ? text : '?']));
      return append(plan, block, row);
    }
    default: {
      const never: never = question.answer;
      return never;
    }
  }
}

/** Where an answer would stand, as the document names it. */
function placeOf(question: OwnQuestion): string {
  switch (question.answer.kind) {
    case 'decision': return 'Decisions';
    case 'openQuestion': return 'Open Questions';
    case 'businessRule': return 'businessRules';
    case 'constraint': return 'constraints';
    case 'qualityIssue': return 'dataQuality';
    case 'field': return question.answer.path;
    case 'block': {
      const spec = blockSpec(question.answer.block);
      return spec.heading ?? sectionSpec(spec.section).heading;
    }
    default: {
      const never: never = question.answer;
      return never;
    }
  }
}

const keepOpen = (context: ProbeContext): Proposal =>
  propose('keepOpen', {}, { kind: 'addItem', list: 'openQuestions', item: { question: '', about: context.section, at: context.today } });

/** The file's own questions for the section that the plan has not settled: the section's first, then those for all. */
export function ownQuestions(file: ElicitationFile, context: ProbeContext, recorded: readonly string[], args: Readonly<Record<PlanArg, string>>): readonly Finding[] {
  const questions = [
    ...(file.questions[context.section] ?? []).map((question) => ({ ...question, ask: fill(question.ask, { section: args.section }) })),
    ...(file.questions.all ?? []).map((question) => forSection(question, args.section)),
  ];
  return questions.filter((question) => !isSettled(context.plan, question, recorded)).map((question) => {
    const place = placeOf(question);
    return {
      probe: `own-${file.id}`, subject: `${context.section}:${question.ask}`, code: 'elicitation.own', args: { ask: fill(question.ask, args) },
      proposals: [
        proposeAsking('recordAnswer', { place }, 'answer', (answer) => answerEdit(context, question, answer)),
        keepOpen(context),
      ],
    };
  });
}

const MORE = ['decision', 'openQuestion', 'businessRule'] as const;

/** How many questions that never run out there are: the file's own, and one each for decisions, questions and rules. */
export const AGAIN_KINDS = MORE.length + 1;

/** A question that never runs out, the n-th of its kind, for when all else was asked. */
export function againQuestion(file: ElicitationFile, context: ProbeContext, which: number, n: number, args: Readonly<Record<PlanArg, string>>, words: Words): Finding {
  const kind = MORE[which - 1];
  const filled = { ...args, n: String(n) };
  const ask = kind === undefined ? fill(file.again, filled) : words(`elicitation.more.${kind}`, { section: args.section, n: String(n) });
  const question: OwnQuestion = { ask, topic: `${args.section} ${n}`, answer: { kind: kind ?? 'decision' } };
  return {
    probe: `again-${kind ?? file.id}`, subject: `${context.section}#${n}`, code: 'elicitation.again', args: { ask, which: String(which), n: String(n) },
    proposals: [
      proposeAsking('recordAnswer', { place: placeOf(question) }, 'answer', (answer) => answerEdit(context, question, answer)),
      keepOpen(context),
    ],
  };
}

/** True where the plan shows an answer to that question. */
export function isAgainSettled(context: ProbeContext, question: Finding, recorded: readonly string[], args: Readonly<Record<PlanArg, string>>): boolean {
  const prefix = `${args.section} ${question.args['n'] ?? ''}: `;
  const texts = question.probe === 'again-businessRule' ? textsAt(context.plan.state, 'businessRules')
    : question.probe === 'again-openQuestion' ? context.plan.state.openQuestions.map((each) => each.question) : [];
  return recorded.includes(question.args['ask'] ?? '') || texts.some((text) => text.startsWith(prefix));
}
