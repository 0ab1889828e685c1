import { nearestName } from '../inventory/nearestName.ts';
import type { BlockSpec } from '../plan/sections.ts';

/** A column that values can go to: its header, and other names people give it. */
export interface TargetColumn {
  readonly header: string;
  readonly aliases?: readonly string[];
}

/** Which column of the clipboard goes to which column of a table. */
export interface ColumnMapping {
  /** By column of the clipboard: the index of its target, undefined where it has none. */
  readonly targets: readonly (number | undefined)[];
  /** Headers of the columns that go nowhere; `#3` for the third where there is no header. */
  readonly unknown: readonly string[];
  readonly hadHeader: boolean;
}

/** Names that spreadsheets have for columns of a plan, by the plan's own. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  'source system': ['system', 'source', 'database'],
  'tables/objects': ['table', 'tables', 'object', 'objects', 'table name', 'object name', 'entity'],
  'record count': ['records', 'rows', 'row count', 'count', 'number of rows', 'number of records', '# records', '# rows', 'volume'],
  'size': ['data size', 'size on disk', 'bytes'],
  'priority': ['prio', 'importance'],
  'source field': ['source column'],
  'target field': ['target column'],
  'transform': ['transformation', 'rule', 'mapping rule', 'conversion'],
  'check': ['check name', 'validation'],
  'source query': ['source sql'],
  'target query': ['target sql'],
  'activity': ['task', 'step'],
  'owner': ['responsible', 'assignee', 'who'],
  'duration': ['time', 'effort'],
  'dependencies': ['depends on', 'predecessors', 'dependency'],
  'decision maker': ['decided by', 'who decides'],
};

/** The columns of a managed block, for mapping by header. */
export function targetColumns(spec: BlockSpec): TargetColumn[] {
  return spec.columns.map(({ header }) => targetColumn(header));
}

/** A column of that header, with the other names that are known for it. */
export function targetColumn(header: string): TargetColumn {
  const aliases = ALIASES[header.toLowerCase()];
  return { header, ...(aliases ? { aliases } : {}) };
}

/**
 * Maps columns by the first row where that is a header, else in their order. `header` says whether it is one, where that
 * is known; else it is one where at least half of its texts name a column, one of them exactly.
 */
export function mapColumns(rows: readonly (readonly string[])[], columns: readonly TargetColumn[], header?: boolean): ColumnMapping {
  const first = rows[0] ?? [];
  const named = header === false ? undefined : byHeader(first, columns);
  if (named && (header === true || named.certain)) return { targets: named.targets, unknown: first.filter((text, index) => text !== '' && named.targets[index] === undefined), hadHeader: true };
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const targets = Array.from({ length: width }, (_, index) => (index < columns.length ? index : undefined));
  const beyond = targets.flatMap((target, index) => (target === undefined && rows.some((row) => (row[index] ?? '') !== '') ? [`#${index + 1}`] : []));
  return { targets, unknown: beyond, hadHeader: false };
}

function byHeader(texts: readonly string[], columns: readonly TargetColumn[]): { targets: (number | undefined)[]; certain: boolean } {
  const targets: (number | undefined)[] = texts.map(() => undefined);
  const taken = new Set<number>();
  const take = (index: number, target: number): void => {
    targets[index] = target;
    taken.add(target);
  };
  const names = columns.map((column) => [plainName(column.header)]);
  let exact = 0;
  const pass = (find: (name: string) => number | undefined): number => {
    let found = 0;
    for (const [index, text] of texts.entries()) {
      const name = plainName(text);
      if (targets[index] !== undefined || name === '') continue;
      const target = find(name);
      if (target === undefined || taken.has(target)) continue;
      take(index, target);
      found++;
    }
    return found;
  };
  const among = (lists: readonly (readonly string[])[]) => (name: string): number | undefined => {
    const target = lists.findIndex((list) => list.includes(name));
    return target < 0 ? undefined : target;
  };
  exact += pass(among(names));
  exact += pass(among(columns.map(({ aliases }) => (aliases ?? []).map(plainName))));
  pass((name) => {
    const free = columns.flatMap(({ header }, target) => (taken.has(target) ? [] : [header]));
    // Short words are near to too much.
    const near = name.length < 4 ? undefined : nearestName(name, free);
    const target = near === undefined ? -1 : columns.findIndex(({ header }, each) => header === near && !taken.has(each));
    return target < 0 ? undefined : target;
  });
  const filled = texts.filter((text) => text.trim() !== '').length;
  return { targets, certain: exact > 0 && taken.size * 2 >= filled };
}

function plainName(text: string): string {
  return text.replace(/[*_`]+/g, ' ').replace(/\s+/g, ' ').trim().toLowerCase();
}
