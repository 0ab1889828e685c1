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

type Item = vscode.QuickPickItem & { readonly key: string };

/**
 * Asks for the tables, those in scope taken for granted, biggest first; then whether values of persons may be told: a question of its
 * own, so that nobody answers it by ticking everything. Undefined where the person turns away.
 */
export async function pickTables(catalogue: Catalogue, inScope: (table: Table) => boolean): Promise<TableChoice | undefined> {
  const sound = baseTables(catalogue).filter(({ error }) => error === undefined);
  const sorted = [...sound].sort((one, other) => compare(rowsOf(other), rowsOf(one)));
  const title = vscode.l10n.t('Profile tables of {system}', { system: catalogue.system });
  const picked = await vscode.window.showQuickPick(sorted.map((table): Item => ({
    label: tableKey(table), key: tableKey(table), picked: inScope(table),
    description: [countText(table), inScope(table) ? '' : vscode.l10n.t('not in scope'), profiledText(table)].filter(Boolean).join(' · '),
  })), {
    title, canPickMany: true, matchOnDescription: true, ignoreFocusOut: true,
    placeHolder: vscode.l10n.t('Which tables? They are only read, large ones in a sample'),
  });
  if (picked === undefined || picked.length === 0) return undefined;
  const values = await vscode.window.showQuickPick([
    { label: vscode.l10n.t('Hide them'), detail: vscode.l10n.t('Counts, lengths and shapes are kept; names, numbers and free text are not.'), showValues: false },
    { label: vscode.l10n.t('Show and keep them'), detail: vscode.l10n.t('They are stored in the catalogue beside the plan, and go wherever that goes.'), showValues: true },
  ], { title, placeHolder: vscode.l10n.t('What about values that may be personal?'), ignoreFocusOut: true });
  return values === undefined ? undefined : { tables: picked.map(({ key }) => key), showValues: values.showValues };
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
