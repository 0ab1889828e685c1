import { StatementError } from '../statementError.ts';
import { readCheck } from './check.ts';
import type { ColumnElement, TableElement } from './elements.ts';
import { readExpression } from './expression.ts';
import type { TokenReader } from './tokenReader.ts';
import { readType } from './typeName.ts';

/** Where the dialects differ inside a CREATE TABLE. */
export interface GrammarRules {
  /** Any words may make up a type, and there need not be one (SQLite). */
  readonly anyTypeWords: boolean;
  /** `KEY name (…)` and `INDEX name (…)` among the columns. */
  readonly indexElements: boolean;
  /** ALTER TABLE … MODIFY says all of a column anew, not only what is written (MySQL). */
  readonly modifyIsWhole: boolean;
}

const clustering = new Set(['CLUSTERED', 'NONCLUSTERED', 'HASH']);
const keyWords = new Set(['KEY', 'INDEX']);

/** Options of a column or constraint that say nothing the model holds, and how many tokens follow each. */
const otherOptions: Readonly<Record<string, number>> = {
  ROWGUIDCOL: 0, SPARSE: 0, FILESTREAM: 0, HIDDEN: 0, VISIBLE: 0, INVISIBLE: 0, PERSISTED: 0, PERSISTENT: 0, STORED: 0, VIRTUAL: 0, ENABLE: 0, DISABLE: 0,
  VALIDATE: 0, NOVALIDATE: 0, RELY: 0, NORELY: 0, DEFERRABLE: 0, ENFORCED: 0, COMPRESSED: 0, BINARY: 0, ASCII: 0, UNICODE: 0, BYTE: 0, SORT: 0,
  ZEROFILL: 0, UNSIGNED: 0, SIGNED: 0, CLUSTERED: 0, NONCLUSTERED: 0, ASC: 0, DESC: 0, NOCOMPRESS: 0, COMPRESS: 0, LOGGING: 0, NOLOGGING: 0, FIRST: 0,
  NOORDER: 0, CASCADE: 0, FORCE: 0, VALUES: 0, SALT: 0, ENCRYPT: 0, LOCAL: 0, REVERSE: 0, NOSORT: 0, NOREVERSE: 0,
  COLLATE: 1, CHARSET: 1, COLUMN_FORMAT: 1, STORAGE: 1, SRID: 1, REF_SYSTEM_ID: 1, TABLESPACE: 1, INITIALLY: 1, MATCH: 1, USING: 1, AFTER: 1, PCTFREE: 1,
  INITRANS: 1, MAXTRANS: 1, PCTUSED: 1, KEY_BLOCK_SIZE: 1, ENGINE_ATTRIBUTE: 1, PRECHECK: 0, NOPRECHECK: 0, SCOPE: 0, MASKED: 0, ENCRYPTED: 0, WITHOUT: 1,
  PARSER: 1, INDEX: 1, EXCEPTIONS: 2, CONFLICT: 1,
};

/** A statement begins here: what stands before it was not ended. */
const statementWords = new Set(['CREATE', 'ALTER', 'INSERT', 'DROP', 'GRANT', 'COMMENT', 'SELECT', 'UPDATE', 'DELETE', 'COMMIT', 'GO', 'EXEC']);

/** The elements of a table in brackets, up to and with the closing one. */
export function readElements(reader: TokenReader, rules: GrammarRules): TableElement[] {
  const elements: TableElement[] = [];
  reader.expect('(');
  for (;;) {
    // A comma too many is forgiven, as some engines do.
    while (reader.take(','));
    if (reader.take(')')) {
      return elements;
    }
    elements.push(...readElement(reader, rules));
    if (!reader.is(',') && !reader.is(')')) {
      reader.fail();
    }
  }
}

/** One column with its constraints, or one constraint of the table. */
export function readElement(reader: TokenReader, rules: GrammarRules): TableElement[] {
  return readConstraint(reader, rules) ?? readColumn(reader, rules);
}

