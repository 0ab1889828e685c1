import { NONE, UNKNOWN, cellOf, rowsOf } from '../../plan/plan.ts';
import { line } from '../messages.ts';
import { answer, change, known, propose, setCell, setCells } from '../proposals.ts';
import { rule } from '../rule.ts';
import { sameTable } from '../readers.ts';
import { nameKey } from '../words.ts';
import type { PlanRow } from '../../plan/plan.ts';
import type { Outcome, Rule, RuleContext } from '../rule.ts';
import type { FieldMention } from '../values.ts';

interface MappingRow { readonly row: PlanRow; readonly index: number }

/** The tables a source field may stand in, and its mapping rows. */
function resolve(context: RuleContext, mention: FieldMention): { table: string; field: string; rows: readonly MappingRow[] } | { unclear: readonly string[] } | undefined {
  const tables = mention.table !== undefined ? [mention.table] : [...new Set(mention.refs.map((ref) => ref.table))];
  if (tables.length > 1) return { unclear: tables };
  const table = tables[0];
  if (table === undefined) return undefined;
  const rows = rowsOf(context.plan, 'mapping').map((row, index) => ({ row, index })).filter(({ row }) => sameTable(cellOf(row, 'sourceTable'), table) && nameKey(cellOf(row, 'sourceField')) === nameKey(mention.field));
  return { table, field: mention.field, rows };
}

const LEAVE = /^leave behind\b/i;
const TYPE_WORDS = '{type:typeText}';

function setTransform(context: RuleContext, mention: FieldMention, transformOf: (field: string) => string, say: (name: string) => string): Outcome | undefined {
  const found = resolve(context, mention);
  if (!found) return undefined;
  if ('unclear' in found) return { unclear: found.unclear.map((table) => say(`${table}.${mention.field}`)) };
  const [only, ...more] = found.rows;
  if (!only || more.length > 0) return undefined;
  const before = cellOf(only.row, 'transform');
  const transform = transformOf(cellOf(only.row, 'sourceField'));
  const name = `${cellOf(only.row, 'sourceTable')}.${cellOf(only.row, 'sourceField')}`;
  // A field that is left behind has nothing to transform.
  if (LEAVE.test(before)) return undefined;
  if (before === transform) return answer('conversation.answer.unchanged', { text: `${name}: ${transform}` });
  return propose('conversation.propose.transform', { field: name, transform }, [change(name, line('conversation.label.transform'), before, transform)], [setCell('mapping', only.row, only.index, 'transform', transform)]);
}

const FUNCTIONS: readonly (readonly [string, string])[] = [['(trim|strip|trimmed)', 'trim'], ['(uppercase|upper-case|upper case|capitalise|uppercased)', 'upper'], ['(lowercase|lower-case|lower case|lowercased)', 'lower']];

