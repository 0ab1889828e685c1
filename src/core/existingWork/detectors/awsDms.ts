import * as z from 'zod';
import { Draft, counted } from '../draft.ts';
import type { Detector, Found, WorkFile } from '../found.ts';
import { stemOf } from '../paths.ts';

const text = z.string().max(1_000);
const locator = z.looseObject({ 'schema-name': text.optional(), 'table-name': text.optional(), 'column-name': text.optional() });
const rule = z.looseObject({
  'rule-type': text, 'rule-action': text.optional(), 'rule-target': text.optional(), 'object-locator': locator.optional(), value: z.union([text, z.null()]).optional(),
});
const mappings = z.looseObject({ rules: z.array(rule).min(1).max(20_000) });
const settings = z.looseObject({ TargetMetadata: z.looseObject({}), FullLoadSettings: z.looseObject({}).optional(), Logging: z.unknown().optional() });
const task = z.looseObject({
  ReplicationTaskIdentifier: text.optional(), MigrationType: text.optional(), TableMappings: z.string().max(4_000_000).optional(),
  SourceEndpointIdentifier: text.optional(), TargetEndpointIdentifier: text.optional(),
});
type Rule = z.infer<typeof rule>;

/** AWS Database Migration Service: table mappings and task settings as JSON. */
export const awsDms: Detector = {
  tool: 'AWS DMS',
  globs: ['**/*{dms,DMS,table-mapping,table_mapping,tablemapping,tableMapping,task-setting,task_setting,tasksetting,taskSetting,mapping-rules,replication}*.json', '**/{dms,DMS}/**/*.json'],
  detect: (files) => files.map(describe).filter((found) => found !== undefined),
};

function describe(file: WorkFile): Found | undefined {
  if (file.text.length > 4_000_000) return undefined;
  const value = parse(file.text);
  const whole = task.safeParse(value);
  const inner = whole.success && whole.data.TableMappings !== undefined ? mappings.safeParse(parse(whole.data.TableMappings)) : mappings.safeParse(value);
  if (inner.success && inner.data.rules.some((each) => ['selection', 'transformation'].includes(each['rule-type']))) {
    const name = whole.success ? (whole.data.ReplicationTaskIdentifier ?? stemOf(file.path)) : stemOf(file.path);
    const draft = new Draft('AWS DMS', `AWS DMS table mappings ${name}`, file.path);
    if (whole.success) {
      draft.connect('source', whole.data.SourceEndpointIdentifier ?? '');
      draft.connect('target', whole.data.TargetEndpointIdentifier ?? '');
      if (whole.data.MigrationType !== undefined) draft.facts.push(whole.data.MigrationType.replaceAll('-', ' '));
    }
    draft.seen(file, file.text.indexOf('rule-type'), 'rules');
    readRules(draft, file, inner.data.rules);
    return draft.done();
  }
  const found = settings.safeParse(value);
  if (!found.success || (!found.data.FullLoadSettings && found.data.Logging === undefined)) return undefined;
  const draft = new Draft('AWS DMS', `AWS DMS task settings ${stemOf(file.path)}`, file.path);
  draft.facts.push('how a replication task loads');
  const prepare = (found.data.FullLoadSettings as { readonly TargetTablePrepMode?: unknown } | undefined)?.TargetTablePrepMode;
  if (typeof prepare === 'string' && /^[A-Z_]{2,40}$/.test(prepare)) draft.facts.push(`target tables: ${prepare.toLowerCase().replaceAll('_', ' ')}`);
  draft.seen(file, file.text.indexOf('TargetMetadata'), 'settings');
  return draft.done();
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function readRules(draft: Draft, file: WorkFile, rules: readonly Rule[]): void {
  const selected = rules.filter((each) => each['rule-type'] === 'selection');
  const patterns: string[] = [];
  const left: string[] = [];
  for (const each of selected) {
    const name = tableOf(each);
    if (each['rule-action'] === 'exclude') left.push(name);
    else if (isPattern(name)) patterns.push(name);
    else draft.read(name);
  }
  draft.facts.push(counted(rules.length, 'rule'));
  if (patterns.length > 0) draft.facts.push(`takes ${patterns.slice(0, 12).join(', ')}`);
  if (left.length > 0) draft.facts.push(`leaves out ${left.slice(0, 12).join(', ')}`);
  const renames = new Map<string, string>();
  for (const each of rules) {
    if (each['rule-action'] !== 'rename' || each['rule-target'] !== 'table' || isPattern(tableOf(each)) || !each.value) continue;
    renames.set(tableOf(each), each.value);
    draft.read(tableOf(each));
    draft.write(each.value);
  }
  // A rule that changes all names makes every single one doubtful.
  const sweeping = rules.some((each) => each['rule-type'] === 'transformation' && /^(?:convert-|add-prefix|add-suffix|remove-prefix|remove-suffix|replace-prefix|replace-suffix)/.test(each['rule-action'] ?? '') && each['rule-target'] !== 'schema');
  for (const each of rules) {
    const column = each['object-locator']?.['column-name'] ?? '';
    if (sweeping || each['rule-action'] !== 'rename' || each['rule-target'] !== 'column' || !each.value || column === '' || isPattern(column) || isPattern(tableOf(each))) continue;
    const sourceTable = tableOf(each);
    const targetTable = renames.get(sourceTable) ?? bare(sourceTable);
    draft.map({ sourceTable, sourceField: column, targetTable, targetField: each.value, path: file.path, line: lineOfRule(file, column) });
  }
  const removed = rules.filter((each) => each['rule-action'] === 'remove-column').map((each) => `${bare(tableOf(each))}.${each['object-locator']?.['column-name'] ?? '?'}`);
  if (removed.length > 0) draft.facts.push(`drops the columns ${removed.slice(0, 12).join(', ')}`);
}

function lineOfRule(file: WorkFile, column: string): number {
  const at = file.text.indexOf(JSON.stringify(column));
  return at < 0 ? 1 : file.text.slice(0, at).split('\n').length;
}

function tableOf(each: Rule): string {
  return [each['object-locator']?.['schema-name'] ?? '', each['object-locator']?.['table-name'] ?? ''].filter((part) => part !== '').join('.');
}

function bare(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function isPattern(name: string): boolean {
  return name === '' || name.includes('%');
}
