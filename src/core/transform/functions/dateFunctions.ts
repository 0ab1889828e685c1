import { strict, textOf } from '../build.ts';
import type { Rendering } from '../compiled.ts';
import { MONTHS, patternRegex, readDate, readDatePattern, writeDate } from '../datePattern.ts';
import type { DatePattern } from '../datePattern.ts';
import type { FunctionSpec } from '../functionSpec.ts';
import { quoteSqlText } from '../dialect.ts';
import type { SqlDialect } from '../dialect.ts';
import { joined, matchesWhole, partOf, trimmed } from '../sqlForms.ts';
import { isoFromUnix } from '../instant.ts';
import { numberValue, textValue } from '../value.ts';
import type { Value } from '../value.ts';
import { decimalOf } from './numberFunctions.ts';
import { toText } from './toText.ts';
import { unreadable, withoutBlanks } from './typeFunctions.ts';

function isoOf(value: Exclude<Value, null> | undefined): string {
  if (value?.kind !== 'date' && value?.kind !== 'timestamp') throw new TypeError('a date was expected');
  return value.iso;
}

const PATTERN_REMARK = 'A pattern is made of YYYY, YY (00 to 69 are 2000 to 2069), MM, MON (JAN to DEC in English, any case), DD, HH (00 to 23), MI, SS and the signs between them; each part has all its digits.';

function reading(name: 'date' | 'timestamp'): FunctionSpec {
  const isDate = name === 'date';
  const usual = isDate ? 'YYYY-MM-DD' : 'YYYY-MM-DD HH:MI:SS';
  return {
    name, group: 'date', signature: `${name}(value, pattern?)`, least: 1, most: 2,
    meaning: isDate
      ? `A date: from a text in the form of the pattern (${usual} where nothing is said), from a date and time by leaving out the time.`
      : `A date and time: from a text in the form of the pattern (${usual} where nothing is said), from a date as its midnight.`,
    remarks: [PATTERN_REMARK, 'Blanks around a text are ignored. A text in another form, and days that there are not such as 31.02., become null. Years 0001 to 9999 of the Gregorian calendar; Oracle counts days before October 1582 by the Julian one.'],
    examples: isDate
      ? [{ expression: "date(value, 'DD.MM.YYYY')", value: '29.02.2024', result: '2024-02-29' }, { expression: "date(value, 'DD.MM.YYYY')", value: '29.02.2023', result: 'null' }, { expression: "date(value, 'DD-MON-YY')", value: '12-Jan-98', result: '1998-01-12' }, { expression: 'date(value)', value: '2024-02-29 13:45:00', type: 'timestamp', result: '2024-02-29' }]
      : [{ expression: "timestamp(value, 'YYYYMMDDHHMISS')", value: '20240229134500', result: '2024-02-29 13:45:00' }, { expression: 'timestamp(value)', value: '2024-02-29', type: 'date', result: '2024-02-29 00:00:00' }],
    compile(call) {
      const arg = call.typed(0, 'text', 'date', 'timestamp');
      const written = call.args.length > 1 ? call.constantText(1) : usual;
      if (arg === undefined || written === undefined) return undefined;
      const pattern = readDatePattern(written, name);
      if (typeof pattern === 'string') return call.fault('transform.datePattern', { pattern: written, reason: pattern }, call.args[1]!.span);
      if (arg.type === name || arg.type === 'null') return { ...arg, type: name, span: call.span };
      if (arg.type === 'timestamp') return strict(call, 'date', [arg], ([value]) => ({ kind: 'date', iso: isoOf(value).slice(0, 10) }), ([sql], { dialect }) => dayOf(sql!, dialect));
      if (arg.type === 'date') return strict(call, 'timestamp', [arg], ([value]) => ({ kind: 'timestamp', iso: `${isoOf(value)} 00:00:00` }), ([sql], { dialect }) => midnightOf(sql!, dialect));
      return strict(call, name, [arg], ([value], notes) => {
        const iso = readDate(withoutBlanks(textOf(value)), pattern);
        if (iso === undefined) return unreadable(value!, name, notes);
        return { kind: name, iso: isDate ? iso : iso.length === 10 ? `${iso} 00:00:00` : iso };
      }, ([sql], { dialect }) => dateFromText(trimmed(sql!, dialect), pattern, name, dialect), { reads: true });
    },
  };
}

