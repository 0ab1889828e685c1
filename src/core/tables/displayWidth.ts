import stringWidth from 'string-width';

/** How many columns of a fixed-width font a text takes: CJK and emoji two, combining marks none. */
export function displayWidth(text: string): number {
  // Almost every cell is plain letters: one column each.
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text, { countAnsiEscapeCodes: true });
}
