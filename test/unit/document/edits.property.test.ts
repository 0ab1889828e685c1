import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import type { ParsedPlan } from '../../../src/core/document/parsedPlan.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { EditRefused } from '../../../src/core/plan/planEdit.ts';
import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';
import type { Problem } from '../../../src/core/plan/problem.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { planDocument } from './planDocuments.ts';
import { expected, makeEdit, seed } from './planEdits.ts';

/** What a person put into the documents and no edit may lose. */
const KEPT = /# note|# a comment alone|deep: \{x: 1\}|__proto__: x|constructor: y|In two lines\.|\| not \| a row \||<!-- a comment -->|> quoted|# not a heading|# A title of my own|quoted key/g;

function check(parsed: ParsedPlan, edit: PlanEdit): string {
  const { text } = parsed;
  const edits = computeTextEdits(parsed, edit);
  const result = applyTextEdits(text, edits);
  // Everything outside the edits stands byte for byte, by construction of an edit list; line breaks stay of one kind.
  if (parsed.eol === '\r\n') expect(result.replace(/\r\n/g, '')).not.toContain('\n');
  return result;
}

describe('an edit', () => {
  it('changes what it addresses and nothing else', () => {
    fc.assert(fc.property(planDocument, seed, (text, raw) => {
      const before = parsePlan(text);
      const plan = before.plan!;
      const edit = makeEdit(plan, raw);
      if (!edit) return;
      let result: string;
      try {
        result = check(before, edit);
      } catch (error) {
        if (error instanceof EditRefused && ['edit.volumeUnknown', 'edit.itemMoved'].includes(error.code)) return;
        throw error;
      }
      const again = parsePlan(result);
      const after = again.plan;
      expect(result.match(KEPT)).toEqual(text.match(KEPT));
      // An overview that nobody edited by hand stays in step.
      const edited = (problems: readonly Problem[]): number => problems.filter((problem) => problem.code === 'overview.edited').length;
      if (edited(before.problems) === 0) expect(edited(again.problems)).toBe(0);
      expect(after).toBeDefined();
      const wanted = expected(plan, edit);
      if (edit.kind === 'confirmVolumes') {
        expect(after!.state.evidence.find((entry) => entry.row === edit.rows[0])).toMatchObject({ confirmedBy: edit.by, confirmedAt: edit.at });
        expect({ ...after!.state, evidence: [] }).toEqual({ ...plan.state, evidence: [] });
      } else expect(after!.state).toEqual(wanted.state);
      expect(after!.rows).toEqual(wanted.rows);
    }), { numRuns: 2_000 });
  }, 600_000);

});
