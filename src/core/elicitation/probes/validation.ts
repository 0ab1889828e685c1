import { cellOf, rowsOf } from '../../plan/plan.ts';
import type { Probe } from '../elicitation.ts';
import { append, batch, finding, propose, proposeAsking, proposeDecision } from '../build.ts';
import { baseName, isBlank, looksLikeAmount, looksLikeKeyOf, mainPairs, mentions, movedFields, phaseNames, rowRef, ruleFinder, sameTable, squash, validationRules } from '../facts.ts';
import type { MappedField, Rule, TablePair } from '../facts.ts';
import { sourceNames, targetNames } from '../sql.ts';
import { phaseOfTable, ruleRows } from './ruleRows.ts';

/** Probes on how we will know that it arrived. */

const RULE_TABLES = 400;

/** True where the rule counts all rows of the table. */
function countsRows(rule: Rule, table: string): boolean {
  if (!mentions(rule.text, baseName(table))) return false;
  return /\brow counts?\b|\bcount of rows\b/i.test(rule.check) || (/\bcount\s*\(\s*\*\s*\)/i.test(rule.sql) && !/\b(where|join)\b/i.test(rule.sql));
}

/** Tables that move with no rule that counts their rows on both sides. */
export const noRowCount: Probe = ({ plan }) => {
  const rules = validationRules(plan);
  const pairs = mainPairs(plan).slice(0, RULE_TABLES);
  const counting = rules.filter((rule) => /count/i.test(rule.text));
  const open = pairs.filter((pair) => !counting.some((rule) => countsRows(rule, pair.source) || countsRows(rule, pair.target)));
  return open.map((pair) => {
    const args = { table: pair.source, targetTable: pair.target, count: String(open.length), total: String(pairs.length) };
    return finding('no-row-count', {
      subject: pair.source, concerns: pair.source, args,
      proposals: [propose('addRowCount', args, ruleRows(plan, {
        check: `Row count ${pair.source}`, gate: 'post', phase: phaseOfTable(plan, pair.target),
        sourceQuery: `SELECT COUNT(*) FROM ${sourceNames(plan, pair.source).table(pair.source)}`,
        targetQuery: `SELECT COUNT(*) FROM ${targetNames(plan).table(pair.target)}`,
      }))],
    });
  });
};

/** Amounts that move with no rule that adds them up on both sides. */
export const noSumRule: Probe = ({ plan }) => {
  const sums = validationRules(plan).filter((rule) => /\bsum\b/i.test(rule.text));
  const find = ruleFinder(sums);
  const named = (rule: Rule, field: MappedField): boolean => mentions(rule.text, field.sourceField) || mentions(rule.text, field.targetField);
  return movedFields(plan)
    .filter((field) => looksLikeAmount(field.sourceField) || looksLikeAmount(field.targetField))
    .filter((field) => ![baseName(field.sourceTable), baseName(field.targetTable)].some((table) => find(table).some((rule) => named(rule, field))))
    .map((field) => {
      const args = { table: field.sourceTable, field: field.sourceField, targetTable: field.targetTable, targetField: field.targetField };
      const source = sourceNames(plan, field.sourceTable);
      const target = targetNames(plan);
      return finding('no-sum-rule', {
        subject: `${args.table}.${args.field}>${args.targetTable}.${args.targetField}`, concerns: field.sourceTable, args,
        proposals: [propose('addSum', args, ruleRows(plan, {
          check: `Sum of ${field.sourceTable}.${field.sourceField}${sums.some((rule) => rule.check === `Sum of ${field.sourceTable}.${field.sourceField}`) ? ` in ${field.targetTable}.${field.targetField}` : ''}`,
          gate: 'post', phase: phaseOfTable(plan, field.targetTable),
          sourceQuery: `SELECT SUM(${source.field(field.sourceField)}) FROM ${source.table(field.sourceTable)}`,
          targetQuery: `SELECT SUM(${target.field(field.targetField)}) FROM ${target.table(field.targetTable)}`,
        }))],
      });
    });
};