function dayOf(sql: string, dialect: SqlDialect): string {
  switch (dialect) {
    case 'sqlite': return `SUBSTR(${sql}, 1, 10)`;
    case 'postgres': case 'mariadb': case 'sqlserver': return `CAST(${sql} AS date)`;
    case 'oracle': return `TRUNC(${sql})`;
    default: return dialect satisfies never;
  }
}

function midnightOf(sql: string, dialect: SqlDialect): string {
  switch (dialect) {
    case 'sqlite': return `(${sql} || ' 00:00:00')`;
    case 'postgres': case 'oracle': return `CAST(${sql} AS timestamp)`;
    case 'mariadb': return `CAST(${sql} AS DATETIME)`;
    case 'sqlserver': return `CAST(${sql} AS datetime2(0))`;
    default: return dialect satisfies never;
  }
}

function monthNumber(name: string): string {
  return `CASE UPPER(${name}) ${MONTHS.map((month, index) => `WHEN '${month}' THEN '${String(index + 1).padStart(2, '0')}'`).join(' ')} END`;
}

/** The ISO form of a text that is known to stand in the pattern. */
function isoSql(text: string, pattern: DatePattern, time: boolean, dialect: SqlDialect): string {
  const part = (kind: string): string | undefined => {
    const piece = pattern.pieces.find((each) => each.kind === kind);
    return piece === undefined ? undefined : partOf(text, piece.at + 1, kind.length, dialect);
  };
  const short = part('YY');
  const year = part('YYYY') ?? joined([`CASE WHEN ${short!} < '70' THEN '20' ELSE '19' END`, short!], dialect);
  const named = part('MON');
  const month = part('MM') ?? monthNumber(named!);
  const day = joined([year, "'-'", month, "'-'", part('DD')!], dialect);
  if (!time) return day;
  const rest = [part('HH') ?? "'00'", "':'", part('MI') ?? "'00'", "':'", part('SS') ?? "'00'"];
  return joined([year, "'-'", month, "'-'", part('DD')!, "' '", ...rest], dialect);
}

function dateFromText(text: string, pattern: DatePattern, type: 'date' | 'timestamp', dialect: SqlDialect): string {
  const iso = isoSql(text, pattern, type === 'timestamp', dialect);
  switch (dialect) {
    case 'sqlite': {
      // The engine carries 31.02. over into March: then the text is another one. Newer versions take 24 for an hour.
      const hour = pattern.pieces.find(({ kind }) => kind === 'HH');
      const kept = type === 'date' ? `DATE(${iso})` : `DATETIME(${iso})`;
      return `CASE WHEN ${text} GLOB ${quoteSqlText(glob(pattern, '*?[', (sign) => `[${sign}]`), dialect)} AND ${kept} = ${iso} AND ${iso} >= '0001'${hour === undefined ? '' : ` AND ${partOf(text, hour.at + 1, 2, dialect)} < '24'`} THEN ${iso} END`;
    }
    case 'postgres': return `CASE WHEN ${matchesWhole(text, patternRegex(pattern), dialect)} THEN CAST(${iso} AS ${type}) END`;
    case 'mariadb': return `CASE WHEN ${matchesWhole(text, patternRegex(pattern), dialect)} THEN CAST(${iso} AS ${type === 'date' ? 'DATE' : 'DATETIME'}) END`;
    case 'oracle': return `CASE WHEN ${matchesWhole(text, patternRegex(pattern), dialect)} THEN ${type === 'date' ? `TO_DATE(${iso}, 'YYYY-MM-DD')` : `TO_TIMESTAMP(${iso}, 'YYYY-MM-DD HH24:MI:SS')`} END`;
    case 'sqlserver': return `CASE WHEN ${text} LIKE ${quoteSqlText(glob(pattern, '%_[', (sign) => `[${sign}]`), dialect)} COLLATE Latin1_General_100_BIN2 THEN TRY_CONVERT(${type === 'date' ? 'date' : 'datetime2(0)'}, ${iso}, ${type === 'date' ? 23 : 120}) END`;
    default: return dialect satisfies never;
  }
}

