import type { DataType } from '../../catalogue/catalogue.ts';

export type TypeWord = DataType['kind'];

const WORDS: readonly (readonly [RegExp, TypeWord])[] = [
  [/^(?:bool|bit$|yes\/?no)/, 'boolean'],
  [/^(?:interval)/, 'interval'],
  [/^(?:tiny|small|medium|big)?(?:int|serial)|^(?:integer|long|short|year|byte$|number\(\d+\)$|whole)/, 'integer'],
  [/^(?:dec|num|money|smallmoney|currency)/, 'decimal'],
  [/^(?:float|double|real|binary_(?:float|double))/, 'float'],
  [/^(?:timestamp|datetime|smalldatetime)/, 'timestamp'],
  [/^date/, 'date'],
  [/^time/, 'time'],
  [/^(?:uuid|uniqueidentifier|guid)/, 'uuid'],
  [/^json/, 'json'],
  [/^xml/, 'xml'],
  [/^(?:enum|set)/, 'enum'],
  [/^(?:blob|(?:tiny|medium|long)blob|bytea|(?:var)?binary|image|raw|rowversion)/, 'binary'],
  [/^(?:geo|point|polygon|spatial)/, 'spatial'],
  [/(?:char|text|string|clob|^str|^name$)/, 'text'],
];

/** The kind of a type: our own vocabulary, the engine's words or an inferred word; `unknown` for anything else. */
export function typeWord(type: DataType | string | undefined): TypeWord {
  if (type === undefined) return 'unknown';
  if (typeof type !== 'string') return type.kind;
  const text = type.slice(0, 60).trim().toLowerCase();
  if (text.endsWith('[]')) return 'array';
  for (const [pattern, word] of WORDS) if (pattern.test(text)) return word;
  return 'unknown';
}
