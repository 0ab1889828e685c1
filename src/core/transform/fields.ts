import type { DataType } from '../catalogue/catalogue.ts';
import { isDay } from './datePattern.ts';
import { normalised } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import type { SqlDialect } from './dialect.ts';
import type { TransformType, Value } from './value.ts';
import { booleanValue, numberValue, textValue } from './value.ts';

/** The type of the language that a column has. What has no type of its own there, such as a UUID or JSON, counts as a text. */
export function fieldType({ kind }: DataType): TransformType {
  switch (kind) {
    case 'boolean': case 'integer': case 'text': case 'date': case 'timestamp': return kind;
    case 'decimal': case 'float': return 'number';
    case 'enum': case 'uuid': case 'json': case 'xml': case 'unknown': case 'time': case 'interval': case 'binary': case 'array': case 'spatial': return 'text';
    default: return kind satisfies never;
  }
}

/** The SQL of a column as a value of its type in the language. */
export function fieldSql(column: string, type: DataType, dialect: SqlDialect): string {
  const own = fieldType(type);
  switch (own) {
    case 'text': return type.kind === 'text' ? column : castToText(column, dialect);
    case 'boolean': return dialect === 'sqlserver' || dialect === 'oracle' ? `(${column} = 1)` : column;
    case 'number': return type.kind === 'float' ? castToNumber(column, dialect) : column;
    case 'timestamp':
      if (type.timeZone !== true) return column;
      switch (dialect) {
        case 'postgres': return `(${column} AT TIME ZONE 'UTC')`;
        case 'sqlserver': return `CAST(${column} AT TIME ZONE 'UTC' AS datetime2)`;
        case 'oracle': return `SYS_EXTRACT_UTC(${column})`;
        case 'sqlite': case 'mariadb': return column;
        default: return dialect satisfies never;
      }
    case 'integer': case 'date': case 'null': return column;
    default: return own satisfies never;
  }
}

function castToText(column: string, dialect: SqlDialect): string {
  switch (dialect) {
    case 'sqlite': case 'postgres': return `CAST(${column} AS text)`;
    case 'mariadb': return `CAST(${column} AS CHAR)`;
    case 'sqlserver': return `CAST(${column} AS nvarchar(max))`;
    case 'oracle': return `TO_CHAR(${column})`;
    default: return dialect satisfies never;
  }
}

function castToNumber(column: string, dialect: SqlDialect): string {
  switch (dialect) {
    case 'sqlite': return column;
    case 'postgres': return `CAST(${column} AS numeric)`;
    case 'mariadb': return `CAST(${column} AS DECIMAL(50, 12))`;
    case 'sqlserver': return `CAST(${column} AS decimal(38, 12))`;
    case 'oracle': return `TO_NUMBER(${column})`;
    default: return dialect satisfies never;
  }
}

/** A value as a database printed it; undefined where it is none of the column's type. */
export function readField(printed: string | null, type: DataType): Value | undefined {
  if (printed === null) return null;
  switch (fieldType(type)) {
    case 'text': return textValue(printed);
    case 'boolean': {
      const word = printed.trim().toLowerCase();
      if (['1', 't', 'true'].includes(word)) return booleanValue(true);
      return ['0', 'f', 'false'].includes(word) ? booleanValue(false) : undefined;
    }
    case 'integer': case 'number': {
      const decimal = readNumber(printed.trim());
      return decimal === undefined ? undefined : numberValue(normalised(decimal));
    }
    case 'date': {
      const match = /^(\d{4})-(\d\d)-(\d\d)(?:[ T]00:00:00(?:\.0+)?Z?)?$/.exec(printed.trim());
      return match !== null && isDay(match[1]!, match[2]!, match[3]!) ? { kind: 'date', iso: printed.trim().slice(0, 10) } : undefined;
    }
    case 'timestamp': {
      const match = /^(\d{4})-(\d\d)-(\d\d)(?:[ T]((?:[01]\d|2[0-3]):[0-5]\d)(:[0-5]\d)?(\.\d{1,9})?(?:Z|\+00(?::?00)?)?)?$/.exec(printed.trim());
      if (match === null || !isDay(match[1]!, match[2]!, match[3]!)) return undefined;
      const fraction = (match[6] ?? '').replace(/\.?0+$/, '');
      return { kind: 'timestamp', iso: `${printed.trim().slice(0, 10)} ${match[4] ?? '00:00'}${match[5] ?? ':00'}${fraction}` };
    }
    case 'null': return null;
    default: return undefined;
  }
}

/** Reads a number as engines print them, with an exponent too. */
function readNumber(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d{1,400})?(?:\.(\d{0,400}))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (match === null || ((match[2] ?? '') === '' && (match[3] ?? '') === '')) return undefined;
  const fraction = match[3] ?? '';
  const units = BigInt((match[2] ?? '') + fraction) * (match[1] === '-' ? -1n : 1n);
  const scale = fraction.length - Number(match[4] ?? 0);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}
