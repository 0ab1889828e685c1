import * as z from 'zod';
import { Draft, counted, lineAt } from '../draft.ts';
import type { Detector, Found, WorkFile } from '../found.ts';
import { folderOf, isWithin, joinPath } from '../paths.ts';
import { withoutCredentials } from '../withoutCredentials.ts';
import { attributeOf, descendants, isNamed, readXml } from '../xml.ts';
import type { XmlElement } from '../xml.ts';
import { isYamlObject, readYamlValue } from '../yamlValue.ts';
import type { YamlObject, YamlValue } from '../yamlValue.ts';

/** A change log, read in whichever of its forms. */
interface ChangeLog {
  readonly file: WorkFile;
  readonly line: number;
  readonly changeSets: readonly string[];
  readonly tables: readonly string[];
  readonly scripts: readonly string[];
  /** Paths as written. */
  readonly includes: readonly string[];
  readonly folders: readonly string[];
}

/** Changes that make, alter or fill the table that `tableName` (or `oldTableName`, `baseTableName`) names. */
const CHANGES = /^(?:createTable|dropTable|renameTable|addColumn|dropColumn|renameColumn|modifyDataType|insert|update|delete|loadData|loadUpdateData|mergeColumns|addPrimaryKey|addForeignKeyConstraint|addUniqueConstraint|addNotNullConstraint|addDefaultValue|addLookupTable|addAutoIncrement)$/;

/** Liquibase: change logs in XML, YAML, JSON and formatted SQL, as one work for each that no other includes. */
export const liquibase: Detector = {
  tool: 'Liquibase',
  globs: [
    '**/*{changelog,changeLog,change-log,changeset,ChangeLog,Changelog}*.{xml,yaml,yml,json,sql}', '**/{changelog,changelogs,changesets,liquibase,changes}/*.{xml,yaml,yml,json,sql}',
    '**/{changelog,changelogs,liquibase}/**/*.{xml,yaml,yml,json,sql}', '**/liquibase*.properties',
  ],
  detect(files) {
    const logs = files.map(readLog).filter((log) => log !== undefined);
    const children = new Map<ChangeLog, ChangeLog[]>();
    const included = new Set<ChangeLog>();
    for (const log of logs) {
      const own = logs.filter((other) => other !== log && includesIt(log, other.file.path));
      children.set(log, own);
      for (const child of own) included.add(child);
    }
    const properties = files.filter(({ path }) => path.endsWith('.properties')).slice(0, 20);
    const roots = logs.filter((log) => !included.has(log));
    // Logs that include each other have no root: the first stands for all.
    return (roots.length > 0 ? roots : logs.slice(0, 1)).map((root) => describe(root, children, properties));
  },
};

function describe(root: ChangeLog, children: ReadonlyMap<ChangeLog, readonly ChangeLog[]>, properties: readonly WorkFile[]): Found {
  const all = reached(root, children);
  const draft = new Draft('Liquibase', 'Liquibase change log', root.file.path);
  const changes = all.flatMap((log) => log.changeSets);
  draft.facts.push(counted(changes.length, 'change set') + (changes.length === 0 ? '' : `, last ${changes.at(-1) ?? ''}`));
  if (all.length > 1) draft.facts.push(counted(all.length, 'file'));
  draft.seenAt(root.file.path, root.line, 'change log');
  for (const log of all) {
    draft.write(...log.tables);
    for (const script of log.scripts) draft.sql(script);
    if (log !== root && log.changeSets.length > 0) draft.seenAt(log.file.path, log.line, counted(log.changeSets.length, 'change set'));
  }
  for (const file of properties) {
    const url = /^(?:liquibase\.command\.)?url[ \t]*[=:][ \t]*([^\r\n]{1,1000})/m.exec(file.text);
    const log = /^(?:liquibase\.command\.)?change[lL]og-?[fF]ile[ \t]*[=:][ \t]*([^\r\n]{1,500})/m.exec(file.text)?.[1]?.trim();
    if (!url || (log !== undefined && !`/${root.file.path}`.endsWith(`/${log.replace(/^[./]+/, '')}`))) continue;
    draft.connect('target', withoutCredentials(url[1] ?? ''));
    draft.seen(file, url.index, 'connection');
  }
  return draft.done();
}

/** The log and all that it includes, each once, in the order in which they run. */
function reached(root: ChangeLog, children: ReadonlyMap<ChangeLog, readonly ChangeLog[]>): ChangeLog[] {
  const seen = new Set([root]);
  for (const log of seen) for (const child of children.get(log) ?? []) seen.add(child);
  return [...seen];
}

