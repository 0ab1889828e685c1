import { BLOCKS, SECTIONS } from '../plan/sections.ts';
import type { BlockId, BlockSpec, SectionId, SectionSpec } from '../plan/sections.ts';
import { LineIndex } from '../text/lines.ts';
import type { TextRange } from '../text/textEdit.ts';
import { readOutlineTree } from './outline.ts';
import type { OutlineHeading, OutlineList, OutlineNode, OutlineTable, OutlineTree } from './outline.ts';
import { scanRow } from './rowScanner.ts';
import type { CellOffsets } from './rowScanner.ts';

/** A managed table as it stands: its lines, and which cell of a row holds which column. */
export interface TablePlace {
  readonly kind: 'table';
  readonly spec: BlockSpec;
  readonly headerLine: number;
  /** Body rows are the lines from `headerLine + 2` to before `endLine`. */
  readonly endLine: number;
  readonly headerCells: CellOffsets;
  /** Cell index by column key; a missing column has none. */
  readonly columns: ReadonlyMap<string, number>;
  /** Keys of columns whose header stands twice, with the range of the second. */
  readonly doubled: ReadonlyMap<string, TextRange>;
  /** The header of another table with all columns of the block, which is not read. */
  readonly second?: TextRange;
}

/** A managed list as it stands. A heading with no list under it is a block with no items. */
export interface ListPlace {
  readonly kind: 'list';
  readonly spec: BlockSpec;
  readonly heading: OutlineHeading;
  readonly list?: OutlineList;
}

export type BlockPlace = TablePlace | ListPlace;

export interface SectionPlace {
  readonly spec: SectionSpec;
  readonly heading: OutlineHeading;
  /** End of the section: start of the next heading of its level or above, or the end of the text. */
  readonly end: number;
  /** Where the part before the first subsection ends. */
  readonly mainEnd: number;
  readonly subsections: ReadonlyMap<string, SubsectionPlace>;
}

export interface SubsectionPlace {
  readonly heading: OutlineHeading;
  readonly end: number;
  readonly nodes: readonly OutlineNode[];
}

export interface OverviewPlace {
  /** The bullets directly under the heading; absent where they were removed. */
  readonly bullets?: OutlineList;
  readonly decisions?: SubsectionPlace;
  readonly openQuestions?: SubsectionPlace;
}

/** The body of a document: what stands where, before any cell is read. */
export interface Body {
  readonly lines: LineIndex;
  readonly outline: readonly OutlineNode[];
  /** What the outline was read from, for the next reading. */
  readonly tree: OutlineTree;
  readonly title?: OutlineHeading;
  readonly sections: ReadonlyMap<SectionId, SectionPlace>;
  readonly blocks: ReadonlyMap<BlockId, BlockPlace>;
  readonly overview?: OverviewPlace;
  /** Headings that stand a second time. */
  readonly doubled: readonly { readonly section: SectionId; readonly heading: OutlineHeading }[];
}

export const TITLE = 'Data Migration Plan:';

/** Reads the body that starts at `from`; offsets are offsets of the whole text. `before`: an earlier reading, whose work is used again where it still holds. */
export function readBody(text: string, from: number, before?: Body): Body {
  const lines = new LineIndex(text);
  const { nodes: outline, tree } = readOutlineTree(lines, lines.lineOf(from), before?.tree);
  const sections = new Map<SectionId, SectionPlace>();
  const blocks = new Map<BlockId, BlockPlace>();
  const doubled: { section: SectionId; heading: OutlineHeading }[] = [];
  let overview: OverviewPlace | undefined;
  const title = outline.find((node): node is OutlineHeading => node.kind === 'heading' && node.depth === 1 && node.title.startsWith(TITLE));

  for (const spec of SECTIONS) {
    const found = outline.flatMap((node, index) => (node.kind === 'heading' && node.depth === 2 && node.title === spec.heading ? [{ heading: node, index }] : []));
    const first = found[0];
    if (!first) continue;
    for (const second of found.slice(1)) doubled.push({ section: spec.id, heading: second.heading });
    const { place, nodes } = readSection(spec, first.heading, first.index, outline, text.length);
    sections.set(spec.id, place);
    for (const block of BLOCKS) {
      if (block.section !== spec.id) continue;
      if (block.form === 'rendered') {
        const bullets = nodes.find((node): node is OutlineList => node.kind === 'list' && !node.ordered);
        const decisions = place.subsections.get('Decisions');
        const openQuestions = place.subsections.get('Open Questions');
        overview = { ...(bullets ? { bullets } : {}), ...(decisions ? { decisions } : {}), ...(openQuestions ? { openQuestions } : {}) };
        continue;
      }
      const subsection = block.heading === undefined ? undefined : place.subsections.get(block.heading);
      if (block.heading !== undefined && !subsection) continue;
      const inside = subsection ? subsection.nodes : nodes;
      const read = block.form === 'table' ? readTable(block, inside, lines) : readList(block, inside, subsection?.heading ?? place.heading);
      if (read) blocks.set(block.id, read);
    }
    const managed = new Set(BLOCKS.flatMap((block) => (block.section === spec.id && block.heading !== undefined ? [block.heading] : [])));
    for (const heading of doubledSubsections(outline, first.index, place.end, managed)) doubled.push({ section: spec.id, heading });
  }
  return { lines, outline, tree, ...(title ? { title } : {}), sections, blocks, ...(overview ? { overview } : {}), doubled };
}

