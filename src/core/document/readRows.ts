import type { PlanRow } from '../plan/plan.ts';
import type { BlockId } from '../plan/sections.ts';
import type { LineIndex } from '../text/lines.ts';
import type { SameLines } from '../text/sameLines.ts';
import type { TextRange } from '../text/textEdit.ts';
import type { BlockPlace, TablePlace } from './body.ts';
import { decodeCell } from './cellText.ts';
import type { ParsedBlock } from './parsedPlan.ts';
import { scanRow } from './rowScanner.ts';

/** A block with the values of its rows and where they stand. */
export interface ReadBlock {
  readonly place: BlockPlace;
  readonly rows: readonly PlanRow[];
  readonly parsed: ParsedBlock;
}

/** A block as it was read before, and which of its lines still stand: rows that say the same stay the same objects. */
export interface EarlierRows {
  readonly block: ReadBlock;
  readonly lines: SameLines;
}

/** Reads all rows of a block. */
export function readRows(place: BlockPlace, lines: LineIndex, earlier?: EarlierRows): ReadBlock {
  return place.kind === 'table' ? readTableRows(place, lines, earlier) : readItems(place, lines, earlier?.block);
}

function readTableRows(place: TablePlace, lines: LineIndex, earlier: EarlierRows | undefined): ReadBlock {
  const { text } = lines;
  const columns = place.spec.columns.map((column) => ({ key: column.key, cell: place.columns.get(column.key) }));
  const before = earlier?.block.place;
  const known = earlier && before?.kind === 'table' && columns.every(({ key, cell }) => before.columns.get(key) === cell) ? earlier.block.rows : undefined;
  const first = place.headerLine + 2;
  const firstBefore = before?.kind === 'table' ? before.headerLine + 2 : 0;
  const rows: PlanRow[] = [];
  const taken = new Set<number>();
  let same = known !== undefined;
  for (let line = first; line < place.endLine; line++) {
    const lineBefore = known && earlier?.lines.lineBefore(line);
    let row = lineBefore === undefined ? undefined : known?.[lineBefore - firstBefore];
    if (!row) {
      const cells = readCells(text, lines.start(line), lines.end(line), columns);
      // The same words in another layout are the same row: at its place from the top, else from the bottom. No row is taken twice.
      const gone = known && [line - first, known.length - (place.endLine - line)]
        .find((at) => earlier?.lines.isGone(firstBefore + at) === true && !taken.has(at) && saysThis(cells, known[at]));
      if (gone !== undefined) taken.add(gone);
      row = (gone === undefined ? undefined : known?.[gone]) ?? { cells };
    }
    same &&= known?.[rows.length] === row;
    rows.push(row);
  }
  return { place, rows: known && same && known.length === rows.length ? known : rows, parsed: new TableInText(place, lines) };
}

function readCells(text: string, start: number, end: number, columns: readonly { readonly key: string; readonly cell: number | undefined }[]): Record<string, string> {
  const offsets = scanRow(text, start, end);
  const values: Record<string, string> = {};
  for (const { key, cell } of columns) {
    const from = cell === undefined ? undefined : offsets[cell * 2];
    const to = cell === undefined ? undefined : offsets[cell * 2 + 1];
    values[key] = from === undefined || to === undefined ? '' : decodeCell(text.slice(from, to));
  }
  return values;
}

function saysThis(cells: Readonly<Record<string, string>>, row: PlanRow | undefined): boolean {
  return row !== undefined && Object.keys(cells).every((key) => row.cells[key] === cells[key]);
}

/** A table in its text. Ranges are found when they are asked for: few of the many cells ever are. */
class TableInText implements ParsedBlock {
  readonly rowCount: number;
  readonly #place: TablePlace;
  readonly #lines: LineIndex;

  constructor(place: TablePlace, lines: LineIndex) {
    this.#place = place;
    this.#lines = lines;
    this.rowCount = Math.max(0, place.endLine - place.headerLine - 2);
  }

  get id(): BlockId {
    return this.#place.spec.id;
  }

  get header(): TextRange {
    return this.#line(this.#place.headerLine);
  }

  get range(): TextRange {
    const last = Math.max(this.#place.endLine - 1, this.#place.headerLine + 1);
    return { start: this.#lines.start(this.#place.headerLine), end: this.#lines.end(last) };
  }

  rowRange(row: number): TextRange | undefined {
    return row >= 0 && row < this.rowCount ? this.#line(this.#place.headerLine + 2 + row) : undefined;
  }

  cellRange(row: number, column: string): TextRange | undefined {
    const range = this.rowRange(row);
    const cell = this.#place.columns.get(column);
    if (!range || cell === undefined) return undefined;
    const offsets = scanRow(this.#lines.text, range.start, range.end);
    const start = offsets[cell * 2];
    const end = offsets[cell * 2 + 1];
    return start === undefined || end === undefined ? undefined : { start, end };
  }

  #line(line: number): TextRange {
    return { start: this.#lines.start(line), end: this.#lines.end(line) };
  }
}

function readItems(place: Exclude<BlockPlace, TablePlace>, lines: LineIndex, earlier: ReadBlock | undefined): ReadBlock {
  const key = place.spec.columns[0]?.key ?? '';
  const items = place.list?.items ?? [];
  const after = { start: place.heading.range.end, end: place.heading.range.end };
  const known = earlier?.place.kind === 'list' ? earlier.rows : undefined;
  const rows = items.map((item, index): PlanRow => {
    const cells = { [key]: itemValue(lines.text.slice(item.content.start, item.content.end)) };
    const before = known?.[index];
    return before && saysThis(cells, before) ? before : { cells };
  });
  return {
    place,
    rows: known?.length === rows.length && rows.every((row, index) => row === known[index]) ? known : rows,
    parsed: {
      id: place.spec.id,
      range: place.list?.range ?? after,
      header: items[0]?.range ?? after,
      rowCount: items.length,
      rowRange: (row) => items[row]?.range,
      cellRange: (row, column) => (column === key ? items[row]?.content : undefined),
    },
  };
}

/** The value of a list item's first paragraph: its lines are one text. */
export function itemValue(text: string): string {
  return decodeCell(text.replace(/[ \t]*(?:\\)?(?:\r\n|\n|\r)[ \t]*/g, ' '));
}
