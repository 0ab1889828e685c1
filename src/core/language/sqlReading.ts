import type { SqlDialect, SqlToken } from './sqlTokens.ts';
import { sqlTokens } from './sqlTokens.ts';

/** A table that a query reads or writes: the parts of its name, and what the query calls it. */
export interface SqlTable {
  readonly parts: readonly SqlToken[];
  readonly alias?: string;
}

/** What a part of a query can see: the tables of its own FROM, then those around it. */
export interface SqlScope {
  readonly parent?: SqlScope;
  readonly tables: SqlTable[];
}

/** A name that may be a column: what stands before its last point, and where it stands. */
export interface SqlColumn {
  readonly qualifier: readonly SqlToken[];
  /** Absent where the qualifier is followed by `*`. */
  readonly name?: SqlToken;
  readonly scope: SqlScope;
}

export interface SqlReading {
  readonly tokens: readonly SqlToken[];
  readonly tables: readonly SqlTable[];
  readonly columns: readonly SqlColumn[];
  /** The innermost part of the query around an offset. */
  scopeAt(offset: number): SqlScope;
  /** True where the next name at the offset is a table's. */
  expectsTable(offset: number): boolean;
}

/** Words that say how a query is built; no column is looked for under them unless they are quoted. */
const STRUCTURE: ReadonlySet<string> = new Set(`
all and any as asc between by case cast cross desc distinct else end escape except exists false fetch filter following for from full group having if ilike in inner insert intersect
into is join lateral left like limit minus natural not null nulls offset on only or order outer over partition preceding qualify range returning right rows select set some
then true truncate unbounded union unique update using values when where window with within xor
`.split(/\s+/).filter((word) => word !== ''));
/** After these a table is named. */
const BEFORE_TABLE: ReadonlySet<string> = new Set(['from', 'join', 'into', 'update', 'apply', 'truncate']);
/** These end a list of tables. */
const AFTER_TABLES: ReadonlySet<string> = new Set([
  'where', 'on', 'using', 'group', 'order', 'having', 'limit', 'union', 'except', 'intersect', 'minus', 'select', 'set', 'values', 'window', 'fetch', 'offset', 'returning', 'for', 'when', 'qualify',
]);

interface Frame {
  scope: SqlScope;
  /** In a list of tables, where a comma leads to the next. */
  inTables: boolean;
  expect: 'table' | 'alias' | 'cte' | 'none';
  inWith: boolean;
  selected: boolean;
  /** The arguments of a function, where FROM names no table. */
  readonly call: boolean;
}

/** Reads which tables and columns a query names, by its structure alone. One pass, whatever the text. */
export function readSql(sql: string, dialect: SqlDialect): SqlReading {
  const tokens = sqlTokens(sql, dialect);
  const significant = tokens.filter((token) => token.kind !== 'comment');
  const root: SqlScope = { tables: [] };
  const tables: SqlTable[] = [];
  const columns: SqlColumn[] = [];
  const ctes = new Set<string>();
  const states: { readonly at: number; readonly scope: SqlScope; readonly expectsTable: boolean }[] = [{ at: 0, scope: root, expectsTable: false }];
  let frame: Frame = { scope: root, inTables: false, expect: 'none', inWith: false, selected: false, call: false };
  const frames: Frame[] = [];
  const word = (token: SqlToken | undefined): string => (token?.kind === 'name' && token.quote === '' ? token.text.toLowerCase() : '');
  const isMark = (token: SqlToken | undefined, text: string): boolean => token?.kind === 'mark' && token.text === text;
  for (let index = 0; index < significant.length; index++) {
    const token = significant[index]!;
    const previous = significant[index - 1];
    const next = significant[index + 1];
    if (isMark(token, '(')) {
      frames.push(frame);
      const sub = ['select', 'with'].includes(word(next));
      const call = !sub && previous?.kind === 'name' && frame.expect !== 'table' && !STRUCTURE.has(word(previous));
      // `FROM (a JOIN b)`: the tables are still those of the query around it.
      const group = !sub && frame.expect === 'table';
      frame = { scope: sub ? { parent: frame.scope, tables: [] } : frame.scope, inTables: group, expect: group ? 'table' : 'none', inWith: false, selected: false, call };
    } else if (isMark(token, ')')) {
      frame = frames.pop() ?? frame;
      if (frame.expect === 'table') frame.expect = 'alias';
    } else if (isMark(token, ',')) {
      frame.expect = frame.inWith ? 'cte' : frame.inTables ? 'table' : 'none';
    } else if (isMark(token, ';')) {
      frames.length = 0;
      frame = { scope: { tables: [] }, inTables: false, expect: 'none', inWith: false, selected: false, call: false };
    } else if (token.kind === 'name') {
      const key = word(token);
      const qualified = isMark(next, '.');
      if (STRUCTURE.has(key) && !qualified && !isMark(previous, '.')) {
        if (BEFORE_TABLE.has(key) && !frame.call && !(key === 'from' && word(previous) === 'distinct')) {
          frame.inTables = true;
          frame.expect = 'table';
        } else if (AFTER_TABLES.has(key)) {
          frame.inTables = false;
          frame.expect = 'none';
        }
        if (key === 'with' && !frame.selected) frame.expect = 'cte';
        if (key === 'select') {
          // The second query of a UNION sees tables of its own.
          if (frame.selected) frame.scope = { ...(frame.scope.parent ? { parent: frame.scope.parent } : {}), tables: [] };
          frame.selected = true;
          frame.inWith = false;
        }
      } else if (frame.expect === 'cte') {
        if (key !== 'recursive') {
          ctes.add(token.text.toLowerCase());
          frame.inWith = true;
          frame.expect = 'none';
        }
      } else if (frame.expect === 'alias') {
        const last = frame.scope.tables.at(-1);
        if (last) frame.scope.tables[frame.scope.tables.length - 1] = { ...last, alias: token.text };
        frame.expect = 'none';
      } else {
        const parts = [token];
        let star = false;
        while (isMark(significant[index + 1], '.')) {
          const part = significant[index + 2];
          if (part?.kind === 'name') parts.push(part);
          else {
            star = isMark(part, '*');
            index += star ? 2 : 1;
            break;
          }
          index += 2;
        }
        const after = significant[index + 1];
        const called = isMark(after, '(');
        if (frame.expect === 'table') {
          frame.expect = 'alias';
          if (!called && !(parts.length === 1 && ctes.has(token.text.toLowerCase()))) {
            const table: SqlTable = { parts };
            frame.scope.tables.push(table);
            tables.push(table);
          } else if (!called) frame.scope.tables.push({ parts: [] });
        } else if (star) columns.push({ qualifier: parts, scope: frame.scope });
        else if (!called && word(previous) !== 'as') columns.push({ qualifier: parts.slice(0, -1), name: parts.at(-1)!, scope: frame.scope });
      }
    } else if (frame.expect === 'alias') frame.expect = 'none';
    const end = significant[index]?.end ?? token.end;
    states.push({ at: end, scope: frame.scope, expectsTable: frame.expect === 'table' });
  }
  const stateAt = (offset: number): (typeof states)[number] => states.findLast((state) => state.at <= offset) ?? states[0]!;
  return { tokens, tables, columns, scopeAt: (offset) => stateAt(offset).scope, expectsTable: (offset) => stateAt(offset).expectsTable };
}
