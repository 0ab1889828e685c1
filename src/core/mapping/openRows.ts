import { NONE, UNKNOWN, cellOf, rowsOf } from '../plan/plan.ts';
import { cellProblem } from '../proposals/problemAt.ts';
import { filledPlaceholders } from './placeholders.ts';
import { transformWord } from '../transform/transformWord.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { Problem } from '../plan/problem.ts';

/** The rows of the mapping that nobody has decided yet, as warnings; the wizard shows them as what a panel still waits for. */
export function openRows(parsed: ParsedPlan, plan: Plan): Problem[] {
  const rows = rowsOf(plan, 'mapping');
  const filled = filledPlaceholders(rows);
  return rows.flatMap((row, index): Problem[] => {
    const source = { table: cellOf(row, 'sourceTable'), field: cellOf(row, 'sourceField') };
    const target = { table: cellOf(row, 'targetTable'), field: cellOf(row, 'targetField') };
    if (transformWord(cellOf(row, 'transform')) === 'leaveBehind') return [];
    if (isOpen(row, 'targetField') && isSaid(row, 'sourceField')) {
      return [cellProblem(parsed, 'mapping', index, 'targetField', { code: 'mapping.targetOpen', args: source, severity: 'warning' })];
    }
    if (isOpen(row, 'sourceField') && isSaid(row, 'targetField') && !filled.has(index) && transformWord(cellOf(row, 'transform')) === 'unknown') {
      return [cellProblem(parsed, 'mapping', index, 'sourceField', { code: 'mapping.requiredOpen', args: target, severity: 'warning' })];
    }
    return [];
  });
}

function isOpen(row: PlanRow, column: string): boolean {
  const cell = cellOf(row, column).trim();
  return cell === '' || cell === UNKNOWN;
}

function isSaid(row: PlanRow, column: string): boolean {
  return !isOpen(row, column) && cellOf(row, column).trim() !== NONE;
}
