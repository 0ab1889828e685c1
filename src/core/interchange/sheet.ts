import { decodeCell } from '../document/cellText.ts';
import { partsOf } from '../document/parsePlan.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import { scanRow } from '../document/rowScanner.ts';
import type { TablePlace } from '../document/body.ts';
import { blockSpec } from '../plan/sections.ts';
import type { BlockId, CellKind } from '../plan/sections.ts';

/** A section as a sheet: values as people read them, without Markdown. Rows are as long as the header, or shorter. */
export interface Sheet {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A column of a block as it stands in the document: one of the block's, or one that people added. */
export interface DocumentColumn {
  readonly header: string;
  /** Key of the block's column; `own:<cell>` for one that people added. */
  readonly key: string;
  readonly kind: CellKind;
  /** The cell of a row that holds it. */
  readonly cell: number;
  readonly own: boolean;
}

/**
 * The columns of a block, in the order in which they stand; a block that is missing has the columns of its
 * specification. A doubled column of the block is read once; columns people added are known by their place.
 */
export function documentColumns(parsed: ParsedPlan, block: BlockId): readonly DocumentColumn[] {
  const spec = blockSpec(block);
  const place = tablePlace(parsed, block);
  if (!place) return spec.columns.map(({ key, header, kind }, cell) => ({ key, header, kind, cell, own: false }));
  const columns: DocumentColumn[] = [];
  const byCell = new Map([...place.columns].map(([key, cell]) => [cell, key]));
  const doubled = new Set([...place.doubled.values()].map(({ start }) => start));
  for (let cell = 0; cell * 2 < place.headerCells.length; cell++) {
    const start = place.headerCells[cell * 2] ?? 0;
    if (doubled.has(start)) continue;
    const own = byCell.get(cell);
    const known = spec.columns.find(({ key }) => key === own);
    if (known) columns.push({ key: known.key, header: known.header, kind: known.kind, cell, own: false });
    else columns.push({ key: `own:${String(cell)}`, header: decodeCell(parsed.text.slice(start, place.headerCells[cell * 2 + 1] ?? start)), kind: 'text', cell, own: true });
  }
  return columns;
}

/** The values of a block's rows, in the order of `columns`. Missing cells are ''. */
export function documentRows(parsed: ParsedPlan, block: BlockId, columns: readonly DocumentColumn[]): string[][] {
  const rows = parsed.plan?.rows[block] ?? [];
  const withOwn = columns.some(({ own }) => own);
  return rows.map((row, index) => {
    const range = withOwn ? parsed.blocks[block]?.rowRange(index) : undefined;
    const offsets = range ? scanRow(parsed.text, range.start, range.end) : [];
    return columns.map(({ key, cell, own }) => {
      if (!own) return row.cells[key] ?? '';
      const start = offsets[cell * 2];
      return start === undefined ? '' : decodeCell(parsed.text.slice(start, offsets[cell * 2 + 1]));
    });
  });
}

/** A section as a sheet, the columns that people added included. */
export function sheetOf(parsed: ParsedPlan, block: BlockId): Sheet {
  const columns = documentColumns(parsed, block);
  return { header: columns.map(({ header }) => header), rows: documentRows(parsed, block, columns) };
}

/** The table of a block in the text; undefined for lists and where it is missing. */
export function tablePlace(parsed: ParsedPlan, block: BlockId): TablePlace | undefined {
  const place = partsOf(parsed).body.blocks.get(block);
  return place?.kind === 'table' ? place : undefined;
}
