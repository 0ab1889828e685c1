import type { TableElement } from './elements.ts';
import type { TokenReader } from './tokenReader.ts';

/** How deep brackets in a condition are followed. */
const deepest = 50;

/**
 * What a CHECK says that the model can hold: `status IN ('open', 'paid')`, also as `status = 'open' OR status = 'paid'`, gives
 * code values; `"NAME" IS NOT NULL` a required column. Anything else is passed over.
 */
export function readCheck(reader: TokenReader): TableElement[] {
  const mark = reader.mark;
  reader.brackets();
  const after = reader.mark;
  reader.back(mark);
  const found = condition(reader);
  const whole = reader.mark === after;
  reader.back(after);
  return whole && found !== undefined ? [found] : [];
}

/** A condition, or undefined where it is of another form; reading then stands somewhere inside of it. */
function condition(reader: TokenReader, depth = 0): TableElement | undefined {
  let found = alternative(reader, depth);
  while (found !== undefined && reader.is('OR')) {
    reader.next();
    const other = alternative(reader, depth);
    if (other?.kind !== 'values' || found.kind !== 'values' || other.column !== found.column) {
      return undefined;
    }
    found = { ...found, values: [...found.values, ...other.values] };
  }
  return found;
}

function alternative(reader: TokenReader, depth: number): TableElement | undefined {
  if (reader.is('(') && !isBracketedName(reader)) {
    if (depth > deepest) {
      return undefined;
    }
    reader.next();
    const inner = condition(reader, depth + 1);
    return inner !== undefined && reader.take(')') ? inner : undefined;
  }
  const column = columnName(reader);
  if (column === undefined) {
    return undefined;
  }
  if (reader.take('IS', 'NOT', 'NULL')) {
    return { kind: 'required', column };
  }
  if (reader.take('=')) {
    const value = stringValue(reader);
    return value === undefined ? undefined : { kind: 'values', column, values: [value] };
  }
  if (!reader.take('IN', '(')) {
    return undefined;
  }
  const values: string[] = [];
  do {
    const value = stringValue(reader);
    if (value === undefined) {
      return undefined;
    }
    values.push(value);
  } while (reader.take(','));
  return reader.take(')') ? { kind: 'values', column, values } : undefined;
}

function isBracketedName(reader: TokenReader): boolean {
  const { kind } = reader.peek(1);
  return (kind === 'word' || kind === 'name') && reader.peek(2).upper === ')';
}

function columnName(reader: TokenReader): string | undefined {
  if (reader.take('(')) {
    const name = reader.atName ? reader.name() : undefined;
    return reader.take(')') ? name : undefined;
  }
  if (!reader.atName || reader.is('NOT') || reader.is('EXISTS')) {
    return undefined;
  }
  return reader.qualifiedName().name;
}

function stringValue(reader: TokenReader): string | undefined {
  if (reader.is('(') && reader.peek(1).kind === 'string' && reader.peek(2).upper === ')') {
    reader.next();
    const { text } = reader.next();
    reader.next();
    return text;
  }
  return reader.peek().kind === 'string' ? reader.next().text : undefined;
}
