/** A piece of a query. Offsets count in the query. */
export interface SqlToken {
  readonly kind: 'name' | 'string' | 'number' | 'comment' | 'mark';
  readonly start: number;
  readonly end: number;
  /** A name without its quotes; all others as they stand. */
  readonly text: string;
  /** The opening quote of a quoted name; '' for all others. */
  readonly quote: '' | '"' | '`' | '[';
  /** False where a quote, string or comment that was opened is not closed. */
  readonly closed: boolean;
}

/** How an engine reads its quotes. */
export interface SqlDialect {
  readonly doubleQuotes: 'name' | 'string';
  readonly brackets: boolean;
  /** A backslash escapes the next character of a string. */
  readonly backslash: boolean;
  readonly dollarQuotes: boolean;
  readonly hashComments: boolean;
  readonly nestedComments: boolean;
  /** The engine's own quote for a name that needs one. */
  readonly own: '"' | '`' | '[';
  /** How unquoted names are read: as written, or in one case. */
  readonly fold: 'lower' | 'upper' | 'none';
}

/** The dialect of a technology as a catalogue or a person states it. */
export function dialectOf(technology: string): SqlDialect {
  const engine = technology.toLowerCase();
  const base: SqlDialect = {
    doubleQuotes: 'name', brackets: true, backslash: false, dollarQuotes: false, hashComments: false, nestedComments: false, own: '"', fold: 'none',
  };
  if (/postgres|redshift|cockroach/.test(engine)) return { ...base, brackets: false, dollarQuotes: true, nestedComments: true, fold: 'lower' };
  if (/mysql|mariadb/.test(engine)) return { ...base, doubleQuotes: 'string', brackets: false, backslash: true, hashComments: true, own: '`' };
  if (/sql ?server|mssql|azure sql/.test(engine)) return { ...base, nestedComments: true, own: '[' };
  if (/oracle/.test(engine)) return { ...base, brackets: false, fold: 'upper' };
  return base;
}

const NAME_START = /[\p{L}_]/u;
const NAME_PART = /[\p{L}\p{N}_$#]/u;

/** Splits a query into its pieces; blanks between them are left out. Reads any text, closed or not, in one pass. */
export function sqlTokens(sql: string, dialect: SqlDialect): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  const push = (kind: SqlToken['kind'], end: number, more: Partial<Pick<SqlToken, 'text' | 'quote' | 'closed'>> = {}): void => {
    tokens.push({ kind, start: at, end, text: sql.slice(at, end), quote: '', closed: true, ...more });
    at = end;
  };
  while (at < sql.length) {
    const char = sql.charAt(at);
    const two = sql.slice(at, at + 2);
    if (/\s/.test(char)) at++;
    else if (two === '--' || (char === '#' && dialect.hashComments)) {
      const end = sql.indexOf('\n', at);
      push('comment', end < 0 ? sql.length : end);
    } else if (two === '/*') {
      const end = commentEnd(sql, at, dialect.nestedComments);
      push('comment', end ?? sql.length, { closed: end !== undefined });
    } else if (char === "'") {
      const escapes = dialect.backslash || (dialect.dollarQuotes && /[eE]/.test(sql.charAt(at - 1)) && !NAME_PART.test(sql.charAt(at - 2)));
      const end = quoteEnd(sql, at + 1, "'", escapes);
      push('string', end ?? sql.length, { closed: end !== undefined });
    } else if (char === '"' && dialect.doubleQuotes === 'string') {
      const end = quoteEnd(sql, at + 1, '"', true);
      push('string', end ?? sql.length, { closed: end !== undefined });
    } else if (char === '"' || char === '`' || (char === '[' && dialect.brackets)) {
      const close = char === '[' ? ']' : char;
      const end = quoteEnd(sql, at + 1, close, false);
      const inner = sql.slice(at + 1, end === undefined ? sql.length : end - 1).replaceAll(close + close, close);
      push('name', end ?? sql.length, { text: inner, quote: char, closed: end !== undefined });
    } else if (char === '$' && dialect.dollarQuotes && /^\$(?:[\p{L}_][\p{L}\p{N}_]{0,60})?\$/u.test(sql.slice(at, at + 70))) {
      const tag = sql.slice(at, sql.indexOf('$', at + 1) + 1);
      const end = sql.indexOf(tag, at + tag.length);
      push('string', end < 0 ? sql.length : end + tag.length, { closed: end >= 0 });
    } else if (NAME_START.test(char) || char.charCodeAt(0) >= 0xd800) {
      let end = at + 1;
      while (end < sql.length && (NAME_PART.test(sql.charAt(end)) || sql.charCodeAt(end) >= 0xd800 && sql.charCodeAt(end) < 0xe000)) end++;
      push('name', end);
    } else if (/\d/.test(char)) {
      let end = at + 1;
      while (end < sql.length && /[\d.eE_]/.test(sql.charAt(end))) end++;
      push('number', end);
    } else push('mark', at + 1);
  }
  return tokens;
}

/** The offset behind the closing quote; a doubled quote stands for itself. */
function quoteEnd(sql: string, from: number, close: string, backslash: boolean): number | undefined {
  for (let at = from; at < sql.length; at++) {
    const char = sql.charAt(at);
    if (backslash && char === '\\') at++;
    else if (char === close) {
      if (sql.charAt(at + 1) !== close) return at + 1;
      at++;
    }
  }
  return undefined;
}

function commentEnd(sql: string, from: number, nested: boolean): number | undefined {
  let depth = 1;
  for (let at = from + 2; at < sql.length; at++) {
    const two = sql.slice(at, at + 2);
    if (two === '*/') {
      depth--;
      at++;
      if (depth === 0) return at + 1;
    } else if (nested && two === '/*') {
      depth++;
      at++;
    }
  }
  return undefined;
}