export const fieldRules: readonly Rule[] = [
  rule('map', 'statement', [
    '(we|let us|please)? (map|mapping|send|copy|load|put|move|write|rename|match|take|bring|carry) {f:sourceField} (over)? (to|into|onto|in|on|→|with|as) {g:targetField}', '{f:sourceField} (go|map|be mapped|become|correspond|be renamed|move|should go|must go|will go|be copied|be now|be called|be loaded|should be mapped|must be mapped|will be mapped|maps|turn|feed|end up|land|should become|will become|belong|be stored|fit|need to go|have to go|be written|should end up|should land|will end up|must end up|should be|be) (to|into|onto|in|on|with|as)? {g:targetField}', '{f:sourceField} → {g:targetField}', '{g:targetField} (come|be filled|be loaded|be taken|be fed|get filled|be populated|should come|must come) (from|by|with) {f:sourceField}', 'use {f:sourceField} (for|as|to fill) {g:targetField}', 'fill {g:targetField} (from|with|by) {f:sourceField}', 'mapping : {f:sourceField} (to|→) {g:targetField}',
  ], (found, context) => {
    const from = found.get('f', 'field');
    const to = found.get('g', 'field');
    if (!from || !to) return undefined;
    const source = resolve(context, from);
    if (!source) return undefined;
    if ('unclear' in source) return { unclear: source.unclear.map((table) => `map ${table}.${from.field} to ${to.table === undefined ? to.field : `${to.table}.${to.field}`}`) };
    const rows = rowsOf(context.plan, 'mapping');
    // The target table, where only a field was said: where the other fields of the source table go.
    const targets = [...new Set(rows.filter((row) => sameTable(cellOf(row, 'sourceTable'), source.table)).map((row) => cellOf(row, 'targetTable')).filter(known))];
    const offered = [...new Set(to.refs.map((ref) => ref.table))];
    const fitting = to.table !== undefined ? [to.table] : targets.filter((table) => offered.length === 0 || offered.some((other) => sameTable(other, table)));
    const choices = fitting.length > 0 ? fitting : offered;
    if (choices.length > 1) return { unclear: choices.map((table) => `map ${source.table}.${source.field} to ${table}.${to.field}`) };
    const targetTable = choices[0];
    if (targetTable === undefined) return undefined;
    const target = `${targetTable}.${to.field}`;
    const name = `${source.table}.${source.field}`;
    if (source.rows.length === 0) {
      return propose('conversation.propose.map', { source: name, target }, [line('conversation.detail.mappingRow', { source: name, target })],
        [{ kind: 'insertRows', block: 'mapping', at: rows.length, rows: [{ sourceTable: source.table, sourceField: source.field, targetTable, targetField: to.field, transform: 'direct' }] }]);
    }
    const [only, ...more] = source.rows;
    if (!only || more.length > 0) return { unclear: [] };
    const before = `${cellOf(only.row, 'targetTable')}.${cellOf(only.row, 'targetField')}`;
    const transform = cellOf(only.row, 'transform');
    const reopened = !known(transform) || LEAVE.test(transform);
    const edits = setCells('mapping', only.row, only.index, [['targetTable', targetTable], ['targetField', to.field], ...(reopened ? [['transform', 'direct'] as const] : [])]);
    if (before === target) return answer('conversation.answer.unchanged', { text: `${name} → ${target}` });
    const details = [change(name, line('conversation.label.targetField'), known(cellOf(only.row, 'targetField')) ? before : cellOf(only.row, 'targetField'), target)];
    if (reopened) details.push(change(name, line('conversation.label.transform'), transform, 'direct'));
    return propose('conversation.propose.map', { source: name, target }, details, edits);
  }),

  rule('leaveField', 'statement', [
    '((do not|not|will not|we do not (want|need|have) to|we will not|we do not|no need to|we should not|never) (migrate|move|map|bring|copy|take|include|carry over|transfer|load|take over)|leave out|leave behind|drop|skip|exclude|ignore|omit|(we|let us) (will|can|should|want to|would like to)? (drop|skip|leave out|exclude|ignore|omit)) {f:knownField} (over|along|at all)? ((because of|because|since|as|due to|:) {why:rest}|{why:plainReason})?', '(leave|we leave) {f:knownField} (behind|out) ((because of|because|since|as|due to|:) {why:rest}|{why:plainReason})?', '{f:knownField} (be|will be|can be|should be) (left behind|left out|dropped|skipped|not (migrated|needed|needed anymore|mapped|needed any more|used)|excluded|obsolete|no longer (needed|used)|unused) ((because of|because|since|as|due to|:) {why:rest}|{why:plainReason})?', '{f:knownField} (can|may|should) (go|be removed|disappear|stay behind|be deleted|be forgotten) ((because of|because|since|as|due to|:) {why:rest}|{why:plainReason})?', '{f:knownField} (stay|stays) behind ((because of|because|since|as|due to|:) {why:rest}|{why:plainReason})?', '(we|nobody) (do not need|no longer need|need|use) {f:knownField} (anymore|any more) ((because|since|as) {why:rest})?',
  ], (found, context) => {
    const mention = found.get('f', 'field');
    if (!mention) return undefined;
    const source = resolve(context, mention);
    if (!source) return undefined;
    const why = found.words('why');
    if ('unclear' in source) return { unclear: source.unclear.map((table) => `Don't migrate ${table}.${mention.field}${why === undefined ? '' : ` because ${why}`}`) };
    const transform = `leave behind: ${why ?? UNKNOWN}`;
    const name = `${source.table}.${source.field}`;
    const missing = why === undefined ? [line('conversation.detail.reasonMissing')] : [];
    const [only, ...more] = source.rows;
    if (more.length > 0) return { unclear: [] };
    if (!only) {
      return propose('conversation.propose.leaveField', { field: name }, [line('conversation.detail.mappingRow', { source: name, target: NONE }), ...missing],
        [{ kind: 'insertRows', block: 'mapping', at: rowsOf(context.plan, 'mapping').length, rows: [{ sourceTable: source.table, sourceField: source.field, targetTable: NONE, targetField: NONE, transform }] }]);
    }
    const edits = setCells('mapping', only.row, only.index, [['targetTable', NONE], ['targetField', NONE], ['transform', transform]]);
    if (edits.length === 0 || (LEAVE.test(cellOf(only.row, 'transform')) && why === undefined)) return answer('conversation.answer.unchanged', { text: `${name}: ${cellOf(only.row, 'transform')}` });
    const before = known(cellOf(only.row, 'targetField')) ? `${cellOf(only.row, 'targetTable')}.${cellOf(only.row, 'targetField')}` : cellOf(only.row, 'targetField');
    return propose('conversation.propose.leaveField', { field: name }, [change(name, line('conversation.label.targetField'), before, NONE), change(name, line('conversation.label.transform'), cellOf(only.row, 'transform'), transform), ...missing], edits);
  }),

  ...FUNCTIONS.map(([words, name]) => rule('transform', 'statement', [
    `(we|let us|please)? (must|should|need to|have to)? ${words} {f:knownField}`, `{f:knownField} (be|must be|should be|have to be|need to be|need) ${words}`, `(convert|turn|change|transform) {f:knownField} (to|into) ${words}`, `make {f:knownField} ${words}`,
  ], (found, context) => {
    const mention = found.get('f', 'field');
    return mention ? setTransform(context, mention, (field) => `${name}(${field})`, (field) => `${name === 'trim' ? 'trim' : name === 'upper' ? 'uppercase' : 'lowercase'} ${field}`) : undefined;
  })),
  rule('transform', 'statement', [`(we|let us|please)? (must|should|need to|have to)? (cast|convert|change) {f:knownField} (to|into|as) (a|an)? ${TYPE_WORDS}`, `{f:knownField} (be|must be|should be|have to be|need to be) (cast|converted) (to|into|as) (a|an)? ${TYPE_WORDS}`, `(store|make) {f:knownField} (as)? (a|an)? ${TYPE_WORDS}`], (found, context) => {
    const mention = found.get('f', 'field');
    const type = found.words('type');
    return mention && type !== undefined ? setTransform(context, mention, () => `cast to ${type}`, (field) => `cast ${field} to ${type}`) : undefined;
  }),
  rule('transform', 'statement', ['transform (of|for) {f:knownField} (be|:|should be|must be) {x:codeText}', '(set|change) transform (of|for) {f:knownField} to {x:codeText}'], (found, context) => {
    const mention = found.get('f', 'field');
    const text = found.words('x');
    return mention && text !== undefined ? setTransform(context, mention, () => text, (field) => `the transform of ${field} is "${text}"`) : undefined;
  }),
];