/** A constraint of the table; undefined where a column comes next. */
function readConstraint(reader: TokenReader, rules: GrammarRules): TableElement[] | undefined {
  const mark = reader.mark;
  let name: string | undefined;
  if (reader.take('CONSTRAINT')) {
    if (!reader.is('PRIMARY', 'KEY') && !reader.is('UNIQUE') && !reader.is('FOREIGN', 'KEY') && !reader.is('CHECK', '(')) {
      reader.take('IF', 'NOT', 'EXISTS');
      name = reader.qualifiedName().name;
    }
  }
  if (reader.take('PRIMARY', 'KEY')) {
    keyDecoration(reader);
    const { columns, descending } = columnList(reader);
    options(reader);
    return columns === undefined ? [] : [{ kind: 'primaryKey', name, columns, descending }];
  }
  if (reader.take('UNIQUE')) {
    reader.takeOne(keyWords);
    const named = keyDecoration(reader);
    const { columns } = columnList(reader);
    options(reader);
    return columns === undefined ? [] : [{ kind: 'unique', name: name ?? named, columns }];
  }
  if (reader.take('FOREIGN', 'KEY')) {
    reader.take('IF', 'NOT', 'EXISTS');
    const named = reader.atName ? reader.name() : undefined;
    const { columns } = columnList(reader);
    const offset = reader.peek().start;
    reader.expect('REFERENCES');
    return [reference(reader, name ?? named, columns ?? [], offset)];
  }
  if (reader.is('CHECK') && (reader.peek(1).upper === '(' || reader.peek(1).upper === 'NOT')) {
    reader.next();
    reader.take('NOT', 'FOR', 'REPLICATION');
    const found = readCheck(reader);
    options(reader);
    return found;
  }
  if (name !== undefined && reader.take('DEFAULT')) {
    // SQL Server: CONSTRAINT DF_x DEFAULT 0 FOR column
    const text = readExpression(reader);
    reader.expect('FOR');
    const column = reader.name();
    options(reader);
    return [{ kind: 'default', column, text }];
  }
  if (name !== undefined) {
    if (reader.take('NOT', 'NULL')) {
      const column = reader.atName ? reader.name() : undefined;
      reader.skipElement();
      return column === undefined ? [] : [{ kind: 'required', column }];
    }
    reader.fail();
  }
  if (reader.take('DEFAULT')) {
    const text = readExpression(reader);
    reader.expect('FOR');
    const column = reader.name();
    options(reader);
    return [{ kind: 'default', column, text }];
  }
  if (reader.take('LIKE')) {
    const table = reader.qualifiedName();
    reader.skipElement();
    return [{ kind: 'like', table }];
  }
  const next = reader.peek(1);
  const isIndex =
    rules.indexElements &&
    (((reader.is('KEY') || reader.is('INDEX')) && (next.kind !== 'sign' || next.upper === '(')) ||
      ((reader.is('FULLTEXT') || reader.is('SPATIAL') || reader.is('VECTOR')) && (keyWords.has(next.upper) || next.upper === '(' || reader.peek(2).upper === '(')));
  if (isIndex || reader.is('PERIOD', 'FOR') || reader.is('SUPPLEMENTAL', 'LOG') || reader.is('EXCLUDE', '(')) {
    reader.skipElement();
    return [];
  }
  reader.back(mark);
  return undefined;
}

/** What may stand between PRIMARY KEY or UNIQUE and the columns; a name among it is the key's. */
function keyDecoration(reader: TokenReader): string | undefined {
  let name: string | undefined;
  while (!reader.is('(') && !reader.is(',') && !reader.is(')') && !reader.ended) {
    if (reader.takeOne(clustering) !== undefined) {
      continue;
    }
    if (reader.take('USING')) {
      reader.next();
    } else if (reader.take('IF', 'NOT', 'EXISTS')) {
      continue;
    } else if (reader.atName && name === undefined) {
      name = reader.name();
    } else {
      reader.fail();
    }
  }
  return name;
}

/** `(a, b DESC, c(10))`. An expression among the columns gives no list: such a key is none over columns. */
export function columnList(reader: TokenReader): { columns: string[] | undefined; descending: boolean } {
  let columns: string[] | undefined = [];
  let descending = false;
  reader.expect('(');
  do {
    if (!reader.atName && reader.peek().kind !== 'string') {
      if (!reader.is('(')) {
        reader.fail();
      }
      reader.skipElement();
      columns = undefined;
      continue;
    }
    const name = reader.name();
    // A number in brackets is a prefix of the column, anything else makes it a function.
    if (reader.is('(') && !(reader.peek(1).kind === 'number' && reader.peek(2).upper === ')')) {
      columns = undefined;
    } else if (reader.is('(')) {
      reader.brackets();
    }
    while (!reader.is(',') && !reader.is(')')) {
      if (reader.ended) {
        reader.fail();
      }
      descending ||= reader.is('DESC');
      if (!reader.is('ASC') && !reader.is('DESC') && !reader.is('COLLATE') && !reader.is('NULLS')) {
        if (reader.peek().kind === 'sign' && columns !== undefined && !reader.is('(')) {
          columns = undefined;
        }
      }
      reader.skip();
    }
    columns?.push(name);
  } while (reader.take(','));
  reader.expect(')');
  return { columns, descending };
}

