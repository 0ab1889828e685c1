import { cellOf } from '../plan/plan.ts';
import { EditRefused } from '../plan/planEdit.ts';
import type { RowRef } from '../plan/planEdit.ts';
import { cellComparison } from '../plan/compareCells.ts';
import type { PlanState } from '../plan/planState.ts';
import { blockSpec, sectionSpec } from '../plan/sections.ts';
import type { BlockId } from '../plan/sections.ts';
import { applyTextEdits } from '../text/applyTextEdits.ts';
import { composeTextEdits } from '../text/composeTextEdits.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { readBody } from './body.ts';
import type { Body, ListPlace, TablePlace } from './body.ts';
import { insertBlock } from './blockText.ts';
import { encodeItem } from './cellText.ts';
import { listEdits, replaceContent } from './listEdits.ts';
import type { ParsedPlan } from './parsedPlan.ts';
import { partsOf } from './parsePlan.ts';
import { readRows } from './readRows.ts';
import type { ReadBlock } from './readRows.ts';
import { restoreEdits } from './restore.ts';
import { resolveRow, resolveRows, rowIndex } from './rowRefs.ts';
import { insertLines, removeLines, reorderLines, setRowCells, setTableCell, tableRowLines, widenHeader } from './tableEdits.ts';

/**
 * Edits of the body, one after the other, on one text: it is read again only after it changed, and cells that are set
 * one by one go together, so that a thousand cells are one reading.
 */
export class BodyWriter {
  readonly #first: string;
  readonly #start: number;
  readonly #before: PlanState;
  readonly #lists: TextEdit[][] = [];
  private readonly eol: '\n' | '\r\n';
  /** The whole text with the frontmatter as it was: offsets of the body don't move when the frontmatter does. */
  private text: string;
  private body: Body;
  private blocks: Map<BlockId, ReadBlock>;
  private stale = false;
  /** Cells set since the body was last read. */
  private pending: TextEdit[] = [];
  private readonly pendingCells = new Map<string, Set<string>>();

  /** `before`: the state that the overview shows before the edits. */
  constructor(parsed: ParsedPlan, before: PlanState) {
    const parts = partsOf(parsed);
    this.#first = parsed.text;
    this.#start = parts.frontmatter.text.length;
    this.#before = before;
    this.eol = parsed.eol;
    this.text = parsed.text;
    this.body = parts.body;
    this.blocks = new Map(parts.blocks);
  }