function glob(pattern: DatePattern, special: string, escape: (sign: string) => string): string {
  return pattern.pieces.map((piece) => {
    if (piece.kind === 'literal') return special.includes(piece.text) ? escape(piece.text) : piece.text;
    return piece.kind === 'MON' ? '[A-Za-z]'.repeat(3) : '[0-9]'.repeat(piece.kind.length);
  }).join('');
}

const formatDate: FunctionSpec = {
  name: 'formatdate', group: 'date', signature: 'formatdate(value, pattern)', least: 2, most: 2,
  meaning: 'A date, or a date and time, as a text in the form of a pattern.',
  remarks: [PATTERN_REMARK],
  examples: [{ expression: "formatdate(value, 'DD.MM.YYYY')", value: '2024-02-29', type: 'date', result: "'29.02.2024'" }, { expression: "formatdate(value, 'YYYYMMDD HHMI')", value: '2024-02-29 13:45:00', type: 'timestamp', result: "'20240229 1345'" }],
  compile(call) {
    const arg = call.typed(0, 'date', 'timestamp');
    const written = call.constantText(1);
    if (arg === undefined || written === undefined) return undefined;
    const pattern = readDatePattern(written, 'any');
    if (typeof pattern === 'string') return call.fault('transform.datePattern', { pattern: written, reason: pattern }, call.args[1]!.span);
    const iso = toText(arg, call.name);
    return {
      ...strict(call, 'text', [arg], ([value]) => textValue(writeDate(isoOf(value), pattern)), () => ''),
      sql: (rendering) => rendering.dialect === 'postgres' || rendering.dialect === 'oracle'
        ? formatted(arg.sql(rendering), pattern, rendering.dialect)
        : pieced(iso.sql(rendering), pattern, arg.type === 'timestamp', rendering.dialect),
    };
  },
};

function formatted(sql: string, pattern: DatePattern, dialect: 'postgres' | 'oracle'): string {
  const form = pattern.pieces.map((piece) => piece.kind === 'literal' ? (/^[TZ]$/.test(piece.text) ? `"${piece.text}"` : piece.text) : piece.kind === 'HH' ? 'HH24' : piece.kind).join('');
  const english = dialect === 'oracle' && pattern.pieces.some((piece) => piece.kind === 'MON') ? ", 'NLS_DATE_LANGUAGE=ENGLISH'" : '';
  return `TO_CHAR(${sql}, ${quoteSqlText(form, dialect)}${english})`;
}

const PLACES = { YYYY: [1, 4], YY: [3, 2], MM: [6, 2], DD: [9, 2], HH: [12, 2], MI: [15, 2], SS: [18, 2] } as const;

function pieced(iso: string, pattern: DatePattern, time: boolean, dialect: SqlDialect): string {
  const parts: string[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') parts.push(quoteSqlText(literal, dialect));
    literal = '';
  };
  for (const piece of pattern.pieces) {
    if (piece.kind === 'literal') {
      literal += piece.text;
    } else if (piece.kind === 'MON') {
      flush();
      parts.push(`CASE ${partOf(iso, 6, 2, dialect)} ${MONTHS.map((month, index) => `WHEN '${String(index + 1).padStart(2, '0')}' THEN '${month}'`).join(' ')} END`);
    } else if (!time && (piece.kind === 'HH' || piece.kind === 'MI' || piece.kind === 'SS')) {
      literal += '00';
    } else {
      flush();
      const [start, length] = PLACES[piece.kind];
      parts.push(partOf(iso, start, length, dialect));
    }
  }
  flush();
  return joined(parts, dialect);
}