/** What follows REFERENCES. */
function reference(reader: TokenReader, name: string | undefined, columns: readonly string[], offset: number): TableElement {
  const referenced = reader.qualifiedName();
  const referencedColumns = reader.is('(') ? (columnList(reader).columns ?? []) : [];
  options(reader);
  return { kind: 'foreignKey', name, columns, referenced, referencedColumns, offset };
}

/** A column with all that is said of it; constraints beside it come as elements of their own. */
function readColumn(reader: TokenReader, rules: GrammarRules): TableElement[] {
  const offset = reader.peek().start;
  if (!reader.atName && reader.peek().kind !== 'string') {
    reader.fail();
  }
  if (reader.isOneOf(statementWords) && reader.atLineStart && reader.peek(1).kind === 'word') {
    reader.fail();
  }
  const name = reader.name();
  const constraints: TableElement[] = [];
  const isComputed = reader.is('AS') || reader.is('GENERATED');
  const hasType = !reader.is(',') && !reader.is(')') && !reader.ended && !isComputed && (reader.atName || (rules.anyTypeWords && reader.peek().kind === 'string'));
  if (!hasType && !isComputed && !reader.is(',') && !reader.is(')') && !reader.ended) {
    reader.fail();
  }
  const isConstraint = ['NOT', 'NULL', 'DEFAULT', 'CONSTRAINT', 'PRIMARY', 'UNIQUE', 'REFERENCES', 'CHECK', 'COLLATE'].includes(reader.peek().upper);
  const type = hasType && !isConstraint ? readType(reader, rules.anyTypeWords) : undefined;
  const facts: ColumnFacts = { required: undefined, generated: false, default: undefined, comment: undefined };
  columnOptions(reader, name, facts, constraints);
  const column: ColumnElement = { kind: 'column', name, type, offset, ...facts };
  return [column, ...constraints];
}

interface ColumnFacts {
  required: boolean | undefined;
  generated: boolean;
  default: string | undefined;
  comment: string | undefined;
}

/** Everything after a column's type up to the comma, closing bracket or end. */
export function columnOptions(reader: TokenReader, name: string, facts: ColumnFacts, constraints: TableElement[]): void {
  let constraint: string | undefined;
  while (!reader.ended && !reader.is(',') && !reader.is(')')) {
    if (reader.take('NOT', 'NULL')) {
      facts.required = true;
    } else if (reader.take('NULL')) {
      facts.required ??= false;
    } else if (reader.take('CONSTRAINT')) {
      constraint = reader.qualifiedName().name;
      continue;
    } else if (reader.take('DEFAULT')) {
      if (reader.take('ON', 'NULL')) {
        if (reader.take('FOR')) {
          for (let count = 0; count < 3; count += 1) reader.next();
        }
      }
      const text = readExpression(reader);
      facts.default = text.toUpperCase() === 'NULL' ? undefined : text;
    } else if (reader.take('IDENTITY') || reader.take('AUTO_INCREMENT') || reader.take('AUTOINCREMENT')) {
      facts.generated = true;
      if (reader.is('(')) reader.brackets();
    } else if (reader.take('GENERATED')) {
      facts.generated = true;
      reader.take('ALWAYS');
      if (reader.take('BY', 'DEFAULT')) reader.take('ON', 'NULL');
      reader.expect('AS');
      if (reader.take('IDENTITY')) facts.required ??= true;
      else if (reader.take('ROW') || reader.take('TRANSACTION_ID') || reader.take('SEQUENCE_NUMBER')) reader.next();
      else if (!reader.is('(')) reader.fail();
      if (reader.is('(')) reader.brackets();
    } else if (reader.take('AS')) {
      facts.generated = true;
      if (reader.take('IDENTITY')) facts.required ??= true;
      else if (reader.is('(')) reader.brackets();
      else readExpression(reader);
    } else if (reader.take('PRIMARY', 'KEY') || reader.take('KEY')) {
      while (reader.takeOne(clustering) !== undefined);
      const descending = reader.is('DESC');
      constraints.push({ kind: 'primaryKey', name: constraint, columns: [name], descending });
      if (reader.is('(')) reader.brackets();
    } else if (reader.take('UNIQUE')) {
      reader.takeOne(keyWords);
      while (reader.takeOne(clustering) !== undefined);
      constraints.push({ kind: 'unique', name: constraint, columns: [name] });
    } else if (reader.is('FOREIGN', 'KEY') || reader.is('REFERENCES')) {
      reader.take('FOREIGN', 'KEY');
      const offset = reader.peek().start;
      reader.expect('REFERENCES');
      constraints.push(reference(reader, constraint, [name], offset));
    } else if (reader.is('CHECK')) {
      reader.next();
      reader.take('NOT', 'FOR', 'REPLICATION');
      constraints.push(...readCheck(reader));
    } else if (reader.take('COMMENT')) {
      facts.comment = reader.next().text;
    } else if (!option(reader)) {
      if (reader.isOneOf(statementWords) && reader.atLineStart) {
        reader.fail();
      }
      constraints.push(problem(reader));
    }
    constraint = undefined;
  }
}

