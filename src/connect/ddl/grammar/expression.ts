import type { TokenReader } from './tokenReader.ts';

const operators = new Set(['+', '-', '*', '/', '%', '||', '::', '.', '^', '&', '|', '=', '<', '>', '<=', '>=', '<>', '!=']);
const units = new Set(['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND', 'MICROSECOND', 'QUARTER', 'WEEK']);

/** An expression without brackets around it, such as a default: up to the first token that can't be part of it. */
export function readExpression(reader: TokenReader): string {
  const mark = reader.mark;
  operand(reader);
  for (;;) {
    if (reader.isOneOf(operators)) {
      reader.next();
      operand(reader);
    } else if (reader.is('AT', 'TIME', 'ZONE')) {
      for (let count = 0; count < 3; count += 1) reader.next();
      operand(reader);
    } else {
      return reader.textFrom(mark);
    }
  }
}

function operand(reader: TokenReader): void {
  while (reader.is('+') || reader.is('-') || reader.is('~') || (reader.is('NOT') && !reader.is('NOT', 'NULL'))) {
    reader.next();
  }
  if (reader.take('NEXT', 'VALUE', 'FOR')) {
    reader.qualifiedName();
    return;
  }
  if (reader.take('CASE')) {
    for (let depth = 1; depth > 0; ) {
      if (reader.ended) {
        reader.fail();
      }
      depth += reader.is('CASE') ? 1 : reader.is('END') ? -1 : 0;
      reader.skip();
    }
    return;
  }
  if (reader.is('(')) {
    reader.brackets();
    return;
  }
  const token = reader.next();
  if (token.kind === 'end' || token.kind === 'sign') {
    reader.back(reader.mark - 1);
    reader.fail();
  }
  if (token.kind === 'word' || token.kind === 'name') {
    // DATE '2020-01-01', _utf8mb4'x'
    if (reader.peek().kind === 'string') {
      reader.next();
    } else if (reader.is('(')) {
      reader.brackets();
    } else if (token.upper === 'INTERVAL' && reader.peek().kind === 'number') {
      reader.next();
    }
  }
  while (reader.peek().kind === 'string' && token.kind === 'string') {
    reader.next();
  }
  // INTERVAL '1' DAY (3) TO SECOND
  while (token.upper === 'INTERVAL' && (reader.isOneOf(units) || reader.is('TO'))) {
    reader.next();
    if (reader.is('(')) {
      reader.brackets();
    }
  }
}
