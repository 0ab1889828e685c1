import type { Catalogue, Table } from '../catalogue/catalogue.ts';
import { tableKey } from '../catalogue/tableKey.ts';
import { formatCount } from '../units/count.ts';
import type { ProfileMessageCode } from './messages.ts';

/** Something about the values of a table that people would want to know before they plan. */
export interface Striking {
  readonly table: string;
  readonly code: ProfileMessageCode;
  readonly args: Readonly<Record<string, string>>;
}

/** What stands out in the profiles of some tables, the gravest first: references that lead nowhere, duplicates, texts that are something else, columns without content. */
export function standsOut(catalogue: Catalogue, tables: ReadonlySet<string>): readonly Striking[] {
  const found = catalogue.tables.filter((table) => tables.has(tableKey(table))).map(ofTable);
  return [0, 1, 2, 3].flatMap((rank) => found.flatMap((groups) => groups[rank]!));
}

function ofTable(table: Table): readonly (readonly Striking[])[] {
  const name = tableKey(table);
  const say = (code: ProfileMessageCode, args: Readonly<Record<string, string>>): Striking => ({ table: name, code, args });
  const shown = (count: string | bigint): string => formatCount(BigInt(count));
  const orphans = table.foreignKeys.filter((key) => key.orphans !== undefined && key.orphans.rows !== '0')
    .map((key) => say('standsOut.orphans', { rows: shown(key.orphans!.rows), table: name, columns: key.columns.join(', '), referenced: key.referencedTable }));
  const duplicates = (table.keyCandidates ?? []).filter((key) => key.duplicates !== '0')
    .map((key) => say('standsOut.duplicates', { rows: shown(key.duplicates), table: name, columns: key.columns.join(', ') }));
  const likely: Striking[] = [];
  const empty: Striking[] = [];
  for (const { name: columnName, profile } of table.columns) {
    if (profile === undefined || profile.rows === '0') continue;
    const column = `${name}.${columnName}`;
    const filled = BigInt(profile.rows) - BigInt(profile.nulls);
    if (filled === 0n) empty.push(say('standsOut.empty', { column }));
    else if (profile.blanks !== undefined && BigInt(profile.blanks) === filled) empty.push(say('standsOut.blank', { column }));
    else if (profile.distinct === '1' && profile.nulls === '0' && filled > 1n) empty.push(say('standsOut.oneValue', { column, rows: shown(profile.rows) }));
    if (profile.likely !== undefined) {
      const args = { column, kind: profile.likely, form: profile.likelyFormat ?? profile.likely, rows: shown(filled - BigInt(profile.blanks ?? '0')), unlike: shown(profile.unlike ?? '0') };
      likely.push(say((profile.unlike ?? '0') === '0' ? 'standsOut.likely' : 'standsOut.likelyButFew', args));
    }
  }
  return [orphans, duplicates, likely, empty];
}
