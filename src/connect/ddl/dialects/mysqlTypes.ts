import type { WrittenType } from '../grammar/elements.ts';
import type { KnownType } from '../model/schemaRules.ts';
import { binary, decimal, fixed, integer, lookUpType, names, text, whole } from './types.ts';
import type { MakeType, TypeTable } from './types.ts';

/** FLOAT(p) with more than 24 bits is a double; with two arguments it stays what its name says. */
const float: MakeType = (args) => ({ kind: 'float', bits: args.length === 1 && (whole(args[0]) ?? 0) > 24 ? 64 : 32 });

const types: TypeTable = new Map([
  ...names('BOOL, BOOLEAN', fixed({ kind: 'boolean' })),
  // The one form that clients take for yes and no.
  ...names('TINYINT', (args) => (args[0] === '1' ? { kind: 'boolean' } : { kind: 'integer', bits: 8 })),
  ...names('INT1', integer(8)),
  ...names('SMALLINT, INT2', integer(16)),
  ...names('MEDIUMINT, INT3, MIDDLEINT', integer(24)),
  ...names('INT, INTEGER, INT4', integer(32)),
  ...names('BIGINT, INT8', integer(64)),
  ...names('SERIAL', fixed({ kind: 'integer', bits: 64, unsigned: true }), { generated: true, required: true, unique: true }),
  ...names('DECIMAL, DEC, NUMERIC, FIXED, NUMBER', decimal({ precision: 10, scale: 0 })),
  ...names('FLOAT, FLOAT4', float),
  ...names('DOUBLE, DOUBLE PRECISION, REAL, FLOAT8', fixed({ kind: 'float', bits: 64 })),
  ...names('BIT', (args) => ((whole(args[0]) ?? 1) === 1 ? { kind: 'boolean' } : { kind: 'binary', length: Math.ceil((whole(args[0]) ?? 1) / 8) })),
  ...names('CHAR, CHARACTER, NCHAR, NATIONAL CHAR, NATIONAL CHARACTER', text(1)),
  ...names('VARCHAR, CHARACTER VARYING, CHAR VARYING, NVARCHAR, NATIONAL VARCHAR, NATIONAL CHARACTER VARYING, NCHAR VARYING, VARCHAR2', text()),
  ...names('TINYTEXT', fixed({ kind: 'text', length: 255 })),
  ...names('TEXT', (args) => (args.length > 0 ? text()(args) : { kind: 'text', length: 65_535 })),
  ...names('MEDIUMTEXT, LONG, LONG VARCHAR', fixed({ kind: 'text', length: 16_777_215 })),
  ...names('LONGTEXT, CLOB', fixed({ kind: 'text' })),
  ...names('BINARY, CHAR BYTE', binary(1)),
  ...names('VARBINARY', binary()),
  ...names('TINYBLOB', fixed({ kind: 'binary', length: 255 })),
  ...names('BLOB', (args) => (args.length > 0 ? binary()(args) : { kind: 'binary', length: 65_535 })),
  ...names('MEDIUMBLOB, LONG VARBINARY', fixed({ kind: 'binary', length: 16_777_215 })),
  ...names('LONGBLOB', fixed({ kind: 'binary' })),
  ...names('DATE', fixed({ kind: 'date' })),
  ...names('TIME', fixed({ kind: 'time' })),
  ...names('DATETIME', fixed({ kind: 'timestamp' })),
  // Kept in UTC and shown in the zone of the session: a point in time.
  ...names('TIMESTAMP', fixed({ kind: 'timestamp', timeZone: true })),
  ...names('YEAR', fixed({ kind: 'integer', bits: 16, unsigned: true })),
  ...names('JSON', fixed({ kind: 'json' })),
  ...names('XMLTYPE', fixed({ kind: 'xml' })),
  ...names('UUID', fixed({ kind: 'uuid' })),
  ...names('INET4, INET6', fixed({ kind: 'text' })),
  ...names('VECTOR', fixed({ kind: 'array' })),
  ...names('GEOMETRY, POINT, LINESTRING, POLYGON, MULTIPOINT, MULTILINESTRING, MULTIPOLYGON, GEOMETRYCOLLECTION, GEOMCOLLECTION', fixed({ kind: 'spatial' })),
]);

/** MySQL's and MariaDB's types. */
export function mysqlType(written: WrittenType): KnownType | undefined {
  const unsigned = / UNSIGNED| ZEROFILL/.test(written.words);
  const words = written.words.replace(/ (?:UNSIGNED|SIGNED|ZEROFILL)/g, '');
  if (words === 'ENUM') {
    return { type: { kind: 'enum', values: [...written.args] } };
  }
  if (words === 'SET') {
    return { type: { kind: 'text', length: Math.max(1, written.args.join(',').length) } };
  }
  const found = lookUpType(types, { ...written, words });
  if (found?.type.kind === 'integer' && unsigned) {
    return { ...found, type: { ...found.type, unsigned: true } };
  }
  return found;
}
