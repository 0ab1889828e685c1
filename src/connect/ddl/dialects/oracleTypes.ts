import type { WrittenType } from '../grammar/elements.ts';
import type { KnownType } from '../model/schemaRules.ts';
import { binary, decimal, fixed, integer, lookUpType, names, text, whole } from './types.ts';
import type { MakeType, TypeTable } from './types.ts';

/** NUMBER takes any number; NUMBER(p) is a whole one; a negative scale adds digits before the point. */
const number: MakeType = (args) => {
  if (args.length === 0 || args[0] === undefined) {
    return { kind: 'decimal' };
  }
  const precision = args[0].trim() === '*' ? 38 : whole(args[0]);
  return precision === undefined || precision <= 0 ? { kind: 'decimal' } : { kind: 'decimal', precision, scale: whole(args[1]) ?? 0 };
};

const types: TypeTable = new Map([
  ...names('NUMBER', number),
  ...names('DECIMAL, DEC, NUMERIC', decimal({ precision: 38, scale: 0 })),
  // Other names of NUMBER(38).
  ...names('INTEGER, INT, SMALLINT', fixed({ kind: 'decimal', precision: 38, scale: 0 })),
  ...names('PLS_INTEGER, BINARY_INTEGER', integer(32)),
  ...names('FLOAT, DOUBLE PRECISION', fixed({ kind: 'float', bits: 64 })),
  ...names('REAL', fixed({ kind: 'float', bits: 64 })),
  ...names('BINARY_FLOAT', fixed({ kind: 'float', bits: 32 })),
  ...names('BINARY_DOUBLE', fixed({ kind: 'float', bits: 64 })),
  ...names('BOOLEAN', fixed({ kind: 'boolean' })),
  ...names('CHAR, CHARACTER, NCHAR, NATIONAL CHAR, NATIONAL CHARACTER', text(1)),
  ...names('VARCHAR2, NVARCHAR2, VARCHAR, CHARACTER VARYING, CHAR VARYING, NCHAR VARYING, NATIONAL CHARACTER VARYING, NATIONAL CHAR VARYING', text()),
  ...names('CLOB, NCLOB, LONG, CHARACTER LARGE OBJECT', fixed({ kind: 'text' })),
  ...names('RAW', binary()),
  ...names('BLOB, BFILE, LONG RAW, BINARY LARGE OBJECT', fixed({ kind: 'binary' })),
  ...names('ROWID, UROWID', fixed({ kind: 'text' })),
  // It always has a time of day.
  ...names('DATE', fixed({ kind: 'timestamp' })),
  ...names('TIMESTAMP', fixed({ kind: 'timestamp' })),
  ...names('TIMESTAMP WITH TIME ZONE, TIMESTAMP WITH LOCAL TIME ZONE', fixed({ kind: 'timestamp', timeZone: true })),
  ...names('XMLTYPE', fixed({ kind: 'xml' })),
  ...names('JSON', fixed({ kind: 'json' })),
  ...names('VECTOR', fixed({ kind: 'array' })),
  ...names('SDO_GEOMETRY, ST_GEOMETRY, SDO_POINT_TYPE', fixed({ kind: 'spatial' })),
  ...names('ANYDATA, ANYTYPE, URITYPE', fixed({ kind: 'unknown' })),
]);

/** Oracle's types. */
export function oracleType(written: WrittenType): KnownType | undefined {
  return written.words.startsWith('INTERVAL') ? { type: { kind: 'interval' } } : lookUpType(types, written);
}
