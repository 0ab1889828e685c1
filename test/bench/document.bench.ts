import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { computeTextEdits } from '../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../src/core/document/newPlan.ts';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { applyTextEdits } from '../../src/core/text/applyTextEdits.ts';

/** One measured figure and what it is held against in the same run. */
export interface DocumentFigure {
  readonly name: string;
  readonly milliseconds: number;
  /** The yardstick's time divided by this one's. */
  readonly timesFaster: number;
  /** How many times faster it must be. */
  readonly atLeast: number;
}

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

function fastest(times: number, run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let time = 0; time < times; time++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** Measures reading a plan of that many mapping rows and setting one cell, against a full remark parse of the same text. */
export function documentFigures(rows = 10_000): { readonly yardstick: number; readonly figures: readonly DocumentFigure[] } {
  const text = largePlan(rows);
  const remark = unified().use(remarkParse).use(remarkGfm);
  const parsed = parsePlan(text);
  const yardstick = fastest(2, () => void remark.parse(text));
  const read = fastest(7, () => void parsePlan(text));
  const cell = fastest(20, () => void computeTextEdits(parsed, { kind: 'setCell', block: 'mapping', row: { index: rows >> 1 }, column: 'transform', value: 'direct cast' }));
  const field = fastest(5, () => void computeTextEdits(parsed, { kind: 'setField', path: 'targetSystem.name', value: 'New' }));
  const figure = (name: string, milliseconds: number, atLeast: number): DocumentFigure => ({ name, milliseconds, timesFaster: yardstick / milliseconds, atLeast });
  return { yardstick, figures: [figure('parsePlan', read, 15), figure('computeTextEdits, one cell', cell, 200), figure('computeTextEdits, one field with overview', field, 15)] };
}

/** The figures as lines of a table. */
export function documentReport(rows = 10_000): string[] {
  const { yardstick, figures } = documentFigures(rows);
  return [
    `document, ${rows} mapping rows; full remark parse ${yardstick.toFixed(0)} ms`,
    ...figures.map(({ name, milliseconds, timesFaster, atLeast }) => `${name.padEnd(44)} ${milliseconds.toFixed(3).padStart(10)} ms  1/${timesFaster.toFixed(0)} of it (at most 1/${atLeast}) ${timesFaster >= atLeast ? 'ok' : 'TOO SLOW'}`),
  ];
}
