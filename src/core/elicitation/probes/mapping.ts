import type { Plan } from '../../plan/plan.ts';
import { NONE, cellOf, rowsOf } from '../../plan/plan.ts';
import type { SimpleEdit } from '../../plan/planEdit.ts';
import type { Probe } from '../elicitation.ts';
import { append, batch, finding, propose, proposeAsking, proposeDecision } from '../build.ts';
import { activities, baseName, inventoryTables, isBlank, isNamed, looksLikeKeyOf, mappingFields, movedFields, nameList, rowRef, sameTable, tablePairs, validationRules, mentions } from '../facts.ts';
import type { MappedField } from '../facts.ts';
import { sourceNames, targetNames } from '../sql.ts';
import { ruleRows } from './ruleRows.ts';

/** Probes on what goes where. */

/** The cells of one mapping row, as one action. */
function setCells(field: MappedField, values: Readonly<Record<string, string>>): { kind: 'batch'; edits: SimpleEdit[] } {
  // Each edit of a batch sees the plan after the one before it, so the row is found by its place: its key is what changes.
  return { kind: 'batch', edits: Object.entries(values).map(([column, value]) => ({ kind: 'setCell', block: 'mapping', row: { index: field.index }, column, value })) };
}

/** Required target fields that nothing fills. */
export const requiredUnmapped: Probe = ({ plan }) => {
  const open = mappingFields(plan).filter((field) => isNamed(field.targetTable) && isNamed(field.targetField) && isBlank(field.sourceField));
  return open.map((field) => {
    const args = { table: field.targetTable, field: field.targetField, count: String(open.length) };
    const filled = (transform: string): ReturnType<typeof setCells> => setCells(field, { sourceTable: NONE, sourceField: NONE, transform });
    return finding('required-unmapped', {
      subject: `${field.targetTable}.${field.targetField}`, concerns: field.targetTable, args,
      proposals: [
        looksLikeKeyOf(field.targetField, field.targetTable) ? propose('generateKey', args, filled('generated')) : propose('takeDefault', args, filled('default')),
        proposeAsking('setConstant', args, 'constant', (answer) => filled(`constant ${answer}`)),
      ],
    });
  });
};

/** Source fields of which nobody has said where they go. */
export const fieldsOpen: Probe = ({ plan }) => {
  const open = mappingFields(plan).filter((field) => isNamed(field.sourceTable) && isNamed(field.sourceField) && isBlank(field.targetField));
  return open.map((field) => {
    const args = { table: field.sourceTable, field: field.sourceField, count: String(open.length) };
    return finding('fields-open', {
      subject: `${field.sourceTable}.${field.sourceField}`, concerns: field.sourceTable, args,
      proposals: [
        proposeAsking('leaveBehind', args, 'reason', (reason) => setCells(field, { targetTable: NONE, targetField: NONE, transform: `leave behind: ${reason}` })),
        proposeAsking('mapTo', args, 'targetField', (answer) => {
          const dot = answer.lastIndexOf('.');
          const table = dot < 0 ? (isNamed(field.targetTable) ? field.targetTable : '') : answer.slice(0, dot).trim();
          const target = answer.slice(dot + 1).trim();
          return !isNamed(table) || !isNamed(target) ? null : setCells(field, { targetTable: table, targetField: target, transform: isBlank(field.transform) ? 'direct' : field.transform });
        }),
      ],
    });
  });
};

/** Fields that move, with nobody knowing how. */
export const transformUnknown: Probe = ({ plan }) => movedFields(plan).filter((field) => isBlank(field.transform)).map((field) => {
  const args = { table: field.sourceTable, field: field.sourceField, targetTable: field.targetTable, targetField: field.targetField };
  const set = (value: string): SimpleEdit => ({ kind: 'setCell', block: 'mapping', row: rowRef('mapping', field.row, field.index), column: 'transform', value });
  return finding('transform-unknown', {
    subject: `${args.table}.${args.field}>${args.targetTable}.${args.targetField}`, concerns: field.sourceTable, args,
    proposals: [propose('copyDirect', args, set('direct')), proposeAsking('setTransform', args, 'transform', set)],
  });
});

const NARROWING = /^cast to\s+((?:n?varchar2?|n?char|character varying|character)\s*\(\s*(\d{1,9})\s*\)|date\b|small ?int\b|tiny ?int\b|int(?:eger)?\b|int[24]\b|real\b|float[48]?\b|bool(?:ean)?\b|bit\b|(?:numeric|decimal)\b)/i;

/** Casts in which a value can be cut, rounded or refused, and no rule looks. */
export const narrowing: Probe = ({ plan }) => {
  const rules = validationRules(plan);
  return movedFields(plan).flatMap((field) => {
    const cast = NARROWING.exec(field.transform);
    if (cast === null) return [];
    const name = `${field.sourceTable}.${field.sourceField}`;
    if (rules.some((rule) => mentions(rule.check, name) || (mentions(rule.sql, baseName(field.sourceTable)) && mentions(rule.sql, field.sourceField) && !/\bis null\b/i.test(rule.sql)))) return [];
    const type = (cast[1] ?? '').trim();
    const length = cast[2];
    const source = sourceNames(plan, field.sourceTable);
    const target = targetNames(plan);
    const from = `FROM ${source.table(field.sourceTable)}`;
    const column = source.field(field.sourceField);
    const args = { table: field.sourceTable, field: field.sourceField, type };
    return [finding('narrowing', {
      subject: name, concerns: field.sourceTable, args,
      proposals: [
        length === undefined
          ? propose('addDistinctRule', args, ruleRows(plan, {
            check: `Distinct values of ${name}`, gate: 'post',
            sourceQuery: `SELECT COUNT(DISTINCT ${column}) ${from}`, targetQuery: `SELECT COUNT(DISTINCT ${target.field(field.targetField)}) FROM ${target.table(field.targetTable)}`,
          }))
          : propose('addLengthRule', { ...args, length }, ruleRows(plan, {
            check: `${name} fits ${type}`, gate: 'pre',
            sourceQuery: `SELECT COUNT(*) ${from} WHERE LENGTH(${column}) > ${length}`, targetQuery: 'SELECT 0',
          })),
        proposeAsking('setTransform', args, 'transform', (answer) =>
          (NARROWING.test(answer) ? null : { kind: 'setCell', block: 'mapping', row: rowRef('mapping', field.row, field.index), column: 'transform', value: answer })),
      ],
    })];
  });
};

