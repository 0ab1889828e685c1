import { BLOCKS } from '../plan/sections.ts';
import type { BlockSpec, SectionSpec } from '../plan/sections.ts';
import type { PlanState } from '../plan/planState.ts';
import type { LineIndex } from '../text/lines.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { renderOverview } from './renderOverview.ts';

/** The Markdown of an empty block: a table's header and delimiter rows; nothing for a list, whose items make it. */
export function emptyBlock(spec: BlockSpec, state: PlanState, eol: string): string {
  if (spec.form === 'rendered') return renderOverview(state).bullets.map((bullet) => `- ${bullet.text}`).join(eol);
  if (spec.form !== 'table') return '';
  const headers = spec.columns.map((column) => column.header);
  return `| ${headers.join(' | ')} |${eol}| ${headers.map((header) => '-'.repeat(header.length)).join(' | ')} |`;
}

/** A subsection with its empty block. */
export function subsectionText(spec: BlockSpec, state: PlanState, eol: string): string {
  const block = emptyBlock(spec, state, eol);
  return `### ${spec.heading ?? ''}${block === '' ? '' : eol + eol + block}`;
}

/** A section with its heading and its required blocks, and the overview's lists where there is something to show. */
export function sectionText(spec: SectionSpec, state: PlanState, eol: string): string {
  const parts = [`## ${spec.heading}`];
  for (const block of BLOCKS) {
    if (block.section !== spec.id || !block.required) continue;
    const text = block.heading === undefined ? emptyBlock(block, state, eol) : subsectionText(block, state, eol);
    if (text !== '') parts.push(text);
  }
  if (spec.id === 'overview') {
    const { decisions, openQuestions } = renderOverview(state);
    if (decisions.length > 0) parts.push(bulletSection('Decisions', decisions.map((bullet) => bullet.text), eol));
    if (openQuestions.length > 0) parts.push(bulletSection('Open Questions', openQuestions.map((bullet) => bullet.text), eol));
  }
  return parts.join(eol + eol);
}

/** A `###` heading with bullets. */
export function bulletSection(heading: string, texts: readonly string[], eol: string): string {
  return `### ${heading}${eol}${eol}${texts.map((text) => `- ${text}`).join(eol)}`;
}

/** Puts a block of Markdown before the line that starts at `offset` (or at the end of the text), with a blank line on both sides. */
export function insertBlock(lines: LineIndex, offset: number, block: string, eol: string, from: number): TextEdit {
  const { text } = lines;
  const line = lines.lineOf(offset);
  const ended = offset === lines.start(line) || offset === 0;
  let before = '';
  if (offset > from) {
    if (!ended) before = eol + eol;
    else if (line > 0 && lines.start(line - 1) >= from && lines.slice(line - 1).trim() !== '') before = eol;
  }
  const follows = offset < text.length;
  const blank = follows && lines.slice(line).trim() === '';
  return { start: offset, end: offset, newText: before + block + eol + (follows && !blank ? eol : '') };
}
