import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { ConnectError } from '../connectError.ts';
import { fileError } from '../fileError.ts';

/** What the first bytes and the neighbours of a database file tell before any driver touches it. */
export interface SqliteFile {
  readonly file: string;
  readonly size: bigint;
  /** The file header says that the database is in WAL mode. */
  readonly walMode: boolean;
  /** Neighbours that hold changes not yet in the file. */
  readonly wal: boolean;
  readonly journal: boolean;
  /** Somebody has the database open in WAL mode, or had and did not close it. */
  readonly sharedMemory: boolean;
}

const signature = 'SQLite format 3\0';

const strangers: readonly { readonly starts: string; readonly at: number; readonly what: string }[] = [
  { starts: '** This file contains an SQLite 2', at: 0, what: 'a database of SQLite 2, which is too old' },
  { starts: 'Standard Jet DB', at: 4, what: 'a Microsoft Access database' },
  { starts: 'Standard ACE DB', at: 4, what: 'a Microsoft Access database' },
  { starts: 'PK\u0003\u0004', at: 0, what: 'a zip or Excel file' },
  { starts: '\u001f\u008b', at: 0, what: 'a gzip file' },
  { starts: 'PGDMP', at: 0, what: 'a dump of PostgreSQL' },
  { starts: '%PDF', at: 0, what: 'a PDF file' },
];

/** Looks at a file and its neighbours without changing either. Throws a `ConnectError` where it cannot be a SQLite database. */
export async function inspectSqliteFile(file: string, shownPath: string): Promise<SqliteFile> {
  const facts = await factsOf(file, shownPath);
  if (facts.isDirectory()) {
    throw new ConnectError('file.directory', { path: shownPath });
  }
  if (facts.size === 0) {
    throw new ConnectError('file.empty', { path: shownPath });
  }
  const header = await readHeader(file, shownPath);
  if (header.toString('latin1', 0, 16) !== signature || header.length < 100) {
    throw strangeFile(header, shownPath);
  }
  return {
    file,
    size: BigInt(facts.size),
    walMode: header[18] === 2 || header[19] === 2,
    wal: (await sizeOf(`${file}-wal`)) > 0,
    journal: (await sizeOf(`${file}-journal`)) > 0,
    sharedMemory: (await sizeOf(`${file}-shm`)) >= 0,
  };
}

/** What changes when somebody writes to the database: size and time of the file and its neighbours. */
export async function fingerprint(file: string): Promise<string> {
  const parts = await Promise.all(
    ['', '-wal', '-journal'].map(async (ending) => {
      try {
        const { size, mtimeMs } = await stat(`${file}${ending}`);
        return `${size}/${mtimeMs}`;
      } catch {
        return '-';
      }
    }),
  );
  return parts.join(' ');
}

async function factsOf(file: string, shownPath: string): Promise<Stats> {
  try {
    return await stat(file);
  } catch (error) {
    throw fileError(error, shownPath);
  }
}

async function readHeader(file: string, shownPath: string): Promise<Buffer> {
  try {
    const handle = await open(file, 'r');
    try {
      const buffer = Buffer.alloc(512);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError(error, shownPath);
  }
}

/** Size of a file, -1 where it is absent. */
async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return -1;
  }
}

function strangeFile(header: Buffer, shownPath: string): ConnectError {
  const text = header.toString('latin1');
  const stranger = strangers.find(({ starts, at }) => text.startsWith(starts, at));
  if (stranger !== undefined) {
    return new ConnectError('sqlite.otherFile', { path: shownPath, what: stranger.what });
  }
  // Encrypted pages hold every byte value; text holds no control characters but white space.
  if (!header.some((byte) => byte < 9 || (byte > 13 && byte < 32))) {
    return new ConnectError('sqlite.otherFile', { path: shownPath, what: 'a text file' });
  }
  return new ConnectError('sqlite.notADatabase', { path: shownPath });
}
