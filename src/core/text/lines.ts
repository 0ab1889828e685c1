/** Where the lines of a text start and end. A line ends at `\n`, `\r\n` or a lone `\r`, as in Markdown and in editors. */
export class LineIndex {
  /** Offset of the first character of each line. */
  readonly starts: readonly number[];
  /** Offset after the last character of each line, before its line break. */
  readonly ends: readonly number[];

  constructor(readonly text: string, from = 0) {
    const starts: number[] = [from];
    const ends: number[] = [];
    let lf = text.indexOf('\n', from);
    let cr = text.indexOf('\r', from);
    while (lf >= 0 || cr >= 0) {
      if (cr < 0 || (lf >= 0 && lf < cr)) {
        ends.push(lf);
        starts.push(lf + 1);
        lf = text.indexOf('\n', lf + 1);
      } else {
        const next = lf === cr + 1 ? lf + 1 : cr + 1;
        ends.push(cr);
        starts.push(next);
        if (lf === cr + 1) lf = text.indexOf('\n', next);
        cr = text.indexOf('\r', next);
      }
    }
    ends.push(text.length);
    this.starts = starts;
    this.ends = ends;
  }

  get count(): number {
    return this.starts.length;
  }

  /** 0-based line of an offset. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Offset where the line starts; the end of the text for lines beyond the last. */
  start(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  /** Offset of the line's end, without its line break. */
  end(line: number): number {
    return this.ends[line] ?? this.text.length;
  }

  slice(line: number): string {
    return this.text.slice(this.start(line), this.end(line));
  }
}

/** The line break a text uses: that of its first line; `\n` where it has none. */
export function eolOf(text: string): '\n' | '\r\n' {
  const at = text.indexOf('\n');
  return at > 0 && text.charCodeAt(at - 1) === 13 ? '\r\n' : '\n';
}
