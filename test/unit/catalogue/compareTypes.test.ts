import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataType } from '../../../src/core/catalogue/catalogue.ts';
import { dataTypeSchema } from '../../../src/core/catalogue/catalogue.ts';
import { compareTypes, isCompatible } from '../../../src/core/catalogue/compareTypes.ts';
import { catalogueMessages } from '../../../src/core/catalogue/messages.ts';
import { typeText } from '../../../src/core/catalogue/typeText.ts';

const text = (length?: number): DataType => (length === undefined ? { kind: 'text' } : { kind: 'text', length });
const integer = (bits?: number): DataType => (bits === undefined ? { kind: 'integer' } : { kind: 'integer', bits });
const unsigned = (bits: number): DataType => ({ kind: 'integer', bits, unsigned: true });
const decimal = (precision?: number, scale = 0): DataType => (precision === undefined ? { kind: 'decimal' } : { kind: 'decimal', precision, scale });
const zoned: DataType = { kind: 'timestamp', timeZone: true };
const plain: DataType = { kind: 'timestamp' };

describe('compareTypes', () => {
  it.each<[string, DataType, DataType, boolean, string | undefined]>([
    ['shorter text', text(160), text(40), false, 'type.length'],
    ['longer text', text(40), text(160), true, undefined],
    ['text without a limit into one with', text(), text(40), false, 'type.unboundedLength'],
    ['text into text without a limit', text(160), text(), true, undefined],
    ['a whole number into text that holds it', integer(32), text(11), true, undefined],
    ['a whole number into shorter text', integer(32), text(10), false, 'type.length'],
    ['a UUID into text', { kind: 'uuid' }, text(36), true, undefined],
    ['wider whole number', integer(64), integer(32), false, 'type.bits'],
    ['narrower whole number', integer(16), integer(32), true, undefined],
    ['without a sign into the same width with one', unsigned(32), integer(32), false, 'type.unsigned'],
    ['without a sign into a wider one', unsigned(32), integer(64), true, undefined],
    ['with a sign into one without', integer(32), unsigned(32), false, 'type.negative'],
    ['without a sign into one without', unsigned(32), unsigned(32), true, undefined],
    ['32 bits without a sign into 10 digits', unsigned(32), decimal(10), true, undefined],
    ['32 bits without a sign into 9 digits', unsigned(32), decimal(9), false, 'type.precision'],
    ['a whole number of no stated width', integer(), integer(16), true, undefined],
    ['text into a whole number', text(10), integer(32), false, 'type.parse'],
    ['fractions into a whole number', decimal(10, 2), integer(64), false, 'type.fractionLost'],
    ['a decimal of no stated scale into a whole number', decimal(), integer(64), false, 'type.fractionLost'],
    ['9 digits into 32 bits', decimal(9), integer(32), true, undefined],
    ['10 digits into 32 bits', decimal(10), integer(32), false, 'type.precision'],
    ['fewer digits before the point', decimal(10, 2), decimal(8, 2), false, 'type.precision'],
    ['fewer digits after the point', decimal(10, 4), decimal(12, 2), false, 'type.scale'],
    ['the same digits', decimal(10, 2), decimal(10, 2), true, undefined],
    ['any decimal into one with a limit', decimal(), decimal(10, 2), false, 'type.precision'],
    ['64 bits into 18 digits', integer(64), decimal(18), false, 'type.precision'],
    ['64 bits into 19 digits', integer(64), decimal(19), true, undefined],
    ['a decimal into a float', decimal(10, 2), { kind: 'float', bits: 64 }, false, 'type.inexact'],
    ['32 bits into a double', integer(32), { kind: 'float', bits: 64 }, true, undefined],
    ['32 bits into a single', integer(32), { kind: 'float', bits: 32 }, false, 'type.inexact'],
    ['a double into a single', { kind: 'float', bits: 64 }, { kind: 'float', bits: 32 }, false, 'type.bits'],
    ['a time without a zone into one with', plain, zoned, true, 'type.timeZoneMissing'],
    ['a time with a zone into one without', zoned, plain, false, 'type.timeZoneLost'],
    ['a timestamp into a date', plain, { kind: 'date' }, false, 'type.timeLost'],
    ['a date into a timestamp', { kind: 'date' }, plain, true, undefined],
    ['text into a date', text(20), { kind: 'date' }, false, 'type.parse'],
    ['a number into yes or no', integer(), { kind: 'boolean' }, false, 'type.parse'],
    ['yes or no into a number', { kind: 'boolean' }, integer(16), true, undefined],
    ['known values', { kind: 'enum', values: ['a'] }, { kind: 'enum', values: ['a', 'b'] }, true, undefined],
    ['strange values', { kind: 'enum', values: ['a', 'c'] }, { kind: 'enum', values: ['a', 'b'] }, false, 'type.values'],
    ['text into a list of values', text(3), { kind: 'enum', values: ['a', 'b'] }, false, 'type.valuesUnchecked'],
    ['text into text with a list of values', text(3), { kind: 'text', length: 3, values: ['a'] }, false, 'type.valuesUnchecked'],
    ['bytes into fewer bytes', { kind: 'binary', length: 20 }, { kind: 'binary', length: 16 }, false, 'type.byteLength'],
    ['bytes into text', { kind: 'binary' }, text(), false, 'type.incompatible'],
    ['a date into a whole number', { kind: 'date' }, integer(), false, 'type.incompatible'],
    ['a list into one value', { kind: 'array' }, text(), false, 'type.array'],
    ['unknown', { kind: 'unknown' }, integer(32), true, 'type.unknown'],
  ])('%s', (_name, source, target, fits, reason) => {
    const comparison = compareTypes(source, target);
    expect([comparison.fits, comparison.reason]).toEqual([fits, reason]);
  });

  const anyType = fc.record({
    kind: fc.constantFrom(...dataTypeSchema.shape.kind.options),
    length: fc.option(fc.integer({ min: 1, max: 4_000 }), { nil: undefined }),
    precision: fc.option(fc.integer({ min: 1, max: 38 }), { nil: undefined }),
    scale: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
    bits: fc.option(fc.constantFrom(8, 16, 24, 32, 64), { nil: undefined }),
    timeZone: fc.option(fc.boolean(), { nil: undefined }),
    values: fc.option(fc.array(fc.constantFrom('a', 'bb', 'ccc', 'd')), { nil: undefined }),
  });

  it('says of every type that it is compatible with itself', () => {
    fc.assert(
      fc.property(anyType, (type) => {
        expect(isCompatible(type, type)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives a reason whenever something does not fit, with every argument its words need', () => {
    fc.assert(
      fc.property(anyType, anyType, (source, target) => {
        const { fits, reason, args } = compareTypes(source, target);
        expect(fits || reason !== undefined).toBe(true);
        if (reason !== undefined) {
          const needed = [...catalogueMessages[reason].matchAll(/\{(\w+)\}/g)].map((found) => found[1]!);
          expect(Object.keys(args ?? {})).toEqual(expect.arrayContaining(needed));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('typeText', () => {
  it.each<[DataType, string]>([
    [text(160), 'text, 160'],
    [text(), 'text'],
    [integer(32), 'whole number, 32 bits'],
    [decimal(10, 2), 'decimal, 10.2'],
    [zoned, 'date and time with zone'],
    [{ kind: 'enum', values: ['a', 'b', 'c', 'd', 'e', 'f'] }, 'one of a, b, c, d and 2 more'],
    [{ kind: 'enum', values: [] }, 'one of a list'],
    [{ kind: 'boolean' }, 'yes or no'],
  ])('%j', (type, expected) => {
    expect(typeText(type)).toBe(expected);
  });
});
