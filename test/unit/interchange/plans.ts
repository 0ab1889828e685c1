import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../../src/core/document/newPlan.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import type { ParsedPlan } from '../../../src/core/document/parsedPlan.ts';
import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';

/** A plan with these edits made to a new one. */
export function planWith(...edits: PlanEdit[]): ParsedPlan {
  return edits.reduce((parsed, edit) => parsePlan(applyTextEdits(parsed.text, computeTextEdits(parsed, edit))), parsePlan(newPlanText('Legacy Shop')));
}

/** Values that spreadsheets like to turn into something else, and those that break naive writers. */
export const NASTY: readonly string[] = [
  '007', '=1+1', '1,204,331', '~1,200,000', '1E5', '1-2', '3/4', '2024-01-01', '12:30', '  lead', 'trail  ', 'a\nb', '\nfirst', 'tab\there', '\t', '😀👩‍👩‍👧', 'é\u0301', '日本語',
  '_x000D_', '_x005F_x000D_', '_x0041_', '"quoted"', '""', 'a,b;c', '?', '—', 'TRUE', 'false', '#N/A', '#REF!', "'quoted", '+1', '-1', '@x', '\u00a0nb\u00a0', '<b>&amp;</b>', '&#65;',
  'a|b', 'a\\|b', '`code`', '*b*', '<br>', '0.1', '00', '1.0', '1.', '.5', '1 000', '5%', '€ 5', '$5', '(5)', '1e-7', '0x1F', 'null', '{=A1}', '=HYPERLINK("http://example.com")', 'sep=;', '\u200bzw', 'e\u2028f', 'x'.repeat(2_000),
  '18446744073709551616', '9007199254740993', 'SELECT a || b FROM t WHERE c = \'x;y\'',
];
