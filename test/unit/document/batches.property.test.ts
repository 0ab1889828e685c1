import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { EditRefused } from '../../../src/core/plan/planEdit.ts';
import type { SimpleEdit } from '../../../src/core/plan/planEdit.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { planDocument } from './planDocuments.ts';
import { makeEdit, seed } from './planEdits.ts';

describe('an edit', () => {
  it('in a batch is computed on the result of the one before', () => {
    fc.assert(fc.property(planDocument, fc.array(seed, { minLength: 2, maxLength: 3 }), (text, raws) => {
      const first = parsePlan(text);
      let current = first;
      const edits: SimpleEdit[] = [];
      for (const raw of raws) {
        const edit = current.plan && makeEdit(current.plan, raw);
        if (!edit) continue;
        try {
          current = parsePlan(applyTextEdits(current.text, computeTextEdits(current, edit)));
          edits.push(edit);
        } catch (error) {
          if (!(error instanceof EditRefused)) throw error;
        }
      }
      const together = applyTextEdits(text, computeTextEdits(first, { kind: 'batch', edits }));
      expect(parsePlan(together).plan).toEqual(current.plan);
    }), { numRuns: 2_000 });
  }, 600_000);
});
