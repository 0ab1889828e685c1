/** An exact decimal: `units` × 10^−`scale`. `scale` is never negative. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Digits before and after the point that every supported engine holds exactly. */
export const WHOLE_DIGITS = 38;
export const FRACTION_DIGITS = 12;
/** Digits after the point that a product may have before it is rounded. */
export const PRODUCT_FRACTION_DIGITS = 24;

export const LEAST_INTEGER = -(2n ** 63n);
export const GREATEST_INTEGER = 2n ** 63n - 1n;

/** Reads `-12.50`; undefined for anything else: no exponent, no group signs, no spaces. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^([+-]?)([0-9]+)(?:\.([0-9]+))?$/.exec(text);
  if (match === null) return undefined;
  const fraction = match[3] ?? '';
  const units = BigInt(match[2]! + fraction);
  return { units: match[1] === '-' ? -units : units, scale: fraction.length };
}

/** The same number with no zeros at the end of its fraction. */
export function normalised({ units, scale }: Decimal): Decimal {
  let shorter = units;
  let digits = scale;
  while (digits > 0 && shorter % 10n === 0n) {
    shorter /= 10n;
    digits--;
  }
  return { units: shorter, scale: digits };
}

/** `-12.5`: no zeros at the end, a zero before the point, never `-0`. */
export function decimalText(decimal: Decimal): string {
  const { units, scale } = normalised(decimal);
  return fixedText({ units, scale }, scale);
}

/** The number with exactly that many digits after the point, rounded half away from zero. */
export function fixedText(decimal: Decimal, digits: number): string {
  const units = rescale(roundHalfAway(decimal, digits), digits);
  const positive = units < 0n ? -units : units;
  const padded = positive.toString().padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits);
  return `${units < 0n ? '-' : ''}${whole}${digits > 0 ? `.${padded.slice(padded.length - digits)}` : ''}`;
}

function rescale({ units, scale }: Decimal, digits: number): bigint {
  return units * 10n ** BigInt(digits - scale);
}

/** At most that many digits after the point; half a unit goes away from zero, as SQL rounds exact numbers. */
export function roundHalfAway(decimal: Decimal, digits: number): Decimal {
  if (decimal.scale <= digits) return decimal;
  const unit = 10n ** BigInt(decimal.scale - digits);
  const positive = decimal.units < 0n ? -decimal.units : decimal.units;
  const rounded = (positive + unit / 2n) / unit;
  return { units: decimal.units < 0n ? -rounded : rounded, scale: digits };
}

/** At most that many digits after the point, the others cut off. */
export function truncated(decimal: Decimal, digits: number): Decimal {
  if (decimal.scale <= digits) return decimal;
  return { units: decimal.units / 10n ** BigInt(decimal.scale - digits), scale: digits };
}

export function compareDecimals(left: Decimal, right: Decimal): number {
  const scale = Math.max(left.scale, right.scale);
  const difference = rescale(left, scale) - rescale(right, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  return { units: rescale(left, scale) + rescale(right, scale), scale };
}

export function multiplyDecimals(left: Decimal, right: Decimal): Decimal {
  return { units: left.units * right.units, scale: left.scale + right.scale };
}

export function negated({ units, scale }: Decimal): Decimal {
  return { units: -units, scale };
}

/** Whether the number has at most so many digits before the point. */
export function fitsWhole({ units, scale }: Decimal, digits = WHOLE_DIGITS): boolean {
  const positive = units < 0n ? -units : units;
  return positive < 10n ** BigInt(digits + scale);
}
