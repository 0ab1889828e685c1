import { cellOf, rowsOf } from '../plan/plan.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import { encodeCell } from '../document/cellText.ts';
import type { TextRange } from '../text/textEdit.ts';
import { fieldDetail, tableDetail } from './details.ts';
import { cellMap } from './cellMap.ts';
import { optionalDetail, placed } from './completion.ts';
import type { Choice, Completion } from './completion.ts';
import type { CellPlace } from './completionPlace.ts';
import { queryPlaceOf } from './cellMentions.ts';
import type { KnownTable, NameDirectory } from './nameDirectory.ts';
import { sqlName } from './sqlName.ts';
import { qualified, resolveSql } from './sqlMentions.ts';
import type { SqlScope } from './sqlReading.ts';

/** In a query: after FROM and JOIN the tables of its side, else the columns of the tables that it names. */
export function sqlCompletions(parsed: ParsedPlan, directory: NameDirectory, place: CellPlace, offset: number): Completion[] {
  const row = rowsOf(directory.plan, place.spec.id)[place.row] ?? { cells: {} };
  const where = queryPlaceOf(directory, row, place.column.key);
  const text = parsed.text.slice(place.range.start, place.range.end);
  const map = cellMap(text);
  if (map.value.trim() === '' || map.value.trim() === '?' || map.value.trim() === '—') return wholeQueries(parsed, directory, place, offset, where.side, cellOf(row, 'check'));
  const at = map.valueOffset(offset - place.range.start);
  const resolved = resolveSql(directory, map.value, where);
  const { tokens } = resolved.reading;
  const current = tokens.find((token) => token.kind === 'name' && token.start < at && at <= token.end);
  const inside = tokens.find((token) => (token.kind === 'string' || token.kind === 'comment' || token.kind === 'number') && token.start < at && (at < token.end || (at === token.end && token.kind !== 'string')));
  if (inside) return [];
  const start = current?.start ?? at;
  const range = map.textRange(start, current?.end ?? at);
  if (!range) return [];
  const technology = directory.technology(where.side, where.system ?? systemOf(resolved.reading.tables.map((table) => resolved.tableOf(table))));
  const before = tokens.filter((token) => token.kind !== 'comment' && token.end <= start);
  const dot = before.at(-1);
  const owner = dot?.kind === 'mark' && dot.text === '.' ? before.at(-2) : undefined;
  const scope = resolved.reading.scopeAt(start);
  const choices = owner ? columnsOf(directory, [tableNamed(resolved, scope, owner.text)].filter((table) => table !== undefined))
    : resolved.reading.expectsTable(start) || afterTableWord(before.at(-1)?.text) ? tablesOf(directory, where) : columnsOf(directory, visible(resolved, scope));
  const quote = current === undefined || current.quote === '' ? '' : current.quote;
  return choices.map((choice) => {
    const name = sqlName(choice.value, quote, technology);
    return sqlPlaced(parsed.text, place.range, range, offset, choice, map.code ? name.replaceAll('|', '\\|') : encodeCell(name, 'text'));
  });
}

/** Tables come right behind these words, also where nothing was written yet. */
function afterTableWord(word: string | undefined): boolean {
  return word !== undefined && /^(?:from|join|into|update)$/i.test(word);
}

function systemOf(tables: readonly (KnownTable | undefined)[]): string | undefined {
  const systems = new Set(tables.flatMap((table) => (table ? [table.name.system] : [])));
  return systems.size === 1 ? [...systems][0] : undefined;
}

type Resolved = ReturnType<typeof resolveSql>;

function tableNamed(resolved: Resolved, scope: SqlScope, name: string): KnownTable | undefined {
  const found = qualified(scope, name) ?? resolved.reading.tables.find((table) => table.parts.at(-1)?.text.toLowerCase() === name.toLowerCase());
  return found && resolved.tableOf(found);
}

/** The tables that a part of the query sees; where it has none of its own yet, all that the query names. */
function visible(resolved: Resolved, scope: SqlScope): KnownTable[] {
  const tables = new Set<KnownTable>();
  for (let at: SqlScope | undefined = scope; at; at = at.parent) for (const table of at.tables) add(tables, resolved.tableOf(table));
  if (tables.size === 0) for (const table of resolved.reading.tables) add(tables, resolved.tableOf(table));
  return [...tables];
}

function add(tables: Set<KnownTable>, table: KnownTable | undefined): void {
  if (table) tables.add(table);
}

function tablesOf(directory: NameDirectory, { side, system }: { readonly side: 'source' | 'target'; readonly system?: string }): Choice[] {
  return directory.tables(side).filter((table) => system === undefined || table.name.system === system)
    .map((table) => ({ value: table.name.table, kind: 'table', ...optionalDetail(tableDetail(table)) }));
}

function columnsOf(directory: NameDirectory, tables: readonly KnownTable[]): Choice[] {
  const seen = new Set<string>();
  return tables.flatMap((table) => fieldsOf(table).filter((name) => !seen.has(name) && seen.add(name)).map((value): Choice => {
    const column = directory.column(table, value);
    return { value, kind: 'field', ...(column ? { detail: fieldDetail(column) } : {}) };
  }));
}

/** The fields of a table: as scanned, else as the mapping names them. */
export function fieldsOf(table: KnownTable): readonly string[] {
  return table.scanned ? table.scanned.table.columns.map(({ name }) => name) : [...table.named.values()];
}

/** An empty query: a count of the table that the check is about, else of each. */
function wholeQueries(parsed: ParsedPlan, directory: NameDirectory, place: CellPlace, offset: number, side: 'source' | 'target', check: string): Completion[] {
  const words = new Set(check.split(/[\s:+→]+/).flatMap((word) => [word, word.split('.')[0]!]));
  const tables = directory.tables(side);
  const near = tables.filter((table) => words.has(table.name.table) || words.has(directory.shortName(table)));
  return [...near, ...tables.filter((table) => !near.includes(table))].slice(0, 200).map((table) => {
    const query = `SELECT COUNT(*) FROM ${sqlName(table.name.table, '', directory.technology(side, table.name.system))}`;
    return placed(parsed.text, place.range, offset, { value: query, kind: 'value', ...optionalDetail(tableDetail(table)) }, encodeCell(query, 'sql'));
  });
}

function sqlPlaced(text: string, cell: TextRange, word: TextRange, offset: number, choice: Choice, insertText: string): Completion {
  const range = { start: cell.start + word.start, end: Math.max(cell.start + word.end, offset) };
  const typed = text.slice(range.start, offset);
  const quote = /^["`[]/.exec(typed)?.[0] ?? '';
  return { label: choice.value, kind: choice.kind, insertText, range, filterText: quote + choice.value, ...(choice.detail ? { detail: choice.detail } : {}) };
}
