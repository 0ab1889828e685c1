import { cellOf, inventoryKey } from '../plan/plan.ts';
import type { PlanRow } from '../plan/plan.ts';
import { EditRefused } from '../plan/planEdit.ts';
import type { RowRef, SimpleEdit } from '../plan/planEdit.ts';
import type { Evidence, PlanState } from '../plan/planState.ts';
import { blockSpec, sectionSpec } from '../plan/sections.ts';
import type { BlockId } from '../plan/sections.ts';
import { vouchesFor } from '../plan/volumes.ts';
import { applyTextEdits } from '../text/applyTextEdits.ts';
import { composeTextEdits } from '../text/composeTextEdits.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { parseCount } from '../units/count.ts';
import { readBody } from './body.ts';
import type { Body, ListPlace, TablePlace } from './body.ts';
import { insertBlock } from './blockText.ts';
import { encodeItem } from './cellText.ts';
import { readFrontmatter } from './frontmatter.ts';
import type { Frontmatter } from './frontmatter.ts';
import { frontmatterEdits } from './frontmatterEdits.ts';
import type { FrontmatterEdit } from './frontmatterEdits.ts';
import { listEdits, replaceContent } from './listEdits.ts';
import { overviewEdits, takeOver } from './overviewEdits.ts';
import type { ParsedPlan } from './parsedPlan.ts';
import { partsOf } from './parsePlan.ts';
import { readRows } from './readRows.ts';
import type { ReadBlock } from './readRows.ts';
import { restoreEdits } from './restore.ts';
import { insertLines, removeLines, setTableCell, tableRowLines, widenHeader } from './tableEdits.ts';

/**
 * Makes plan edits one after the other. Frontmatter and body are two texts here, each read again only after it changed:
 * a form of ten fields does not read ten thousand rows ten times. The overview follows once, at the end.
 */
export class PlanWriter {
  private readonly before: PlanState;
  private readonly bodyStart: number;
  private readonly frontmatterLists: TextEdit[][] = [];
  private readonly bodyLists: TextEdit[][] = [];
  private frontmatter: Frontmatter;
  /** The whole text with the frontmatter as it was: offsets of the body don't move when the frontmatter does. */
  private text: string;
  private body: Body;
  private blocks: Map<BlockId, ReadBlock>;
  /** Cells set since the body was last read: they go together, so that a thousand cells are one reading. */
  private pending: TextEdit[] = [];
  private readonly pendingCells = new Map<string, Set<string>>();
  private renderAll = false;

  constructor(private readonly parsed: ParsedPlan) {
    const parts = partsOf(parsed);
    this.frontmatter = parts.frontmatter;
    this.body = parts.body;
    this.blocks = new Map(parts.blocks);
    this.text = parsed.text;
    this.bodyStart = parts.frontmatter.text.length;
    this.before = this.state;
  }

  private get state(): PlanState {
    if (!this.frontmatter.state) throw new EditRefused('edit.unreadable', { reason: this.frontmatter.problems[0]?.code ?? '' });
    return this.frontmatter.state;
  }

  /** All edits so far as one list on the first text. */
  finish(): TextEdit[] {
    this.flush();
    if (this.frontmatterLists.length > 0 || this.renderAll) {
      this.changeBody(overviewEdits(this.body, this.before, this.state, this.parsed.eol, this.renderAll));
    }
    const front = composeTextEdits(this.parsed.text.slice(0, this.bodyStart), this.frontmatterLists);
    return [...front, ...composeTextEdits(this.parsed.text, this.bodyLists)];
  }

