import { dialectNames } from './dialectName.ts';
import type { DialectName } from './dialectName.ts';

export interface DialectGuess {
  readonly dialect: DialectName;
  /** How much speaks for it; only to be compared with the others of the same script. */
  readonly score: number;
}

/** All dialects, the likeliest first. */
export type DialectGuesses = readonly [DialectGuess, ...DialectGuess[]];

/** What speaks for a dialect, and how much a first, and each of up to four more places of it count. */
type Sign = readonly [pattern: RegExp, first: number, more?: number];

const mysqlSigns: readonly Sign[] = [
  [/`\w[^`\n]{0,128}`/g, 3, 1],
  [/\bENGINE\s*=\s*\w/gi, 5, 2],
  [/\bAUTO_INCREMENT\b/gi, 5, 2],
  [/\/\*!\d{5}/g, 5, 1],
  [/^DELIMITER\b/gim, 5],
  [/\b(?:UN)?LOCK TABLES\b/gi, 3],
  [/\b(?:TINY|MEDIUM|LONG)(?:INT|TEXT|BLOB)\b/gi, 2, 1],
  [/\bUNSIGNED\b/gi, 2, 1],
  [/\bDEFAULT CHARSET\b|\bCHARACTER SET utf8/gi, 3],
  [/\bint\(\d+\)/gi, 2, 1],
];

const signs: Readonly<Record<DialectName, readonly Sign[]>> = {
  PostgreSQL: [
    [/^\\(?:c|connect|set|i|echo)\b/gm, 5],
    [/\bSEARCH_PATH\b|\bpg_catalog\b/gi, 5],
    [/^COPY .{1,500} FROM stdin\b/gim, 6],
    [/::\s*\w/g, 3, 1],
    [/\b(?:BIG|SMALL)?SERIAL\b/gi, 3, 1],
    [/\b(?:TIMESTAMPTZ|BYTEA|JSONB|CITEXT)\b/gi, 4, 1],
    [/\bALTER TABLE ONLY\b/gi, 5],
    [/\bOWNER TO\b/gi, 3],
    [/\bCHARACTER VARYING\b/gi, 2, 1],
    [/\bWITH(?:OUT)? TIME ZONE\b/gi, 2, 1],
    [/\bLANGUAGE\s+'?(?:plpgsql|sql)\b/gi, 4],
    [/\bAS\s+\$\w*\$/gi, 5],
    [/\bNEXTVAL\s*\(/gi, 3],
    [/\bCREATE (?:EXTENSION|DOMAIN|TYPE \S{1,200} AS ENUM)\b/gi, 5],
    [/\bTEXT\b/gi, 1],
    [/\bBOOLEAN\b/gi, 1],
  ],
  MySQL: mysqlSigns,
  MariaDB: [...mysqlSigns, [/\/\*M!/g, 6], [/\bENGINE\s*=\s*(?:Aria|ColumnStore)\b/gi, 5], [/\bWITH SYSTEM VERSIONING\b/gi, 2], [/\bcurrent_timestamp\(\)/g, 2], [/\buca1400/gi, 5]],
  'SQL Server': [
    [/^[ \t]*GO[ \t]*\r?$/gim, 6, 1],
    [/\[dbo\]|"dbo"|\bdbo\./gi, 5, 1],
    [/\bSET (?:ANSI_NULLS|QUOTED_IDENTIFIER|NOCOUNT|IDENTITY_INSERT|ANSI_PADDING)\b/gi, 6],
    [/\bIDENTITY\s*\(\s*\d/gi, 4, 1],
    [/\b(?:NON)?CLUSTERED\b/gi, 4, 1],
    [/\bUNIQUEIDENTIFIER\b|\bDATETIME2\b|\bDATETIMEOFFSET\b|\bNVARCHAR\s*\(\s*MAX\s*\)|\bSMALLDATETIME\b/gi, 3, 1],
    [/^USE \[/gim, 4],
    [/\[\w[^\]\n]{0,128}\]/g, 2, 1],
    [/\bN'/g, 2],
    [/\bNVARCHAR\b/gi, 1],
    [/\bsp_(?:addextendedproperty|rename|addtype|executesql)\b/gi, 5],
    [/\bGETDATE\s*\(/gi, 3],
    [/^:setvar\b/gim, 5],
    [/@@\w+|\bOBJECT_ID\s*\(/gi, 3],
  ],
  Oracle: [
    [/\bN?VARCHAR2\b/gi, 6, 1],
    [/\bNUMBER\b/gi, 3, 1],
    [/^\/[ \t]*\r?$/gm, 3, 1],
    [/^(?:PROMPT|REM|SPOOL|WHENEVER|SET\s+(?:DEFINE|ECHO|FEEDBACK|SERVEROUTPUT))\b/gim, 5, 1],
    [/\b(?:CLOB|BLOB|NCLOB)\b/gi, 1],
    [/\bSYSDATE\b|\bSYSTIMESTAMP\b|\bTO_DATE\s*\(|\.NEXTVAL\b/gi, 3, 1],
    [/\bTABLESPACE\b|\bPCTFREE\b|\bSEGMENT CREATION\b/gi, 3],
    [/\bUSING INDEX\b|\bENABLE(?: NOVALIDATE)?\s*[,)]/gi, 3],
    [/\bN?Q'[[({<!|]/gi, 4],
    [/^CONN(?:ECT)?\s+\S+\/\S+/gim, 5],
    [/\bDEFAULT ON NULL\b|\bFROM DUAL\b/gi, 3],
    [/\bPLS_INTEGER\b|\bCREATE OR REPLACE (?:(?:NON)?EDITIONABLE )?PACKAGE\b/gi, 5],
  ],
  SQLite: [
    [/\bAUTOINCREMENT\b/gi, 6, 1],
    [/^[ \t]*PRAGMA\b/gim, 6],
    [/\bWITHOUT ROWID\b/gi, 6],
    [/\bsqlite_\w+/gi, 5],
    [/\bINTEGER\s+(?:NOT NULL\s+)?PRIMARY KEY\b/gi, 3, 1],
    [/[\]`"]\s+INTEGER\b/g, 3, 1],
    [/^BEGIN TRANSACTION;/gim, 3],
    [/^\.(?:mode|import|open|read|headers)\b/gim, 5],
    [/\[\w[^\]\n]{0,128}\]/g, 1],
  ],
};

