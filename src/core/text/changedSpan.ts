/** What differs between two texts: `before[start, beforeEnd)` became `after[start, afterEnd)`; all else is the same. */
export interface ChangedSpan {
  readonly start: number;
  readonly beforeEnd: number;
  readonly afterEnd: number;
}

/** Stretches are compared whole, as the engine compares them many characters at a time; only the last is looked at letter by letter. */
const STRETCH = 4096;

/** The one stretch outside which two texts are equal, as short as it can be when it starts as far behind as it can. */
export function changedSpan(before: string, after: string): ChangedSpan {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start + STRETCH <= shorter && before.slice(start, start + STRETCH) === after.slice(start, start + STRETCH)) start += STRETCH;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let beforeEnd = before.length;
  let afterEnd = after.length;
  const left = (): number => Math.min(beforeEnd, afterEnd) - start;
  while (left() >= STRETCH && before.slice(beforeEnd - STRETCH, beforeEnd) === after.slice(afterEnd - STRETCH, afterEnd)) {
    beforeEnd -= STRETCH;
    afterEnd -= STRETCH;
  }
  while (left() > 0 && before.charCodeAt(beforeEnd - 1) === after.charCodeAt(afterEnd - 1)) {
    beforeEnd--;
    afterEnd--;
  }
  return { start, beforeEnd, afterEnd };
}
