import { refuse, strict, textOf } from '../build.ts';
import type { FunctionSpec } from '../functionSpec.ts';
import { quoteSqlText } from '../dialect.ts';
import { comparable, compared, joined, lengthOf, partOf, trimmed } from '../sqlForms.ts';
import { booleanValue, numberValue, plainText, textValue } from '../value.ts';
import type { Compiled } from '../compiled.ts';
import type { CallSite } from '../callSite.ts';
import { toText } from './toText.ts';

/** Longest text that a function builds or counts to. */
const MOST = 10_000;

function trimming(name: 'trim' | 'ltrim' | 'rtrim', where: string, pattern: RegExp, example: string): FunctionSpec {
  return {
    name, group: 'text', signature: `${name}(text)`, least: 1, most: 1,
    meaning: `The text without the blanks ${where}.`,
    remarks: ['Only the blank (U+0020) counts; tabs, line feeds and no-break blanks stay.'],
    examples: [{ expression: `${name}(value)`, value: '  Ada ', result: example }, { expression: `${name}(value)`, value: null, result: 'null' }],
    compile(call) {
      const text = call.text(0);
      if (text === undefined) return undefined;
      return strict(call, 'text', [text], ([value]) => textValue(textOf(value).replace(pattern, '')),
        ([sql], { dialect }) => name === 'trim' ? trimmed(sql!, dialect) : `${name.toUpperCase()}(${sql!})`);
    },
  };
}

/** A part at one end of the text. */
function ending(name: 'left' | 'right'): FunctionSpec {
  return {
    name, group: 'text', signature: `${name}(text, count)`, least: 2, most: 2,
    meaning: `The ${name === 'left' ? 'first' : 'last'} characters of the text, all of it where it is shorter.`,
    examples: [{ expression: `${name}(value, 2)`, value: 'Zürich', result: name === 'left' ? "'Zü'" : "'ch'" }],
    compile(call) {
      const text = call.text(0);
      const count = call.count(1, 0, MOST);
      if (text === undefined || count === undefined) return undefined;
      return strict(call, 'text', [text], ([value]) => {
        const characters = Array.from(textOf(value));
        return textValue((name === 'left' ? characters.slice(0, count) : characters.slice(Math.max(0, characters.length - count))).join(''));
      }, ([sql], { dialect }) => {
        if (name === 'left') return dialect === 'sqlite' || dialect === 'oracle' ? partOf(sql!, 1, count, dialect) : `LEFT(${sql!}, ${count})`;
        if (dialect !== 'sqlite' && dialect !== 'oracle') return `RIGHT(${sql!}, ${count})`;
        if (count === 0) return partOf(sql!, 1, 0, dialect);
        return dialect === 'sqlite' ? `SUBSTR(${sql!}, -${count})` : `SUBSTR(${sql!}, -LEAST(${count}, LENGTH(${sql!})))`;
      });
    },
  };
}

function padding(name: 'lpad' | 'rpad'): FunctionSpec {
  const left = name === 'lpad';
  return {
    name, group: 'text', signature: `${name}(text, length, character)`, least: 3, most: 3,
    meaning: `The text filled up ${left ? 'on the left' : 'on the right'} with a character to a length.`,
    remarks: ['A text that is longer stays whole: nothing is cut.'],
    examples: [{ expression: `${name}(value, 5, '0')`, value: '42', result: left ? "'00042'" : "'42000'" }, { expression: `${name}(value, 2, '0')`, value: '12345', result: "'12345'" }],
    compile(call) {
      const text = call.text(0);
      const length = call.count(1, 1, 1000);
      const character = call.oneCharacter(2);
      if (text === undefined || length === undefined || character === undefined) return undefined;
      return strict(call, 'text', [text], ([value]) => {
        const own = textOf(value);
        const filling = character.repeat(Math.max(0, length - Array.from(own).length));
        return textValue(left ? filling + own : own + filling);
      }, ([sql], { dialect }) => {
        const own = sql!;
        const fits = `${lengthOf(own, dialect)} >= ${length}`;
        const quoted = quoteSqlText(character, dialect);
        switch (dialect) {
          case 'sqlite': {
            const filling = `SUBSTR(REPLACE(HEX(ZEROBLOB(${length})), '00', ${quoted}), 1, ${length} - LENGTH(${own}))`;
            return `CASE WHEN ${fits} THEN ${own} ELSE ${left ? `${filling} || ${own}` : `${own} || ${filling}`} END`;
          }
          case 'sqlserver': {
            const filling = `REPLICATE(${quoted}, ${length} - ${lengthOf(own, dialect)})`;
            return `CASE WHEN ${fits} THEN ${own} ELSE ${left ? `${filling} + ${own}` : `${own} + ${filling}`} END`;
          }
          case 'postgres': case 'mariadb': case 'oracle':
            return `CASE WHEN ${fits} THEN ${own} ELSE ${name.toUpperCase()}(${own}, ${length}, ${quoted}) END`;
          default: return dialect satisfies never;
        }
      });
    },
  };
}

