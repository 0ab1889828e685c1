import { readQuantity, rounded } from './quantity.ts';

const STEPS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const;

/** Reads a size in bytes: `8 GB`, `380KB`, `1.4 GiB`, `~2 gigabytes`, `512 bytes`. 1 KB = 1024 bytes. Needs a unit; unreadable: undefined. */
export function parseSize(text: string): bigint | undefined {
  const quantity = readQuantity(text);
  if (!quantity) return undefined;
  const power = powerOf(quantity.unit);
  return power === undefined ? undefined : rounded(quantity, 1024n ** BigInt(power));
}

function powerOf(unit: string): number | undefined {
  if (/^(?:b|bytes?)$/.test(unit)) return 0;
  const short = /^([kmgtpe])i?b?$/.exec(unit);
  if (short) return ' kmgtpe'.indexOf(short[1] ?? '');
  const long = /^(kilo|mega|giga|tera|peta|exa|kibi|mebi|gibi|tebi|pebi|exbi)bytes?$/.exec(unit);
  if (long) return ' kmgtpe'.indexOf((long[1] ?? '').charAt(0));
  const spoken = /^(kilos?|megs?|gigs?|teras?)$/.exec(unit);
  return spoken ? ' kmgt'.indexOf((spoken[1] ?? '').charAt(0)) : undefined;
}

/** `512 B`, `12 KB`, `1.4 GB`: at most one decimal, none from 10 on. 1 KB = 1024 bytes. */
export function formatSize(bytes: bigint): string {
  let power = 0;
  let unit = 1n;
  while (power < STEPS.length - 1 && bytes >= unit * 1024n) {
    unit *= 1024n;
    power++;
  }
  let tenths = (bytes * 20n + unit) / (unit * 2n);
  // 1,023.96 KB would show as 1024 KB: that is 1 MB.
  if (tenths >= 10_235n && power < STEPS.length - 1) {
    unit *= 1024n;
    power++;
    tenths = (bytes * 20n + unit) / (unit * 2n);
  }
  const whole = tenths >= 100n ? (tenths + 5n) / 10n : tenths / 10n;
  const tenth = tenths >= 100n ? 0n : tenths % 10n;
  return `${whole}${tenth === 0n ? '' : `.${tenth}`} ${STEPS[power] ?? 'B'}`;
}
