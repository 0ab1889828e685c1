import type { PlanRow } from '../plan/plan.ts';
import type { LineIndex } from '../text/lines.ts';
import type { TextRange } from '../text/textEdit.ts';
import type { BlockPlace, TablePlace } from './body.ts';
import { decodeCell } from './cellText.ts';
import type { ParsedBlock, ParsedRow } from './parsedPlan.ts';
import { scanRow } from './rowScanner.ts';

/** A block with the values of its rows and where they stand. */
export interface ReadBlock {
  readonly place: BlockPlace;
  readonly rows: readonly PlanRow[];
  readonly parsed: ParsedBlock;
}

/** Reads all rows of a block. */
export function readRows(place: BlockPlace, lines: LineIndex): ReadBlock {
  return place.kind === 'table' ? readTableRows(place, lines) : readItems(place, lines);
}

function readTableRows(place: TablePlace, lines: LineIndex): ReadBlock {
  const { text } = lines;
  const rows: PlanRow[] = [];
  const parsedRows: ParsedRow[] = [];
  const columns = place.spec.columns.map((column) => ({ key: column.key, cell: place.columns.get(column.key) }));
  for (let line = place.headerLine + 2; line < place.endLine; line++) {
    const start = lines.start(line);
    const end = lines.end(line);
    const offsets = scanRow(text, start, end);
    const values: Record<string, string> = {};
    const ranges: Record<string, TextRange> = {};
    for (const { key, cell } of columns) {
      const from = cell === undefined ? undefined : offsets[cell * 2];
      const to = cell === undefined ? undefined : offsets[cell * 2 + 1];
      if (from === undefined || to === undefined) values[key] = '';
      else {
        values[key] = decodeCell(text.slice(from, to));
        ranges[key] = { start: from, end: to };
      }
    }
    rows.push({ cells: values });
    parsedRows.push({ range: { start, end }, cells: ranges });
  }
  const header = { start: lines.start(place.headerLine), end: lines.end(place.headerLine) };
  const last = Math.max(place.endLine - 1, place.headerLine + 1);
  return { place, rows, parsed: { id: place.spec.id, range: { start: header.start, end: lines.end(last) }, header, rows: parsedRows } };
}

function readItems(place: Exclude<BlockPlace, TablePlace>, lines: LineIndex): ReadBlock {
  const key = place.spec.columns[0]?.key ?? '';
  const items = place.list?.items ?? [];
  const after = { start: place.heading.range.end, end: place.heading.range.end };
  return {
    place,
    rows: items.map((item) => ({ cells: { [key]: itemValue(lines.text.slice(item.content.start, item.content.end)) } })),
    parsed: {
      id: place.spec.id,
      range: place.list?.range ?? after,
      header: items[0]?.range ?? after,
      rows: items.map((item) => ({ range: item.range, cells: { [key]: item.content } })),
    },
  };
}

/** The value of a list item's first paragraph: its lines are one text. */
export function itemValue(text: string): string {
  return decodeCell(text.replace(/[ \t]*(?:\\)?(?:\r\n|\n|\r)[ \t]*/g, ' '));
}
