import type { TableDraft } from '../model/drafts.ts';
import type { TableElement } from './elements.ts';
import { readExpression } from './expression.ts';
import type { StatementContext } from './statements.ts';
import { columnOptions, readElement, readElements } from './tableElement.ts';
import type { TokenReader } from './tokenReader.ts';
import { readType } from './typeName.ts';

const actionWords = new Set(['ADD', 'DROP', 'ALTER', 'MODIFY', 'CHANGE', 'RENAME', 'WITH', 'NOCHECK', 'ENABLE', 'DISABLE', 'SET', 'SWITCH', 'REBUILD', 'CONVERT', 'ORDER', 'ENGINE', 'AUTO_INCREMENT', 'COMMENT', 'ALGORITHM', 'LOCK']);

/** `ALTER TABLE …` from the word after ALTER on. Actions that change nothing the model holds are passed over. */
export function readAlterTable(reader: TokenReader, context: StatementContext): void {
  reader.take('IGNORE');
  reader.take('ONLINE');
  if (!reader.take('TABLE')) {
    return;
  }
  reader.take('IF', 'EXISTS');
  reader.take('ONLY');
  const name = reader.qualifiedName();
  const table = changesModel(reader) ? context.draft.known(name, context.lineAt(0)) : context.draft.find(name);
  if (table === undefined) {
    return;
  }
  while (!reader.ended) {
    const mark = reader.mark;
    readAction(reader, table, context);
    reader.take(',');
    if (reader.mark === mark) {
      reader.fail();
    }
  }
}

/** Ownership, storage and triggers of a table that is elsewhere are no reason for a message. */
function changesModel(reader: TokenReader): boolean {
  return reader.is('ADD') || reader.is('MODIFY') || reader.is('CHANGE') || reader.is('WITH') || reader.is('ALTER') || reader.is('(');
}

function readAction(reader: TokenReader, table: TableDraft, context: StatementContext): void {
  const { draft, rules, lineAt } = context;
  const { start } = reader.peek();
  const line = lineAt(start);
  if (reader.is('WITH') && reader.peek(2).upper === 'ADD') {
    reader.next();
    reader.next();
  }
  if (reader.take('ADD')) {
    if (reader.is('PARTITION') || reader.is('SUPPLEMENTAL') || reader.is('SYSTEM', 'VERSIONING') || reader.is('PERIOD', 'FOR')) {
      skipAction(reader);
      return;
    }
    reader.take('COLUMN');
    reader.take('IF', 'NOT', 'EXISTS');
    draft.add(table, readAdded(reader, context), lineAt);
  } else if (reader.take('MODIFY')) {
    reader.take('COLUMN');
    reader.take('IF', 'EXISTS');
    if (reader.is('PARTITION') || reader.is('CONSTRAINT') || reader.is('PRIMARY', 'KEY') || reader.is('UNIQUE') || reader.is('NESTED') || reader.is('LOB') || reader.is('DEFAULT', 'ATTRIBUTES')) {
      skipAction(reader);
      return;
    }
    redefine(table, reader.is('(') ? readElements(reader, rules) : readElement(reader, rules), undefined, context);
  } else if (reader.take('CHANGE')) {
    reader.take('COLUMN');
    reader.take('IF', 'EXISTS');
    const old = reader.name();
    redefine(table, readElement(reader, rules), old, context);
  } else if (reader.take('DROP')) {
    readDropped(reader, table, context);
  } else if (reader.take('RENAME')) {
    readRename(reader, table, context, line);
  } else if (reader.is('ALTER') && !['INDEX', 'CONSTRAINT', 'CHECK'].includes(reader.peek(1).upper)) {
    reader.next();
    reader.take('COLUMN');
    readAlterColumn(reader, table, context, line);
  } else if (reader.take('COMMENT')) {
    reader.take('=');
    table.comment = reader.next().text || undefined;
  } else {
    if (reader.is('CREATE') && reader.atLineStart) reader.fail();
    skipAction(reader);
  }
}

/** What follows ADD: one element, several in brackets, or several with commas between them (SQL Server). */
function readAdded(reader: TokenReader, { rules }: StatementContext): TableElement[] {
  if (reader.is('(')) {
    const elements = readElements(reader, rules);
    while (!reader.ended && !reader.is(',') && !reader.isOneOf(actionWords)) reader.skip();
    return elements;
  }
  const elements = [...readElement(reader, rules)];
  while (reader.is(',') && !actionWords.has(reader.peek(1).upper)) {
    reader.next();
    elements.push(...readElement(reader, rules));
  }
  return elements;
}

