import { Matcher } from '../../../src/core/mapping/matcher/matcher.ts';
import type { MatchColumn, MatchSchema, MatchTable } from '../../../src/core/mapping/matcher/matchModel.ts';

const NOUNS = 'customer order invoice payment product supplier employee contract shipment account project asset ticket campaign policy claim patient visit course student vehicle route machine sensor batch lot recipe budget ledger journal'.split(' ');
const PARTS = 'header line status history address contact note document rule price discount type group event schedule plan item detail limit archive'.split(' ');
const FIELDS = 'id name code type status description amount quantity price created_at updated_at start_date end_date country city street postal_code phone email currency rate weight height comment owner reference number category level percent balance due_date active'.split(' ');

/** Numbers that come the same every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Two schemas of so many tables of 20 columns; the target is the source with other spellings. */
export function syntheticSchemas(tables: number, seed = 7): { readonly source: MatchSchema; readonly target: MatchSchema } {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const source: MatchTable[] = [];
  const target: MatchTable[] = [];
  for (let at = 0; at < tables; at++) {
    const noun = NOUNS[at % NOUNS.length]!;
    const part = PARTS[Math.floor(at / NOUNS.length) % PARTS.length]!;
    const columns: MatchColumn[] = [];
    const others: MatchColumn[] = [];
    const used = new Set<string>();
    while (columns.length < 20) {
      const field = columns.length === 0 ? `${noun}_${part}_id` : random() < 0.4 ? `${pick(NOUNS)}_${pick(FIELDS)}` : pick(FIELDS);
      if (used.has(field)) continue;
      used.add(field);
      const low = Math.floor(random() * 1000);
      const samples = Array.from({ length: 20 }, (_, index) => (low % 2 === 0 ? String(low + index * 3) : `${pick(NOUNS)} ${low + index}`));
      const profile = { rows: 1000, nulls: 0, distinct: 20, samples };
      const type = low % 2 === 0 ? 'integer' : 'varchar(40)';
      columns.push({ name: field, type, pk: columns.length === 0, profile });
      others.push({ name: field.split('_').map((word) => word[0]!.toUpperCase() + word.slice(1)).join(''), type, pk: others.length === 0, profile });
    }
    source.push({ name: `tbl_${noun}_${part}`, columns });
    target.push({ name: `${noun}${part[0]!.toUpperCase()}${part.slice(1)}`, columns: others });
  }
  return { source: { tables: source }, target: { tables: target } };
}

/** Prints how the time grows with the tables, and what one changed table costs. */
export function growth(say: (text: string) => void, sizes: readonly number[] = [50, 100, 200, 300, 400]): void {
  say('tables × tables of 20 columns      all   one table changed   longest piece   proposed   right');
  for (const size of sizes) {
    const { source, target } = syntheticSchemas(size);
    const matcher = new Matcher();
    let longest = 0;
    let last = performance.now();
    const begin = last;
    const steps = matcher.steps(source, target);
    let step = steps.next();
    while (step.done !== true) {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      step = steps.next();
    }
    const pairs = step.value.pairs;
    longest = Math.max(longest, performance.now() - last);
    const all = performance.now() - begin;
    const right = pairs.filter((pair) => pair.source.table === pair.target.table && pair.source.column === pair.target.column).length;
    const first = source.tables[0]!;
    const changed = { tables: [{ ...first, columns: first.columns.slice(0, -1) }, ...source.tables.slice(1)] };
    const again = performance.now();
    const proposed = matcher.match(changed, target).pairs.length;
    const refresh = performance.now() - again;
    if (proposed === 0) say('nothing proposed');
    say([`${size} × ${size}`.padEnd(28), `${all.toFixed(0)} ms`.padStart(10), `${refresh.toFixed(0)} ms`.padStart(19), `${longest.toFixed(0)} ms`.padStart(15), String(pairs.length).padStart(10), `${right}/${size * 20}`.padStart(12)].join(' '));
  }
}