/** Fields that read like a reference to another table of the plan, with no rule that looks for references into nothing. */
export const noOrphanRule: Probe = ({ plan }) => {
  const pairs = mainPairs(plan).slice(0, RULE_TABLES);
  const orphanRules = validationRules(plan).filter((rule) => /orphan|not\s+exists|left\s+(outer\s+)?join|not\s+in\s*\(/i.test(rule.text));
  const keyOf = (pair: TablePair): string | undefined => pair.fields.find((field) => looksLikeKeyOf(field.sourceField, pair.source))?.sourceField;
  const parents = pairs.flatMap((pair) => {
    const key = keyOf(pair);
    return key === undefined ? [] : [{ table: pair.source, key, names: new Set([squash(baseName(pair.source)), squash(baseName(pair.source)).replace(/s$/, '')].map((name) => `${name}id`)) }];
  });
  const parentsByReference = new Map(parents.flatMap((parent) => [...parent.names].map((name) => [name, parent] as const)));
  return pairs.flatMap((pair) => pair.fields.flatMap((field) => {
    const parent = parentsByReference.get(squash(field.sourceField));
    if (parent === undefined || sameTable(parent.table, pair.source)) return [];
    const known = orphanRules.some((rule) => mentions(rule.text, baseName(pair.source)) && (mentions(rule.text, field.sourceField) || mentions(rule.text, baseName(parent.table))));
    if (known) return [];
    const sql = sourceNames(plan, pair.source);
    const parentSql = sourceNames(plan, parent.table);
    const column = sql.field(field.sourceField);
    const args = { table: pair.source, field: field.sourceField, parent: parent.table, key: parent.key };
    return [finding('no-orphan-rule', {
      subject: `${args.table}.${args.field}`, concerns: pair.source, args,
      proposals: [propose('addOrphanRule', args, ruleRows(plan, {
        check: `Orphans ${pair.source}.${field.sourceField}`, gate: 'pre', phase: phaseOfTable(plan, pair.target),
        sourceQuery: `SELECT COUNT(*) FROM ${sql.table(pair.source)} c WHERE c.${column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${parentSql.table(parent.table)} p WHERE p.${parentSql.field(parent.key)} = c.${column})`,
        targetQuery: 'SELECT 0',
      }))],
    })];
  }));
};

const isZero = (tolerance: string): boolean => /^0([.,]0+)?\s*(%|percent|rows?)?$/.test(tolerance);
const MONEY = /\b(money|revenue|turnover|balance|invoice total)\b/i;

/** Sums of money with a tolerance that lets some of it go. */
export const toleranceOnMoney: Probe = (context) => validationRules(context.plan)
  .filter((rule) => (/\bsum\s*\(/i.test(rule.sql) || /^sum\b/i.test(rule.check) || MONEY.test(rule.check)) && !isBlank(rule.tolerance) && !isZero(rule.tolerance))
  .map((rule) => {
    const args = { check: rule.check, tolerance: rule.tolerance };
    return finding('tolerance-on-money', {
      subject: rule.check, concerns: rule.check, args,
      proposals: [
        propose('toleranceZero', args, { kind: 'setCell', block: 'validation', row: rowRef('validation', rule.row, rule.index), column: 'tolerance', value: '0' }),
        proposeDecision(context, args, 'keepTolerance', 'whyTolerance'),
      ],
    });
  });

/** Rules with no word on how far the two sides may be apart. */
export const toleranceOpen: Probe = ({ plan }) => validationRules(plan).filter((rule) => isBlank(rule.tolerance)).map((rule) => {
  const args = { check: rule.check };
  const set = (value: string) => ({ kind: 'setCell' as const, block: 'validation' as const, row: rowRef('validation', rule.row, rule.index), column: 'tolerance', value });
  return finding('tolerance-open', {
    subject: rule.check, concerns: rule.check, args,
    proposals: [propose('toleranceZero', args, set('0')), proposeAsking('setTolerance', args, 'tolerance', set)],
  });
});

/** Rules of which one side has no query: nobody can run them. */
export const ruleWithoutQuery: Probe = ({ plan }) => validationRules(plan).flatMap((rule) => (['sourceQuery', 'targetQuery'] as const)
  .filter((column) => isBlank(cellOf(rule.row, column)))
  .map((column) => {
    const args = { check: rule.check };
    return finding('rule-without-query', {
      variant: column, subject: rule.check, concerns: rule.check, args,
      proposals: [proposeAsking(column === 'sourceQuery' ? 'setSourceQuery' : 'setTargetQuery', args, 'query', (answer) =>
        ({ kind: 'setCell', block: 'validation', row: rowRef('validation', rule.row, rule.index), column, value: answer }))],
    });
  }));

/** No check stands before the load. */
export const noPreGate: Probe = (context) => {
  const { plan } = context;
  if (rowsOf(plan, 'ruleDetails').some((row) => cellOf(row, 'gate').trim().toLowerCase() === 'pre')) return [];
  const phases = phaseNames(plan);
  const first = mainPairs(plan)[0];
  const phase = phases[0] ?? '?';
  const key = first?.fields.find((field) => looksLikeKeyOf(field.sourceField, first.source));
  const args = { count: String(rowsOf(plan, 'validation').length), table: first?.target ?? '', sourceTable: first?.source ?? '', field: key?.sourceField ?? '', phase };
  const blocks = phase === '?' ? 'the load' : phase;
  return [finding('no-pre-gate', {
    args,
    proposals: [
      first === undefined ? undefined : propose('addEmptyTarget', args, ruleRows(plan, {
        check: `${first.target} is empty before the load`, gate: 'pre', phase, blocks,
        sourceQuery: 'SELECT 0', targetQuery: `SELECT COUNT(*) FROM ${targetNames(plan).table(first.target)}`,
      })),
      first === undefined || key === undefined ? undefined : propose('addUniqueKey', args, ruleRows(plan, {
        check: `${first.source}.${key.sourceField} is unique`, gate: 'pre', phase, blocks,
        sourceQuery: `SELECT COUNT(*) - COUNT(DISTINCT ${sourceNames(plan, first.source).field(key.sourceField)}) FROM ${sourceNames(plan, first.source).table(first.source)}`,
        targetQuery: 'SELECT 0',
      })),
      proposeAsking('addPreCheck', args, 'preCheck', (check) => ruleRows(plan, { check, gate: 'pre', phase, blocks, sourceQuery: '?', targetQuery: '?', tolerance: '?' })),
    ],
  })];
};

/** Dirt that somebody knows of, with no treatment or no rule that counts it. */
export const dirtWithoutRule: Probe = ({ plan }) => {
  const rules = validationRules(plan);
  return plan.state.dataQuality.flatMap((issue, index) => {
    const where = isBlank(issue.where) ? '' : issue.where.trim();
    const args = { issue: issue.issue, where: where === '' ? '?' : where };
    const findings = [];
    if (isBlank(issue.treatment)) {
      findings.push(finding('dirt-without-rule', {
        variant: 'noTreatment', subject: issue.issue, ...(where === '' ? {} : { concerns: where.split('.')[0] ?? where }), args,
        proposals: [proposeAsking('setTreatment', args, 'treatment', (treatment) => ({ kind: 'setItem', list: 'dataQuality', item: { index, key: issue.issue }, values: { treatment } }))],
      }));
    }
    const check = `Known dirt: ${issue.issue}`.slice(0, 300);
    if (!rules.some((rule) => rule.check.toLowerCase().includes(check.slice('Known dirt: '.length).toLowerCase()))) {
      const field = movedFields(plan).find((each) => where !== '' && (mentions(where, `${each.sourceTable}.${each.sourceField}`) || mentions(where, `${baseName(each.sourceTable)}.${each.sourceField}`)));
      const names = field === undefined ? undefined : sourceNames(plan, field.sourceTable);
      const column = field === undefined ? '' : names?.field(field.sourceField) ?? '';
      const from = field === undefined ? '' : `FROM ${names?.table(field.sourceTable) ?? ''}`;
      const sourceQuery = field === undefined ? '?'
        : /duplicat|twice|double|not unique/i.test(issue.issue) ? `SELECT COUNT(${column}) - COUNT(DISTINCT ${column}) ${from}`
        : /missing|empty|null|blank/i.test(issue.issue) ? `SELECT COUNT(*) ${from} WHERE ${column} IS NULL`
        : '?';
      findings.push(finding('dirt-without-rule', {
        subject: issue.issue, ...(where === '' ? {} : { concerns: where.split('.')[0] ?? where }), args,
        proposals: [
          propose('addDirtRule', { ...args, query: sourceQuery }, ruleRows(plan, { check, gate: 'pre', sourceQuery, targetQuery: sourceQuery === '?' ? '?' : 'SELECT 0' })),
          proposeAsking('addDirtQuery', args, 'query', (answer) => ruleRows(plan, { check, gate: 'pre', sourceQuery: answer, targetQuery: 'SELECT 0' })),
        ],
      }));
    }
    return findings;
  });
};

/** Rules of which nobody has said when they run and what they hold up. */
export const ruleWithoutGate: Probe = ({ plan }) => {
  const details = rowsOf(plan, 'ruleDetails');
  const byCheck = new Map(details.map((row, index) => [cellOf(row, 'check').trim().toLowerCase(), { row, index }] as const));
  return validationRules(plan).flatMap((rule) => {
    if (isBlank(rule.check)) return [];
    const detail = byCheck.get(rule.check.trim().toLowerCase());
    if (detail !== undefined && !isBlank(cellOf(detail.row, 'gate'))) return [];
    const args = { check: rule.check };
    return [finding('rule-without-gate', {
      subject: rule.check, concerns: rule.check, args,
      proposals: [proposeAsking('setGate', args, 'gate', (gate) => (detail === undefined
        ? append(plan, 'ruleDetails', { check: rule.check, gate, phase: '?', blocks: '?' })
        : batch({ kind: 'setCell', block: 'ruleDetails', row: rowRef('ruleDetails', detail.row, detail.index), column: 'gate', value: gate })), ['pre', 'post'])],
    })];
  });
};
