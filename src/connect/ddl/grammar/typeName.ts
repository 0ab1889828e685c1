import type { WrittenType } from './elements.ts';
import type { TokenReader } from './tokenReader.ts';

/** Words that go on a type's name, after the words they may follow. */
const goesOn: Readonly<Record<string, ReadonlySet<string>>> = {
  PRECISION: new Set(['DOUBLE']),
  VARYING: new Set(['CHARACTER', 'CHAR', 'NCHAR', 'BIT', 'BINARY']),
  LARGE: new Set(['CHARACTER', 'CHAR', 'NCHAR', 'BINARY']),
  OBJECT: new Set(['LARGE']),
  CHARACTER: new Set(['NATIONAL', 'NATIVE']),
  CHAR: new Set(['NATIONAL', 'LONG']),
  VARCHAR: new Set(['NATIONAL', 'LONG']),
  VARBINARY: new Set(['LONG']),
  RAW: new Set(['LONG']),
  INTEGER: new Set(['LONG', 'UNSIGNED', 'SIGNED']),
  INT: new Set(['LONG', 'BIG', 'UNSIGNED', 'SIGNED']),
  BIG: new Set(['UNSIGNED']),
  TEXT: new Set(['LONG', 'NATIONAL']),
};

/** Words that end a column's type in SQLite, where any others may be part of it. */
const columnWords = new Set([
  'CONSTRAINT', 'PRIMARY', 'NOT', 'NULL', 'UNIQUE', 'CHECK', 'DEFAULT', 'COLLATE', 'REFERENCES', 'GENERATED', 'AS', 'AUTOINCREMENT',
]);

/** A type with its arguments and the words after them. `anyWords`: each word up to a constraint belongs to it. */
export function readType(reader: TokenReader, anyWords: boolean): WrittenType {
  const mark = reader.mark;
  const name = reader.qualifiedName();
  const words = [name.name.toUpperCase()];
  const native = [name.schema === undefined ? name.name : `${name.schema}.${name.name}`];
  const spoken = reader.textFrom(mark);
  // Without quotes the word stands as it is written, whatever the engine folds it to.
  if (!/["`[.]/.test(spoken)) {
    native[0] = spoken;
  }
  const word = (): void => {
    const token = reader.next();
    words.push(token.upper === '' ? token.text.toUpperCase() : token.upper);
    native.push(token.text);
  };
  const goesOnLast = (text: string): void => {
    native.push(`${native.pop() ?? ''}${text}`);
  };
  while (anyWords ? reader.atName && !reader.isOneOf(columnWords) : goesOn[reader.peek().upper]?.has(words.at(-1) ?? '') === true) {
    word();
  }
  let args: string[] = [];
  if (reader.is('(')) {
    const read = readArguments(reader);
    args = read.args;
    goesOnLast(read.text);
  }
  for (;;) {
    if (reader.is('UNSIGNED') || reader.is('SIGNED') || reader.is('ZEROFILL') || reader.is('PRECISION')) {
      word();
    } else if (reader.is('VARYING')) {
      word();
    } else if (reader.is('WITH', 'TIME', 'ZONE') || reader.is('WITHOUT', 'TIME', 'ZONE')) {
      for (let count = 0; count < 3; count += 1) word();
    } else if (reader.is('WITH', 'LOCAL', 'TIME', 'ZONE')) {
      for (let count = 0; count < 4; count += 1) word();
    } else if (words[0] === 'INTERVAL' && (reader.is('YEAR') || reader.is('DAY') || reader.is('TO') || reader.is('MONTH') || reader.is('SECOND') || reader.is('HOUR') || reader.is('MINUTE'))) {
      word();
      if (reader.is('(')) {
        goesOnLast(readArguments(reader).text);
      }
    } else {
      return { name, words: words.join(' '), args, native: native.join(' ') };
    }
  }
}

function readArguments(reader: TokenReader): { args: string[]; text: string } {
  const args: string[] = [];
  const shown: string[] = [];
  reader.expect('(');
  while (!reader.take(')')) {
    const parts: string[] = [];
    const texts: string[] = [];
    while (!reader.is(',') && !reader.is(')')) {
      if (reader.ended) {
        reader.fail();
      }
      const mark = reader.mark;
      const token = reader.peek();
      reader.skip();
      texts.push(reader.textFrom(mark));
      parts.push(token.kind === 'string' || token.kind === 'name' ? token.text : reader.textFrom(mark));
    }
    args.push(joined(parts));
    shown.push(joined(texts));
    reader.take(',');
  }
  return { args, text: `(${shown.join(',')})` };
}

/** A sign stays with its number: `-2`. */
function joined(parts: readonly string[]): string {
  return parts.join(' ').replace(/^([+-]) /, '$1');
}
