/** A piece of a date pattern: each has one width, so that every engine finds it at one place. */
export type PatternPiece =
  | { readonly kind: 'YYYY' | 'YY' | 'MM' | 'MON' | 'DD' | 'HH' | 'MI' | 'SS'; readonly at: number }
  | { readonly kind: 'literal'; readonly text: string; readonly at: number };

export interface DatePattern {
  readonly pieces: readonly PatternPiece[];
  /** In characters. */
  readonly length: number;
  readonly hasTime: boolean;
}

export const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const;

const LETTERS = /^(?:YYYY|YY|MON|MM|DD|HH|MI|SS)/;

/** Reads `DD.MM.YYYY`. Gives back a reason in words where it is none. */
export function readDatePattern(pattern: string, needs: 'date' | 'timestamp' | 'any'): DatePattern | string {
  const pieces: PatternPiece[] = [];
  const seen = new Set<string>();
  let rest = pattern;
  let at = 0;
  while (rest !== '') {
    const letters = LETTERS.exec(rest)?.[0];
    if (letters !== undefined) {
      const part = letters === 'YY' ? 'YYYY' : letters === 'MON' ? 'MM' : letters;
      if (seen.has(part)) return `${letters} stands twice`;
      seen.add(part);
      pieces.push({ kind: letters as Exclude<PatternPiece['kind'], 'literal'>, at });
      at += letters.length;
      rest = rest.slice(letters.length);
      continue;
    }
    const sign = rest[0]!;
    if (!/^[ -/:-@TZ_]$/.test(sign) || sign === "'" || sign === '"') return `“${sign}” is none of YYYY, YY, MM, MON, DD, HH, MI, SS and signs between them`;
    pieces.push({ kind: 'literal', text: sign, at });
    at += 1;
    rest = rest.slice(1);
  }
  const hasTime = seen.has('HH') || seen.has('MI') || seen.has('SS');
  if (needs !== 'any') {
    const missing = ['YYYY', 'MM', 'DD'].filter((part) => !seen.has(part));
    if (missing.length > 0) return `${missing.join(', ')} is missing`;
    if (needs === 'date' && hasTime) return 'a date has no time of day: use timestamp';
    if (hasTime && (!seen.has('HH') || !seen.has('MI'))) return 'HH and MI belong together';
  } else if (seen.size === 0) {
    return 'it names no part of a date';
  }
  return { pieces, length: at, hasTime };
}

/** The ISO form of a text that stands in the pattern; undefined where it does not, or where there is no such day. Years 0001 to 9999. */
export function readDate(text: string, pattern: DatePattern): string | undefined {
  if (text.length !== pattern.length) return undefined;
  const parts = { YYYY: '', MM: '', DD: '', HH: '00', MI: '00', SS: '00' };
  for (const piece of pattern.pieces) {
    if (piece.kind === 'literal') {
      if (text[piece.at] !== piece.text) return undefined;
      continue;
    }
    const found = text.slice(piece.at, piece.at + piece.kind.length);
    if (piece.kind === 'MON') {
      const month = /^[A-Za-z]{3}$/.test(found) ? MONTHS.findIndex((name) => name === found.toUpperCase()) : -1;
      if (month < 0) return undefined;
      parts.MM = String(month + 1).padStart(2, '0');
      continue;
    }
    if (!/^[0-9]+$/.test(found)) return undefined;
    if (piece.kind === 'YY') parts.YYYY = `${found < '70' ? '20' : '19'}${found}`;
    else parts[piece.kind] = found;
  }
  if (!isDay(parts.YYYY, parts.MM, parts.DD) || parts.HH > '23' || parts.MI > '59' || parts.SS > '59') return undefined;
  const day = `${parts.YYYY}-${parts.MM}-${parts.DD}`;
  return pattern.hasTime ? `${day} ${parts.HH}:${parts.MI}:${parts.SS}` : day;
}

/** Whether a day is in the Gregorian calendar, carried back to the year 1. */
export function isDay(year: string, month: string, day: string): boolean {
  const number = Number(year);
  const monthNumber = Number(month);
  const dayNumber = Number(day);
  if (number < 1 || monthNumber < 1 || monthNumber > 12 || dayNumber < 1) return false;
  const leap = number % 4 === 0 && (number % 100 !== 0 || number % 400 === 0);
  const last = monthNumber === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(monthNumber) ? 30 : 31;
  return dayNumber <= last;
}

/** An ISO date or time in the form of a pattern. */
export function writeDate(iso: string, pattern: DatePattern): string {
  const time = iso.length > 10 ? iso.slice(11, 19) : '00:00:00';
  let text = '';
  for (const piece of pattern.pieces) {
    switch (piece.kind) {
      case 'literal': text += piece.text; break;
      case 'YYYY': text += iso.slice(0, 4); break;
      case 'YY': text += iso.slice(2, 4); break;
      case 'MM': text += iso.slice(5, 7); break;
      case 'MON': text += MONTHS[Number(iso.slice(5, 7)) - 1] ?? ''; break;
      case 'DD': text += iso.slice(8, 10); break;
      case 'HH': text += time.slice(0, 2); break;
      case 'MI': text += time.slice(3, 5); break;
      case 'SS': text += time.slice(6, 8); break;
      default: piece satisfies never;
    }
  }
  return text;
}

const YEAR = '([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])';
const LEAP_YEAR = '([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)';
const ALTERNATIVES: readonly { readonly months: readonly number[]; readonly days: string; readonly leap: boolean }[] = [
  { months: [1, 3, 5, 7, 8, 10, 12], days: '(0[1-9]|[12][0-9]|3[01])', leap: false },
  { months: [4, 6, 9, 11], days: '(0[1-9]|[12][0-9]|30)', leap: false },
  { months: [2], days: '(0[1-9]|1[0-9]|2[0-8])', leap: false },
  { months: [2], days: '29', leap: true },
];

/** A regular expression for the days that there are, in the form of a pattern; without anchors, in the words that all engines share. */
export function patternRegex(pattern: DatePattern): string {
  const forms = ALTERNATIVES.map(({ months, days, leap }) => pattern.pieces.map((piece) => {
    switch (piece.kind) {
      case 'literal': return /[A-Za-z0-9 /:;,_-]/.test(piece.text) ? piece.text : `[${piece.text}]`;
      case 'YYYY': return leap ? LEAP_YEAR : YEAR;
      case 'YY': return leap ? '([02468][048]|[13579][26])' : '[0-9]{2}';
      case 'MM': return `(${months.map((month) => String(month).padStart(2, '0')).join('|')})`;
      case 'MON': return `(${months.map((month) => Array.from(MONTHS[month - 1]!, (letter) => `[${letter}${letter.toLowerCase()}]`).join('')).join('|')})`;
      case 'DD': return days;
      case 'HH': return '([01][0-9]|2[0-3])';
      case 'MI': case 'SS': return '[0-5][0-9]';
      default: return piece satisfies never;
    }
  }).join(''));
  return `(${forms.join('|')})`;
}
