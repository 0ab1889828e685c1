import type { Column } from '../catalogue/catalogue.ts';
import { fieldNeed } from '../mapping/requiredField.ts';
import { formatCount } from '../units/count.ts';
import { detail } from './completion.ts';
import type { Detail } from './completion.ts';
import type { KnownTable } from './nameDirectory.ts';

/** The type of a field as its engine names it, and whether it must be filled. */
export function fieldDetail(column: Column): Detail {
  const args = { type: column.nativeType.trim() === '' ? column.type.kind : column.nativeType };
  return detail(`language.field.${fieldNeed(column)}`, args);
}

/** The system and the rows of a table, as far as they are known. */
export function tableDetail({ name, scanned }: KnownTable): Detail | undefined {
  const count = scanned?.table.statistics.rowCount;
  if (count !== undefined) return detail('language.tableRows', { system: name.system, rows: formatCount(BigInt(count), scanned?.table.statistics.kind === 'estimated') });
  return name.system === '' ? undefined : detail('language.tableOf', { system: name.system });
}
