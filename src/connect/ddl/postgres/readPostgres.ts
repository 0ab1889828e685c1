import type { CatalogueIssue, Table } from '../../../core/catalogue/catalogue.ts';
import { connectText, reasonOf } from '../../connectError.ts';
import { postgresDialect } from '../dialect.ts';
import { lineCounter } from '../lineCounter.ts';
import { nextStatementLine, splitStatements } from '../splitStatements.ts';
import { StatementError, loadPostgresParser } from './parser.ts';
import { PostgresSchemaBuilder } from './schemaBuilder.ts';

/** The statements that define something of the model; all others are passed over without being cut out of the text. */
const defining = new RegExp(
  [
    'CREATE (?:(?:GLOBAL |LOCAL )?(?:TEMP|TEMPORARY) |UNLOGGED |FOREIGN )?TABLE',
    'CREATE UNIQUE INDEX',
    'CREATE TYPE',
    'CREATE DOMAIN',
    'ALTER (?:FOREIGN )?TABLE',
    'ALTER TYPE',
    'COMMENT ON (?:FOREIGN )?(?:TABLE|COLUMN)',
    'DROP (?:FOREIGN )?TABLE',
    'SET (?:SESSION |LOCAL )?SEARCH_PATH',
    `SELECT (?:PG_CATALOG\\.)?SET_CONFIG ?\\( ?'SEARCH_PATH'`,
  ].join('|'),
);

/** Longest statement that is parsed, in characters: no table definition comes near. */
const longestStatement = 2_000_000;
/** Deepest brackets that are parsed: the parser calls itself for each and its stack ends. */
const deepestBrackets = 1_000;
/** Most issues that are listed; the rest is counted. */
const mostIssues = 500;
/** How often reading starts again inside a statement that could not be read. */
const mostResumes = 1_000;

export interface DdlReading {
  readonly tables: Table[];
  readonly issues: CatalogueIssue[];
}

/** Reads the tables of a PostgreSQL script. `working` is called now and then, as a sign of life. */
export async function readPostgres(text: string, working: () => void = () => undefined): Promise<DdlReading> {
  const parse = await loadPostgresParser();
  const lineAt = lineCounter(text);
  const builder = new PostgresSchemaBuilder();
  const faults: CatalogueIssue[] = [];
  const statements = splitStatements(text, postgresDialect);
  let resumes = 0;
  let parsed = 0;
  let resumeAt: number | undefined;

  for (;;) {
    const step = statements.next(resumeAt);
    resumeAt = undefined;
    if (step.done === true) {
      break;
    }
    const { start, end, unclosed } = step.value;
    if (unclosed !== undefined) {
      faults.push({ message: connectText('ddl.unclosed', { what: unclosed }), line: lineAt(start) });
      continue;
    }
    if (!isDefining(text, start)) {
      continue;
    }
    const line = lineAt(start);
    if (end - start > longestStatement) {
      faults.push({ message: connectText('ddl.statementTooLong', { limit: String(longestStatement) }), line });
      continue;
    }
    const sql = text.slice(start, end);
    parsed += 1;
    if (parsed % 200 === 0) {
      working();
    }
    try {
      if (bracketDepth(sql) > deepestBrackets) {
        throw new StatementError('too many brackets inside each other', undefined);
      }
      const node = parse(sql);
      if (node !== undefined) {
        builder.apply(node, sql, line);
      }
    } catch (error) {
      const offset = error instanceof StatementError ? error.offset : undefined;
      const faultLine = offset === undefined ? line : lineAt(start + Math.min(offset, sql.length));
      faults.push({ message: connectText('ddl.statement', { detail: reasonOf(error) }), line: faultLine });
      // A missing semicolon or a stray quote makes one statement of two: the second one is read by itself.
      resumes += 1;
      resumeAt = resumes > mostResumes ? undefined : nextStatementLine(text, start, end);
    }
  }
  const tables = builder.finish();
  return { tables, issues: bounded([...faults, ...builder.issues].sort((one, other) => (one.line ?? 0) - (other.line ?? 0))) };
}

function isDefining(text: string, start: number): boolean {
  const first = text.charCodeAt(start) | 32;
  // c, a, d, s: looked at before anything is cut out, since most of a dump is INSERT.
  if (first !== 99 && first !== 97 && first !== 100 && first !== 115) {
    return false;
  }
  const head = text
    .slice(start, start + 300)
    .replace(/\/\*[^*]*\*\/|--[^\n]*/g, ' ')
    .replace(/\s+/g, ' ')
    .toUpperCase();
  const found = defining.exec(head);
  return found?.index === 0;
}

function bracketDepth(sql: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < sql.length; at += 1) {
    const code = sql.charCodeAt(at);
    if (code === 40 || code === 91) {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (code === 41 || code === 93) {
      depth -= 1;
    }
  }
  return deepest;
}

function bounded(issues: CatalogueIssue[]): CatalogueIssue[] {
  return issues.length <= mostIssues
    ? issues
    : [...issues.slice(0, mostIssues), { message: connectText('ddl.tooManyIssues', { count: String(issues.length - mostIssues) }) }];
}
