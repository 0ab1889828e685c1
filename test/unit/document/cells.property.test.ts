import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { cellOf } from '../../../src/core/plan/plan.ts';
import { planDocument } from './planDocuments.ts';
import { BODY_BLOCKS, makeEdit, seed } from './planEdits.ts';

describe('an edit', () => {
  it('of one cell touches only that cell', () => {
    fc.assert(fc.property(planDocument, seed, (text, raw) => {
      const parsed = parsePlan(text);
      const edit = makeEdit(parsed.plan!, { ...raw, kind: 'setCell' });
      if (edit?.kind !== 'setCell') return;
      const block = parsed.blocks[edit.block]!;
      const row = block.rowRange(edit.row.index)!;
      for (const { start, end } of computeTextEdits(parsed, edit)) {
        expect(start).toBeGreaterThanOrEqual(row.start);
        expect(end).toBeLessThanOrEqual(row.end);
        const cell = block.cellRange(edit.row.index, edit.column);
        if (cell) expect(start).toBeGreaterThanOrEqual(cell.start);
        if (cell) expect(text.slice(cell.end, end).trim()).toBe('');
      }
    }), { numRuns: 2_000 });
  }, 600_000);

  it('that says what stands already is no edit', () => {
    fc.assert(fc.property(planDocument, (text) => {
      const parsed = parsePlan(text);
      for (const spec of BODY_BLOCKS) {
        for (const [index, row] of (parsed.plan!.rows[spec.id] ?? []).entries()) {
          for (const column of spec.columns) {
            expect(computeTextEdits(parsed, { kind: 'setCell', block: spec.id, row: { index }, column: column.key, value: cellOf(row, column.key) })).toEqual([]);
          }
        }
      }
      expect(computeTextEdits(parsed, { kind: 'batch', edits: [] })).toEqual([]);
      expect(computeTextEdits(parsed, { kind: 'setField', path: 'project', value: parsed.plan!.state.project })).toEqual([]);
    }), { numRuns: 2_000 });
  }, 120_000);
});
