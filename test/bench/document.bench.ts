import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { computeTextEdits } from '../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../src/core/document/newPlan.ts';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { applyTextEdits } from '../../src/core/text/applyTextEdits.ts';
import { median } from './harness.ts';
import type { Measurement } from './harness.ts';

/** A plan with that many mapping rows and a fifth as many rows of evidence for the inventory, up to 200. */
export function largePlan(rows: number): string {
  const empty = newPlanText('Large');
  const tables = Math.min(200, Math.ceil(rows / 50));
  return applyTextEdits(empty, computeTextEdits(parsePlan(empty), {
    kind: 'batch',
    edits: [
      { kind: 'addItem', list: 'sourceSystems', item: { name: 'crm', technology: 'SQLite' } },
      { kind: 'insertRows', block: 'inventory', at: 0, rows: Array.from({ length: tables }, (_, index) => ({ sourceSystem: 'crm', object: `table_${index}`, recordCount: String(1000 + index), size: '12 KB', priority: 'High' })) },
      { kind: 'setEvidence', entries: Array.from({ length: tables }, (_, index) => ({ row: `crm.table_${index}`, kind: 'measured' as const, count: String(1000 + index), size: '12 KB', query: `SELECT COUNT(*) FROM "table_${index}"`, at: '2026-01-01T00:00:00Z', confirmedBy: '', confirmedAt: '' })) },
      { kind: 'insertRows', block: 'mapping', at: 0, rows: Array.from({ length: rows }, (_, index) => ({ sourceTable: `table_${index % tables}`, sourceField: `field_${index}`, targetTable: `target_${index % tables}`, targetField: `column_${index}`, transform: index % 3 === 0 ? 'cast to integer' : index % 7 === 0 ? 'COALESCE(a, b) || c' : 'direct' })) },
    ],
  }));
}

const ROWS = 10_000;

/** Reading a plan of ten thousand mapping rows and editing it, against a full remark parse of the same text. */
export async function bench(): Promise<Measurement[]> {
  const text = largePlan(ROWS);
  const remark = unified().use(remarkParse).use(remarkGfm).freeze();
  const parsed = parsePlan(text);
  const yardstick = await median(() => remark.parse(text), 3);
  const held = (name: string, figure: number, ratioLimit: number): Measurement => ({ name: `${ROWS.toLocaleString('en')} mapping rows: ${name}`, figure, yardstick, against: 'full remark parse', unit: 'ms', ratioLimit });
  return [
    held('read the whole plan', await median(() => parsePlan(text)), 1 / 15),
    held('edits for one cell', await median(() => computeTextEdits(parsed, { kind: 'setCell', block: 'mapping', row: { index: ROWS >> 1 }, column: 'transform', value: 'direct cast' }), 21), 1 / 200),
    held('edits for one field, with the overview', await median(() => computeTextEdits(parsed, { kind: 'setField', path: 'targetSystem.name', value: 'New' })), 1 / 15),
  ];
}
