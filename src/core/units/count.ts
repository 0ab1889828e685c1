import { exactly, readQuantity } from './quantity.ts';

const MAGNITUDES: ReadonlyMap<string, bigint> = new Map([
  ['', 1n],
  ['k', 1_000n], ['thousand', 1_000n], ['thousands', 1_000n], ['thsd', 1_000n], ['tsd', 1_000n], ['tausend', 1_000n],
  ['m', 1_000_000n], ['mn', 1_000_000n], ['mio', 1_000_000n], ['mil', 1_000_000n], ['million', 1_000_000n], ['millions', 1_000_000n], ['millionen', 1_000_000n],
  ['b', 1_000_000_000n], ['bn', 1_000_000_000n], ['billion', 1_000_000_000n], ['billions', 1_000_000_000n], ['mrd', 1_000_000_000n], ['milliarden', 1_000_000_000n],
  ['t', 1_000_000_000_000n], ['tn', 1_000_000_000_000n], ['trillion', 1_000_000_000_000n], ['trillions', 1_000_000_000_000n],
]);
const THINGS = /(?:^|\s+)(?:rows?|records?|entries|entry|lines?|items?)$/;

/**
 * Reads a count of rows as a person or the document writes it: `1,204,331`, `~1,200,000`, `1.2M`, `2 million rows`.
 * `estimated` where it is marked so, or where it is told in magnitudes ("2 million" is never an exact count).
 * Unreadable (a number with a broken rest, a negative, `?`): undefined.
 */
export function parseCount(text: string): { value: bigint; estimated: boolean } | undefined {
  const quantity = readQuantity(text);
  if (!quantity) return undefined;
  const unit = quantity.unit.replace(THINGS, '').replace(/\.$/, '');
  const magnitude = MAGNITUDES.get(unit);
  if (magnitude === undefined) return undefined;
  const value = exactly(quantity, magnitude);
  return value === undefined ? undefined : { value, estimated: quantity.approximate || magnitude !== 1n };
}

/** `1,204,331`, or `~1,200,000` for an estimate. */
export function formatCount(value: bigint, estimated = false): string {
  return (estimated ? '~' : '') + value.toString().replace(/\B(?=(?:\d{3})+$)/g, ',');
}
