import { readQuantity } from './quantity.ts';
import type { Quantity } from './quantity.ts';

/** How far two results of a check may be apart. `share` is in per cent of the source's result; `amount` in what the check counts. */
export type Tolerance =
  | { readonly kind: 'amount'; readonly value: Pick<Quantity, 'mantissa' | 'scale'> }
  | { readonly kind: 'share'; readonly value: Pick<Quantity, 'mantissa' | 'scale'> };

const EXACT = /^(?:exact|exactly|exact match|identical|equal|must match|none|zero|no difference|no tolerance)$/;
const LEAD = /^(?:±|\+\s?\/\s?-|\+-|-?\+|<=|≤|<|up to\b|at most\b|max(?:imum)?\b\.?|within\b|less than\b|no more than\b)\s*/;
/** What an amount is of: rows, a currency, a unit of the check's own. One or two plain words, so that no sentence passes. */
const OF = /^(?:(?:\p{L}{1,20}|[€$£¥])(?: \p{L}{1,20})?)?$/u;
const SHARE = /^(?:%|percent|per cent|pct)(?:\s+(?:of\s+)?(?:the\s+)?(?:rows?|records?|total|sum|value))?$/;
/** Words that make an amount vague or a condition: a person must say what is meant. */
const VAGUE = /\b(?:or|and|to|few|some|about|maybe|unless|except|if|per)\b/;

/**
 * Reads a tolerance: `0`, `0.00`, `5`, `±2`, `+/- 0.01`, `5 rows`, `0.01 EUR`, `0.5 %`, `1 percent`, `<= 3`,
 * `at most 1%`, `exact`. Unreadable (`?` too): undefined.
 */
export function parseTolerance(text: string): Tolerance | undefined {
  const rest = text.trim().toLowerCase();
  if (rest === '' || rest.length > 80) return undefined;
  if (EXACT.test(rest)) return { kind: 'amount', value: { mantissa: 0n, scale: 0 } };
  const bare = rest.replace(LEAD, '').replace(/^[€$£¥]\s*/, '').replace(/^\.(?=\d)/, '0.');
  const quantity = readQuantity(bare);
  if (!quantity || quantity.approximate) return undefined;
  const { mantissa, scale, unit } = quantity;
  if (SHARE.test(unit)) return { kind: 'share', value: { mantissa, scale } };
  return OF.test(unit) && !VAGUE.test(unit) ? { kind: 'amount', value: { mantissa, scale } } : undefined;
}
