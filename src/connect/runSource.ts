import type { Table } from '../core/catalogue/catalogue.ts';
import { tableKey } from '../core/catalogue/tableKey.ts';
import { ConnectError, connectText, reasonOf } from './connectError.ts';
import type { ChildMessage, ProfileRequest, ScanRequest } from './protocol.ts';
import { openSource } from './openSource.ts';
import type { Source, SourceContext, TableRef } from './source.ts';

/**
 * Reads a source from end to end and reports each step as it happens. `isCancelled` is asked between tables; `report` is
 * awaited, so that a table is out of the process before the next one, which may hang, is begun.
 */
export async function runSource(
  request: ScanRequest,
  context: SourceContext,
  report: (message: ChildMessage) => Promise<void>,
  isCancelled: () => boolean,
  open: (request: ScanRequest, context: SourceContext) => Promise<Source> = openSource,
): Promise<void> {
  const source = await open(request, context);
  try {
    await report({
      type: 'opened',
      technology: source.technology,
      origin: source.origin,
      ...(source.bytes === undefined ? {} : { bytes: source.bytes.toString() }),
    });
    const { profile } = request;
    const refs = profile === undefined ? await source.listTables() : chosen(await source.listTables(), profile);
    await report({ type: 'listed', total: refs.length });
    let read = 0;
    for (const ref of refs) {
      if (isCancelled()) {
        break;
      }
      await report({ type: 'reading', table: tableKey(ref) });
      await report({ type: 'table', table: await readOne(source, ref, profile) });
      read += 1;
    }
    if (profile === undefined && read === refs.length && !isCancelled()) {
      await source.countRows?.({
        planned: (total) => void report({ type: 'counting', total }),
        begun: (table) => report({ type: 'reading', table: tableKey(table) }),
        counted: (table) => report({ type: 'table', table }),
      });
    }
    await report({ type: 'finished', complete: read === refs.length && !isCancelled(), issues: [...(await source.issues())] });
  } finally {
    await source.close();
  }
}

/** The tables whose values are asked for; views have none of their own. */
function chosen(refs: readonly TableRef[], { tables }: ProfileRequest): readonly TableRef[] {
  const wanted = tables === 'all' ? undefined : new Set(tables);
  return refs.filter((ref) => ref.kind === 'table' && (wanted === undefined || wanted.has(tableKey(ref))));
}

/** One broken table never ends the scan. */
async function readOne(source: Source, ref: TableRef, profile: ProfileRequest | undefined): Promise<Table> {
  try {
    const table = await source.readTable(ref);
    return profile === undefined || source.profileTable === undefined || table.error !== undefined ? table : await source.profileTable(ref, table, profile);
  } catch (error) {
    // What is wrong with the whole source (a lost connection) is no fault of this table.
    if (error instanceof ConnectError) {
      throw error;
    }
    return {
      ...(ref.schema === undefined ? {} : { schema: ref.schema }),
      name: ref.name,
      kind: ref.kind,
      columns: [],
      primaryKey: [],
      uniqueKeys: [],
      foreignKeys: [],
      statistics: { kind: 'unknown' },
      error: connectText('scan.tableFailed', { name: ref.name, detail: reasonOf(error) }),
    };
  }
}