  apply(edit: SimpleEdit): void {
    switch (edit.kind) {
      case 'setField': case 'addItem': case 'setItem': case 'removeItem': case 'setEvidence': case 'dropEvidence':
      case 'reattachEvidence': case 'signOff': case 'completeStep': case 'reopenStep':
        this.changeFrontmatter(edit);
        return;
      case 'confirmVolumes':
        this.flush();
        this.changeFrontmatter({ kind: 'setEvidence', entries: edit.rows.map((row) => this.confirmed(row, edit.by, edit.at)) });
        return;
      case 'setCell': this.setCell(edit.block, edit.row, edit.column, edit.value); return;
      case 'insertRows': this.flush(); this.insertRows(edit.block, edit.at, edit.rows); return;
      case 'removeRows': this.flush(); this.removeRows(edit.block, edit.rows); return;
      case 'moveRows': this.flush(); this.moveRows(edit.block, edit.rows, edit.to); return;
      case 'restore':
        this.flush();
        // What is put back of the overview shows the state the rest of it shows; the end brings all of it up to date.
        this.changeBody(restoreEdits(this.body, this.bodyStart, edit.section, edit.block, this.before, this.parsed.eol));
        return;
      case 'renderOverview': this.renderAll = true; return;
      case 'takeOverOverview':
        this.flush();
        for (const taken of takeOver(this.body, this.state)) this.apply(taken);
        this.renderAll = true;
        return;
      default: edit satisfies never;
    }
  }

  private changeFrontmatter(edit: FrontmatterEdit): void {
    const edits = frontmatterEdits(this.frontmatter, edit, this.parsed.eol);
    if (edits.length === 0) return;
    this.frontmatterLists.push(edits);
    this.frontmatter = readFrontmatter(applyTextEdits(this.frontmatter.text, edits));
  }

  private changeBody(edits: TextEdit[]): void {
    if (edits.length === 0) return;
    this.bodyLists.push(edits);
    this.text = applyTextEdits(this.text, edits);
    this.stale = true;
  }

  private stale = false;

  private currentBody(): Body {
    if (this.stale) {
      this.body = readBody(this.text, this.bodyStart);
      this.blocks = new Map();
      this.stale = false;
    }
    return this.body;
  }

  private flush(): void {
    const edits = this.pending;
    this.pending = [];
    this.pendingCells.clear();
    this.changeBody(edits);
    this.currentBody();
  }

  /** The block as it stands; undefined where it is missing. */
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

  private block(id: BlockId): ReadBlock {
    const found = this.find(id);
    if (found) return found;
    const spec = blockSpec(id);
    throw new EditRefused('edit.blockMissing', { heading: spec.heading ?? sectionSpec(spec.section).heading });
  }

  private setCell(id: BlockId, ref: RowRef, column: string, value: string): void {
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
    const parsedRow = block.parsed.rows[at];
    const set = touched ?? new Set<string>();
    this.pendingCells.set(`${id} ${at}`, set);
    set.add(column);
    // Cells that are put behind a row's end all go to the same place: one at a time.
    if (parsedRow?.cells[column] === undefined) set.add('');
    if (row && cellOf(row, column) === value && (parsedRow?.cells[column] !== undefined || value === '')) return;
    const { lines } = this.body;
    if (block.place.kind === 'table') this.pending.push(setTableCell(block.place, lines, at, column, value));
    else {
      const item = block.place.list?.items[at];
      if (item) this.pending.push(replaceContent(lines, item, encodeItem(value)));
    }
  }

  private insertRows(id: BlockId, at: number, rows: readonly Readonly<Record<string, string>>[]): void {
    if (rows.length === 0) return;
    let block = this.find(id);
    if (!block) {
      this.changeBody(restoreEdits(this.body, this.bodyStart, blockSpec(id).section, id, this.before, this.parsed.eol));
      block = this.block(id);
    }
    if (block.place.kind === 'table' && block.rows.length === 0) {
      this.changeBody(widenHeader(block.place, this.body.lines, rows));
      block = this.block(id);
    }
    const { lines } = this.body;
    if (block.place.kind === 'table') {
      this.changeBody([insertLines(block.place, lines, at, tableRowLines(block.place, lines, rows), this.parsed.eol)]);
      return;
    }
    const texts = rows.map((row) => itemText(block.place as ListPlace, row));
    this.changeBody(this.insertItems(block.place, Math.min(at, block.rows.length), texts));
  }

