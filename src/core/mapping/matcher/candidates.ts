import type { PreparedSchema, PreparedTable } from './prepareSchema.ts';

/** Up to so many pairs of columns, all pairs of tables are compared: nothing can be overlooked. */
const ALL_COLUMN_PAIRS = 400_000;
/** Beyond that, so many of the likeliest partners of each table. */
const CANDIDATES = 8;

/**
 * The pairs of tables worth comparing: all of a small matching; of a large one, those that share telling words in their
 * names, columns or values (an inverted index, rare words counting more), from either side's view.
 */
export function candidatePairs(source: PreparedSchema, target: PreparedSchema): (readonly [number, number])[] {
  const columnsOf = (schema: PreparedSchema): number => schema.tables.reduce((sum, table) => sum + table.columns.length, 0);
  const pairs: (readonly [number, number])[] = [];
  if (columnsOf(source) * columnsOf(target) <= ALL_COLUMN_PAIRS || target.tables.length <= CANDIDATES) {
    source.tables.forEach((_, s) => target.tables.forEach((__, t) => pairs.push([s, t])));
    return pairs;
  }
  const chosen = new Set<number>();
  const width = target.tables.length;
  for (const [s, t] of best(source, target)) chosen.add(s * width + t);
  for (const [t, s] of best(target, source)) chosen.add(s * width + t);
  return [...chosen].sort((a, b) => a - b).map((key) => [Math.floor(key / width), key % width] as const);
}

function* best(from: PreparedSchema, to: PreparedSchema): Generator<readonly [number, number]> {
  const index = new Map<string, number[]>();
  to.tables.forEach((table, at) => {
    for (const key of keysOf(table)) {
      const list = index.get(key);
      if (list) list.push(at);
      else index.set(key, [at]);
    }
  });
  for (const [at, table] of from.tables.entries()) {
    const points = new Map<number, number>();
    for (const key of keysOf(table)) {
      const hits = index.get(key);
      if (!hits || hits.length > 0.5 * to.tables.length + 5) continue;
      const weight = (key.startsWith('t:') ? 3 : key.startsWith('w:') ? 0.5 : 1) / hits.length;
      for (const hit of hits) points.set(hit, (points.get(hit) ?? 0) + weight);
    }
    const ranked = [...points].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, CANDIDATES);
    for (const [other] of ranked) yield [at, other];
  }
}

const keys = new WeakMap<PreparedTable, readonly string[]>();

function keysOf(table: PreparedTable): readonly string[] {
  let known = keys.get(table);
  if (!known) {
    const found = new Set<string>([`t:${table.name.glued}`]);
    for (const word of table.text.keys()) found.add(`w:${word}`);
    for (const word of table.words) found.add(`t:${word}`).add(`t:${word.slice(0, 4)}`);
    for (const column of table.columns) {
      found.add(`c:${column.name.glued}`).add(`c:${column.stripped.glued}`);
      for (const word of column.nameFeatures) found.add(`w:${word}`);
      // Long text values are telling; a few of each column are enough.
      let taken = 0;
      for (const value of column.values?.kind === 'text' ? column.values.values : []) {
        if (value.length < 5) continue;
        found.add(`v:${value}`);
        if (++taken >= 5) break;
      }
    }
    known = [...found];
    keys.set(table, known);
  }
  return known;
}