/** One option that says nothing the model holds; false where it is none that is known. */
function option(reader: TokenReader): boolean {
  if (reader.take('ON', 'DELETE') || (reader.is('ON', 'UPDATE') && isReferenceAction(reader.peek(2).upper) && reader.take('ON', 'UPDATE'))) {
    if (!reader.take('SET', 'NULL') && !reader.take('SET', 'DEFAULT') && !reader.take('NO', 'ACTION')) reader.next();
    if (reader.is('(')) reader.brackets();
    return true;
  }
  if (reader.take('ON', 'UPDATE')) {
    readExpression(reader);
    return true;
  }
  if (reader.take('ON', 'CONFLICT')) {
    reader.next();
    return true;
  }
  if (reader.take('ON')) {
    // SQL Server: a filegroup or partition scheme
    reader.next();
    if (reader.is('(')) reader.brackets();
    return true;
  }
  if (reader.take('NOT', 'FOR', 'REPLICATION') || reader.take('NOT', 'DEFERRABLE') || reader.take('NOT', 'ENFORCED') || reader.take('NOT', 'VISIBLE') || reader.take('NO', 'INHERIT')) {
    return true;
  }
  if (reader.take('CHARACTER', 'SET')) {
    reader.next();
    return true;
  }
  if (reader.take('USING', 'INDEX')) {
    if (reader.is('(')) reader.brackets();
    else if (reader.atName && !(reader.peek().upper in otherOptions) && !reader.is('STORAGE')) reader.qualifiedName();
    return true;
  }
  if (reader.take('WITH')) {
    if (reader.is('(')) reader.brackets();
    else if (reader.take('FILLFACTOR', '=')) reader.next();
    else if (!reader.take('VALUES') && !reader.take('NOCHECK') && !reader.take('CHECK') && !reader.take('ROWID') && !reader.take('SYSTEM', 'VERSIONING')) reader.next();
    return true;
  }
  const token = reader.peek();
  if (token.kind !== 'word' || !Object.hasOwn(otherOptions, token.upper)) {
    return false;
  }
  reader.next();
  reader.take('=');
  if (reader.is('(')) {
    reader.brackets();
    return true;
  }
  for (let count = otherOptions[token.upper] ?? 0; count > 0 && !reader.is(',') && !reader.is(')') && !reader.ended; count -= 1) {
    reader.skip();
  }
  return true;
}

function isReferenceAction(word: string): boolean {
  return ['CASCADE', 'RESTRICT', 'SET', 'NO'].includes(word);
}

/** The options of a constraint, up to the comma, closing bracket or end. */
function options(reader: TokenReader): void {
  while (!reader.ended && !reader.is(',') && !reader.is(')') && option(reader));
}

/** What can't be understood of an element is passed over and named. */
function problem(reader: TokenReader): TableElement {
  const { start } = reader.peek();
  try {
    reader.fail();
  } catch (error) {
    reader.skipElement();
    return { kind: 'problem', detail: error instanceof StatementError ? error.message : '', offset: start };
  }
}