  private insertItems(place: ListPlace, at: number, texts: readonly string[]): TextEdit[] {
    const { lines } = this.body;
    const { eol } = this.parsed;
    if (place.list) return listEdits(lines, place.list, { insert: new Map([[at, texts]]) }, eol);
    const marked = texts.map((text, index) => `${place.spec.form === 'ordered' ? `${index + 1}.` : '-'} ${text}`.trimEnd());
    const line = lines.lineOf(place.heading.range.end);
    const after = line + 1 < lines.count ? lines.start(line + 1) : lines.text.length;
    return [insertBlock(lines, after, marked.join(eol), eol, this.bodyStart)];
  }

  private removeRows(id: BlockId, refs: readonly RowRef[]): void {
    const block = this.block(id);
    const rows = [...new Set(resolveRows(block, refs))].sort((a, b) => a - b);
    if (rows.length === 0) return;
    const { lines } = this.body;
    if (block.place.kind === 'table') this.changeBody(removeLines(block.place, lines, rows));
    else if (block.place.list) this.changeBody(listEdits(lines, block.place.list, { remove: new Set(rows) }, this.parsed.eol));
  }

  private moveRows(id: BlockId, refs: readonly RowRef[], to: number): void {
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
        const from = result.findIndex((row, index) => row !== index);
        const edit = { start: lines.start(first + from), end: lines.end(place.endLine - 1), newText: result.slice(from).map((row) => lines.slice(first + row)).join(this.parsed.eol) };
        this.changeBody([edit]);
        return;
      }
      const texts = rows.map((row) => lines.slice(first + row));
      this.changeBody([...removeLines(place, lines, rows), insertLines(place, lines, target, texts, this.parsed.eol)]);
    } else if (block.place.list) {
      this.changeBody(listEdits(lines, block.place.list, { remove: moved, insert: new Map([[target, rows.map((row) => ({ moved: row }))]]) }, this.parsed.eol));
    }
  }

  /** The evidence that says a person vouches for what the row shows now. */
  private confirmed(key: string, by: string, at: string): Evidence {
    const rows: readonly PlanRow[] = this.block('inventory').rows;
    const row = rows.find((candidate) => inventoryKey(candidate) === key);
    if (!row) throw new EditRefused('edit.rowMissing', { row: key });
    const text = cellOf(row, 'recordCount');
    const shown = parseCount(text);
    if (!shown) throw new EditRefused('edit.volumeUnknown', { row: key, text: text.slice(0, 80) });
    const size = cellOf(row, 'size');
    const standing = this.state.evidence.filter((evidence) => evidence.row === key).pop();
    if (standing && vouchesFor(standing, shown)) return { ...standing, size, confirmedBy: by, confirmedAt: at };
    return { row: key, kind: 'stated', count: shown.value.toString(), size, query: '', at, confirmedBy: by, confirmedAt: at };
  }
}

function itemText(place: ListPlace, row: Readonly<Record<string, string>>): string {
  const key = place.spec.columns[0]?.key ?? '';
  for (const column of Object.keys(row)) {
    if (column !== key) throw new EditRefused('edit.unknownColumn', { column, block: place.spec.id });
  }
  return encodeItem(row[key] ?? '');
}

/** Where a row is by its index and key; undefined where the index does not hold that key. */
function rowIndex(block: ReadBlock, ref: RowRef): number | undefined {
  const row = block.rows[ref.index];
  return row && (ref.key === undefined || sameKey(block, row, ref.key)) ? ref.index : undefined;
}

function sameKey(block: ReadBlock, row: PlanRow, key: readonly string[]): boolean {
  return block.place.spec.key.length === key.length && block.place.spec.key.every((name, index) => cellOf(row, name) === key[index]);
}

function resolveRow(block: ReadBlock, ref: RowRef): number {
  const here = rowIndex(block, ref);
  if (here !== undefined) return here;
  const key = ref.key;
  const found = key === undefined ? [] : block.rows.flatMap((row, index) => (sameKey(block, row, key) ? [index] : []));
  if (found.length === 1 && found[0] !== undefined) return found[0];
  throw new EditRefused('edit.rowMoved', { key: key?.join(' · ') ?? String(ref.index + 1) });
}

function resolveRows(block: ReadBlock, refs: readonly RowRef[]): number[] {
  return refs.map((ref) => resolveRow(block, ref));
}
