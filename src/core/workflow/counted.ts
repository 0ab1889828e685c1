import { formatCount } from '../units/count.ts';

/** Puts a message code and its arguments into words. */
export type Words = (code: string, args: Readonly<Record<string, string>>) => string;

/** A message that counts something: `<code>One` for one, `<code>Many` for all others. The count reads 10,000 unless it is `shown` otherwise. */
export function counted(words: Words, code: string, count: number | bigint, shown = formatCount(BigInt(count))): string {
  return words(countedCode(code, count), { count: shown });
}

/** The code of a counting message for this count. */
export function countedCode(code: string, count: number | bigint): string {
  return `${code}${count === 1 || count === 1n ? 'One' : 'Many'}`;
}
