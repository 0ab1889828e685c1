/**
 * A value as a YAML scalar on one line, quoted only where plain text would not read back as exactly this string.
 * In flow collections (`[a, b]`) more characters need quotes.
 */
export function yamlScalar(value: string, flow = false): string {
  return plainIsSafe(value, flow) ? value : quoted(value);
}

function plainIsSafe(value: string, flow: boolean): boolean {
  if (value === '' || value !== value.trim()) return false;
  // An allow-list for the first character: indicators, quotes, `---`, `...`, `~` and odd spaces all fall out.
  if (!/^[\p{L}\p{N}(/.+$€£]/u.test(value) || value.startsWith('...')) return false;
  if (/: |:$| #/.test(value)) return false;
  if (flow && /[,[\]{}:]/.test(value)) return false;
  // Printable text of one line only.
  return /^[ -~\u00a1-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff\uf900-\ufefe\uff00-\uffef]*$/.test(value);
}

function quoted(value: string): string {
  // JSON's escapes are YAML's; what JSON leaves as it is and YAML would fold, strip or reject is escaped here.
  return JSON.stringify(value).replace(/[\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufffe\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
