import { sqlTokens } from '../language/sqlTokens.ts';
import type { SqlToken } from '../language/sqlTokens.ts';
import { dialectOf } from '../language/sqlTokens.ts';

/** One column of a result that is a column of the table, unchanged. */
export interface SelectedColumn {
  readonly field: string;
  readonly as: string;
}

export interface SimpleSelect {
  readonly table: string;
  readonly columns: readonly SelectedColumn[];
}

interface Query {
  readonly from: string;
  /** `*`: all columns under their own names. */
  readonly columns: readonly SelectedColumn[] | '*';
}

/** Words after which a query is more than columns of one table. */
const MORE = /^(?:where|join|inner|left|right|full|cross|group|order|having|union|intersect|except|minus|limit|qualify|window|distinct|top|fetch|lateral|unpivot|pivot)$/;

/**
 * Reads a query that is nothing but columns of one table, renamed or not, with queries by name (`WITH`) in between that are
 * nothing else either. A column that is computed is left out; a query that drops, joins or counts rows is undefined: what is
 * given back is exact.
 */
export function readSimpleSelect(sql: string): SimpleSelect | undefined {
  if (sql.length > 100_000) return undefined;
  const tokens = sqlTokens(sql, { ...dialectOf('postgres'), brackets: true }).filter(({ kind }) => kind !== 'comment');
  while (tokens.at(-1)?.text === ';') tokens.pop();
  const named = new Map<string, Query>();
  let at = 0;
  if (word(tokens[0]) === 'with') {
    at = 1;
    for (;;) {
      const name = tokens[at];
      if (name?.kind !== 'name' || word(name) === 'recursive' || word(tokens[at + 1]) !== 'as' || tokens[at + 2]?.text !== '(') return undefined;
      const end = closing(tokens, at + 2);
      const query = end === undefined ? undefined : readQuery(tokens.slice(at + 3, end));
      if (end === undefined || !query) return undefined;
      named.set(name.text.toLowerCase(), query);
      at = end + 1;
      if (tokens[at]?.text !== ',') break;
      at++;
    }
  }
  let query = readQuery(tokens.slice(at));
  for (let steps = 0; query && steps < 20; steps++) {
    const inner = named.get(query.from.toLowerCase());
    if (!inner) return query.columns === '*' ? undefined : { table: query.from, columns: query.columns };
    query = { from: inner.from, columns: compose(query.columns, inner.columns) };
  }
  return undefined;
}

function compose(outer: Query['columns'], inner: Query['columns']): Query['columns'] {
  if (outer === '*') return inner;
  if (inner === '*') return outer;
  return outer.flatMap(({ field, as }) => {
    const below = inner.find((column) => column.as.toLowerCase() === field.toLowerCase());
    return below ? [{ field: below.field, as }] : [];
  });
}

function readQuery(tokens: readonly SqlToken[]): Query | undefined {
  if (word(tokens[0]) !== 'select') return undefined;
  let from = -1;
  let depth = 0;
  for (let index = 1; index < tokens.length; index++) {
    const text = tokens[index]?.text ?? '';
    if (tokens[index]?.kind === 'mark') depth += text === '(' ? 1 : text === ')' ? -1 : 0;
    // `FROM` within brackets belongs to a function, such as `EXTRACT`, or to another query: then it is no simple one.
    else if (depth === 0 && word(tokens[index]) === 'from') {
      from = index;
      break;
    } else if (word(tokens[index]) === 'select' || (depth === 0 && MORE.test(word(tokens[index])))) return undefined;
  }
  if (from < 0) return undefined;
  let at = from + 1;
  const table = nameFrom(tokens, at);
  if (!table) return undefined;
  at = table.next;
  let alias = table.parts.at(-1) ?? '';
  if (word(tokens[at]) === 'as') at++;
  if (at < tokens.length) {
    if (tokens[at]?.kind !== 'name' || MORE.test(word(tokens[at])) || at !== tokens.length - 1) return undefined;
    alias = tokens[at]?.text ?? '';
  }
  const list = tokens.slice(1, from);
  const first = list[0];
  if (list.length === 1 && first?.text === '*') return { from: table.parts.join('.'), columns: '*' };
  const columns: SelectedColumn[] = [];
  for (const item of items(list)) {
    // A star beside columns would bring in names that are not known here.
    if (item.some(({ kind, text }) => kind === 'mark' && text === '*' && item.length <= 3)) return undefined;
    const column = readItem(item, alias);
    if (column) columns.push(column);
  }
  return { from: table.parts.join('.'), columns };
}

function readItem(item: readonly SqlToken[], alias: string): SelectedColumn | undefined {
  const name = nameFrom(item, 0);
  if (!name || name.parts.length > 2 || (name.parts.length === 2 && name.parts[0]?.toLowerCase() !== alias.toLowerCase())) return undefined;
  const field = name.parts.at(-1) ?? '';
  const rest = item.slice(name.next);
  if (rest.length === 0) return { field, as: field };
  const renamed = word(rest[0]) === 'as' ? rest.slice(1) : rest;
  const as = renamed[0];
  return renamed.length === 1 && as?.kind === 'name' ? { field, as: as.text } : undefined;
}

function items(tokens: readonly SqlToken[]): SqlToken[][] {
  const lists: SqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'mark') depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
    if (depth === 0 && token.kind === 'mark' && token.text === ',') lists.push([]);
    else lists.at(-1)?.push(token);
  }
  return lists;
}

function nameFrom(tokens: readonly SqlToken[], from: number): { readonly parts: string[]; readonly next: number } | undefined {
  const first = tokens[from];
  if (first?.kind !== 'name' || (first.quote === '' && /^(?:case|cast|null|true|false|current_date|current_timestamp|current_user|session_user|user|sysdate|systimestamp|rownum|rowid|localtime|localtimestamp|current_time)$/i.test(first.text))) return undefined;
  const parts = [first.text];
  let next = from + 1;
  while (tokens[next]?.text === '.' && tokens[next + 1]?.kind === 'name') {
    parts.push(tokens[next + 1]?.text ?? '');
    next += 2;
  }
  return { parts, next };
}

function closing(tokens: readonly SqlToken[], open: number): number | undefined {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (tokens[index]?.kind !== 'mark') continue;
    depth += tokens[index]?.text === '(' ? 1 : tokens[index]?.text === ')' ? -1 : 0;
    if (depth === 0) return index;
  }
  return undefined;
}

function word(token: SqlToken | undefined): string {
  return token?.kind === 'name' && token.quote === '' ? token.text.toLowerCase() : '';
}
