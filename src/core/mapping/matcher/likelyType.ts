import { typeWord } from './typeWord.ts';
import type { MatchColumn } from './matchModel.ts';
import type { TypeWord } from './typeWord.ts';
import type { ValueFeatures } from './valueFeatures.ts';

const NUMBERS: ReadonlySet<string> = new Set(['count', 'percent', 'amount', 'quantity', 'number', 'score', 'weight', 'height', 'length', 'width', 'volume', 'age', 'total', 'day', 'year']);

/**
 * The kind of a column's type. Where none is declared, what its values, the words of its name or its comment tell; a text that
 * holds only yes and no is a flag.
 */
export function likelyType(column: MatchColumn, words: readonly string[], values: ValueFeatures | undefined): TypeWord {
  const declared = typeWord(column.type);
  if (values?.flag === true && (declared === 'text' || declared === 'unknown')) return 'boolean';
  if (declared !== 'unknown') return declared;
  if (values?.kind === 'number') return 'decimal';
  if (values?.kind === 'date') return 'date';
  if (values?.kind === 'text') return 'text';
  const comment = (column.description ?? '').slice(0, 300).toLowerCase();
  if (/\byes\s*\/\s*no\b|\bindicator\b|\bwhether\b/.test(comment) || words[0] === 'is' || words[0] === 'has' || words.at(-1) === 'indicator') return 'boolean';
  if (/\bnumeric|\bnumber of\b|\bthe number\b|\bpercent|\bmeasured in\b|\bmeasurement of\b|\bcalculated\b|\bcount of\b/.test(comment)) return 'decimal';
  const last = words.at(-1);
  if (words[0] === 'percent' || words[0] === 'number' || (last !== undefined && NUMBERS.has(last))) return 'decimal';
  if (last === 'date') return 'date';
  if (/\btext term\b|\bname of\b|\bdescription\b|\bcategory\b/.test(comment)) return 'text';
  return 'unknown';
}
