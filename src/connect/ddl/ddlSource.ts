import { connectText } from '../connectError.ts';
import type { OpenSource } from '../source.ts';
import { TextChunks, mostDdlBytes } from './decodeText.ts';
import { dialectOfFile } from './dialectOfFile.ts';
import { checkFile, fileChunks } from './fileChunks.ts';
import { readDdlChunks } from './readDdl.ts';

/** Reads a schema file. The whole file is read at opening: a later statement may change an earlier table. */
export const openDdl: OpenSource<'ddl'> = async (request, context) => {
  checkFile(request.file, request.path, request.maxBytes ?? mostDdlBytes);
  const chunks = new TextChunks(fileChunks(request.file, request.path), request.path);
  const dialect = request.dialect === 'auto' ? dialectOfFile(request.file, request.path)[0].dialect : request.dialect;
  const catalogue = await readDdlChunks(chunks, {
    dialect,
    system: request.system,
    path: request.path,
    now: request.now,
    role: request.role,
    working: () => {
      context.working();
    },
  });
  const issues = chunks.sure ? catalogue.issues : [{ message: connectText('ddl.notUtf8') }, ...catalogue.issues];
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
