import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Drafts } from '../../webview/drafts.ts';

const place = 'field:project';

type Step =
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'commit' | 'view' | 'refuse' | 'accept' | 'keepMine' | 'drop' }
  | { readonly kind: 'outside'; readonly text: string };

const words = fc.constantFrom('', 'a', 'b', 'c', 'd');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('type' as const), text: words }),
  fc.record({ kind: fc.constant('outside' as const), text: words }),
  fc.record({ kind: fc.constantFrom('commit' as const, 'view' as const, 'refuse' as const, 'accept' as const, 'keepMine' as const, 'drop' as const) }),
);

describe('drafts', () => {
  it('never lose what was typed, never write over a change that was not seen, and once dropped show the plan', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const drafts = new Drafts({}, () => undefined);
      let outside = 'start';
      let typed: string | undefined;
      const waiting: { readonly text: string; readonly answer: (error: string | undefined) => void }[] = [];
      const settle = async (error: string | undefined): Promise<void> => {
        const sent = waiting.shift();
        if (sent === undefined) return;
        if (error === undefined) {
          // The host's view comes before its answer.
          outside = sent.text;
          drafts.viewArrived();
          drafts.look(place, outside);
        }
        sent.answer(error);
        await Promise.resolve();
        await Promise.resolve();
      };
      for (const one of steps) {
        if (one.kind === 'type') {
          typed = one.text;
          drafts.type(place, outside, one.text);
        } else if (one.kind === 'outside') {
          outside = one.text;
          drafts.viewArrived();
        } else if (one.kind === 'view') drafts.viewArrived();
        else if (one.kind === 'keepMine') drafts.keepMine(place, outside);
        else if (one.kind === 'drop') {
          drafts.drop(place);
          typed = undefined;
        } else if (one.kind === 'commit') {
          const { theirs, text } = drafts.look(place, outside);
          const before = waiting.length;
          void drafts.commit(place, outside, (sending) => new Promise((answer) => {
            waiting.push({ text: sending, answer });
          }));
          if (theirs !== undefined) expect(waiting.length).toBe(before);
          else if (waiting.length > before) expect(waiting.at(-1)?.text).toBe(text);
        } else await settle(one.kind === 'refuse' ? 'refused' : undefined);
        const look = drafts.look(place, outside);
        // Shown is what was typed last, or the plan; nothing else, ever.
        expect([typed, outside]).toContain(look.text);
        if (look.error !== undefined) expect(look.text).toBe(typed);
      }
      while (waiting.length > 0) await settle(undefined);
      drafts.viewArrived();
      drafts.drop(place);
      expect(drafts.look(place, outside)).toEqual({ text: outside, dirty: false, pending: false });
    }), { numRuns: 2_000 });
  });
});
