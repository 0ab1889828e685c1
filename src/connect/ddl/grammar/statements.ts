import type { TableDraft } from '../model/drafts.ts';
import type { SchemaDraft } from '../model/schemaDraft.ts';
import type { WrittenType } from './elements.ts';
import { readAlterTable } from './alterTable.ts';
import { columnList, readElements } from './tableElement.ts';
import type { GrammarRules } from './tableElement.ts';
import type { QualifiedName, TokenReader } from './tokenReader.ts';
import { readType } from './typeName.ts';

/** What reading a statement needs besides its tokens. */
export interface StatementContext {
  readonly draft: SchemaDraft;
  readonly rules: GrammarRules;
  readonly lineAt: (offset: number) => number;
}

/** Reads a statement that several dialects have; false where it is none of these. */
export function readCommonStatement(reader: TokenReader, context: StatementContext): boolean {
  const { draft } = context;
  if (reader.take('CREATE')) {
    readCreate(reader, context);
  } else if (reader.take('ALTER')) {
    readAlterTable(reader, context);
  } else if (reader.take('DROP')) {
    readDrop(reader, draft);
  } else if (reader.take('COMMENT', 'ON')) {
    readComment(reader, context);
  } else if (reader.take('RENAME')) {
    reader.take('TABLE');
    do {
      const table = draft.find(reader.qualifiedName());
      if (!reader.take('TO') && !reader.take('AS')) reader.fail();
      const to = reader.qualifiedName();
      if (table !== undefined) draft.renameTable(table, to);
    } while (reader.take(','));
  } else if (reader.take('USE')) {
    draft.use(reader.name());
  } else {
    return false;
  }
  return true;
}

const tableWords = new Set(['GLOBAL', 'LOCAL', 'PRIVATE', 'TEMP', 'TEMPORARY', 'SHARDED', 'DUPLICATED', 'IMMUTABLE', 'BLOCKCHAIN', 'JSON', 'EXTERNAL', 'FOREIGN', 'UNLOGGED', 'COLUMN', 'ROW', 'VIRTUAL']);
const indexWords = new Set(['CLUSTERED', 'NONCLUSTERED', 'BITMAP', 'FULLTEXT', 'SPATIAL', 'COLUMNSTORE', 'MULTIVALUE', 'VECTOR', 'XML', 'PRIMARY']);

function readCreate(reader: TokenReader, context: StatementContext): void {
  const replace = reader.take('OR', 'REPLACE') || reader.take('OR', 'ALTER');
  const mark = reader.mark;
  let temporary = false;
  let virtual = false;
  for (let word = reader.takeOne(tableWords); word !== undefined; word = reader.takeOne(tableWords)) {
    temporary ||= word === 'TEMP' || word === 'TEMPORARY';
    virtual ||= word === 'VIRTUAL';
  }
  if (reader.take('TABLE')) {
    readCreateTable(reader, context, { temporary, virtual, replace });
    return;
  }
  reader.back(mark);
  const unique = reader.take('UNIQUE');
  while (reader.takeOne(indexWords) !== undefined);
  if (reader.take('INDEX')) {
    if (unique) readUniqueIndex(reader, context);
    return;
  }
  reader.back(mark);
  if (reader.take('TYPE') || reader.take('DOMAIN')) {
    readCreateType(reader, context.draft);
    return;
  }
  // What may stand before VIEW is many: ALGORITHM = …, DEFINER = …, FORCE, EDITIONABLE, MATERIALIZED, TEMP.
  temporary = reader.is('TEMP') || reader.is('TEMPORARY');
  while (!reader.ended && !reader.is('VIEW')) {
    reader.skip();
  }
  if (reader.take('VIEW')) {
    readCreateView(reader, context, temporary);
  }
}

interface TableWords {
  readonly temporary: boolean;
  readonly virtual: boolean;
  readonly replace: boolean;
}

function readCreateTable(reader: TokenReader, context: StatementContext, words: TableWords): void {
  const { draft, rules, lineAt } = context;
  const ifNotExists = reader.take('IF', 'NOT', 'EXISTS');
  const name = reader.qualifiedName();
  if (words.temporary) {
    draft.setAside(name);
    return;
  }
  if (words.virtual) {
    draft.virtual(name, reader.take('USING') ? reader.name() : '?', lineAt(0));
    return;
  }
  if (reader.take('LIKE') || (reader.is('(', 'LIKE') && reader.take('(', 'LIKE'))) {
    const table = draft.create(name, 'table', { ifNotExists, replace: words.replace }, lineAt(0));
    if (table !== undefined) draft.like(table, reader.qualifiedName(), lineAt(0));
    return;
  }
  // Object tables (Oracle), FileTables, node tables without columns of their own
  while (!reader.ended && !reader.is('(') && !reader.is('AS') && !reader.is('SELECT')) {
    if (reader.is('CREATE') && reader.atLineStart) reader.fail();
    reader.next();
  }
  if (!reader.is('(') || reader.is('(', 'SELECT')) {
    if (reader.ended) reader.fail();
    draft.setAside(name);
    draft.fromQuery(name, lineAt(0));
    return;
  }
  // Read first, so that a table that can't be read is not there by half.
  const elements = readElements(reader, rules);
  const table = draft.create(name, 'table', { ifNotExists, replace: words.replace }, lineAt(0));
  if (table === undefined) {
    return;
  }
  draft.add(table, elements, lineAt);
  readTableOptions(reader, table, () => {
    draft.fromQuery(name, lineAt(0));
  });
}

