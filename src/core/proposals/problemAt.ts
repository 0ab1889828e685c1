import { cellMap } from '../language/cellMap.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { Fix, Problem, Severity } from '../plan/problem.ts';
import { blockSpec } from '../plan/sections.ts';
import type { BlockId } from '../plan/sections.ts';
import type { TextRange } from '../text/textEdit.ts';

interface What {
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
  readonly severity: Severity;
  readonly fixes?: readonly Fix[];
  /** The part of the cell's value that is wrong, where it is not the whole. */
  readonly span?: TextRange;
}

/** A problem that is placed in the plan and not yet in the text: it stays the same while rows around it come and go elsewhere. */
export type Finding = Omit<Problem, 'range'> & { readonly span?: TextRange };

/** Something wrong with a cell. */
export function cellFinding(block: BlockId, row: number, column: string, { code, args, severity, fixes, span }: What): Finding {
  return { code, args, severity, place: { kind: 'cell', block, row, column }, fixes: fixes ?? [], ...(span ? { span } : {}) };
}

/** Something wrong with a whole block. */
export function blockFinding(block: BlockId, { code, args, severity, fixes }: What): Finding {
  return { code, args, severity, place: { kind: 'block', block }, fixes: fixes ?? [] };
}

/** The findings as problems of this text: a cell's at its text, or at its row where the cell is missing; a block's at its header. */
export function placed(parsed: ParsedPlan, findings: readonly Finding[]): Problem[] {
  return findings.map(({ span, ...finding }) => {
    const { place } = finding;
    if (place.kind === 'cell') {
      const range = cellRange(parsed, place.block, place.row, place.column);
      return { ...finding, range: span ? partOf(parsed, range, span) : range };
    }
    return { ...finding, range: place.kind === 'block' ? blockRange(parsed, place.block) : { start: 0, end: 0 } };
  });
}

/** A problem of a cell, with the range of its text; of the row where the cell is missing. */
export function cellProblem(parsed: ParsedPlan, block: BlockId, row: number, column: string, what: What): Problem {
  const { span: _span, ...finding } = cellFinding(block, row, column, what);
  return { ...finding, range: cellRange(parsed, block, row, column) };
}

/** A stretch of a cell's value in the text; the whole cell where that can't be told, and for a stretch of nothing. */
function partOf(parsed: ParsedPlan, cell: TextRange, span: TextRange): TextRange {
  const found = span.end > span.start ? cellMap(parsed.text.slice(cell.start, cell.end)).textRange(span.start, span.end) : undefined;
  return found && found.end > found.start ? { start: cell.start + found.start, end: cell.start + found.end } : cell;
}

function cellRange(parsed: ParsedPlan, block: BlockId, row: number, column: string): TextRange {
  const parsedBlock = parsed.blocks[block];
  return parsedBlock?.cellRange(row, column) ?? parsedBlock?.rowRange(row) ?? blockRange(parsed, block);
}

function blockRange(parsed: ParsedPlan, block: BlockId): TextRange {
  return parsed.blocks[block]?.header ?? parsed.sections[blockSpec(block).section]?.heading ?? { start: 0, end: 0 };
}

/** The first few names, and how many more there are. */
export function listNames(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} (+${names.length - most})` : shown;
}