function partOfDate(name: 'year' | 'month' | 'day', start: number, length: number): FunctionSpec {
  return {
    name, group: 'date', signature: `${name}(date)`, least: 1, most: 1,
    meaning: `The ${name} of a date, or of a date and time, as a whole number.`,
    examples: [{ expression: `${name}(value)`, value: '2024-02-29', type: 'date', result: name === 'year' ? '2024' : name === 'month' ? '2' : '29' }],
    compile(call) {
      const arg = call.typed(0, 'date', 'timestamp');
      if (arg === undefined) return undefined;
      return strict(call, 'integer', [arg], ([value]) => numberValue({ units: BigInt(isoOf(value).slice(start, start + length)), scale: 0 }), ([sql], { dialect }) => {
        switch (dialect) {
          case 'sqlite': return `CAST(SUBSTR(${sql!}, ${start + 1}, ${length}) AS INTEGER)`;
          case 'postgres': return `CAST(EXTRACT(${name.toUpperCase()} FROM ${sql!}) AS integer)`;
          case 'mariadb': return `EXTRACT(${name.toUpperCase()} FROM ${sql!})`;
          case 'sqlserver': return `${name.toUpperCase()}(${sql!})`;
          case 'oracle': return `EXTRACT(${name.toUpperCase()} FROM ${sql!})`;
          default: return dialect satisfies never;
        }
      });
    },
  };
}

/** Seconds of the first and the last second that the language knows: of 0001-01-01 and of 9999-12-31. */
export const LEAST_UNIX = -62_135_596_800n;
export const GREATEST_UNIX = 253_402_300_799n;

const fromUnix: FunctionSpec = {
  name: 'fromunix', group: 'date', signature: 'fromunix(seconds)', least: 1, most: 1,
  meaning: 'The date and time, in UTC, of a number of seconds since 1970-01-01 00:00:00.',
  remarks: ['Years 0001 to 9999; beyond them null.'],
  examples: [{ expression: 'fromunix(value)', value: '1709214300', type: 'integer', result: '2024-02-29 13:45:00' }],
  compile(call) {
    const arg = call.typed(0, 'integer');
    if (arg === undefined) return undefined;
    return strict(call, 'timestamp', [arg], ([value], notes) => {
      const { units } = decimalOf(value);
      return units < LEAST_UNIX || units > GREATEST_UNIX ? unreadable(value!, 'timestamp', notes) : { kind: 'timestamp', iso: isoFromUnix(Number(units)) };
    }, ([sql], rendering) => `CASE WHEN ${sql!} BETWEEN ${LEAST_UNIX} AND ${GREATEST_UNIX} THEN ${unixSql(sql!, rendering)} END`, { reads: true });
  },
};

function unixSql(seconds: string, { dialect }: Rendering): string {
  switch (dialect) {
    case 'sqlite': return `DATETIME(${seconds}, 'unixepoch')`;
    case 'postgres': return `(timestamp '1970-01-01 00:00:00' + ${seconds} * interval '1 second')`;
    case 'mariadb': return `(CAST('1970-01-01 00:00:00' AS DATETIME) + INTERVAL ${seconds} SECOND)`;
    // DATEADD counts in 32 bits: days first, then the seconds of the day.
    case 'sqlserver': return `DATEADD(second, CAST(((${seconds} % 86400) + 86400) % 86400 AS int), DATEADD(day, CAST((${seconds} - ((${seconds} % 86400) + 86400) % 86400) / 86400 AS int), CAST('1970-01-01' AS datetime2(0))))`;
    case 'oracle': return `(TIMESTAMP '1970-01-01 00:00:00' + NUMTODSINTERVAL(${seconds}, 'SECOND'))`;
    default: return dialect satisfies never;
  }
}

export const dateFunctions: readonly FunctionSpec[] = [
  reading('date'), reading('timestamp'), formatDate, partOfDate('year', 0, 4), partOfDate('month', 5, 2), partOfDate('day', 8, 2), fromUnix,
];