  /** All edits so far as one list on the first text. */
  finish(): TextEdit[] {
    this.flush();
    return composeTextEdits(this.#first, this.#lists);
  }

  /** The body as it is by now. */
  flush(): Body {
    const edits = this.pending;
    this.pending = [];
    this.pendingCells.clear();
    this.change(edits);
    return this.currentBody();
  }

  /** Changes the text as it is by now. */
  change(edits: TextEdit[]): void {
    if (edits.length === 0) return;
    this.#lists.push(edits);
    this.text = applyTextEdits(this.text, edits);
    this.stale = true;
  }

  /** The block as it stands; throws EditRefused where it is missing. */
  block(id: BlockId): ReadBlock {
    const found = this.find(id);
    if (found) return found;
    const spec = blockSpec(id);
    throw new EditRefused('edit.blockMissing', { heading: spec.heading ?? sectionSpec(spec.section).heading });
  }

  private find(id: BlockId): ReadBlock | undefined {
    if (blockSpec(id).form === 'rendered') throw new EditRefused('edit.rendered');
    const body = this.currentBody();
    const known = this.blocks.get(id);
    if (known) return known;
    const place = body.blocks.get(id);
    const read = place && readRows(place, body.lines);
    if (read) this.blocks.set(id, read);
    return read;
  }

  private currentBody(): Body {
    if (this.stale) {
      this.body = readBody(this.text, this.#start);
      this.blocks = new Map();
      this.stale = false;
    }
    return this.body;
  }

  setCell(id: BlockId, ref: RowRef, column: string, value: string): void {
    const before = this.block(id);
    const index = rowIndex(before, ref);
    const touched = index === undefined ? undefined : this.pendingCells.get(`${id} ${index}`);
    const isKey = (name: string): boolean => before.place.spec.key.includes(name);
    // A cell set twice, a key that changed under way, or a row that is not where it was: look at the text as it is by now.
    if (this.pending.length > 0 && (index === undefined || touched?.has(column) === true || touched?.has('') === true || (touched && ref.key && [...touched].some(isKey)))) {
      this.flush();
      this.setCell(id, ref, column, value);
      return;
    }
    const block = before;
    const at = resolveRow(block, ref);
    if (!block.place.spec.columns.some((spec) => spec.key === column)) throw new EditRefused('edit.unknownColumn', { column, block: id });
    const row = block.rows[at];
    const stands = block.parsed.cellRange(at, column) !== undefined;
    const set = touched ?? new Set<string>();
    this.pendingCells.set(`${id} ${at}`, set);
    set.add(column);
    // Cells that are put behind a row's end all go to the same place: one at a time.
    if (!stands) set.add('');
    if (row && cellOf(row, column) === value && (stands || value === '')) return;
    const { lines } = this.body;
    if (block.place.kind === 'table') this.pending.push(setTableCell(block.place, lines, at, column, value));
    else {
      const item = block.place.list?.items[at];
      if (item) this.pending.push(replaceContent(lines, item, encodeItem(value)));
    }
  }

  /** All rows are found before anything is written: a key that changes here is still the one the view saw. */
  setCells(id: BlockId, cells: readonly { readonly row: RowRef; readonly column: string; readonly value: string }[]): void {
    const block = this.block(id);
    const rows = new Map<number, Map<string, string>>();
    for (const { row, column, value } of cells) {
      if (!block.place.spec.columns.some((spec) => spec.key === column)) throw new EditRefused('edit.unknownColumn', { column, block: id });
      const at = resolveRow(block, row);
      const values = rows.get(at) ?? new Map<string, string>();
      values.set(column, value);
      rows.set(at, values);
    }
    const { lines } = this.body;
    const edits: TextEdit[] = [];
    for (const [at, values] of [...rows].sort(([a], [b]) => a - b)) {
      const row = block.rows[at];
      const changed = new Map([...values].filter(([column, value]) => row === undefined || cellOf(row, column) !== value));
      if (changed.size === 0) continue;
      if (block.place.kind === 'table') edits.push(...setRowCells(block.place, lines, at, changed));
      else {
        const item = block.place.list?.items[at];
        for (const value of changed.values()) if (item) edits.push(replaceContent(lines, item, encodeItem(value)));
      }
    }
    this.change(edits);
  }

  duplicateRows(id: BlockId, refs: readonly RowRef[]): void {
    const block = this.block(id);
    const rows = [...new Set(resolveRows(block, refs))].sort((a, b) => a - b);
    const last = rows.at(-1);
    if (last === undefined) return;
    const { lines } = this.body;
    if (block.place.kind === 'table') {
      const { headerLine } = block.place;
      this.change([insertLines(block.place, lines, last + 1, rows.map((row) => lines.slice(headerLine + 2 + row)), this.eol)]);
    } else this.change(this.insertItems(block.place, last + 1, rows.map((row) => itemText(block.place as ListPlace, block.rows[row]?.cells ?? {}))));
  }

  sortRows(id: BlockId, by: readonly { readonly column: string; readonly descending?: boolean | undefined }[]): void {
    const block = this.block(id);
    const { spec } = block.place;
    if (spec.ordered || block.place.kind !== 'table') throw new EditRefused('edit.orderMatters', { heading: spec.heading ?? sectionSpec(spec.section).heading });
    const comparisons = by.map(({ column, descending }) => {
      const found = spec.columns.find(({ key }) => key === column);
      if (!found) throw new EditRefused('edit.unknownColumn', { column, block: id });
      return { column, compare: cellComparison(found.kind, descending) };
    });
    const { rows } = block;
    const order = rows.map((_, index) => index).sort((a, b) => {
      for (const { column, compare } of comparisons) {
        const result = compare(rows[a]?.cells[column] ?? '', rows[b]?.cells[column] ?? '');
        if (result !== 0) return result;
      }
      return a - b;
    });
    this.change(reorderLines(block.place, this.body.lines, order));
  }

  insertRows(id: BlockId, at: number, rows: readonly Readonly<Record<string, string>>[]): void {
    if (rows.length === 0) return;
    let block = this.find(id);
    if (!block) {
      this.change(restoreEdits(this.body, this.#start, blockSpec(id).section, id, this.#before, this.eol));
      block = this.block(id);
    }
    if (block.place.kind === 'table' && block.rows.length === 0) {
      this.change(widenHeader(block.place, this.body.lines, rows));
      block = this.block(id);
    }
    const { lines } = this.body;
    if (block.place.kind === 'table') {
      this.change([insertLines(block.place, lines, at, tableRowLines(block.place, lines, rows), this.eol)]);
      return;
    }
    const texts = rows.map((row) => itemText(block.place as ListPlace, row));
    this.change(this.insertItems(block.place, Math.min(at, block.rows.length), texts));
  }

  private insertItems(place: ListPlace, at: number, texts: readonly string[]): TextEdit[] {
    const { lines } = this.body;
    const { eol } = this;
    if (place.list) return listEdits(lines, place.list, { insert: new Map([[at, texts]]) }, eol);
    const marked = texts.map((text, index) => `${place.spec.form === 'ordered' ? `${index + 1}.` : '-'} ${text}`.trimEnd());
    const line = lines.lineOf(place.heading.range.end);
    const after = line + 1 < lines.count ? lines.start(line + 1) : lines.text.length;
    return [insertBlock(lines, after, marked.join(eol), eol, this.#start)];
  }

  removeRows(id: BlockId, refs: readonly RowRef[]): void {
    const block = this.block(id);
    const rows = [...new Set(resolveRows(block, refs))].sort((a, b) => a - b);
    if (rows.length === 0) return;
    const { lines } = this.body;
    if (block.place.kind === 'table') this.change(removeLines(block.place, lines, rows));
    else if (block.place.list) this.change(listEdits(lines, block.place.list, { remove: new Set(rows) }, this.eol));
  }

  moveRows(id: BlockId, refs: readonly RowRef[], to: number): void {
    const block = this.block(id);
    const rows = [...new Set(resolveRows(block, refs))].sort((a, b) => a - b);
    const target = Math.min(to, block.rows.length);
    const order = block.rows.map((_, index) => index);
    const moved = new Set(rows);
    const result = [...order.slice(0, target).filter((index) => !moved.has(index)), ...rows, ...order.slice(target).filter((index) => !moved.has(index))];
    if (result.every((from, index) => from === index)) return;
    const { lines } = this.body;
    if (block.place.kind === 'table') {
      const place: TablePlace = block.place;
      const first = place.headerLine + 2;
      if (place.endLine === lines.count) {
        // The last line of the text may have no line break to move along: the lines between change their texts instead.
        this.change(reorderLines(place, lines, result));
        return;
      }
      const texts = rows.map((row) => lines.slice(first + row));
      this.change([...removeLines(place, lines, rows), insertLines(place, lines, target, texts, this.eol)]);
    } else if (block.place.list) {
      this.change(listEdits(lines, block.place.list, { remove: moved, insert: new Map([[target, rows.map((row) => ({ moved: row }))]]) }, this.eol));
    }
  }
}

function itemText(place: ListPlace, row: Readonly<Record<string, string>>): string {
  const key = place.spec.columns[0]?.key ?? '';
  for (const column of Object.keys(row)) {
    if (column !== key) throw new EditRefused('edit.unknownColumn', { column, block: place.spec.id });
  }
  return encodeItem(row[key] ?? '');
}