function includesIt(log: ChangeLog, path: string): boolean {
  const folder = folderOf(log.file.path);
  const means = (written: string): boolean => {
    const tail = written.replace(/^classpath:/, '').replace(/^[./\\]+/, '');
    return joinPath(folder, written) === path || (tail !== '' && `/${path}`.endsWith(`/${tail}`));
  };
  return log.includes.some(means) || log.folders.some((written) => {
    const own = joinPath(folder, written);
    const tail = written.replace(/^classpath:/, '').replace(/^[./\\]+|\/+$/g, '');
    return (own !== undefined && isWithin(path, own)) || (tail !== '' && `/${folderOf(path)}/`.includes(`/${tail}/`));
  });
}

function readLog(file: WorkFile): ChangeLog | undefined {
  if (file.path.endsWith('.xml')) return fromXml(file);
  if (file.path.endsWith('.sql')) return fromSql(file);
  if (file.path.endsWith('.json')) return fromJson(file);
  if (/\.ya?ml$/.test(file.path)) return fromYaml(file);
  return undefined;
}

class Log implements ChangeLog {
  readonly changeSets: string[] = [];
  readonly tables: string[] = [];
  readonly scripts: string[] = [];
  readonly includes: string[] = [];
  readonly folders: string[] = [];
  constructor(readonly file: WorkFile, readonly line: number) {}
}

function fromXml(file: WorkFile): ChangeLog | undefined {
  if (!file.text.includes('databaseChangeLog')) return undefined;
  const root = readXml(file.text);
  if (!root || !isNamed(root, 'databaseChangeLog')) return undefined;
  const log = new Log(file, root.line);
  for (const element of descendants(root)) readElement(log, element);
  return log;
}

function readElement(log: Log, element: XmlElement): void {
  const name = element.name.replace(/^.*:/, '');
  if (name === 'changeSet') log.changeSets.push(attributeOf(element, 'id'));
  else if (name === 'include') log.includes.push(attributeOf(element, 'file'));
  else if (name === 'includeAll') log.folders.push(attributeOf(element, 'path'));
  else if (name === 'sql' || name === 'createProcedure') log.scripts.push(element.text);
  else if (CHANGES.test(name)) log.tables.push(attributeOf(element, 'tableName') || attributeOf(element, 'baseTableName') || attributeOf(element, 'oldTableName'));
}

function fromYaml(file: WorkFile): ChangeLog | undefined {
  const start = file.text.search(/^databaseChangeLog[ \t]*:/m);
  if (start < 0) return undefined;
  const log = new Log(file, lineAt(file, start));
  const value = readYamlValue(file.text)?.['databaseChangeLog'];
  if (value !== undefined) readValue(log, value);
  return log;
}

const jsonLog = z.object({ databaseChangeLog: z.array(z.unknown()).max(100_000) });

function fromJson(file: WorkFile): ChangeLog | undefined {
  const start = file.text.indexOf('"databaseChangeLog"');
  if (start < 0 || file.text.length > 4_000_000) return undefined;
  const log = new Log(file, lineAt(file, start));
  try {
    const read = jsonLog.safeParse(JSON.parse(file.text));
    if (!read.success) return undefined;
    readValue(log, asTexts(read.data.databaseChangeLog, 0));
  } catch {
    return undefined;
  }
  return log;
}

/** JSON as the YAML reader gives it: every scalar a text, no deeper than any change log is. */
function asTexts(value: unknown, depth: number): YamlValue {
  if (depth > 30) return '';
  if (Array.isArray(value)) return value.map((each) => asTexts(each, depth + 1));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asTexts(each, depth + 1)]));
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** YAML and JSON are one structure: maps whose keys are what XML calls its elements. The depth is bounded by their readers. */
function readValue(log: Log, value: YamlValue): void {
  if (Array.isArray(value)) {
    for (const each of value as readonly YamlValue[]) readValue(log, each);
    return;
  }
  if (!isYamlObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    const own: YamlObject = isYamlObject(inner) ? inner : {};
    const text = (name: string): string => (typeof own[name] === 'string' ? own[name] : '');
    if (key === 'changeSet') log.changeSets.push(text('id'));
    else if (key === 'include') log.includes.push(text('file'));
    else if (key === 'includeAll') log.folders.push(text('path'));
    else if (key === 'sql') log.scripts.push(typeof inner === 'string' ? inner : text('sql'));
    else if (CHANGES.test(key)) log.tables.push(text('tableName') || text('baseTableName') || text('oldTableName'));
    readValue(log, inner);
  }
}

function fromSql(file: WorkFile): ChangeLog | undefined {
  if (!/^\uFEFF?\s{0,100}--\s{0,4}liquibase formatted sql/i.test(file.text)) return undefined;
  const log = new Log(file, 1);
  for (const match of file.text.matchAll(/^--[ \t]*changeset[ \t]+([^:\r\n]{1,200}):([^ \t\r\n]{1,200})/gim)) log.changeSets.push(match[2] ?? '');
  log.scripts.push(file.text);
  return log;
}
