/**
 * The part of a script that is in memory. Text comes in chunk by chunk and leaves when nothing refers to it any more, so that a
 * dump of any size passes through. Offsets count characters from the beginning of the script.
 */
export class ScriptBuffer {
  readonly #chunks: Iterator<string>;
  #text = '';
  #base = 0;
  #ended = false;
  /** The line on which `#base` stands. */
  #baseLine = 1;
  #countedTo = 0;
  #countedLine = 1;

  constructor(chunks: Iterable<string>) {
    this.#chunks = chunks[Symbol.iterator]();
  }

  /** What is in memory. */
  get text(): string {
    return this.#text;
  }

  /** The offset of its first character. */
  get base(): number {
    return this.#base;
  }

  /** True where no more text comes. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Brings in the next chunk and lets go of everything before the offset `keep`. False where the script has ended. */
  more(keep: number): boolean {
    if (this.#ended) {
      return false;
    }
    for (;;) {
      const next = this.#chunks.next();
      if (next.done === true) {
        this.#ended = true;
        return false;
      }
      if (next.value !== '') {
        this.#dropBefore(Math.min(Math.max(keep, this.#base), this.#base + this.#text.length));
        this.#text = this.#text === '' ? next.value : this.#text + next.value;
        return true;
      }
    }
  }

  /** The characters between two offsets, as far as they are in memory. */
  slice(start: number, end: number): string {
    return this.#text.slice(Math.max(0, start - this.#base), Math.max(0, end - this.#base));
  }

  /** The 1-based line of an offset that is in memory. Made for offsets that grow: each stretch is looked at once. */
  lineAt(offset: number): number {
    const local = offset - this.#base;
    if (local < this.#countedTo) {
      this.#countedTo = 0;
      this.#countedLine = this.#baseLine;
    }
    this.#countedLine += lineFeeds(this.#text, this.#countedTo, local);
    this.#countedTo = Math.max(0, local);
    return this.#countedLine;
  }

  #dropBefore(offset: number): void {
    const local = offset - this.#base;
    if (local === 0) {
      return;
    }
    this.#baseLine = this.lineAt(offset);
    this.#text = this.#text.slice(local);
    this.#base = offset;
    this.#countedTo = 0;
    this.#countedLine = this.#baseLine;
  }
}

function lineFeeds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
    count += 1;
  }
  return count;
}
