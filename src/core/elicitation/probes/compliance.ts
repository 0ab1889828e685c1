import { cellOf, rowsOf } from '../../plan/plan.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Probe } from '../elicitation.ts';
import { append, appendText, finding, propose, proposeAsking, proposeDecision } from '../build.ts';
import { activities, isBlank, looksLikeAmount, looksLikeDate, looksPersonal, movedFields, nameList } from '../facts.ts';

/** Probes on what the law and the calendar ask. */

const PROTECTS = /\b(access|mask|pseudonym|anonym|encrypt|personal|pii|retention|erasure|consent)/i;

/** Fields that move and read like something about a person. */
function personalFields(plan: Plan): readonly string[] {
  return [...new Set(movedFields(plan).filter((field) => looksPersonal(field.sourceField)).map((field) => `${field.sourceTable}.${field.sourceField}`))];
}

/** A regulation is named, and nothing in the plan says who may see the data, or how test copies are kept. */
export const noAccessRule: Probe = ({ plan }) => {
  const texts = [...plan.state.businessRules, ...activities(plan).map((activity) => activity.name), ...plan.state.decisions.map((each) => each.decision), ...plan.state.constraints.other];
  const named = plan.state.constraints.regulations.filter((name) => !isBlank(name) && !/^none\b/i.test(name.trim()));
  if (named.length === 0 || texts.some((text) => PROTECTS.test(text))) return [];
  const args = { regulation: nameList(named), count: String(personalFields(plan).length), names: nameList(personalFields(plan)) };
  return [finding('no-access-rule', {
    args,
    proposals: [
      proposeAsking('addAccessRule', args, 'accessRule', (answer) => appendText(plan, 'businessRules', `Access to personal data: ${answer}`)),
      propose('maskTestCopies', args, append(plan, 'cutover', { activity: 'Mask or delete personal data in test and rehearsal copies', owner: '?', duration: '?', dependencies: '—' })),
    ],
  })];
};

/** Fields that read personal, and no regulation named. */
export const personalData: Probe = (context) => {
  const { plan } = context;
  const fields = personalFields(plan);
  if (fields.length === 0 || plan.state.constraints.regulations.some((name) => !isBlank(name))) return [];
  const args = { names: nameList(fields), count: String(fields.length) };
  return [finding('personal-data', {
    args,
    proposals: [
      proposeAsking('addRegulation', args, 'regulation', (answer) => appendText(plan, 'constraints.regulations', answer)),
      proposeDecision(context, args, 'noRegulation', 'whyNoRegulation'),
    ],
  })];
};

/** Dates move, and nobody said in which zone they are meant. */
export const timeZones: Probe = ({ plan }) => {
  const fields = [...new Set(movedFields(plan).filter((field) => looksLikeDate(field.sourceField)).map((field) => `${field.sourceTable}.${field.sourceField}`))];
  if (fields.length === 0 || !isBlank(plan.state.constraints.timeZones)) return [];
  const args = { names: nameList(fields), count: String(fields.length) };
  return [finding('time-zones', {
    args,
    proposals: [proposeAsking('setTimeZones', args, 'timeZones', (answer) => ({ kind: 'setField', path: 'constraints.timeZones', value: answer }))],
  })];
};

/** Amounts move, and nobody said in which currency. */
export const currencies: Probe = ({ plan }) => {
  const fields = [...new Set(movedFields(plan).filter((field) => looksLikeAmount(field.sourceField)).map((field) => `${field.sourceTable}.${field.sourceField}`))];
  if (fields.length === 0 || !isBlank(plan.state.constraints.currencies)) return [];
  const args = { names: nameList(fields), count: String(fields.length) };
  return [finding('currencies', {
    args,
    proposals: [proposeAsking('setCurrencies', args, 'currencies', (answer) => ({ kind: 'setField', path: 'constraints.currencies', value: answer }))],
  })];
};

/** Personal fields copied as they are: need they come at all? */
export const personalFieldNeed: Probe = (context) => {
  const { plan } = context;
  if (plan.state.constraints.regulations.length === 0) return [];
  return movedFields(plan).filter((field) => looksPersonal(field.sourceField) && /^direct$/i.test(field.transform)).slice(0, 50).map((field) => {
    const args = { table: field.sourceTable, field: field.sourceField, regulation: nameList(plan.state.constraints.regulations) };
    return finding('personal-field-need', {
      subject: `${args.table}.${args.field}>${field.targetTable}.${field.targetField}`, concerns: field.sourceTable, args,
      proposals: [
        proposeDecision(context, args, 'notePurpose', 'purpose'),
        proposeAsking('maskField', args, 'mask', (answer) => (/^direct$/i.test(answer) ? null
          : { kind: 'setCell', block: 'mapping', row: { index: field.index, key: ['sourceTable', 'sourceField', 'targetTable', 'targetField'].map((column) => cellOf(rowsOf(plan, 'mapping')[field.index] ?? { cells: {} }, column)) }, column: 'transform', value: answer })),
      ],
    });
  });
};
