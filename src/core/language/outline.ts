import type { ParsedPlan } from '../document/parsedPlan.ts';
import { partsOf } from '../document/parsePlan.ts';
import type { OutlineHeading } from '../document/outline.ts';
import { cellOf, rowsOf } from '../plan/plan.ts';
import { BLOCKS } from '../plan/sections.ts';
import type { BlockId } from '../plan/sections.ts';
import type { TextRange } from '../text/textEdit.ts';

export type OutlineKind = 'frontmatter' | 'key' | 'section' | 'subsection' | 'group' | 'row';

/** An entry of the outline. `range` holds its children; `name` is a text of the document, as it stands. */
export interface OutlineEntry {
  readonly kind: OutlineKind;
  readonly name: string;
  /** How many rows, where it stands for several. */
  readonly count?: number;
  readonly range: TextRange;
  readonly selection: TextRange;
  readonly children: readonly OutlineEntry[];
}

/** Tables with more rows than this are grouped, or stand for themselves. */
const MOST_ROWS = 300;

/** What each row is called, and by what rows are grouped. */
const ROW_NAMES: Readonly<Partial<Record<BlockId, { readonly name: readonly string[]; readonly group?: string }>>> = {
  inventory: { name: ['object'], group: 'sourceSystem' }, mapping: { name: ['sourceField', 'targetField'], group: 'sourceTable' }, tableRules: { name: ['targetTable'] },
  validation: { name: ['check'] }, loadOrder: { name: ['targetTable'] }, phases: { name: ['phase'] }, rollbackCriteria: { name: ['criterion'] },
  restoreSteps: { name: ['step'], group: 'phase' }, cutover: { name: ['activity'] },
};

/** The document by its parts: frontmatter, sections, subsections, and the rows of the tables; many rows by the table they are about. */
export function outlineOf(parsed: ParsedPlan): OutlineEntry[] {
  const { frontmatter, body } = partsOf(parsed);
  const entries: OutlineEntry[] = [];
  if (frontmatter.yaml !== '') {
    const range = { start: frontmatter.text.startsWith('\uFEFF') ? 1 : 0, end: trimmedEnd(parsed.text, 0, frontmatter.text.length) };
    entries.push({ kind: 'frontmatter', name: '', range, selection: { start: range.start, end: range.start + 3 }, children: [] });
  }
  const headings = body.outline.filter((node): node is OutlineHeading => node.kind === 'heading');
  const end = (index: number, depth: number): number => {
    const next = headings.slice(index + 1).find((heading) => heading.depth <= depth);
    const heading = headings[index]!;
    return Math.max(heading.range.end, trimmedEnd(parsed.text, heading.range.start, next ? next.range.start : parsed.text.length));
  };
  headings.forEach((heading, index) => {
    if (heading.depth !== 2) return;
    const range = { start: heading.range.start, end: end(index, 2) };
    const children: OutlineEntry[] = [];
    for (let at = index + 1; at < headings.length && headings[at]!.depth > 2; at++) {
      const sub = headings[at]!;
      if (sub.depth !== 3) continue;
      const subRange = { start: sub.range.start, end: end(at, 3) };
      children.push({ kind: 'subsection', name: sub.title, range: subRange, selection: sub.range, children: blockRows(parsed, subRange, true) });
    }
    const first = headings[index + 1];
    const own = { start: range.start, end: first && first.depth > 2 ? Math.min(range.end, first.range.start) : range.end };
    entries.push({ kind: 'section', name: heading.title, range, selection: heading.range, children: [...blockRows(parsed, own, false), ...children] });
  });
  return entries;
}

/** The rows of the block that stands in a range. */
function blockRows(parsed: ParsedPlan, within: TextRange, sub: boolean): OutlineEntry[] {
  const { plan } = parsed;
  const spec = BLOCKS.find((block) => {
    const range = parsed.blocks[block.id]?.range;
    return range !== undefined && (block.heading !== undefined) === sub && range.start >= within.start && range.end <= within.end && block.form !== 'rendered';
  });
  const names = spec && ROW_NAMES[spec.id];
  const block = spec && parsed.blocks[spec.id];
  if (!plan || !names || !block) return [];
  const rows = rowsOf(plan, spec.id);
  const label = (row: (typeof rows)[number]): string => names.name.map((column) => cellOf(row, column)).join(' → ').replace(/\s+/g, ' ').trim().slice(0, 120);
  const entry = (row: (typeof rows)[number], index: number): OutlineEntry[] => {
    const range = block.rowRange(index);
    const name = label(row);
    return range && name !== '' ? [{ kind: 'row', name, range, selection: block.cellRange(index, names.name[0]!) ?? range, children: [] }] : [];
  };
  const { group } = names;
  if (group === undefined) return rows.length > MOST_ROWS ? [] : rows.flatMap(entry);
  // Rows of one table that stand together are one group: a range can't go around others.
  const runs: { name: string; from: number; to: number }[] = [];
  rows.forEach((row, index) => {
    const name = cellOf(row, group).trim();
    const last = runs.at(-1);
    if (last?.name === name) last.to = index;
    else runs.push({ name, from: index, to: index });
  });
  if (runs.length > MOST_ROWS * 4) return [];
  return runs.flatMap(({ name, from, to }): OutlineEntry[] => {
    const first = block.rowRange(from);
    const last = block.rowRange(to);
    if (!first || !last) return [];
    const range = { start: first.start, end: last.end };
    const children = rows.length > MOST_ROWS ? [] : rows.slice(from, to + 1).flatMap((row, index) => entry(row, from + index));
    return [{ kind: 'group', name: name === '' ? '?' : name.slice(0, 120), count: to - from + 1, range, selection: block.cellRange(from, group) ?? first, children }];
  });
}

export function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text.charAt(at - 1))) at--;
  return at;
}
