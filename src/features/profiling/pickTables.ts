import * as vscode from 'vscode';
import type { Catalogue, Table } from '../../core/catalogue/catalogue.ts';
import { tableKey } from '../../core/catalogue/tableKey.ts';
import { baseTables } from '../../core/inventory/tableNames.ts';
import { formatCount } from '../../core/units/count.ts';

/** What to look at. */
export interface TableChoice {
  readonly tables: readonly string[];
  readonly showValues: boolean;
}

type Item = vscode.QuickPickItem & { readonly key?: string };

/** Asks for the tables, those in scope first taken for granted, biggest first; and whether values of persons may be told. Undefined where the person turns away. */
export async function pickTables(catalogue: Catalogue, inScope: (table: Table) => boolean): Promise<TableChoice | undefined> {
  const sound = baseTables(catalogue).filter(({ error }) => error === undefined);
  const sorted = [...sound].sort((one, other) => compare(rowsOf(other), rowsOf(one)));
  const values: Item = {
    label: `$(eye) ${vscode.l10n.t('Show values that may be personal in this run')}`,
    detail: vscode.l10n.t('Names, addresses, numbers of persons and free text are then kept in the catalogue beside the plan. Leave it off unless you need them.'),
    alwaysShow: true,
  };
  const items: Item[] = [
    ...sorted.map((table): Item => ({
      label: tableKey(table), key: tableKey(table), picked: inScope(table),
      description: [countText(table), inScope(table) ? '' : vscode.l10n.t('not in scope'), profiledText(table)].filter(Boolean).join(' · '),
    })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    values,
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Profile tables of {system}', { system: catalogue.system }), canPickMany: true, matchOnDescription: true, ignoreFocusOut: true,
    placeHolder: vscode.l10n.t('Their values are looked at, large tables in a sample; nothing is written to the source'),
  });
  const tables = picked?.flatMap(({ key }) => key ?? []);
  return tables === undefined || tables.length === 0 ? undefined : { tables, showValues: picked?.includes(values) === true };
}

function rowsOf({ statistics: { rowCount } }: Table): bigint {
  return rowCount === undefined ? -1n : BigInt(rowCount);
}

function countText({ statistics: { kind, rowCount } }: Table): string {
  return rowCount === undefined ? vscode.l10n.t('rows unknown') : vscode.l10n.t('{rows} rows', { rows: `${kind === 'measured' ? '' : '~'}${formatCount(BigInt(rowCount))}` });
}

function profiledText({ columns }: Table): string {
  const at = columns.find(({ profile }) => profile !== undefined)?.profile?.at.slice(0, 10);
  return at === undefined ? '' : vscode.l10n.t('profiled {at}', { at });
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
