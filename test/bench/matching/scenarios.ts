import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { MatchColumn, MatchProfile, MatchSchema, MatchTable } from '../../../src/core/mapping/matcher/matchModel.ts';

export type Gold = readonly [string, string, string, string];

export interface Scenario {
  readonly name: string;
  /** The set it belongs to: the folder right under the one that was given, or that folder itself. */
  readonly set: string;
  readonly source: MatchSchema;
  readonly target: MatchSchema;
  readonly gold: readonly Gold[];
  readonly goldFolded: readonly Gold[] | undefined;
  readonly sourceFold: Readonly<Record<string, string>>;
  readonly targetFold: Readonly<Record<string, string>>;
}

interface RawColumn {
  readonly name?: unknown; readonly type?: unknown; readonly pk?: unknown; readonly fk?: unknown; readonly description?: unknown;
  readonly rows?: unknown; readonly nulls?: unknown; readonly distinct?: unknown; readonly samples?: unknown; readonly enumSize?: unknown;
}

/** Finds the scenarios in a folder by their shape: a JSON object with a gold list and two sides. What is none is passed over, with a word where it looks like one. */
export function readScenarios(root: string, warn: (text: string) => void): Scenario[] {
  const scenarios: Scenario[] = [];
  for (const file of jsonFiles(root)) {
    const raw = readJson(file);
    if (!isRecord(raw) || !Array.isArray(raw['gold'])) continue;
    const source = side(raw, 'source', file, root);
    const target = side(raw, 'target', file, root);
    if (!source || !target) {
      warn(`${relative(root, file)}: has a gold list, but ${source ? 'the target' : 'the source'} can't be read`);
      continue;
    }
    const inside = relative(root, file).split(sep);
    scenarios.push({
      name: typeof raw['scenario'] === 'string' ? raw['scenario'] : basename(file, '.json'),
      set: inside.length > 1 && isSetName(inside[0]!) ? inside[0]! : basename(resolve(root)),
      source, target, gold: golds(raw['gold']), goldFolded: Array.isArray(raw['goldFolded']) ? golds(raw['goldFolded']) : undefined,
      sourceFold: folds(raw['sourceFkFold']), targetFold: folds(raw['targetFkFold']),
    });
  }
  return scenarios.sort((a, b) => (a.set < b.set ? -1 : a.set > b.set ? 1 : a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** `pairs`, `schemas`, `scenarios` are folders inside a set, not sets. */
function isSetName(folder: string): boolean {
  return !['pairs', 'scenarios', 'schemas', 'data'].includes(folder.toLowerCase());
}

function jsonFiles(folder: string): string[] {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return jsonFiles(path);
    return name.toLowerCase().endsWith('.json') ? [path] : [];
  });
}

const read = new Map<string, unknown>();

function readJson(file: string): unknown {
  if (!read.has(file)) {
    try {
      read.set(file, JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      read.set(file, undefined);
    }
  }
  return read.get(file);
}

/** One side: written out, or a path to a file of tables, looked for from the scenario's folder upwards. */
function side(raw: Readonly<Record<string, unknown>>, which: 'source' | 'target', file: string, root: string): MatchSchema | undefined {
  const own = raw[which] ?? raw[`${which}Schema`];
  if (typeof own !== 'string') return tables(own);
  return fromFile(own, file, root);
}

function fromFile(path: string, file: string, root: string): MatchSchema | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const candidate = join(folder, path);
    if (existsSync(candidate)) return tables(readJson(candidate));
    if (resolve(folder) === resolve(dirname(root)) || folder === dirname(folder)) return undefined;
  }
}

const schemas = new WeakMap<object, MatchSchema>();

function tables(raw: unknown): MatchSchema | undefined {
  const list = Array.isArray(raw) ? raw : isRecord(raw) && Array.isArray(raw['tables']) ? raw['tables'] : undefined;
  if (!list) return undefined;
  let schema = schemas.get(list);
  if (!schema) {
    schema = { tables: list.filter(isRecord).filter((table) => Array.isArray(table['columns'])).map(matchTable) };
    schemas.set(list, schema);
  }
  return schema;
}

function matchTable(raw: Readonly<Record<string, unknown>>): MatchTable {
  return {
    name: String(raw['name']),
    ...(typeof raw['description'] === 'string' ? { description: raw['description'] } : {}),
    columns: (raw['columns'] as unknown[]).filter(isRecord).map((column) => matchColumn(column)),
  };
}

function matchColumn(raw: RawColumn): MatchColumn {
  const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
  const rows = number(raw.rows);
  const nulls = number(raw.nulls);
  const distinct = number(raw.distinct) ?? (number(raw.enumSize) || undefined);
  const profile: MatchProfile = {
    ...(rows === undefined ? {} : { rows }), ...(nulls === undefined ? {} : { nulls }), ...(distinct === undefined ? {} : { distinct }),
    ...(Array.isArray(raw.samples) ? { samples: raw.samples.filter((each) => each !== null && each !== undefined).map(String) } : {}),
  };
  return {
    name: String(raw.name),
    ...(typeof raw.type === 'string' ? { type: raw.type } : {}), ...(raw.pk === true ? { pk: true } : {}),
    ...(typeof raw.fk === 'string' || raw.fk === true ? { fk: raw.fk } : {}),
    ...(typeof raw.description === 'string' ? { description: raw.description } : {}),
    ...(Object.keys(profile).length > 0 ? { profile } : {}),
  };
}

function golds(raw: readonly unknown[]): Gold[] {
  const seen = new Set<string>();
  return raw.filter((each): each is Gold => Array.isArray(each) && each.length >= 4).filter((each) => {
    const key = each.slice(0, 4).join('\u0000');
    return !seen.has(key) && seen.add(key);
  });
}

function folds(raw: unknown): Readonly<Record<string, string>> {
  return isRecord(raw) ? Object.fromEntries(Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
