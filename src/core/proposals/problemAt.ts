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
}

/** A problem of a cell, with the range of its text; of the row where the cell is missing. */
export function cellProblem(parsed: ParsedPlan, block: BlockId, row: number, column: string, what: What): Problem {
  const parsedRow = parsed.blocks[block]?.rows[row];
  return {
    code: what.code, args: what.args, severity: what.severity, range: parsedRow?.cells[column] ?? parsedRow?.range ?? blockRange(parsed, block),
    place: { kind: 'cell', block, row, column }, fixes: what.fixes ?? [],
  };
}

/** A problem of a whole block: shown at its header. */
export function blockProblem(parsed: ParsedPlan, block: BlockId, what: What): Problem {
  return { code: what.code, args: what.args, severity: what.severity, range: blockRange(parsed, block), place: { kind: 'block', block }, fixes: what.fixes ?? [] };
}

function blockRange(parsed: ParsedPlan, block: BlockId): TextRange {
  return parsed.blocks[block]?.header ?? parsed.sections[blockSpec(block).section]?.heading ?? { start: 0, end: 0 };
}

/** The first few names, and how many more there are. */
export function listNames(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} (+${names.length - most})` : shown;
}