const queryWords = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE']);

function readTableOptions(reader: TokenReader, table: TableDraft, isFromQuery: () => void): void {
  while (!reader.ended) {
    if (reader.is('CREATE') && reader.atLineStart) {
      reader.fail();
    }
    if (reader.take('COMMENT')) {
      reader.take('=');
      if (reader.peek().kind === 'string' || reader.peek().kind === 'name') table.comment = reader.next().text || undefined;
    } else if (reader.take('WITHOUT', 'ROWID') || reader.take('STRICT')) {
      table.keyIsRequired = true;
    } else if (reader.is('SELECT') || (reader.is('AS') && queryWords.has(reader.peek(reader.is('AS', '(') ? 2 : 1).upper))) {
      isFromQuery();
      return;
    } else {
      reader.skip();
    }
  }
}

function readUniqueIndex(reader: TokenReader, { draft, lineAt }: StatementContext): void {
  reader.take('IF', 'NOT', 'EXISTS');
  const name = reader.qualifiedName().name;
  while (!reader.ended && !reader.is('ON')) {
    reader.skip();
  }
  reader.expect('ON');
  reader.take('ONLY');
  const table = reader.qualifiedName();
  if (reader.take('USING')) reader.next();
  const { columns } = columnList(reader);
  while (!reader.ended && !reader.is('WHERE')) {
    reader.skip();
  }
  if (columns !== undefined && reader.ended) {
    draft.addIndex(name, table, columns, lineAt(0));
  }
}

function readCreateView(reader: TokenReader, { draft, lineAt }: StatementContext, temporary: boolean): void {
  const ifNotExists = reader.take('IF', 'NOT', 'EXISTS');
  const name = reader.qualifiedName();
  if (temporary) {
    draft.setAside(name);
    return;
  }
  const names: { name: string; offset: number }[] = [];
  if (reader.take('(')) {
    do {
      const { start } = reader.peek();
      if (reader.is('CONSTRAINT') || reader.is('PRIMARY', 'KEY') || reader.is('UNIQUE')) {
        reader.skipElement();
        continue;
      }
      names.push({ name: reader.name(), offset: start });
      reader.skipElement();
    } while (reader.take(','));
    reader.expect(')');
  }
  // A dump may stand a view in for another one first, and a view for a table.
  const view = draft.create(name, 'view', { ifNotExists, replace: true }, lineAt(0));
  if (view !== undefined) {
    draft.add(view, names.map((one) => ({ kind: 'column', type: undefined, required: undefined, generated: false, default: undefined, comment: undefined, ...one })), lineAt);
  }
}

function readCreateType(reader: TokenReader, draft: SchemaDraft): void {
  const name = reader.qualifiedName();
  if (reader.take('FROM')) {
    // SQL Server: CREATE TYPE dbo.Name FROM nvarchar(50) NOT NULL
    const base = readType(reader, false);
    draft.defineType(name, { base, required: reader.is('NOT', 'NULL'), kind: 'alias' });
    return;
  }
  reader.take('FORCE');
  if (!reader.take('AS') && !reader.take('IS') && !reader.is('UNDER') && !reader.is('EXTERNAL')) {
    if (reader.ended) draft.defineType(name, { base: undefined, required: false, kind: 'object' });
    return;
  }
  if (reader.is('VARRAY') || reader.is('VARYING') || reader.is('TABLE', 'OF')) {
    draft.defineType(name, { base: undefined, required: false, kind: 'array' });
  } else if (reader.is('OBJECT') || reader.is('OPAQUE') || reader.is('UNDER') || reader.is('TABLE') || reader.is('EXTERNAL')) {
    draft.defineType(name, { base: undefined, required: false, kind: 'object' });
  } else {
    const base: WrittenType = readType(reader, false);
    draft.defineType(name, { base, required: reader.is('NOT', 'NULL'), kind: 'alias' });
  }
}

function readDrop(reader: TokenReader, draft: SchemaDraft): void {
  reader.take('TEMPORARY');
  reader.take('MATERIALIZED');
  if (reader.take('TABLE') || reader.take('VIEW')) {
    reader.take('IF', 'EXISTS');
    do {
      draft.dropTable(reader.qualifiedName());
    } while (reader.take(','));
  } else if (reader.take('INDEX')) {
    reader.take('IF', 'EXISTS');
    const name = reader.qualifiedName();
    if (reader.take('ON')) draft.dropIndex(name.name, reader.qualifiedName());
    else draft.dropIndex(name.name);
  }
}

function readComment(reader: TokenReader, { draft, lineAt }: StatementContext): void {
  const onColumn = reader.take('COLUMN');
  if (!onColumn && !reader.take('TABLE') && !reader.take('VIEW') && !reader.take('MATERIALIZED', 'VIEW')) {
    return;
  }
  const parts = [reader.name()];
  while (reader.take('.')) {
    parts.push(reader.name());
  }
  reader.expect('IS');
  if (reader.peek().kind !== 'string') {
    reader.fail();
  }
  const text = reader.next().text;
  if (!reader.ended) {
    reader.fail();
  }
  const column = onColumn ? parts.pop() : undefined;
  const name = parts.at(-1) ?? '';
  const schema = parts.at(-2);
  const on: QualifiedName = schema === undefined ? { name } : { schema, name };
  draft.comment(on, column, text, lineAt(0));
}
