import type { StatementContext } from '../grammar/statements.ts';
import type { QualifiedName, TokenReader } from '../grammar/tokenReader.ts';
import { readType } from '../grammar/typeName.ts';

/** The parameters of each procedure in their order, for calls that don't name them. */
const parameters: Readonly<Record<string, readonly string[]>> = {
  sp_addextendedproperty: ['@name', '@value', '@level0type', '@level0name', '@level1type', '@level1name', '@level2type', '@level2name'],
  sp_updateextendedproperty: ['@name', '@value', '@level0type', '@level0name', '@level1type', '@level1name', '@level2type', '@level2name'],
  sp_rename: ['@objname', '@newname', '@objtype'],
  sp_addtype: ['@typename', '@phystype', '@nulltype'],
};

/** `EXEC sp_addextendedproperty …`, `sp_rename` and `sp_addtype`: the system procedures that define something. */
export function readProcedureCall(reader: TokenReader, context: StatementContext, read: (text: string) => TokenReader): boolean {
  const mark = reader.mark;
  if (!reader.take('EXEC')) reader.take('EXECUTE');
  if (reader.peek().text.startsWith('@') && reader.peek(1).upper === '=') {
    reader.next();
    reader.next();
  }
  const procedure = reader.atName ? reader.qualifiedName().name.toLowerCase() : '';
  const order = Object.hasOwn(parameters, procedure) ? parameters[procedure] : undefined;
  if (order === undefined) {
    reader.back(mark);
    return false;
  }
  const given = readArguments(reader, order);
  const text = (name: string): string => given.get(name) ?? '';
  const line = context.lineAt(0);
  switch (procedure) {
    case 'sp_rename':
      rename(read(text('@objname')), text('@newname'), text('@objtype').toUpperCase(), context, line);
      break;
    case 'sp_addtype': {
      const name = read(text('@typename')).qualifiedName();
      context.draft.defineType(name, { base: readType(read(text('@phystype')), false), required: /^not\s+null$/i.test(text('@nulltype')), kind: 'alias' });
      break;
    }
    default:
      describe(text, context, line);
      break;
  }
  return true;
}

function readArguments(reader: TokenReader, order: readonly string[]): Map<string, string> {
  const given = new Map<string, string>();
  for (let at = 0; !reader.ended; at += 1) {
    let name = order[at] ?? '';
    if (reader.peek().text.startsWith('@') && reader.peek(1).upper === '=') {
      name = reader.next().text.toLowerCase();
      reader.next();
    }
    const token = reader.next();
    given.set(name, token.upper === 'NULL' ? '' : token.text);
    if (!reader.take(',')) {
      break;
    }
  }
  return given;
}

function describe(text: (name: string) => string, { draft }: StatementContext, line: number): void {
  const onTable = ['TABLE', 'VIEW'].includes(text('@level1type').toUpperCase());
  const isDescription = text('@name').toLowerCase() === 'ms_description';
  const part = text('@level2type').toUpperCase();
  if (!isDescription || !onTable || (part !== '' && part !== 'COLUMN')) {
    return;
  }
  const schema = text('@level0name');
  const on: QualifiedName = { name: text('@level1name'), ...(schema === '' ? {} : { schema }) };
  draft.comment(on, part === 'COLUMN' ? text('@level2name') : undefined, text('@value'), line);
}

/** The first name is written as in SQL, the second one bare. */
function rename(name: TokenReader, newName: string, what: string, { draft }: StatementContext, line: number): void {
  const parts = [name.name()];
  while (name.take('.')) {
    parts.push(name.name());
  }
  if (what === 'COLUMN') {
    const column = parts.pop() ?? '';
    const schema = parts.at(-2);
    const table = draft.known({ name: parts.at(-1) ?? '', ...(schema === undefined ? {} : { schema }) }, line);
    if (table !== undefined) draft.renameColumn(table, column, newName, line);
  } else if (what === '' || what === 'OBJECT') {
    const schema = parts.at(-2);
    const table = draft.find({ name: parts.at(-1) ?? '', ...(schema === undefined ? {} : { schema }) });
    if (table !== undefined) draft.renameTable(table, { name: newName });
  }
}
