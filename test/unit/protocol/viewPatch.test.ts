import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProblemView, RowView, WizardView } from '../../../src/core/workflow/wizardView.ts';
import { ViewReceiver, ViewSender } from '../../../src/protocol/viewPatch.ts';
import type { ViewMessage } from '../../../src/protocol/viewPatch.ts';

const row = (name: string): RowView => ({ cells: { activity: name, owner: '?' }, key: [name], problems: {} });
const problem = (message: string): ProblemView => ({ severity: 'warning', message, place: { kind: 'document' }, line: 3, fixes: [] });

function view(rows: readonly RowView[], problems: readonly ProblemView[], version: number, panel = 'cutover'): WizardView {
  return {
    version, project: 'Shop', status: 'Draft', headline: [], steps: [], problems, turns: [], person: 'Ada',
    panel: {
      step: 's', id: panel, title: 'Cutover', kind: 'table', guidance: [], fields: [], figures: [], blockers: [], actions: [], continueLabel: 'Sign off',
      tables: [{ block: 'cutover', title: 'Cutover Schedule', form: 'table', columns: [], choices: {}, rows, empty: '' }],
    },
  };
}

/** What a channel does to it. */
const sent = (message: ViewMessage): ViewMessage => structuredClone(message);

describe('views as they are sent', () => {
  it('come out as they went in, whatever changed between them and whichever got lost', () => {
    const pool = Array.from({ length: 8 }, (_row, index) => row(`activity ${String(index)}`));
    const problems = [problem('a'), problem('b')];
    const step = fc.record({
      rows: fc.array(fc.integer({ min: 0, max: 7 }).map((index) => pool[index]!), { maxLength: 8 }), problems: fc.subarray(problems),
      panel: fc.constantFrom('cutover', 'cutover', 'cutover', 'review'), lost: fc.integer({ min: 0, max: 5 }).map((chance) => chance === 0),
    });
    fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      const sender = new ViewSender();
      const receiver = new ViewReceiver();
      steps.forEach(({ rows, problems: shown, panel, lost }, index) => {
        const whole = view(rows, shown, index, panel);
        const message = sent(sender.message(whole));
        if (lost) return;
        let taken = receiver.take(message);
        if (taken === undefined) {
          sender.forget();
          taken = receiver.take(sent(sender.message(whole)));
        }
        expect(taken).toEqual(whole);
      });
    }), { numRuns: 1_000 });
  });

  it('carry one row where one row changed, and no problems where they are the same', () => {
    const rows = Array.from({ length: 10_000 }, (_row, index) => row(`activity ${String(index)}`));
    const problems = Array.from({ length: 300 }, (_problem, index) => problem(`problem ${String(index)}`));
    const sender = new ViewSender();
    const whole = JSON.stringify(sender.message(view(rows, problems, 1))).length;
    const changed = rows.map((one, index) => (index === 5_000 ? row('new') : one));
    const message = sender.message(view(changed, problems, 2));
    expect(message.rows).toEqual({ cutover: [{ from: 5_000, remove: 1, insert: [row('new')] }] });
    expect(message.same).toContain('problems');
    expect(JSON.stringify(message).length * 500).toBeLessThan(whole);
  });
});
