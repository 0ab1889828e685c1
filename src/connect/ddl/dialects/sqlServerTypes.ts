import type { WrittenType } from '../grammar/elements.ts';
import type { KnownType } from '../model/schemaRules.ts';
import { binary, decimal, fixed, integer, lookUpType, names, text, whole } from './types.ts';
import type { TypeTable } from './types.ts';

const types: TypeTable = new Map([
  ...names('BIT', fixed({ kind: 'boolean' })),
  // 0 to 255
  ...names('TINYINT', fixed({ kind: 'integer', bits: 8, unsigned: true })),
  ...names('SMALLINT', integer(16)),
  ...names('INT, INTEGER', integer(32)),
  ...names('BIGINT', integer(64)),
  ...names('DECIMAL, NUMERIC, DEC', decimal({ precision: 18, scale: 0 })),
  ...names('MONEY', fixed({ kind: 'decimal', precision: 19, scale: 4 })),
  ...names('SMALLMONEY', fixed({ kind: 'decimal', precision: 10, scale: 4 })),
  ...names('REAL', fixed({ kind: 'float', bits: 32 })),
  ...names('FLOAT', (args) => ({ kind: 'float', bits: (whole(args[0]) ?? 53) <= 24 ? 32 : 64 })),
  ...names('DOUBLE PRECISION', fixed({ kind: 'float', bits: 64 })),
  ...names('CHAR, CHARACTER, NCHAR, NATIONAL CHAR, NATIONAL CHARACTER', text(1)),
  ...names('VARCHAR, CHARACTER VARYING, CHAR VARYING, NVARCHAR, NATIONAL CHARACTER VARYING, NATIONAL CHAR VARYING', text(1)),
  ...names('TEXT, NTEXT, NATIONAL TEXT', fixed({ kind: 'text' })),
  ...names('SYSNAME', fixed({ kind: 'text', length: 128 }), { required: true }),
  ...names('BINARY, VARBINARY, BINARY VARYING', binary(1)),
  ...names('IMAGE', fixed({ kind: 'binary' })),
  ...names('ROWVERSION, TIMESTAMP', fixed({ kind: 'binary', length: 8 }), { generated: true }),
  ...names('DATE', fixed({ kind: 'date' })),
  ...names('TIME', fixed({ kind: 'time' })),
  ...names('DATETIME, DATETIME2, SMALLDATETIME', fixed({ kind: 'timestamp' })),
  ...names('DATETIMEOFFSET', fixed({ kind: 'timestamp', timeZone: true })),
  ...names('UNIQUEIDENTIFIER', fixed({ kind: 'uuid' })),
  ...names('XML', fixed({ kind: 'xml' })),
  ...names('JSON', fixed({ kind: 'json' })),
  ...names('VECTOR', fixed({ kind: 'array' })),
  ...names('GEOMETRY, GEOGRAPHY', fixed({ kind: 'spatial' })),
  ...names('HIERARCHYID, SQL_VARIANT', fixed({ kind: 'unknown' })),
]);

/** SQL Server's types. */
export function sqlServerType(written: WrittenType): KnownType | undefined {
  const { schema } = written.name;
  return schema === undefined || schema.toLowerCase() === 'sys' ? lookUpType(types, written) : undefined;
}