function testing(name: 'contains' | 'startswith' | 'endswith', meaning: string, compute: (text: string, part: string) => boolean): FunctionSpec {
  return {
    name, group: 'text', signature: `${name}(text, part)`, least: 2, most: 2, meaning,
    remarks: ['Capital and small letters are different, whatever the collation of the field.'],
    examples: [{ expression: `${name}(value, 'x')`, value: 'xyx', result: 'true' }, { expression: `${name}(value, 'x')`, value: 'XYX', result: 'false' }],
    compile(call) {
      const text = call.text(0);
      const part = call.filledText(1);
      if (text === undefined || part === undefined) return undefined;
      const length = Array.from(part).length;
      return strict(call, 'boolean', [text], ([value]) => booleanValue(compute(textOf(value), part)), ([sql], { dialect }) => {
        const own = sql!;
        const quoted = quoteSqlText(part, dialect);
        if (name === 'startswith') return `(${compared(partOf(own, 1, length, dialect), '=', quoted, 'text', dialect)})`;
        if (name === 'endswith') {
          const last = dialect === 'sqlite' || dialect === 'oracle' ? `SUBSTR(${own}, -${length})` : `RIGHT(${own}, ${length})`;
          return `(${compared(last, '=', quoted, 'text', dialect)})`;
        }
        switch (dialect) {
          case 'sqlite': case 'oracle': return `(INSTR(${own}, ${quoted}) > 0)`;
          case 'postgres': return `(STRPOS(${comparable(own, 'text', dialect)}, ${quoted}) > 0)`;
          case 'mariadb': return `(LOCATE(${comparable(quoted, 'text', dialect)}, ${comparable(own, 'text', dialect)}) > 0)`;
          case 'sqlserver': return `(CHARINDEX(${quoted}, ${own} COLLATE Latin1_General_100_BIN2) > 0)`;
          default: return dialect satisfies never;
        }
      });
    },
  };
}

/** Parts of any type, as text; never null themselves. */
function parts(call: CallSite, from: number): readonly Compiled[] {
  return call.args.slice(from).map((arg) => arg.type === 'null' ? arg : toText(arg, call.name));
}

const concat: FunctionSpec = {
  name: 'concat', group: 'text', signature: 'concat(value, value, …)', least: 2, most: 50,
  meaning: 'The values one after the other as one text.',
  remarks: ['A null counts as the empty text, so that the result is never null.', 'Numbers and dates stand in it as text(value) writes them.'],
  examples: [{ expression: "concat('K-', value)", value: '0042', result: "'K-0042'" }, { expression: "concat('K-', value)", value: null, result: "'K-'" }, { expression: "concat(value, ' pcs')", value: '7', type: 'integer', result: "'7 pcs'" }],
  compile(call) {
    const texts = parts(call, 0);
    return {
      type: 'text', span: call.span, scale: 0, nullable: false,
      evaluate: (evaluation) => textValue(texts.map((part) => {
        const value = part.evaluate(evaluation);
        return value === null ? '' : plainText(value);
      }).join('')),
      sql: (rendering) => {
        const list = texts.filter((part) => part.type !== 'null').map((part) => part.nullable ? orEmpty(part.sql(rendering), rendering.dialect) : part.sql(rendering));
        return list.length === 0 ? quoteSqlText('', rendering.dialect) : joined(list, rendering.dialect);
      },
    };
  },
};

function orEmpty(sql: string, dialect: Parameters<typeof joined>[1]): string {
  // To this engine a null is the empty text already.
  return dialect === 'oracle' ? sql : `COALESCE(${sql}, ${quoteSqlText('', dialect)})`;
}

