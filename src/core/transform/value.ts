import { compareDecimals, decimalText } from './decimal.ts';
import type { Decimal } from './decimal.ts';

/** A value of the language. Dates and times stand in ISO form: `2024-02-29`, `2024-02-29 13:45:00`, with a fraction only where there is one. */
export type Value =
  | null
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: Decimal }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'date'; readonly iso: string }
  | { readonly kind: 'timestamp'; readonly iso: string };

export type TransformType = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp' | 'null';

export function textValue(text: string): Value {
  return { kind: 'text', text };
}

export function numberValue(number: Decimal): Value {
  return { kind: 'number', number };
}

export function booleanValue(value: boolean): Value {
  return { kind: 'boolean', value };
}

/** A type in plain words. */
export function typeWords(type: TransformType): string {
  switch (type) {
    case 'text': return 'a text';
    case 'integer': return 'a whole number';
    case 'number': return 'a number';
    case 'boolean': return 'yes or no';
    case 'date': return 'a date';
    case 'timestamp': return 'a date and time';
    case 'null': return 'null';
    default: return type satisfies never;
  }
}

/** How a value stands in a preview: texts in quotes, the others bare. */
export function valueText(value: Value): string {
  if (value === null) return 'null';
  return value.kind === 'text' ? `'${value.text.replaceAll("'", "''")}'` : plainText(value);
}

/** The canonical text of a value, as `text(value)` gives it. */
export function plainText(value: Exclude<Value, null>): string {
  switch (value.kind) {
    case 'text': return value.text;
    case 'number': return decimalText(value.number);
    case 'boolean': return value.value ? 'true' : 'false';
    case 'date': return value.iso;
    case 'timestamp': return value.iso.slice(0, 19);
    default: return value satisfies never;
  }
}

/** Order of two values of one kind; texts by code point, whatever the collation. */
export function compareValues(left: Exclude<Value, null>, right: Exclude<Value, null>): number {
  if (left.kind === 'number' && right.kind === 'number') return compareDecimals(left.number, right.number);
  if (left.kind === 'boolean' && right.kind === 'boolean') return Number(left.value) - Number(right.value);
  if (left.kind === 'text' && right.kind === 'text') return compareTexts(left.text, right.text);
  if ((left.kind === 'date' || left.kind === 'timestamp') && (right.kind === 'date' || right.kind === 'timestamp')) {
    return compareTexts(asTimestamp(left.iso), asTimestamp(right.iso));
  }
  throw new TypeError(`${left.kind} and ${right.kind} have no order`);
}

function asTimestamp(iso: string): string {
  return iso.length === 10 ? `${iso} 00:00:00` : iso;
}

function compareTexts(left: string, right: string): number {
  const ours = Array.from(left);
  const theirs = Array.from(right);
  const length = Math.min(ours.length, theirs.length);
  for (let index = 0; index < length; index++) {
    const difference = ours[index]!.codePointAt(0)! - theirs[index]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return ours.length - theirs.length;
}
