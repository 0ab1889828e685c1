import { describe, expect, it } from 'vitest';
import { declaredType } from '../../../src/connect/sqlite/declaredType.ts';

describe('declaredType', () => {
  it.each([
    ['', { kind: 'unknown' }],
    ['ANY', { kind: 'unknown' }],
    ['INTEGER', { kind: 'integer' }],
    ['int', { kind: 'integer' }],
    ['UNSIGNED BIG INT', { kind: 'integer', bits: 64 }],
    ['BIGINT(20)', { kind: 'integer', bits: 64 }],
    ['SMALLINT', { kind: 'integer', bits: 16 }],
    ['TINYINT(1)', { kind: 'integer', bits: 8 }],
    // Rule 1 of the affinities: INT anywhere in the name.
    ['CHARINT', { kind: 'integer' }],
    ['NVARCHAR(160)', { kind: 'text', length: 160 }],
    ['CHARACTER VARYING ( 255 )', { kind: 'text', length: 255 }],
    ['VARCHAR2(20 BYTE)', { kind: 'text', length: 20 }],
    ['CLOB', { kind: 'text' }],
    ['STRING', { kind: 'text' }],
    ['TEXT', { kind: 'text' }],
    ['BLOB', { kind: 'binary' }],
    ['VARBINARY(16)', { kind: 'binary', length: 16 }],
    ['REAL', { kind: 'float', bits: 64 }],
    ['DOUBLE PRECISION', { kind: 'float', bits: 64 }],
    ['FLOAT(24)', { kind: 'float', bits: 64 }],
    ['NUMERIC(10,2)', { kind: 'decimal', precision: 10, scale: 2 }],
    ['DECIMAL(9)', { kind: 'decimal', precision: 9, scale: 0 }],
    ['NUMERIC', { kind: 'decimal' }],
    ['MONEY', { kind: 'decimal', precision: 19, scale: 4 }],
    ['SOMETHING ELSE', { kind: 'decimal' }],
    ['BOOLEAN', { kind: 'boolean' }],
    ['BIT', { kind: 'boolean' }],
    ['DATE', { kind: 'date' }],
    ['DATETIME', { kind: 'timestamp' }],
    ['TIMESTAMP', { kind: 'timestamp' }],
    ['TIMESTAMP WITH TIME ZONE', { kind: 'timestamp', timeZone: true }],
    ['TIME', { kind: 'time' }],
    ['UUID', { kind: 'uuid' }],
    ['JSON', { kind: 'json' }],
  ])('%s', (declared, expected) => {
    expect(declaredType(declared)).toEqual(expected);
  });
});
