import { expect } from 'vitest';
import type { DataType } from '../../../src/core/catalogue/catalogue.ts';
import { compileExpression } from '../../../src/core/transform/compileExpression.ts';
import type { Scope } from '../../../src/core/transform/compileExpression.ts';
import type { Compiled } from '../../../src/core/transform/compiled.ts';
import type { Expression } from '../../../src/core/transform/expression.ts';
import { parseExpression } from '../../../src/core/transform/parseExpression.ts';
import { preview } from '../../../src/core/transform/preview.ts';
import { valueText } from '../../../src/core/transform/value.ts';

export const TYPES: Readonly<Record<'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp', DataType>> = {
  text: { kind: 'text' },
  integer: { kind: 'integer', bits: 64 },
  number: { kind: 'decimal', precision: 38, scale: 12 },
  boolean: { kind: 'boolean' },
  date: { kind: 'date' },
  timestamp: { kind: 'timestamp' },
};

export function parsed(text: string): Expression {
  const { expression, faults } = parseExpression(text);
  expect(faults, text).toEqual([]);
  return expression!;
}

export function scopeOf(type: DataType, others: Readonly<Record<string, DataType>> = {}): Scope {
  const value = { name: 'v', type, nullable: true };
  return { value, fields: [value, ...Object.entries(others).map(([name, each]) => ({ name, type: each, nullable: true }))] };
}

export function compiledOf(text: string, scope: Scope): Compiled {
  const { compiled, faults } = compileExpression(parsed(text), scope);
  expect(faults, text).toEqual([]);
  return compiled!;
}

/** What the preview shows: a value, or the code of a failure. */
export function shown(text: string, value: string | null, type: DataType = TYPES.text): string {
  const scope = scopeOf(type);
  const result = preview(compiledOf(text, scope), scope, new Map([['v', value]]));
  return result.failure === undefined ? valueText(result.value) : result.failure.code;
}
