/**
 * Case by single code points, as engines change it. Beyond the scripts named here, and for a few letters in them, engines differ: what
 * PostgreSQL 18 (`pg_c_utf8`) and MariaDB 10.11 (`utf8mb4_unicode_520_ci`) make of each code point was compared.
 */
export type Changed = { readonly text: string } | { readonly doubtful: string };

/** Ranges in which engines agree but for the letters below: Latin, Greek, Cyrillic, Armenian; Latin Extended Additional, as Vietnamese needs it. */
function isSure(point: number): boolean {
  return point < 0x590 || (point >= 0x1e00 && point < 0x1f00);
}

/** Letters that were given their capital in later versions of Unicode, so that engines part. */
const DOUBTFUL_UPPER: ReadonlySet<string> = new Set('ƛɜɡɤɥɦɪɬʂʇʝʞϳԧԩԫԭԯ');
/** Their capitals, and the Turkish dotted I, which engines make one letter, two or none. */
const DOUBTFUL_LOWER: ReadonlySet<string> = new Set('İͿԦԨԪԬԮ');

export function upperCase(text: string): Changed {
  return change(text, (letter) => letter.toUpperCase(), DOUBTFUL_UPPER);
}

export function lowerCase(text: string): Changed {
  return change(text, (letter) => letter.toLowerCase(), DOUBTFUL_LOWER);
}

function change(text: string, convert: (letter: string) => string, doubtful: ReadonlySet<string>): Changed {
  let result = '';
  for (const letter of text) {
    const converted = convert(letter);
    if (doubtful.has(letter) || (converted !== letter && !isSure(letter.codePointAt(0)!))) return { doubtful: letter };
    // The sharp s would become two letters.
    result += Array.from(converted).length === 1 ? converted : letter;
  }
  return { text: result };
}
