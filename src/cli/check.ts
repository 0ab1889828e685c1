import { dirname, resolve } from 'node:path';
import { parsePlan } from '../core/document/parsePlan.ts';
import { openRows } from '../core/mapping/openRows.ts';
import { checkPlan } from '../core/proposals/checkPlan.ts';
import { loadCatalogues } from './catalogueFiles.ts';
import { CliError } from './cliError.ts';
import { readText } from './files.ts';
import { lineStarts, positionAt } from './positions.ts';
import { oneLine, words } from './words.ts';
import type { ParsedPlan } from '../core/document/parsedPlan.ts';
import type { Problem, Severity } from '../core/plan/problem.ts';
import type { CliIo } from './io.ts';

/** A problem as `check --json` prints it. Lines and columns start at 1; columns count UTF-16 units. */
export interface CheckedProblem {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
}

/** What `check --json` prints. */
export interface CheckReport {
  readonly version: 1;
  readonly file: string;
  readonly readable: boolean;
  /** Why it can't be read. */
  readonly reason?: string;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly problems: readonly CheckedProblem[];
}

/** Checks a plan. The exit code: 0 no problems, 1 problems, 2 unreadable. */
export async function check(file: string, json: boolean, io: CliIo): Promise<number> {
  const report = await checkFile(file, io.cwd);
  if (json) io.out(`${JSON.stringify(report, undefined, 2)}\n`);
  else {
    for (const problem of report.problems) io.out(`${file}:${problem.line}:${problem.column} ${problem.severity} ${problem.message}\n`);
    if (report.reason !== undefined) io.error(`${report.reason}\n`);
  }
  if (!report.readable) return 2;
  return report.counts.error + report.counts.warning > 0 ? 1 : 0;
}

/** Reads and checks a plan and the catalogues that it names. */
export async function checkFile(file: string, cwd: string): Promise<CheckReport> {
  const path = resolve(cwd, file);
  let text: string;
  try {
    text = await readText(path, file);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return unreadable(file, error.message);
  }
  const parsed = parsePlan(text);
  const found = [...parsed.problems];
  if (parsed.plan) {
    const { catalogues, unread } = await loadCatalogues(parsed.plan, dirname(path));
    for (const { field, path: named, reason } of unread) {
      found.push({ code: 'catalogue.unreadable', args: { path: named, reason }, severity: 'warning', range: parsed.fieldRange(field), place: { kind: 'field', path: field }, fixes: [] });
    }
    found.push(...openRows(parsed, parsed.plan), ...checkPlan(parsed, catalogues));
  }
  const problems = inOrder(parsed, found);
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of problems) counts[severity]++;
  const report: CheckReport = { version: 1, file, readable: parsed.plan !== undefined, counts, problems };
  return parsed.plan ? report : { ...report, reason: oneLine(`${file} can't be read as a plan: ${problems[0]?.message ?? 'it is not one.'}`) };
}

function unreadable(file: string, reason: string): CheckReport {
  return { version: 1, file, readable: false, reason: oneLine(reason), counts: { error: 0, warning: 0, info: 0 }, problems: [] };
}

function inOrder(parsed: ParsedPlan, problems: readonly Problem[]): CheckedProblem[] {
  const starts = lineStarts(parsed.text);
  return [...problems].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end).map(({ code, args, severity, range }) => {
    const start = positionAt(starts, range.start);
    const end = positionAt(starts, range.end);
    return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column, severity, code, message: words(code, args) };
  });
}
