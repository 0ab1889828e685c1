import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCell, encodeCell } from '../../../src/core/document/cellText.ts';
import { cellMap } from '../../../src/core/language/cellMap.ts';
import { nasty } from '../document/planDocuments.ts';

const raw = fc.array(fc.constantFrom('a', ' ', '\\', '|', '\\|', '`', '``', '<br>', '<br/>', '&amp;', '&#10;', '&', '*', '[x](y)', 'é', '😀'), { maxLength: 12 }).map((parts) => parts.join(''));

test('reads as decodeCell does, and knows where each character stands', () => {
  fc.assert(fc.property(fc.oneof(raw, nasty.map((value) => encodeCell(value, 'text')), nasty.map((value) => encodeCell(value, 'sql'))), (text) => {
    const map = cellMap(text);
    expect(map.value).toBe(decodeCell(text));
    let last = 0;
    for (let at = 0; at < map.value.length; at++) {
      const range = map.textRange(at, at + 1);
      expect(range, `${JSON.stringify(text)} at ${at}`).toBeDefined();
      expect(range!.start).toBeGreaterThanOrEqual(last);
      expect(map.valueOffset(range!.start)).toBe(at);
      last = range!.end;
    }
    expect(last).toBeLessThanOrEqual(text.length);
  }), { numRuns: 10_000 });
});

test.each([
  ['a \\| b', 2, 3, '\\|'], ['`a \\| b`', 2, 3, '\\|'], ['`` a`b ``', 0, 3, 'a`b'], ['a<br>b', 1, 2, '<br>'], ['x &amp; y', 2, 3, '&amp;'], ['`SELECT x`', 7, 8, 'x'],
])('%s', (text, start, end, expected) => {
  const range = cellMap(text).textRange(start, end)!;
  expect(text.slice(range.start, range.end)).toBe(expected);
});
