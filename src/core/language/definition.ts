import type { Catalogue } from '../catalogue/catalogue.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { TextRange } from '../text/textEdit.ts';
import { directoryOf } from './nameDirectory.ts';
import type { NameRef, TableName } from './nameRef.ts';
import { tableId } from './nameRef.ts';
import { occurrencesOf } from './occurrences.ts';
import type { Occurrence } from './occurrences.ts';

/** Where a name comes from: a place of the document, or a table (and its column) in a catalogue file beside it. */
export type Definition =
  | { readonly kind: 'here'; readonly range: TextRange }
  | { readonly kind: 'catalogue'; readonly path: string; readonly table: string; readonly schema?: string; readonly column?: string };

/** Where a name is introduced: the place that the other places name, else the first place where it stands. Then its catalogue. */
export function definitionsOf(parsed: ParsedPlan, catalogues: readonly Catalogue[], ref: NameRef): Definition[] {
  const all = occurrencesOf(parsed, catalogues, ref);
  const best = all.find((occurrence) => introduces(occurrence, ref)) ?? all.find((occurrence) => occurrence.place === 'cell') ?? all[0];
  const scanned = catalogueOf(parsed, catalogues, ref);
  return [...(best ? [{ kind: 'here' as const, range: best.range }] : []), ...(scanned ? [scanned] : [])];
}

function introduces(occurrence: Occurrence, ref: NameRef): boolean {
  const cell = (block: string, column: string): boolean => occurrence.place === 'cell' && occurrence.block === block && occurrence.column === column;
  switch (ref.kind) {
    case 'system': return occurrence.place === 'field' && /^(?:sourceSystems\.\d+|targetSystem)\.name$/.test(occurrence.path);
    case 'sourceTable': return cell('inventory', 'object');
    case 'targetTable': return cell('loadOrder', 'targetTable');
    case 'sourceField': return cell('mapping', 'sourceField');
    case 'targetField': return cell('mapping', 'targetField');
    case 'activity': return cell('cutover', 'activity');
    case 'phase': return cell('phases', 'phase');
    case 'check': return cell('validation', 'check');
    case 'person': return occurrence.place === 'field' && occurrence.path.endsWith('.owner');
    default: return ref satisfies never;
  }
}

function catalogueOf(parsed: ParsedPlan, catalogues: readonly Catalogue[], ref: NameRef): Definition | undefined {
  if (!parsed.plan || ref.kind === 'system' || !('table' in ref)) return undefined;
  const name: TableName = ref;
  const { state } = parsed.plan;
  const path = name.side === 'target' ? state.targetSystem.catalogue : state.sourceSystems.find((system) => system.name === name.system)?.catalogue;
  const id = tableId(name);
  const scanned = directoryOf(parsed.plan, catalogues).tables(name.side).find((table) => table.id === id)?.scanned;
  if (path === undefined || path === '' || !scanned) return undefined;
  return { kind: 'catalogue', path, table: scanned.table.name, ...(scanned.table.schema === undefined ? {} : { schema: scanned.table.schema }), ...('field' in ref ? { column: ref.field } : {}) };
}