/** Tables of the inventory that the mapping doesn't know. */
export const unmappedTables: Probe = ({ plan }) => {
  const mapped = new Set(mappingFields(plan).map((field) => field.sourceTable.trim().toLowerCase()));
  const known = [...mapped];
  const tables = inventoryTables(plan);
  const open = tables.filter((table) => !mapped.has(table.name.trim().toLowerCase()) && !known.some((name) => sameTable(name, table.name)));
  return open.map((table) => {
    const args = { table: table.name, system: table.system, count: String(open.length), total: String(tables.length) };
    return finding('unmapped-tables', {
      subject: table.key, concerns: table.name, args,
      proposals: [
        proposeAsking('mapTable', args, 'targetTable', (targetTable) => (isNamed(targetTable)
          ? append(plan, 'mapping', { sourceTable: table.name, sourceField: '?', targetTable, targetField: '?', transform: '?' }) : null)),
        proposeAsking('leaveTableOut', args, 'reason', (reason) => ({ kind: 'addItem', list: 'exclusions', item: { what: table.key, reason } })),
      ],
    });
  });
};

/** Target tables fed by several source tables, with no rule which of them wins. */
export const mergeWithoutRule: Probe = ({ plan }) => {
  const byTarget = new Map<string, string[]>();
  for (const pair of tablePairs(plan)) byTarget.set(pair.target, [...(byTarget.get(pair.target) ?? []), pair.source]);
  const ruled = rowsOf(plan, 'tableRules').filter((row) => !isBlank(cellOf(row, 'rule'))).map((row) => cellOf(row, 'targetTable'));
  return [...byTarget].filter(([target, sources]) => sources.length > 1 && !ruled.some((name) => sameTable(name, target))).map(([target, sources]) => {
    const args = { table: target, names: nameList(sources), count: String(sources.length) };
    return finding('merge-without-rule', {
      subject: target, concerns: target, args,
      proposals: [proposeAsking('addTableRule', args, 'mergeRule', (rule) => {
        const index = rowsOf(plan, 'tableRules').findIndex((row) => sameTable(cellOf(row, 'targetTable'), target));
        const row = rowsOf(plan, 'tableRules')[index];
        return row === undefined
          ? append(plan, 'tableRules', { targetTable: target, rowsFrom: sources.join(', '), rule })
          : { kind: 'setCell', block: 'tableRules', row: rowRef('tableRules', row, index), column: 'rule', value: rule };
      })],
    });
  });
};

/** True where an activity or a phase speaks of advancing sequences or identities. */
function sequencesAdvanced(plan: Plan): boolean {
  const texts = [...activities(plan).map((activity) => activity.name), ...rowsOf(plan, 'phases').map((row) => cellOf(row, 'phase'))];
  return texts.some((text) => /\b(sequences?|identit(y|ies)|auto.?increment|setval|reseed)\b/i.test(text));
}

/** Keys that arrive with their old values, or that the new system generates: its counters have to go on behind them. */
export const keysNotAdvanced: Probe = (context) => {
  const { plan } = context;
  if (sequencesAdvanced(plan)) return [];
  const tables = new Set(mappingFields(plan)
    .filter((field) => isNamed(field.targetTable) && (field.transform.toLowerCase() === 'generated' || (isNamed(field.sourceField) && isNamed(field.targetField) && looksLikeKeyOf(field.targetField, field.targetTable))))
    .map((field) => field.targetTable));
  if (tables.size === 0) return [];
  const args = { names: nameList([...tables]), count: String(tables.size) };
  const last = activities(plan).findLast((activity) => /load|phase|copy|transfer|migrat/i.test(activity.name));
  return [finding('keys-not-advanced', {
    args,
    proposals: [
      propose('advanceSequences', args, append(plan, 'cutover', { activity: 'Advance sequences', owner: '?', duration: '?', dependencies: last?.name ?? '?' })),
      proposeDecision(context, args),
    ],
  })];
};

/** Fields left behind without a reason. */
export const leftWithoutReason: Probe = ({ plan }) => mappingFields(plan)
  .filter((field) => isNamed(field.sourceField) && field.targetField.trim() === NONE && !/^leave behind:\s*\S/i.test(field.transform))
  .map((field) => {
    const args = { table: field.sourceTable, field: field.sourceField };
    return finding('left-without-reason', {
      subject: `${args.table}.${args.field}`, concerns: field.sourceTable, args,
      proposals: [proposeAsking('leaveBehind', args, 'reason', (reason) => batch({ kind: 'setCell', block: 'mapping', row: rowRef('mapping', field.row, field.index), column: 'transform', value: `leave behind: ${reason}` }))],
    });
  });
