import type { DataType } from '../../core/catalogue/catalogue.ts';

const integers: Readonly<Record<string, number>> = { TINYINT: 8, SMALLINT: 16, INTEGER: 32, BIGINT: 64, HUGEINT: 128 };

const plain: Readonly<Record<string, DataType>> = {
  BOOLEAN: { kind: 'boolean' },
  BIGNUM: { kind: 'integer' },
  VARINT: { kind: 'integer' },
  FLOAT: { kind: 'float', bits: 32 },
  DOUBLE: { kind: 'float', bits: 64 },
  VARCHAR: { kind: 'text' },
  BLOB: { kind: 'binary' },
  BIT: { kind: 'binary' },
  DATE: { kind: 'date' },
  TIME: { kind: 'time' },
  TIME_NS: { kind: 'time' },
  'TIME WITH TIME ZONE': { kind: 'time', timeZone: true },
  TIMESTAMP: { kind: 'timestamp' },
  TIMESTAMP_S: { kind: 'timestamp' },
  TIMESTAMP_MS: { kind: 'timestamp' },
  TIMESTAMP_NS: { kind: 'timestamp' },
  'TIMESTAMP WITH TIME ZONE': { kind: 'timestamp', timeZone: true },
  INTERVAL: { kind: 'interval' },
  UUID: { kind: 'uuid' },
  JSON: { kind: 'json' },
  GEOMETRY: { kind: 'spatial' },
};

/** A type as DuckDB writes it, in our vocabulary. */
export function duckdbType(native: string): DataType {
  if (/\[\d*\]$/.test(native)) return { kind: 'array' };
  const bits = integers[native.replace(/^U/, '')];
  if (bits !== undefined) return { kind: 'integer', bits, ...(native.startsWith('U') ? { unsigned: true } : {}) };
  const decimal = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(native);
  if (decimal !== null) return { kind: 'decimal', precision: Number(decimal[1]), scale: Number(decimal[2]) };
  if (native.startsWith('ENUM(')) return { kind: 'enum', values: [...native.matchAll(/'((?:[^']|'')*)'/g)].map(([, value = '']) => value.replaceAll("''", "'")) };
  if (/^(?:STRUCT|MAP|UNION|VARIANT)\b/.test(native)) return { kind: 'json' };
  return plain[native] ?? { kind: 'unknown' };
}