function startOf(node: OutlineNode, lines?: LineIndex): number {
  return node.kind === 'table' ? (lines?.start(node.line) ?? 0) : node.range.start;
}

function readSection(spec: SectionSpec, heading: OutlineHeading, index: number, outline: readonly OutlineNode[], length: number): { place: SectionPlace; nodes: OutlineNode[] } {
  const nodes: OutlineNode[] = [];
  const subsections = new Map<string, SubsectionPlace>();
  let end = length;
  let mainEnd: number | undefined;
  let current: { heading: OutlineHeading; nodes: OutlineNode[] } | undefined;
  const close = (at: number): void => {
    // The first of two stands; the second is reported as doubled.
    if (current && current.heading.depth === 3 && !subsections.has(current.heading.title)) subsections.set(current.heading.title, { ...current, end: at });
    current = undefined;
  };
  for (const node of outline.slice(index + 1)) {
    if (node.kind === 'heading') {
      close(startOf(node));
      mainEnd ??= startOf(node);
      if (node.depth <= 2) {
        end = startOf(node);
        break;
      }
      current = { heading: node, nodes: [] };
    } else if (current) current.nodes.push(node);
    else nodes.push(node);
  }
  close(end);
  return { place: { spec, heading, end, mainEnd: mainEnd ?? length, subsections }, nodes };
}

function doubledSubsections(outline: readonly OutlineNode[], index: number, end: number, managed: ReadonlySet<string>): OutlineHeading[] {
  const seen = new Set<string>();
  const found: OutlineHeading[] = [];
  for (const node of outline.slice(index + 1)) {
    if (node.kind !== 'heading' || node.range.start >= end) continue;
    if (node.depth !== 3 || !managed.has(node.title)) continue;
    if (seen.has(node.title)) found.push(node);
    seen.add(node.title);
  }
  return found;
}

/** The first table with at least one of the block's columns: a table of other columns is the user's own. */
function readTable(spec: BlockSpec, nodes: readonly OutlineNode[], lines: LineIndex): TablePlace | undefined {
  let first: TablePlace | undefined;
  for (const node of nodes) {
    if (node.kind !== 'table') continue;
    const place = tableAs(spec, node, lines);
    if (!first && place.columns.size > 0) first = place;
    else if (first && hasAllColumns(place)) return { ...first, second: { start: lines.start(node.line), end: lines.end(node.line) } };
  }
  return first;
}

/** A table, read as one of the block: which of its columns are the block's. */
export function tableAs(spec: BlockSpec, node: OutlineTable, lines: LineIndex): TablePlace {
  const headerCells = scanRow(lines.text, lines.start(node.line), lines.end(node.line));
  const columns = new Map<string, number>();
  const doubled = new Map<string, TextRange>();
  for (let cell = 0; cell * 2 < headerCells.length; cell++) {
    const range = { start: headerCells[cell * 2] ?? 0, end: headerCells[cell * 2 + 1] ?? 0 };
    const name = headerName(lines.text.slice(range.start, range.end));
    const column = spec.columns.find((candidate) => candidate.header.toLowerCase() === name);
    if (!column) continue;
    if (columns.has(column.key)) doubled.set(column.key, range);
    else columns.set(column.key, cell);
  }
  return { kind: 'table', spec, headerLine: node.line, endLine: node.endLine, headerCells, columns, doubled };
}

export function hasAllColumns({ spec, columns }: TablePlace): boolean {
  return spec.columns.every((column) => columns.has(column.key));
}

/** Emphasis around a header is decoration. */
function headerName(text: string): string {
  return text.replace(/^[*_`]+|[*_`]+$/g, '').replace(/\s+/g, ' ').trim().toLowerCase();
}

function readList(spec: BlockSpec, nodes: readonly OutlineNode[], heading: OutlineHeading): ListPlace {
  const list = nodes.find((node): node is OutlineList => node.kind === 'list' && node.ordered === (spec.form === 'ordered'));
  return { kind: 'list', spec, heading, ...(list ? { list } : {}) };
}