function redefine(table: TableDraft, elements: readonly TableElement[], oldName: string | undefined, { draft, rules, lineAt }: StatementContext): void {
  for (const element of elements) {
    if (element.kind === 'column') {
      draft.modify(table, oldName ?? element.name, element, rules.modifyIsWhole, lineAt(element.offset));
    }
  }
  draft.add(table, elements.filter(({ kind }) => kind !== 'column'), lineAt);
}

function readDropped(reader: TokenReader, table: TableDraft, { draft }: StatementContext): void {
  if (reader.take('PRIMARY', 'KEY')) {
    table.primaryKey = undefined;
    skipAction(reader);
    return;
  }
  if (reader.is('PARTITION') || reader.is('PERIOD') || reader.is('SUPPLEMENTAL') || reader.is('UNIQUE')) {
    skipAction(reader);
    return;
  }
  let isColumn = true;
  do {
    if (reader.take('CONSTRAINT') || reader.take('FOREIGN', 'KEY') || reader.take('INDEX') || reader.take('KEY') || reader.take('CHECK')) isColumn = false;
    else if (reader.take('COLUMN')) isColumn = true;
    reader.take('IF', 'EXISTS');
    const bracketed = reader.take('(');
    do {
      const name = reader.name();
      // SQL Server: DROP name without a word before it drops a constraint.
      if (!isColumn || !table.columns.some((column) => column.name.toLowerCase() === name.toLowerCase())) draft.dropConstraint(table, name);
      else draft.dropColumn(table, name);
    } while (bracketed && reader.take(','));
    if (bracketed) reader.expect(')');
    while (!reader.ended && !reader.is(',') && !reader.isOneOf(actionWords)) reader.skip();
  } while (reader.is(',') && !actionWords.has(reader.peek(1).upper) && reader.take(','));
}

function readRename(reader: TokenReader, table: TableDraft, { draft }: StatementContext, line: number): void {
  if (reader.take('COLUMN')) {
    reader.take('IF', 'EXISTS');
    const from = reader.name();
    reader.expect('TO');
    draft.renameColumn(table, from, reader.name(), line);
  } else if (reader.is('INDEX') || reader.is('KEY') || reader.is('CONSTRAINT') || reader.is('PARTITION')) {
    skipAction(reader);
  } else if (reader.peek(1).upper === 'TO' && !reader.is('TO')) {
    // SQLite: the word COLUMN may be left out.
    const from = reader.name();
    reader.expect('TO');
    draft.renameColumn(table, from, reader.name(), line);
  } else {
    if (!reader.take('TO')) reader.take('AS');
    draft.renameTable(table, reader.qualifiedName());
  }
}

function readAlterColumn(reader: TokenReader, table: TableDraft, { draft, rules }: StatementContext, line: number): void {
  const name = reader.name();
  if (reader.take('SET', 'DEFAULT')) {
    const text = readExpression(reader);
    draft.change(table, name, line, (column) => {
      column.default = text;
    });
  } else if (reader.take('DROP', 'DEFAULT')) {
    draft.change(table, name, line, (column) => {
      column.default = undefined;
    });
  } else if (reader.is('SET', 'NOT', 'NULL') || reader.is('DROP', 'NOT', 'NULL')) {
    const required = reader.next().upper === 'SET';
    reader.take('NOT', 'NULL');
    draft.change(table, name, line, (column) => {
      column.required = required;
    });
  } else if (reader.is('SET') || reader.is('DROP') || reader.is('ADD')) {
    skipAction(reader);
  } else {
    reader.take('TYPE');
    // SQL Server: ALTER COLUMN name nvarchar(80) NOT NULL says type and nullability anew.
    const type = readType(reader, rules.anyTypeWords);
    const facts = { required: undefined, generated: false, default: undefined, comment: undefined };
    columnOptions(reader, name, facts, []);
    draft.change(table, name, line, (column) => {
      column.type = type;
      column.required = facts.required;
    });
  }
}

/** Up to the comma before the next action. */
function skipAction(reader: TokenReader): void {
  while (!reader.ended && !reader.is(',')) {
    reader.skip();
  }
}
