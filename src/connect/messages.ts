import type { MessageTable } from '../core/messages.ts';

/** The words of everything that can go wrong on the way to a source: what, where, what to do. */
export const connectMessages = {
  'file.missing': 'There is no file {path}. Check the path, or choose another file.',
  'file.directory': '{path} is a folder. Choose the file inside it.',
  'file.empty': '{path} is empty (0 bytes). Choose another file, or copy it again.',
  'file.denied': '{path} may not be read by this user. Ask for permission to read it, or choose a copy.',
  'file.unreadable': '{path} cannot be read ({detail}). Check the disk or network share it is on.',
  'file.tooLarge': '{path} is too large: {size} bytes, at most {limit} are read. Write the schema alone, without data (with pg_dump: --schema-only).',
  'file.noRoom': 'A private copy of {path} needs {size} bytes in the folder for temporary files, which has {free}. Free some room, or point TMPDIR elsewhere.',
  'file.busy': '{path} is being written to, so no sound copy could be made of it. Close the application that uses it, or scan a backup.',

  'sqlite.notADatabase': '{path} is not a SQLite database. If it is one, it is encrypted: make an unencrypted copy of it, or choose another file.',
  'sqlite.otherFile': '{path} is not a SQLite database: it looks like {what}. Choose the database file itself.',
  'sqlite.malformed': 'The SQLite database {path} is damaged ({detail}). Try a backup, or repair a copy with ".recover" of the sqlite3 tool.',
  'sqlite.notOpened': 'The SQLite database {path} could not be opened ({detail}). Try a copy of the file.',
  'sqlite.noDriver': 'No SQLite driver is to be had in this version of Node.js ({version}). Version 22.5 or later brings one.',
  'sqlite.changed': '{path} was written to while it was read: the counts may not belong to one moment. Scan it again when nothing writes to it.',
  'sqlite.missingReference': 'A foreign key of {table} refers to {referenced}, which is not in the database.',
  'scan.tableFailed': '{name} could not be read: {detail}',
  'sqlite.countFailed': 'The rows of {name} could not be counted: {detail}',
  'sqlite.noSizes': 'The sizes of tables are not known: this SQLite driver was built without "dbstat".',

  'ddl.binary': '{path} is not text. A DDL file is expected: CREATE TABLE statements as plain text.',
  'ddl.archive': '{path} is a packed dump made with pg_dump. Write it as plain text: pg_restore --schema-only --file=schema.sql {path}',
  'ddl.compressed': '{path} is compressed. Unpack it first.',
  'ddl.notUtf8': 'The file is not UTF-8; it was read as Windows-1252. Check names and comments with letters outside of ASCII.',
  'ddl.noTables': '{path} holds no CREATE TABLE statement. Choose the file that creates the tables.',
  'ddl.statement': 'This statement could not be read: {detail}',
  'ddl.statementTooLong': 'This statement was left out: it is longer than {limit} characters.',
  'ddl.parserFailed': 'The parser gave up on this statement ({detail}); it was left out.',
  'ddl.unclosed': '{what} that is opened in this statement is never closed. The statement was left out.',
  'ddl.tooManyIssues': '{count} more statements could not be read.',
  'ddl.fromQuery': 'The columns of {table} come from a query (CREATE TABLE … AS) and were not read.',
  'ddl.unknownTable': '{table} is changed or commented on here, but not created in this file.',
  'ddl.unknownColumn': '{table} has no column {column}.',
  'ddl.missingReference': 'A foreign key of {table} refers to {referenced}, which is not created in this file.',
  'ddl.missingReferenceKey': 'A foreign key of {table} refers to {referenced} without naming columns, and that table has no primary key.',
  'ddl.missingParent': '{table} takes columns from {parent}, which is not created in this file.',
  'ddl.duplicateTable': '{table} is created twice; the first one counts.',
  'ddl.unknownType': 'The type {type} of {table}.{column} is not defined in this file.',

  'scan.cancelled': 'The scan was cancelled: {read} of {total} tables were read.',
  'scan.notStarted': 'The reading process could not be started ({detail}). Reload the window; if it happens again, install the extension again.',
  'scan.crashed': 'The reading process ended unexpectedly ({detail}); {read} of {total} tables were read. Scan again; if it happens again at the same table, report it.',
  'scan.crashedAt': 'The reading process ended unexpectedly at {table} ({detail}); {read} of {total} tables were read. Scan again; if it happens again at the same table, report it.',
  'scan.hung': 'The reading process gave no sign for {seconds} seconds and was ended; {read} of {total} tables were read.',
  'scan.hungAt': 'The reading process gave no sign for {seconds} seconds at {table} and was ended; {read} of {total} tables were read.',
  'scan.garbled': 'The reading process sent something unexpected; {read} of {total} tables were read. Install the extension again.',
  'scan.failed': 'Reading {path} failed: {detail}',
} as const satisfies MessageTable;

export type ConnectMessageCode = keyof typeof connectMessages;
