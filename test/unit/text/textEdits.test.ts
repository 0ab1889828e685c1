import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { composeTextEdits } from '../../../src/core/text/composeTextEdits.ts';
import { LineIndex, eolOf } from '../../../src/core/text/lines.ts';
import type { TextEdit } from '../../../src/core/text/textEdit.ts';

const text = fc.array(fc.constantFrom('a', 'b', '\r\n', '\n', '😀', ' ', 'xyz'), { maxLength: 30 }).map((parts) => parts.join(''));

/** Edits of a text of that length, made from plain numbers so that they never overlap. */
function editsFor(length: number, cuts: readonly number[], texts: readonly string[]): TextEdit[] {
  const points = cuts.map((cut) => cut % (length + 1)).sort((a, b) => a - b);
  const edits: TextEdit[] = [];
  for (let index = 0; index + 1 < points.length; index += 2) edits.push({ start: points[index] ?? 0, end: points[index + 1] ?? 0, newText: texts[index] ?? '' });
  return edits;
}
const plan = fc.array(fc.tuple(fc.array(fc.nat(200), { maxLength: 6 }), fc.array(text, { minLength: 6, maxLength: 6 })), { maxLength: 4 });

describe('applyTextEdits', () => {
  it('puts an insertion before a replacement at the same place, and keeps the order of insertions', () => {
    expect(applyTextEdits('abc', [{ start: 1, end: 2, newText: 'X' }, { start: 1, end: 1, newText: '1' }, { start: 1, end: 1, newText: '2' }])).toBe('a12Xc');
  });
  it('refuses overlapping edits', () => {
    expect(() => applyTextEdits('abc', [{ start: 0, end: 2, newText: '' }, { start: 1, end: 3, newText: '' }])).toThrow('overlapping');
  });
});

describe('composeTextEdits', () => {
  it('does what the lists do one after the other', () => {
    fc.assert(fc.property(text, plan, (first, steps) => {
      let current = first;
      const lists: TextEdit[][] = [];
      for (const [cuts, texts] of steps) {
        const edits = editsFor(current.length, cuts, texts);
        lists.push(edits);
        current = applyTextEdits(current, edits);
      }
      const composed = composeTextEdits(first, lists);
      expect(applyTextEdits(first, composed)).toBe(current);
      // No edit says what stands there already, and none touches another.
      for (const [index, edit] of composed.entries()) {
        expect(first.slice(edit.start, edit.end)).not.toBe(edit.newText);
        expect(edit.start).toBeGreaterThanOrEqual(composed[index - 1]?.end ?? 0);
      }
    }), { numRuns: 3_000 });
  });
  it('leaves nothing of what was taken back', () => {
    expect(composeTextEdits('abc', [[{ start: 1, end: 2, newText: 'XY' }], [{ start: 1, end: 3, newText: 'b' }]])).toEqual([]);
  });
  it('does not cut a line break or a surrogate pair in two', () => {
    expect(composeTextEdits('a\r\nb', [[{ start: 1, end: 3, newText: '\n' }]])).toEqual([{ start: 1, end: 3, newText: '\n' }]);
    expect(composeTextEdits('😀', [[{ start: 0, end: 2, newText: '😁' }]])).toEqual([{ start: 0, end: 2, newText: '😁' }]);
  });
});

describe('LineIndex', () => {
  it('finds the line of every offset', () => {
    fc.assert(fc.property(text, (value) => {
      const lines = new LineIndex(value);
      const expected = value.split(/\r\n|\n|\r/);
      expect(Array.from({ length: lines.count }, (_, line) => lines.slice(line))).toEqual(expected);
      for (let offset = 0; offset <= value.length; offset++) {
        const line = lines.lineOf(offset);
        expect(lines.start(line)).toBeLessThanOrEqual(offset);
        if (line + 1 < lines.count) expect(lines.start(line + 1)).toBeGreaterThan(offset);
      }
    }), { numRuns: 2_000 });
  });
  it('tells the line break of a text by its first line', () => {
    expect([eolOf('a\r\nb\n'), eolOf('a\nb\r\n'), eolOf('a'), eolOf('\n')]).toEqual(['\r\n', '\n', '\n', '\n']);
  });
});
