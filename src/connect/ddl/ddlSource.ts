import { readFile, stat } from 'node:fs/promises';
import { ConnectError, connectText } from '../connectError.ts';
import { fileError } from '../fileError.ts';
import type { OpenSource } from '../source.ts';
import { decodeText, mostDdlBytes } from './decodeText.ts';
import { readDdl } from './readDdl.ts';

/** Reads a schema file. The whole file is read at opening: a later statement may change an earlier table. */
export const openDdl: OpenSource<'ddl'> = async (request, context) => {
  const bytes = await readBounded(request.file, request.path, request.maxBytes ?? mostDdlBytes);
  const { text, sure } = decodeText(bytes, request.path);
  context.working();
  const catalogue = await readDdl(text, {
    dialect: request.dialect,
    system: request.system,
    path: request.path,
    now: request.now,
    role: request.role,
    working: () => {
      context.working();
    },
  });
  const issues = sure ? catalogue.issues : [{ message: connectText('ddl.notUtf8') }, ...catalogue.issues];
  return {
    technology: catalogue.technology,
    origin: 'ddl',
    listTables: () => Promise.resolve(catalogue.tables),
    readTable(ref) {
      const table = catalogue.tables.find(({ schema, name }) => schema === ref.schema && name === ref.name);
      return table === undefined ? Promise.reject(new Error('not in the list')) : Promise.resolve(table);
    },
    issues: () => Promise.resolve(issues),
    close: () => Promise.resolve(),
  };
};

async function readBounded(file: string, shownPath: string, limit: number): Promise<Uint8Array> {
  try {
    const facts = await stat(file);
    if (facts.isDirectory()) {
      throw new ConnectError('file.directory', { path: shownPath });
    }
    if (facts.size === 0 && facts.isFile()) {
      throw new ConnectError('file.empty', { path: shownPath });
    }
    if (facts.size > limit) {
      throw new ConnectError('file.tooLarge', { path: shownPath, size: String(facts.size), limit: String(limit) });
    }
    if (!facts.isFile()) {
      throw new ConnectError('file.unreadable', { path: shownPath, detail: 'not a file' });
    }
    return await readFile(file);
  } catch (error) {
    throw error instanceof ConnectError ? error : fileError(error, shownPath);
  }
}