const join: FunctionSpec = {
  name: 'join', group: 'text', signature: 'join(separator, value, value, …)', least: 2, most: 50,
  meaning: 'The values that are not null as one text, with the separator between them.',
  remarks: ['All null gives the empty text. An empty text is a value and gets its separator: write nullif(value, \'\') where it shall not.'],
  examples: [{ expression: "join(' ', value, null, 'Lovelace')", value: 'Ada', result: "'Ada Lovelace'" }, { expression: "join(' ', value, 'Lovelace')", value: null, result: "'Lovelace'" }],
  partly: { oracle: 'an empty text is null to it and gets no separator' },
  compile(call) {
    const separator = call.filledText(0);
    if (separator === undefined) return undefined;
    const texts = parts(call, 1);
    return {
      type: 'text', span: call.span, scale: 0, nullable: false,
      evaluate: (evaluation) => textValue(texts.map((part) => part.evaluate(evaluation)).filter((value) => value !== null).map(plainText).join(separator)),
      sql: (rendering) => {
        const { dialect } = rendering;
        const quoted = quoteSqlText(separator, dialect);
        const list = texts.filter((part) => part.type !== 'null').map((part) => part.sql(rendering));
        if (list.length === 0) return quoteSqlText('', dialect);
        if (dialect === 'postgres' || dialect === 'mariadb') return `CONCAT_WS(${quoted}, ${list.join(', ')})`;
        const led = list.map((sql) => dialect === 'oracle' ? `CASE WHEN ${sql} IS NOT NULL THEN ${quoted} || ${sql} END` : orEmpty(joined([quoted, sql], dialect), dialect));
        return partOf(joined(led, dialect), Array.from(separator).length + 1, undefined, dialect);
      },
    };
  },
};

const length: FunctionSpec = {
  name: 'length', group: 'text', signature: 'length(text)', least: 1, most: 1,
  meaning: 'How many characters the text has, counted as Unicode code points.',
  remarks: ['An accent that follows its letter counts for itself; an emoji counts once. Oracle gives null for the empty text.'],
  examples: [{ expression: 'length(value)', value: 'Zürich', result: '6' }, { expression: 'length(value)', value: '😀', result: '1' }],
  compile(call) {
    const text = call.text(0);
    if (text === undefined) return undefined;
    return strict(call, 'integer', [text], ([value]) => numberValue({ units: BigInt(Array.from(textOf(value)).length), scale: 0 }), ([sql], { dialect }) => lengthOf(sql!, dialect));
  },
};

const substring: FunctionSpec = {
  name: 'substring', group: 'text', signature: 'substring(text, start, length?)', least: 2, most: 3,
  meaning: 'The characters from a place on, counted from 1; as many as there are, or a number of them.',
  examples: [{ expression: 'substring(value, 4, 2)', value: 'DE-BY-80331', result: "'BY'" }, { expression: 'substring(value, 4)', value: 'DE-BY', result: "'BY'" }, { expression: 'substring(value, 9)', value: 'DE', result: "''" }],
  compile(call) {
    const text = call.text(0);
    const start = call.count(1, 1, MOST);
    const count = call.args.length > 2 ? call.count(2, 0, MOST) : undefined;
    if (text === undefined || start === undefined || call.failed) return undefined;
    return strict(call, 'text', [text], ([value]) => textValue(Array.from(textOf(value)).slice(start - 1, count === undefined ? undefined : start - 1 + count).join('')),
      ([sql], { dialect }) => partOf(sql!, start, count, dialect));
  },
};

const replace: FunctionSpec = {
  name: 'replace', group: 'text', signature: 'replace(text, part, by)', least: 3, most: 3,
  meaning: 'The text with each occurrence of a part, from left to right, replaced by another text.',
  remarks: ['Capital and small letters are different, whatever the collation of the field.'],
  examples: [{ expression: "replace(value, '/', '-')", value: '030/12/34', result: "'030-12-34'" }, { expression: "replace(value, ' ', '')", value: '80 331', result: "'80331'" }],
  compile(call) {
    const text = call.text(0);
    const part = call.filledText(1);
    const by = call.constantText(2);
    if (text === undefined || part === undefined || by === undefined) return undefined;
    return strict(call, 'text', [text], ([value]) => textValue(textOf(value).replaceAll(part, () => by)),
      ([sql], { dialect }) => `REPLACE(${sql!}${dialect === 'sqlserver' ? ' COLLATE Latin1_General_100_BIN2' : ''}, ${quoteSqlText(part, dialect)}, ${quoteSqlText(by, dialect)})`);
  },
};

