/** A number as a person writes it, exact: `mantissa / 10^scale`. */
export interface Quantity {
  readonly mantissa: bigint;
  readonly scale: number;
  /** Written with `~`, "about", "roughly", … */
  readonly approximate: boolean;
  /** What follows the number, in lower case and without spaces around. */
  readonly unit: string;
}

const APPROXIMATE = /^(?:[~≈≃]|about\b|approximately\b|approx\b\.?|around\b|roughly\b|nearly\b|almost\b|circa\b|zirka\b|rund\b|etwa\b|ungefähr\b|ca\b\.?|some\b|est\b\.?|estimated\b)\s*/i;
/** Longest text that is looked at: nobody writes a quantity longer than this. */
const LONGEST = 80;

/**
 * Reads a number with lenient separators and what follows it. `1,204,331`, `1 204 331`, `1'204'331`, `1_204_331` and
 * `1.204.331` are whole numbers; one point or comma that does not stand before exactly three digits is a decimal sign.
 * A single `1.204` is a decimal; `1,204` is a whole number.
 */
export function readQuantity(text: string): Quantity | undefined {
  let rest = text.trim();
  if (rest === '' || rest.length > LONGEST) return undefined;
  const marker = APPROXIMATE.exec(rest);
  if (marker) rest = rest.slice(marker[0].length);
  const number = /^(\d(?:[\d.,'’_]|[ \u00a0\u202f\u2009](?=\d{3}(?!\d)))*)\s*(.*)$/su.exec(rest);
  if (!number) return undefined;
  const decimal = readDecimal(number[1] ?? '');
  if (!decimal) return undefined;
  return { ...decimal, approximate: marker !== null, unit: (number[2] ?? '').trim().toLowerCase() };
}

function readDecimal(digits: string): { mantissa: bigint; scale: number } | undefined {
  const plain = digits.replace(/['’_ \u00a0\u202f\u2009]/g, '');
  const whole = (text: string): { mantissa: bigint; scale: number } => ({ mantissa: BigInt(text.replace(/\D/g, '')), scale: 0 });
  if (/^\d+$/.test(plain)) return whole(plain);
  // Groups of three behind commas, or behind at least two points, are thousands.
  if (/^\d{1,3}(?:,\d{3})+$/.test(plain) || /^\d{1,3}(?:\.\d{3}){2,}$/.test(plain)) return whole(plain);
  const fraction = /^(\d+|\d{1,3}(?:,\d{3})+)\.(\d+)$/.exec(plain) ?? /^(\d+|\d{1,3}(?:\.\d{3})+),(\d+)$/.exec(plain);
  if (!fraction) return undefined;
  const after = fraction[2] ?? '';
  return { mantissa: BigInt((fraction[1] ?? '').replace(/\D/g, '') + after), scale: after.length };
}

/** `quantity × factor` where it comes out whole, else undefined. */
export function exactly(quantity: Quantity, factor: bigint): bigint | undefined {
  const divisor = 10n ** BigInt(quantity.scale);
  const product = quantity.mantissa * factor;
  return product % divisor === 0n ? product / divisor : undefined;
}

/** `quantity × factor`, rounded half up. */
export function rounded(quantity: Quantity, factor: bigint): bigint {
  const divisor = 10n ** BigInt(quantity.scale);
  return (quantity.mantissa * factor * 2n + divisor) / (divisor * 2n);
}
