import type { CatalogueIssue, Table } from '../../core/catalogue/catalogue.ts';
import { connectText, reasonOf } from '../connectError.ts';
import type { Dialect } from './dialect.ts';
import { ScriptBuffer } from './scriptBuffer.ts';
import { nextStatementLine, splitStatements } from './splitStatements.ts';
import { StatementError } from './statementError.ts';

/** What a script defines. */
export interface DdlReading {
  readonly tables: Table[];
  readonly issues: CatalogueIssue[];
}

/** Takes in the statements of one script that define something, in their order. */
export interface StatementReader {
  /** Reads one statement; `lineAt` gives the line of an offset in it. Throws a `StatementError` where it can't be read. */
  read(sql: string, lineAt: (offset: number) => number): void;
  /** Everything read, with all types and references resolved. Called once, at the end. */
  finish(): DdlReading;
}

/** Longest statement that is read, in characters: no table definition comes near. */
const longestStatement = 2_000_000;
/** Most issues that are listed; the rest is counted. */
const mostIssues = 500;
/** How often reading starts again inside a statement that could not be read. */
const mostResumes = 1_000;
/** Milliseconds between two signs of life. */
const signEvery = 500;

/** A table definition inside a statement that is none, e.g. after a string that was never closed. */
const hiddenTable = /^[ \t]*CREATE\b[^\n;']{0,60}?\bTABLE\b/im;

/**
 * Reads the tables that a script defines. A statement that can't be read becomes an issue with its line, and reading goes on at
 * the next one. `working` is called now and then, as a sign of life.
 */
export async function readScript(chunks: Iterable<string>, dialect: Dialect, working: () => void = () => undefined): Promise<DdlReading> {
  const reader = await dialect.open();
  const buffer = new ScriptBuffer(chunks);
  const pieces = splitStatements(buffer, dialect.rules);
  const faults: CatalogueIssue[] = [];
  let resumes = 0;
  let resumeAt: number | undefined;
  let seen = 0;
  let lastSign = performance.now();

  const goOnAfter = (start: number, end: number): number | undefined => {
    const text = buffer.slice(start, end);
    const next = nextStatementLine(text, 0, text.length);
    resumes += 1;
    return next === undefined || resumes > mostResumes ? undefined : start + next;
  };

  for (;;) {
    const step = pieces.next(resumeAt);
    resumeAt = undefined;
    if (step.done === true) {
      break;
    }
    seen += 1;
    if (seen % 256 === 0 && performance.now() - lastSign > signEvery) {
      working();
      lastSign = performance.now();
    }
    const { start, end, head, unclosed, oddQuotes, cutAtLine } = step.value;
    const lineOf = (offset: number): number => cutAtLine ?? buffer.lineAt(offset);
    if (unclosed !== undefined) {
      faults.push({ message: connectText('ddl.unclosed', { what: unclosed }), line: lineOf(start) });
      continue;
    }
    if (start === end) {
      continue;
    }
    if (head === '' || !dialect.defining.test(head)) {
      if (oddQuotes && cutAtLine !== undefined) {
        faults.push({ message: connectText('ddl.oddQuotesLong'), line: cutAtLine });
      } else if (oddQuotes) {
        // The strings of this statement are not what they seem: a table definition may hide in one of them.
        const hidden = hiddenTable.exec(buffer.slice(start, end));
        if (hidden !== null && hidden.index > 0 && resumes < mostResumes) {
          faults.push({ message: connectText('ddl.oddQuotes'), line: lineOf(start) });
          resumeAt = start + hidden.index;
          resumes += 1;
        }
      }
      continue;
    }
    const line = lineOf(start);
    if (cutAtLine !== undefined || end - start > longestStatement) {
      faults.push({ message: connectText('ddl.statementTooLong', { limit: String(longestStatement) }), line });
      continue;
    }
    const sql = buffer.slice(start, end);
    try {
      reader.read(sql, (offset) => buffer.lineAt(start + Math.min(Math.max(0, offset), sql.length)));
    } catch (error) {
      const offset = error instanceof StatementError ? error.offset : undefined;
      const faultLine = offset === undefined ? line : buffer.lineAt(start + Math.min(offset, sql.length));
      faults.push({ message: connectText('ddl.statement', { detail: reasonOf(error) }), line: faultLine });
      // A missing separator or a stray quote makes one statement of two: the second one is read by itself.
      resumeAt = goOnAfter(start, end);
    }
  }
  const { tables, issues } = reader.finish();
  return { tables, issues: bounded([...faults, ...issues].sort((one, other) => (one.line ?? 0) - (other.line ?? 0))) };
}

function bounded(issues: CatalogueIssue[]): CatalogueIssue[] {
  return issues.length <= mostIssues
    ? issues
    : [...issues.slice(0, mostIssues), { message: connectText('ddl.tooManyIssues', { count: String(issues.length - mostIssues) }) }];
}
