import type { Plan } from '../plan/plan.ts';
import type { Finding } from './elicitation.ts';
import type { Words } from './words.ts';

/** Knows a question again that the plan holds already: open, parked, or answered by a decision. */

/** Arguments that are figures or lists and change while the question stays the same. */
const FIGURES = new Set(['count', 'total', 'rows', 'share', 'rate', 'window', 'needed', 'over', 'days', 'names', 'n']);
const GAP = '\u0001';

/** The texts by which the plan shows what was asked. */
export function recordedTexts(plan: Plan): readonly string[] {
  const { openQuestions, parkedQuestions, decisions } = plan.state;
  return [...openQuestions.map((each) => each.question), ...parkedQuestions.map((each) => each.question), ...decisions.map((each) => each.reason)];
}

/** True where the text is the template, whatever stands in its gaps; linear in the length of the text. */
function fits(text: string, pieces: readonly string[]): boolean {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

/** The question of a finding, in words. */
export function questionText(finding: Pick<Finding, 'code' | 'args'>, words: Words): string {
  return words(`${finding.code}.ask`, finding.args);
}

/** True where one of the recorded texts is the finding's question, with whatever figures it had then. */
export function isRecorded(finding: Pick<Finding, 'code' | 'args'>, recorded: readonly string[], words: Words): boolean {
  if (recorded.length === 0) return false;
  const gapped = Object.fromEntries(Object.entries(finding.args).map(([name, value]) => [name, FIGURES.has(name) ? GAP : value]));
  const pieces = questionText({ code: finding.code, args: gapped }, words).split(GAP);
  return recorded.some((text) => fits(text, pieces));
}

/** The same for a question of a file, whose gaps are its placeholders. */
export function isTemplateRecorded(template: string, recorded: readonly string[]): boolean {
  if (recorded.length === 0) return false;
  const pieces = template.split(/\{\w+\}/);
  return recorded.some((text) => fits(text, pieces));
}
