import type { DataType, Technology } from '../../core/catalogue/catalogue.ts';
import { oracle } from '../ddl/dialects/oracle.ts';
import { oracleType } from '../ddl/dialects/oracleTypes.ts';
import { sqlServer } from '../ddl/dialects/sqlServer.ts';
import { sqlServerType } from '../ddl/dialects/sqlServerTypes.ts';
import { readType } from '../ddl/grammar/typeName.ts';
import { TokenReader } from '../ddl/grammar/tokenReader.ts';
import { mysqlColumnType } from '../mysql/columnType.ts';
import { builtInType } from '../ddl/postgres/postgresType.ts';
import { declaredType } from '../sqlite/declaredType.ts';

export interface ReportType {
  readonly type: DataType;
  readonly nativeType: string;
}

/** A column's type as a report writes it, in the words of an engine. Only the first 2,000 characters count, but for lists of values. */
export function reportType(technology: Technology, written: string): ReportType {
  const text = written.trim();
  switch (technology) {
    case 'PostgreSQL':
      return postgresType(text);
    case 'MySQL':
    case 'MariaDB':
      return { type: mysqlColumnType(text), nativeType: text };
    case 'SQLite':
      return { type: declaredType(text), nativeType: text };
    case 'SQL Server':
      return { type: grammarType(text, sqlServer.rules, sqlServerType), nativeType: text };
    case 'Oracle':
      return { type: grammarType(text, oracle.rules, oracleType), nativeType: text };
    case 'Files':
    case 'Other':
      return { type: looseType(text), nativeType: text };
    default: {
      const never: never = technology;
      return never;
    }
  }
}

function grammarType(text: string, rules: typeof sqlServer.rules, find: typeof sqlServerType): DataType {
  try {
    return find(readType(new TokenReader(text.slice(0, 2_000), rules, { fold: 'none' }), false))?.type ?? { kind: 'unknown' };
  } catch {
    return { kind: 'unknown' };
  }
}

/** The names that `format_type` writes out, by the names of PostgreSQL's catalogue. */
const spoken: ReadonlyMap<string, string> = new Map([
  ['character varying', 'varchar'], ['character', 'bpchar'], ['integer', 'int4'], ['bigint', 'int8'], ['smallint', 'int2'], ['boolean', 'bool'], ['real', 'float4'],
  ['double precision', 'float8'], ['timestamp without time zone', 'timestamp'], ['timestamp with time zone', 'timestamptz'], ['time without time zone', 'time'],
  ['time with time zone', 'timetz'], ['bit varying', 'varbit'],
]);
/** Those whose arguments are part of the type. */
const withArguments = new Set(['varchar', 'bpchar', 'numeric', 'bit', 'varbit', 'time', 'timetz', 'timestamp', 'timestamptz', 'vector']);

/** A type as `format_type` writes it: `character varying(40)`, `timestamp(3) without time zone`, `integer[]`. */
export function postgresType(text: string): ReportType {
  if (text.endsWith('[]')) {
    return { type: { kind: 'array' }, nativeType: `${postgresType(text.slice(0, -2)).nativeType}[]` };
  }
  const parts = /^([^()]{1,200})(?:\(([^()]{0,200})\))?( with(?:out)? time zone)?$/.exec(text);
  const words = `${parts?.[1] ?? ''}${parts?.[3] ?? ''}`.toLowerCase();
  if (words === 'bpchar') return { type: { kind: 'text' }, nativeType: 'bpchar' };
  const name = spoken.get(words) ?? (words.startsWith('interval') ? 'interval' : words);
  const args = withArguments.has(name) ? (parts?.[2] ?? '').split(',').filter((part) => /^\s*-?\d+\s*$/.test(part)).map(Number) : [];
  const found = parts === null ? undefined : builtInType({ name, args, isArray: false });
  return found === undefined ? { type: { kind: 'unknown' }, nativeType: unquoted(text) } : { type: found.type, nativeType: found.nativeType };
}

/** A type's own name, without the schema that goes without saying. */
export function unquoted(name: string): string {
  return name.replace(/^public\./, '').replace(/"((?:[^"]|"")*)"/g, (_, inner: string) => inner.replaceAll('""', '"'));
}

/** A type in the words of whoever wrote the list; unknown where it says nothing. */
function looseType(text: string): DataType {
  const word = /^[a-z][a-z0-9_]*/i.exec(text)?.[0].toUpperCase() ?? '';
  if (/^(?:STRING|TEXT|ALPHANUMERIC|ALPHA|CHARACTERS?|MEMO|LONGTEXT|MEDIUMTEXT|TINYTEXT)$/.test(word)) return declaredType(text.replace(/^\w+/, 'VARCHAR'));
  if (/^(?:NUMBER|NUMERIC|DECIMAL|DEC)$/.test(word)) return declaredType(text);
  if (/^(?:WHOLE|LONG|SHORT|SERIAL|BIGSERIAL|COUNTER|AUTONUMBER|YEAR)$/.test(word)) return { kind: 'integer' };
  if (/^(?:YES|FLAG)/.test(word)) return { kind: 'boolean' };
  const type = declaredType(text);
  // SQLite takes every word that it does not know for a number.
  return type.kind === 'decimal' && !/MONEY|CURRENCY/.test(word) ? { kind: 'unknown' } : type;
}
