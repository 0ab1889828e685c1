import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editsBetween, readTyped, typeInto } from '../../../src/core/tables/typeAhead.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { mark, marked } from './tableTexts.ts';

describe('typing that came to the wrong place', () => {
  it('is told from other changes', () => {
    const at = marked('ab‸)c');
    expect(readTyped(at, [{ rangeOffset: 2, rangeLength: 0, text: 'x' }])).toEqual({ kind: 'text', text: 'x', over: false });
    expect(readTyped(at, [{ rangeOffset: 2, rangeLength: 1, text: ')' }])).toEqual({ kind: 'text', text: ')', over: true });
    expect(readTyped(at, [{ rangeOffset: 1, rangeLength: 1, text: '' }])).toEqual({ kind: 'erase', count: 1 });
    expect(readTyped(marked('a‸b‸c'), [{ rangeOffset: 1, rangeLength: 1, text: 'x' }])).toEqual({ kind: 'text', text: 'x', over: false });
    for (const change of [{ rangeOffset: 0, rangeLength: 0, text: 'x' }, { rangeOffset: 2, rangeLength: 1, text: 'x' }, { rangeOffset: 3, rangeLength: 1, text: '' }]) expect(readTyped(at, [change])).toBeUndefined();
    expect(readTyped(at, [])).toBeUndefined();
  });

  it('is repeated at the right one', () => {
    const repeat = (text: string, typed: Parameters<typeof typeInto>[1]): string => {
      const state = typeInto(marked(text), typed);
      return mark(state.text, state.selection);
    };
    expect(repeat('| ‸59‸ |', { kind: 'text', text: 'x', over: false })).toBe('| x‸ |');
    expect(repeat('| (‸) |', { kind: 'text', text: ')', over: true })).toBe('| ()‸ |');
    expect(repeat('| ‸59‸ |', { kind: 'erase', count: 1 })).toBe('| ‸ |');
    expect(repeat('| ab‸ |', { kind: 'erase', count: 9 })).toBe('|‸ |');
  });

  it('leads to any other text', () => {
    const text = fc.array(fc.constantFrom('| a | b |', '| a   | b |', '| ax | b |', '', 'x', '|'), { maxLength: 6 });
    fc.assert(fc.property(text, text, fc.constantFrom('\n', '\r\n'), (one, other, eol) => {
      const from = one.join(eol);
      const to = other.join(eol);
      const edits = editsBetween(from, to);
      expect(applyTextEdits(from, edits)).toBe(to);
      for (const { start, end } of edits) for (const offset of [start, end]) expect(from.slice(offset - 1, offset + 1)).not.toBe('\r\n');
    }));
  });
});
