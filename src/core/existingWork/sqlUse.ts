import { sqlTokens } from '../language/sqlTokens.ts';
import type { SqlDialect, SqlToken } from '../language/sqlTokens.ts';
import { readSql } from '../language/sqlReading.ts';

/** Reads scripts of any engine: what is a quote in one of them is taken for one. */
const ANY: SqlDialect = {
  doubleQuotes: 'name', brackets: true, backslash: false, dollarQuotes: true, hashComments: false, nestedComments: false, own: '"', fold: 'none',
};
/** Most characters of a script that are looked at. */
const MOST = 300_000;

/** The tables that a script reads and writes, as it names them, without quotes. */
export interface SqlUse {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** Words between what is done and the table it is done to. */
const BETWEEN: ReadonlySet<string> = new Set(['table', 'into', 'from', 'if', 'not', 'exists', 'only', 'ignore', 'low_priority', 'external', 'foreign', 'unlogged', 'top', 'or', 'replace']);
const TEMPORARY: ReadonlySet<string> = new Set(['temporary', 'temp', 'global', 'local', 'volatile']);

/** Which tables a script reads and which it changes or makes. One pass over its pieces; what can't be read is left out. */
export function sqlUse(sql: string): SqlUse {
  const text = sql.length > MOST ? sql.slice(0, MOST) : sql;
  const tokens = sqlTokens(text, ANY).filter(({ kind }) => kind !== 'comment');
  const writes = new Map<string, string>();
  const writtenAt = new Set<number>();
  const add = (at: number): void => {
    const name = nameAt(tokens, at);
    if (name === undefined) return;
    writtenAt.add(tokens[at]?.start ?? -1);
    writes.set(name.toLowerCase(), writes.get(name.toLowerCase()) ?? name);
  };
  for (let index = 0; index < tokens.length; index++) {
    const word = wordOf(tokens[index]);
    if (word === 'create' || word === 'alter' || word === 'drop' || word === 'truncate') {
      let at = index + 1;
      let temporary = false;
      while (BETWEEN.has(wordOf(tokens[at])) && wordOf(tokens[at]) !== 'table' || TEMPORARY.has(wordOf(tokens[at]))) {
        temporary ||= TEMPORARY.has(wordOf(tokens[at]));
        at++;
      }
      if (wordOf(tokens[at]) !== 'table' && word !== 'truncate') continue;
      at = behind(tokens, wordOf(tokens[at]) === 'table' ? at + 1 : at);
      if (!temporary) add(at);
      else writtenAt.add(tokens[at]?.start ?? -1);
    } else if (word === 'insert' || word === 'merge' || word === 'replace') {
      const at = behind(tokens, index + 1);
      if (wordOf(tokens[at - 1]) === 'into' || word === 'merge') add(at);
    } else if (word === 'delete' && wordOf(tokens[index + 1]) === 'from') add(behind(tokens, index + 2));
    else if (word === 'update' && !['key', 'for', 'on', 'do', 'or', 'then'].includes(wordOf(tokens[index - 1]))) {
      const at = behind(tokens, index + 1);
      if (updates(tokens, at)) add(at);
    } else if (word === 'copy' && copies(tokens, index + 1)) add(index + 1);
  }
  const reads = new Map<string, string>();
  for (const { parts } of readSql(text, ANY).tables) {
    const [first] = parts;
    if (!first || writtenAt.has(first.start)) continue;
    const name = parts.map((part) => part.text).join('.');
    // `COPY … FROM STDIN` is no table.
    if (acceptable(name) && name.toLowerCase() !== 'stdin') reads.set(name.toLowerCase(), reads.get(name.toLowerCase()) ?? name);
  }
  return { reads: [...reads.values()], writes: [...writes.values()] };
}

function wordOf(token: SqlToken | undefined): string {
  return token?.kind === 'name' && token.quote === '' ? token.text.toLowerCase() : '';
}

function behind(tokens: readonly SqlToken[], from: number): number {
  let at = from;
  while (BETWEEN.has(wordOf(tokens[at]))) at++;
  return at;
}

/** `UPDATE t SET`, with an alias or a schema between them. */
function updates(tokens: readonly SqlToken[], at: number): boolean {
  for (let index = at + 1; index < at + 8; index++) if (wordOf(tokens[index]) === 'set') return true;
  return false;
}

/** `COPY t (a, b) FROM`: other tools have words like it. */
function copies(tokens: readonly SqlToken[], at: number): boolean {
  for (let index = at + 1; index < Math.min(at + 600, tokens.length); index++) {
    const word = wordOf(tokens[index]);
    if (word === 'from') return true;
    if (word === 'to' || tokens[index]?.text === ';') return false;
  }
  return false;
}

function nameAt(tokens: readonly SqlToken[], at: number): string | undefined {
  const first = tokens[at];
  if (first?.kind !== 'name') return undefined;
  const parts = [first.text];
  for (let index = at; parts.length < 4 && tokens[index + 1]?.text === '.' && tokens[index + 2]?.kind === 'name'; index += 2) parts.push(tokens[index + 2]?.text ?? '');
  const name = parts.join('.');
  return acceptable(name) ? name : undefined;
}

/** A table's name, and nothing that a template engine or a stray quote left. */
function acceptable(name: string): boolean {
  return name.trim() !== '' && name.length <= 200 && !/[\u0000-\u001f{}]/.test(name);
}
