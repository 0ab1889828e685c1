/** Values for the comparison with engines: random ones from a fixed seed, and the ones at which engines part. */

export function random(seed: number): () => number {
  // mulberry32, so that each run sees the same values.
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Next = () => number;

function pick<T>(list: readonly T[], next: Next): T {
  return list[Math.floor(next() * list.length)]!;
}

function whole(most: number, next: Next): number {
  return Math.floor(next() * most);
}

const PIECES = ['a', 'b', 'x', 'Z', 'M', ' ', '  ', ';', ';', '/', '-', '--', ',', '.', '0', '7', "'", "''", '"', '\\', '%', '_', '[', ']', '*', '?', '\n', '\t', 'é', 'ß', 'Ä', 'ñ', 'e\u0301', 'o\u0308', '\u00a0', 'Ω', 'ς', 'σ', 'Ж', 'ж', 'ı', 'İ', 'ſ', 'ﬁ', 'Ǆ', '東', '京', '한', 'ع', 'ש', '😀', '𝒳', '𐐀', '👩‍👩‍👧', '\u200b', '$', '|', '{', '}', '<>', 'null', 'NULL', '\\n', '&amp;', '\r\n', '\u001f'];
const EDGES = ['', ' ', '   ', 'a', 'A', 'a ', ' a', 'M', 'm', 'M ', ';', ';;', ';a', 'a;', "O'Brien", 'x\\', '\\', '\\\\', 'NULL', 'null', '%', '_', '😀😀😀', '\n', '\t a \t', 'e\u0301', 'é', '\u0000'.slice(1), 'Straße', 'ΑΣ', 'n/a', '--', '---', 'a--b---c', '東京;都', 'x'.repeat(300), 'ab'.repeat(200), '42', '+42', '-0', '0'];

export function texts(count: number, seed: number): readonly (string | null)[] {
  const next = random(seed);
  return fill(count, EDGES, () => Array.from({ length: whole(9, next) }, () => pick(PIECES, next)).join(''));
}

function fill<T>(count: number, edges: readonly T[], make: () => T): readonly (T | null)[] {
  const list: (T | null)[] = [null, ...edges];
  while (list.length < count) list.push(list.length % 50 === 0 ? null : make());
  return list;
}

function digits(count: number, next: Next): string {
  return Array.from({ length: count }, () => String(whole(10, next))).join('');
}

const NUMBER_EDGES = ['0', '-0', '+0', '00', '', ' ', '-', '+', '.', '-.', '.5', '5.', '1e5', '1E5', '0x1F', 'NaN', 'Infinity', '1,5', '1.5', '-1.5', ' 42 ', '4 2', '\t42', '42\n', '42\r', '\u00a042', '٤٢', '４２', '9223372036854775807', '9223372036854775808', '-9223372036854775808', '-9223372036854775809', '+9223372036854775807', '0000000000000000000009223372036854775807', '99999999999999999999999999999999999999', '-99999999999999999999999999999999999999', '100000000000000000000000000000000000000', '0.000000000001', '0.0000000000001', '-0.000000000000', '12345678901234567890123456.123456789012', '1.234,56', '1,234.56', '12.34,56', '1.234.567,89', '1 234,56', "1'234.56", '12.345', '1.2.3', '--5', '+-5', '5-', '1,234', '1_000'];

/** Texts that are numbers, or nearly. */
export function numberTexts(count: number, seed: number): readonly (string | null)[] {
  const next = random(seed);
  return fill(count, NUMBER_EDGES, () => {
    const sign = pick(['', '', '', '-', '+'], next);
    const long = digits(1 + whole(next() < 0.2 ? 40 : 12, next), next);
    switch (whole(6, next)) {
      case 0: return sign + long;
      case 1: return `${sign}${long}.${digits(1 + whole(14, next), next)}`;
      case 2: return `${sign}${long},${digits(1 + whole(3, next), next)}`;
      case 3: return `${sign}${digits(1 + whole(3, next), next)}${`.${digits(3, next)}`.repeat(whole(5, next))},${digits(2, next)}`;
      case 4: return `${sign}${digits(1 + whole(3, next), next)}${`,${digits(3, next)}`.repeat(whole(5, next))}.${digits(2, next)}`;
      default: return `${pick(['', ' ', '  '], next)}${sign}${long}${pick(['', ' ', '\n', 'x'], next)}`;
    }
  });
}

const TWO = (number: number): string => String(number).padStart(2, '0');
const MONTHS = ['Jan', 'FEB', 'mar', 'Apr', 'May', 'JUN', 'jul', 'Aug', 'Sep', 'OCT', 'Nov', 'dec', 'Mai', 'ÄAN', 'JA'];

/** Texts that are dates in several forms, or nearly. */
export function dateTexts(count: number, seed: number): readonly (string | null)[] {
  const next = random(seed);
  const edges: string[] = [];
  for (const [year, month, day] of [['0001', '01', '01'], ['9999', '12', '31'], ['2024', '02', '29'], ['2023', '02', '29'], ['1900', '02', '29'], ['2000', '02', '29'], ['2100', '02', '29'], ['0000', '01', '01'], ['0004', '02', '29'], ['0100', '02', '29'], ['0400', '02', '29'], ['2024', '04', '31'], ['2024', '13', '01'], ['2024', '00', '10'], ['2024', '01', '00'], ['1582', '10', '10'], ['2024', '01', '32']] as const) {
    edges.push(`${year}-${month}-${day}`, `${day}.${month}.${year}`, `${month}/${day}/${year}`, `${year}${month}${day}`, `${day}.${month}.${year.slice(2)}`, `${year}-${month}-${day} 23:59:59`, `${year}${month}${day}000000`, `${day}-FEB-${year.slice(2)}`);
  }
  edges.push('', ' ', '2024-1-1', '24-01-01', ' 2024-01-01 ', '2024-01-01\n', '２０２４-01-01', '2024-01-01x', '2024-01-01 24:00:00', '2024-01-01 12:60:00', '2024-01-01 12:00:60', '2024-03-31 02:30:00', '2024-01-01T12:00:00', '01.01.69', '01.01.70', '29.02.00', '+024-01-01', '2024-01-1 ', 'today', 'now', '2460000', '12:00');
  return fill(count, edges, () => {
    const year = String(next() < 0.8 ? 1900 + whole(200, next) : 1 + whole(9999, next)).padStart(4, '0').slice(0, 4);
    const month = TWO(1 + whole(next() < 0.9 ? 12 : 14, next));
    const day = TWO(1 + whole(next() < 0.7 ? 31 : 33, next));
    const time = `${TWO(whole(25, next))}:${TWO(whole(61, next))}:${TWO(whole(61, next))}`;
    switch (whole(8, next)) {
      case 0: return `${year}-${month}-${day}`;
      case 1: return `${day}.${month}.${year}`;
      case 2: return `${month}/${day}/${year}`;
      case 3: return `${year}${month}${day}`;
      case 4: return `${day}.${month}.${year.slice(2)}`;
      case 5: return `${year}-${month}-${day} ${time}`;
      case 6: return `${year}${month}${day}${time.replaceAll(':', '')}`;
      default: return `${day}-${pick(MONTHS, next)}-${year.slice(2)}`;
    }
  });
}

export function booleanTexts(count: number, seed: number): readonly (string | null)[] {
  const next = random(seed);
  const words = ['true', 'True', 'TRUE', 't', 'yes', 'YES', 'y', 'Y', '1', 'on', 'false', 'f', 'no', 'N', '0', 'off', 'OFF', ' y ', 'y\n', 'ja', 'nein', '', ' ', 'J', '2', 'yeſ', 'oﬀ', 'Ｙ', 'tr ue', 'ÿ', 'ý', 'null', '01', 'truE '];
  return fill(count, words, () => pick(words, next));
}

export function codes(count: number, seed: number): readonly (string | null)[] {
  const next = random(seed);
  const words = ['M', 'F', 'm', 'f', 'M ', ' M', '', ' ', 'X', 'MM', 'Ä', 'ä', 'A\u0308', 'a', 'A', 'á', "O'B", 'x\\y', 'x\\', '😀', '1', '01', 'é', 'e\u0301', 'E'];
  return fill(count, words, () => pick(words, next));
}

export function integers(count: number, seed: number): readonly (string | null)[] {
  const next = random(seed);
  const edges = ['0', '1', '-1', '9223372036854775807', '-9223372036854775808', '9007199254740993', '-9007199254740993', '2147483648', '-62135596800', '-62135596801', '253402300799', '253402300800', '1709214300', '-1', '951782400', '86399', '86400'];
  return fill(count, edges, () => {
    if (next() < 0.5) return String(whole(4_000_000_000, next) - 2_000_000_000);
    const number = BigInt.asIntN(64, (BigInt(whole(2 ** 32, next)) << 32n) | BigInt(whole(2 ** 32, next)));
    return String(number >> BigInt(whole(60, next)));
  });
}

/** Exact decimals with up to 26 digits before and 12 after the point. */
export function decimals(count: number, seed: number): readonly (string | null)[] {
  const next = random(seed);
  const edges = ['0', '0.5', '-0.5', '1.5', '2.5', '-2.5', '2.675', '1.005', '-1.005', '0.005', '-0.004', '0.000000000001', '99999999999999999999999999.999999999999', '-99999999999999999999999999.999999999999', '9223372036854775807.4', '9223372036854775807.5', '-9223372036854775808.5', '-9223372036854775808.4', '100', '1200', '0.1', '0.3', '12345678901234567.891'];
  return fill(count, edges, () => {
    const text = `${pick(['', '-'], next)}${digits(1 + whole(next() < 0.3 ? 26 : 8, next), next).replace(/^0+(?=\d)/, '')}`;
    return next() < 0.2 ? text : `${text}.${digits(1 + whole(12, next), next)}`;
  });
}

/** Whole numbers of up to 38 digits. */
export function hugeNumbers(count: number, seed: number): readonly (string | null)[] {
  const next = random(seed);
  return fill(count, ['0', '9'.repeat(38), `-${'9'.repeat(38)}`, `1${'0'.repeat(37)}`], () => `${pick(['', '-'], next)}1${digits(whole(38, next), next)}`);
}

export function dates(count: number, seed: number): readonly (string | null)[] {
  const next = random(seed);
  const edges = ['0001-01-01', '9999-12-31', '2024-02-29', '2000-02-29', '1582-10-04', '1582-10-15', '1582-10-10', '1970-01-01', '0999-12-31', '1900-03-01'];
  return fill(count, edges, () => `${String(1 + whole(9999, next)).padStart(4, '0')}-${TWO(1 + whole(12, next))}-${TWO(1 + whole(28, next))}`);
}

export function timestamps(count: number, seed: number): readonly (string | null)[] {
  const next = random(seed);
  const edges = ['0001-01-01 00:00:00', '9999-12-31 23:59:59', '2024-02-29 13:45:00', '1970-01-02 23:59:59', '1970-01-03 00:00:00', '2037-12-30 23:59:59', '2037-12-31 00:00:00', '1969-12-31 23:59:59'];
  // The hours around the changes of clocks in Berlin, New York, Sydney and Lord Howe (by half an hour), and the day that Samoa left out.
  for (const day of ['2024-03-31', '2024-10-27', '1981-03-29', '1996-10-27', '2024-03-10', '2024-11-03', '2024-04-07', '2024-10-06', '2023-03-26', '2023-10-29', '2011-12-29', '2011-12-30']) {
    for (const time of ['00:30:00', '00:59:59', '01:00:00', '01:30:00', '01:45:00', '02:00:00', '02:15:00', '02:30:00', '02:59:59', '03:00:00', '03:30:00']) edges.push(`${day} ${time}`);
  }
  return fill(count, edges, () => {
    const year = next() < 0.8 ? 1970 + whole(68, next) : 1 + whole(9999, next);
    return `${String(year).padStart(4, '0')}-${TWO(1 + whole(12, next))}-${TWO(1 + whole(28, next))} ${TWO(whole(24, next))}:${TWO(whole(60, next))}:${TWO(whole(60, next))}`;
  });
}

export function booleans(count: number, seed: number): readonly (string | null)[] {
  const next = random(seed);
  return fill(count, ['true', 'false'], () => (next() < 0.5 ? 'true' : 'false'));
}
