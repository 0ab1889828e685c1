/** Longest shape that is kept. */
export const LONGEST_SHAPE = 40;

/**
 * The shape of a text: letters as `A` and `a`, digits as `9`, all else as it stands. Of no letter or digit is it told which one
 * it was, in no script. Applied to a shape it changes nothing.
 */
export function shapeOf(text: string): string {
  return text.slice(0, LONGEST_SHAPE)
    .replace(/[\p{Lu}\p{Lt}]/gu, 'A').replace(/[\p{Ll}\p{Lm}\p{Lo}]/gu, 'a').replace(/\p{N}/gu, '9')
    .replace(/[\p{M}\p{C}]/gu, '');
}

/** The letters and digits of some texts that are outside of the basic ones, so that an engine can be told about them. */
export function shapeCharacters(texts: readonly string[]): { upper: string; lower: string; digits: string } {
  const upper = new Set('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const lower = new Set('abcdefghijklmnopqrstuvwxyz');
  for (const text of texts) {
    for (const character of text) {
      if (character <= '\u007f' || upper.size + lower.size > 200) continue;
      // Only what stands in one place in every engine.
      if (character.length > 1) continue;
      if (/[\p{Lu}\p{Lt}]/u.test(character)) upper.add(character);
      else if (/[\p{Ll}\p{Lm}\p{Lo}]/u.test(character)) lower.add(character);
    }
  }
  return { upper: [...upper].join(''), lower: [...lower].join(''), digits: '0123456789' };
}