const split: FunctionSpec = {
  name: 'split', group: 'text', signature: 'split(text, separator, number)', least: 3, most: 3,
  meaning: 'One of the parts between the separators, counted from 1; null where there are fewer parts.',
  examples: [{ expression: "split(value, ';', 2)", value: 'red;green;blue', result: "'green'" }, { expression: "split(value, ';', 4)", value: 'red;green;blue', result: 'null' }],
  partly: {
    sqlite: 'the separator may have no letters, digits, quotes and backslashes',
    sqlserver: 'the separator may have no letters, digits, quotes and backslashes',
    oracle: 'an empty part is null to it',
  },
  compile(call) {
    const text = call.text(0);
    const separator = call.filledText(1);
    const number = call.count(2, 1, 100);
    if (text === undefined || separator === undefined || number === undefined) return undefined;
    if (overlaps(separator)) return call.fault('transform.separatorOverlaps', { text: separator }, call.args[1]!.span);
    const size = Array.from(separator).length;
    const result = strict(call, 'text', [text], ([value]) => {
      const part = textOf(value).split(separator)[number - 1];
      return part === undefined ? null : textValue(part);
    }, ([sql], rendering) => {
      const { dialect } = rendering;
      const own = sql!;
      const quoted = quoteSqlText(separator, dialect);
      switch (dialect) {
        case 'postgres': case 'mariadb': {
          const count = `(${lengthOf(own, dialect)} - ${lengthOf(`REPLACE(${own}, ${quoted}, '')`, dialect)})`;
          const part = dialect === 'postgres' ? `SPLIT_PART(${own}, ${quoted}, ${number})` : `SUBSTRING_INDEX(SUBSTRING_INDEX(${own}, ${quoted}, ${number}), ${quoted}, -1)`;
          return `CASE WHEN ${count} >= ${(number - 1) * size} THEN ${part} END`;
        }
        case 'sqlite': case 'sqlserver': {
          // As a JSON list: signs that JSON escapes, or that stand in its escapes, could not be told apart.
          if (!/^[^\p{L}\p{N}\\"\p{C}]+$/u.test(separator)) return refuse(call, rendering, 'the separator may have no letters, digits, quotes and backslashes');
          if (dialect === 'sqlite') return `JSON_EXTRACT('[' || REPLACE(JSON_QUOTE(${own}), ${quoted}, '","') || ']', '$[${number - 1}]')`;
          return `JSON_VALUE(N'["' + REPLACE(STRING_ESCAPE(${own}, 'json'), ${quoteSqlText(separator.replaceAll('/', '\\/'), dialect)}, N'","') + N'"]', '$[${number - 1}]')`;
        }
        case 'oracle': {
          const whole = `(${quoted} || ${own} || ${quoted})`;
          const from = `INSTR(${whole}, ${quoted}, 1, ${number})`;
          const to = `INSTR(${whole}, ${quoted}, 1, ${number + 1})`;
          return `CASE WHEN ${to} > 0 THEN SUBSTR(${whole}, ${from} + ${size}, ${to} - ${from} - ${size}) END`;
        }
        default: return dialect satisfies never;
      }
    });
    return { ...result, nullable: true };
  },
};

/** Whether a text begins as it ends, so that two occurrences can share characters. */
function overlaps(text: string): boolean {
  for (let length = 1; length < text.length; length++) {
    if (text.startsWith(text.slice(text.length - length))) return true;
  }
  return false;
}

export const textFunctions: readonly FunctionSpec[] = [
  trimming('trim', 'at both ends', /^ +| +$/g, "'Ada'"),
  trimming('ltrim', 'on the left', /^ +/, "'Ada '"),
  trimming('rtrim', 'on the right', / +$/, "'  Ada'"),
  length, substring, ending('left'), ending('right'), replace, padding('lpad'), padding('rpad'), concat, join, split,
  testing('contains', 'Whether a part stands anywhere in the text.', (text, part) => text.includes(part)),
  testing('startswith', 'Whether the text begins with a part.', (text, part) => text.startsWith(part)),
  testing('endswith', 'Whether the text ends with a part.', (text, part) => text.endsWith(part)),
];
