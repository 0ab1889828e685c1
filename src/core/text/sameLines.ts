import { changedSpan } from './changedSpan.ts';
import type { LineIndex } from './lines.ts';

/** Which lines of a text stood in the text before it, by where the two differ. */
export class SameLines {
  readonly #top: number;
  readonly #bottom: number;
  readonly #shift: number;

  constructor(before: LineIndex, after: LineIndex) {
    const span = changedSpan(before.text, after.text);
    // A line whose break is wholly in front of the change has its start, its end and its text unchanged.
    this.#top = Math.min(before.lineOf(span.start), after.lineOf(span.start));
    // A line that starts behind the change has its break before it there too.
    this.#bottom = after.lineOf(span.afterEnd) + 1;
    this.#shift = after.count - before.count;
  }

  /** The line of the text before that is the same as this one, unmoved by what changed; undefined for lines in the change. */
  lineBefore(line: number): number | undefined {
    if (line < this.#top) return line;
    return line >= this.#bottom ? line - this.#shift : undefined;
  }

  /** Whether a line of the text before is one that no line is the same as any more. */
  isGone(lineBefore: number): boolean {
    return lineBefore >= this.#top && lineBefore < this.#bottom - this.#shift;
  }
}