/** What a script says about itself in its first lines, or by its name. */
const names: readonly (readonly [pattern: RegExp, dialect: DialectName])[] = [
  [/maria\s?db/i, 'MariaDB'],
  [/my\s?sql/i, 'MySQL'],
  [/postgre(?:s|sql)|(?:^|[^a-z])pgsql|pg_dump/i, 'PostgreSQL'],
  [/(?:ms|t-?|microsoft )sql|sql[\s_-]?server|mssql|instnwnd/i, 'SQL Server'],
  [/oracle|sql\*plus|pl\/?sql/i, 'Oracle'],
  [/sqlite/i, 'SQLite'],
];

/** The dialects that a script may be written in, the likeliest first, from its beginning and its file's name. PostgreSQL where nothing speaks for any. */
export function detectDialect(text: string, fileName = ''): DialectGuesses {
  const looked = text.slice(0, 512 * 1024);
  const bare = withoutRemarks(looked);
  const head = looked.slice(0, 2_000).match(/--[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/|#[^\n]*/g)?.join('\n') ?? '';
  const scores = new Map<DialectName, number>(
    dialectNames.map((dialect) => [dialect, signs[dialect].reduce((sum, sign) => sum + scoreOf(sign, bare), 0)]),
  );
  const add = (dialect: DialectName, score: number): void => {
    scores.set(dialect, (scores.get(dialect) ?? 0) + score);
  };
  for (const [pattern, dialect] of names) {
    if (pattern.test(head)) add(dialect, 12);
    if (pattern.test(fileName.slice(fileName.search(/[^/\\]*$/)))) add(dialect, 8);
  }
  const ranked = dialectNames.map((dialect) => ({ dialect, score: scores.get(dialect) ?? 0 })).sort((one, other) => other.score - one.score);
  const [best, ...rest] = ranked;
  return [best ?? { dialect: 'PostgreSQL', score: 0 }, ...rest];
}

/** The text without comments and without what stands in strings: that may be about anything. Each stretch is looked at once. */
function withoutRemarks(text: string): string {
  const marks = /'|\/\*(?!M?!)|--/g;
  const parts: string[] = [];
  const closed = new Map([["'", true], ['*/', true]]);
  let from = 0;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    const closer = mark[0] === '--' ? '\n' : mark[0] === "'" ? "'" : '*/';
    const end = closed.get(closer) === false ? -1 : text.indexOf(closer, marks.lastIndex);
    if (end < 0) {
      closed.set(closer, false);
      continue;
    }
    parts.push(text.slice(from, mark.index), mark[0] === "'" ? "''" : ' ');
    from = closer === '\n' ? end : end + closer.length;
    marks.lastIndex = from;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

/** True where the first guess stands well before the second. MySQL and MariaDB are read alike, so that one of them is sure enough. */
export function isSure([best, ...rest]: DialectGuesses): boolean {
  const isMySql = (dialect: DialectName): boolean => dialect === 'MySQL' || dialect === 'MariaDB';
  const next = rest.find(({ dialect }) => !(isMySql(best.dialect) && isMySql(dialect)));
  return best.score >= 4 && best.score >= 1.5 * (next?.score ?? 0);
}

function scoreOf([pattern, first, more = 0]: Sign, text: string): number {
  pattern.lastIndex = 0;
  if (!pattern.test(text)) {
    return 0;
  }
  let score = first;
  for (let found = 0; found < 4 && more > 0 && pattern.test(text); found += 1) {
    score += more;
  }
  return score;
}
