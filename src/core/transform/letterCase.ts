/**
 * Case by single code points, as engines change it. Beyond the scripts named here, and for a few letters in them, engines differ: what
 * PostgreSQL 18 (`pg_c_utf8`) and MariaDB 10.11 (`utf8mb4_unicode_520_ci`) make of each code point was compared.
 */
export type Changed = { readonly text: string } | { readonly doubtful: string };

/** The end of Armenian; above it only characters without case are sure. */
const LAST = 0x58f;
/** Letters whose case engines change in different ways, or not at all. */
const DOUBTFUL_UPPER: ReadonlySet<string> = new Set<string>([]);
const DOUBTFUL_LOWER: ReadonlySet<string> = new Set<string>([]);

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
    if (doubtful.has(letter) || (letter.codePointAt(0)! > LAST && (converted !== letter))) return { doubtful: letter };
    // The sharp s would become two letters.
    result += Array.from(converted).length === 1 ? converted : letter;
  }
  return { text: result };
}
