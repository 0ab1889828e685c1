import type { PlanState } from '../plan/planState.ts';
import { BLOCKS, SECTIONS, blockSpec, sectionSpec } from '../plan/sections.ts';
import type { BlockId, SectionId } from '../plan/sections.ts';
import { applyTextEdits } from '../text/applyTextEdits.ts';
import { composeTextEdits } from '../text/composeTextEdits.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { emptyBlock, insertBlock, sectionText, subsectionText } from './blockText.ts';
import { hasAllColumns, readBody, tableAs } from './body.ts';
import type { Body } from './body.ts';
import { restoreColumns } from './tableEdits.ts';

/** Puts back a heading, a block or columns that are missing; nothing that stands is changed. Nothing missing: no edits. */
export function restoreEdits(body: Body, bodyStart: number, sectionId: SectionId, blockId: BlockId | undefined, state: PlanState, eol: string): TextEdit[] {
  const section = body.sections.get(sectionId);
  if (!section) {
    const kept = keptPlace(body, sectionId);
    const added = kept === undefined
      ? insertBlock(body.lines, sectionPlace(body, sectionId), sectionText(sectionSpec(sectionId), state, eol), eol, bodyStart)
      : insertBlock(body.lines, kept, `## ${sectionSpec(sectionId).heading}`, eol, bodyStart);
    if (blockId === undefined || blockSpec(blockId).required) return [added];
    const text = applyTextEdits(body.lines.text, [added]);
    return composeTextEdits(body.lines.text, [[added], restoreEdits(readBody(text, bodyStart), bodyStart, sectionId, blockId, state, eol)]);
  }
  if (blockId === undefined) return [];
  const spec = blockSpec(blockId);
  const place = body.blocks.get(blockId);
  if (place) return place.kind === 'table' ? restoreColumns(place, body.lines) : [];
  if (spec.form === 'rendered' && body.overview?.bullets) return [];
  const subsection = spec.heading === undefined ? undefined : section.subsections.get(spec.heading);
  if (spec.heading === undefined || subsection) {
    const { lines } = body;
    const line = lines.lineOf((subsection ?? section).heading.range.end);
    const after = line + 1 < lines.count ? lines.start(line + 1) : lines.text.length;
    return [insertBlock(lines, after, emptyBlock(spec, state, eol), eol, bodyStart)];
  }
  // Before the next managed subsection that stands, else at the end of the section.
  const siblings = BLOCKS.filter((block) => block.section === sectionId && block.heading !== undefined);
  const next = siblings.slice(siblings.indexOf(spec) + 1).map((block) => section.subsections.get(block.heading ?? '')).find((found) => found !== undefined);
  return [insertBlock(body.lines, next?.heading.range.start ?? section.end, subsectionText(spec, state, eol), eol, bodyStart)];
}

/** Where a section that lost its heading still stands: its first subsection, or its table that no section reads. Its rows are its rows again there. */
function keptPlace(body: Body, id: SectionId): number | undefined {
  const own = BLOCKS.filter((block) => block.section === id);
  const read = new Set([...body.blocks.values()].flatMap((place) => (place.kind === 'table' ? [place.headerLine] : [])));
  for (const node of body.outline) {
    if (node.kind === 'heading' && node.depth === 3 && own.some((block) => block.heading === node.title)) return node.range.start;
    if (node.kind !== 'table' || read.has(node.line)) continue;
    if (own.some((block) => block.form === 'table' && block.heading === undefined && hasAllColumns(tableAs(block, node, body.lines)))) return body.lines.start(node.line);
  }
  return undefined;
}

/** Behind the last section before it that stands, else before the first behind it, else at the end. */
function sectionPlace(body: Body, id: SectionId): number {
  const index = SECTIONS.findIndex((section) => section.id === id);
  for (const earlier of SECTIONS.slice(0, index).reverse()) {
    const place = body.sections.get(earlier.id);
    if (place) return place.end;
  }
  for (const later of SECTIONS.slice(index + 1)) {
    const place = body.sections.get(later.id);
    if (place) return place.heading.range.start;
  }
  return body.lines.text.length;
}
