import * as vscode from 'vscode';
import { copyTable } from '../../core/tables/copyTable.ts';
import { pasteRows } from '../../core/tables/pasteRows.ts';
import type { PastedRows } from '../../core/tables/pasteRows.ts';
import { readClipboardTable } from '../../core/tables/readClipboard.ts';
import { sortTable } from '../../core/tables/sortTable.ts';
import { cellIndexAt, headerTexts, lineAt, lineCount, lineText, linesOf, tableAt } from '../../core/tables/textTable.ts';
import type { TextTable } from '../../core/tables/textTable.ts';
import type { CellKind } from '../../core/plan/sections.ts';
import { commandIds } from '../../host/ids.ts';
import type { Services } from '../../host/services.ts';
import { words } from '../../host/words.ts';
import { select } from './keys.ts';
import { layoutOf } from './scope.ts';
import { managedBlock, tableTarget } from './target.ts';

/** More rows than this go in as a file, where they can be looked at first. */
const MOST_ROWS = 100_000;

/** Puts the rows of the clipboard into the table, behind the row at the cursor or at its end, as one undo step. */
export async function pasteFromClipboard(services: Services, argument: unknown): Promise<void> {
  const target = await tableTarget(services, argument);
  if (!target) return;
  const { editor } = target;
  const { document } = editor;
  const clipboard = readClipboardTable(await vscode.env.clipboard.readText());
  if (clipboard.rows.length === 0) {
    void vscode.window.showInformationMessage(words('tables.nothingToPaste'));
    return;
  }
  if (clipboard.rows.length > MOST_ROWS) {
    void vscode.window.showWarningMessage(words('tables.tooManyRows', { count: String(clipboard.rows.length), limit: String(MOST_ROWS) }));
    return;
  }
  let result: PastedRows | undefined;
  const outcome = await services.queue.applyText(document, (text) => {
    const table = tableAt(text, target.selection.start);
    const spec = table && managedBlock(services, document, table);
    result = table && pasteRows(table, clipboard, { layout: layoutOf(document), ...(spec ? { spec } : {}), ...(target.atCursor ? { selection: target.selection } : {}) });
    return result?.edits ?? [];
  });
  if (outcome.kind === 'refused') {
    void vscode.window.showWarningMessage(words(outcome.code, outcome.args));
    return;
  }
  if (!result) {
    void vscode.window.showInformationMessage(words('tables.none'));
    return;
  }
  if (result.count > 0) select(editor, result.selection);
  const told = [
    result.count === 0 ? words('tables.nothingToPaste') : words(result.count === 1 ? 'tables.pastedOne' : 'tables.pasted', { count: result.count.toLocaleString('en') }),
    ...(result.unknown.length > 0 ? [words('tables.leftOut', { columns: result.unknown.slice(0, 20).join(', ') })] : []),
  ].join(' ');
  void (result.unknown.length > 0 ? vscode.window.showWarningMessage(told) : vscode.window.showInformationMessage(told));
}

/** Copies the table, or the rows selected in it, to the clipboard. */
export async function copyToClipboard(services: Services, argument: unknown, delimiter: ',' | '\t'): Promise<void> {
  const target = await tableTarget(services, argument);
  if (!target) return;
  const table = tableAt(target.editor.document.getText(), target.selection.start);
  if (!table) {
    void vscode.window.showInformationMessage(words('tables.none'));
    return;
  }
  const lines = target.atCursor && !target.editor.selection.isSingleLine ? linesOf(table, target.selection) : undefined;
  await vscode.env.clipboard.writeText(copyTable(table, delimiter, lines));
  const count = lines ? lines.last - Math.max(2, lines.first) + 1 : lineCount(table) - 2;
  vscode.window.setStatusBarMessage(words(count === 1 ? 'tables.copiedOne' : 'tables.copied', { count: count.toLocaleString('en') }), 5_000);
}

/** Which column, and which way: as an argument, else asked. */
interface Order {
  readonly column: number;
  readonly descending: boolean;
}

/** Sorts the rows by a column: a plan's table by what its cells mean, any other by what they look like. */
export async function sortRows(services: Services, argument: unknown): Promise<void> {
  const target = await tableTarget(services, argument);
  if (!target) return;
  const { editor, selection } = target;
  const { document } = editor;
  const table = tableAt(document.getText(), selection.start);
  if (!table) {
    void vscode.window.showInformationMessage(words('tables.none'));
    return;
  }
  const spec = managedBlock(services, document, table);
  const kinds = headerTexts(table).map((header) => spec?.columns.find((column) => column.header.toLowerCase() === header.toLowerCase()));
  // Refused before anyone is asked for a column: the reason does not depend on it.
  if (spec?.ordered) {
    void vscode.window.showWarningMessage(words('edit.orderMatters', { heading: spec.heading ?? spec.section }));
    return;
  }
  const line = lineAt(table, selection.start);
  const at = target.atCursor ? cellIndexAt(lineText(table, line), selection.start - (table.starts[line] ?? 0)) : 0;
  const order = givenOrder(argument, table) ?? await askOrder(table, at, kinds.map((column) => column?.kind));
  if (!order) return;
  const column = kinds[order.column];
  const outcome = spec && column
    ? await services.queue.apply(document, { kind: 'sortRows', block: spec.id, by: [{ column: column.key, descending: order.descending }] })
    : await services.queue.applyText(document, (text) => {
        const current = tableAt(text, selection.start);
        return current ? sortTable(current, order.column, order.descending).edits : [];
      });
  if (outcome.kind === 'refused') void vscode.window.showWarningMessage(words(outcome.code, outcome.args));
}

/** `{ column: 'Size', descending: true }` in the argument, by header. */
function givenOrder(argument: unknown, table: TextTable): Order | undefined {
  if (typeof argument !== 'object' || argument === null || !('column' in argument) || typeof argument.column !== 'string') return undefined;
  const column = headerTexts(table).indexOf(argument.column);
  return column < 0 ? undefined : { column, descending: 'descending' in argument && argument.descending === true };
}

async function askOrder(table: TextTable, first: number, kinds: readonly (CellKind | undefined)[]): Promise<Order | undefined> {
  const headers = headerTexts(table);
  const columns = headers.map((_, index) => index).sort((a, b) => Number(b === first) - Number(a === first) || a - b);
  const items = columns.flatMap((column) => [false, true].map((descending) => ({
    label: headers[column] ?? '', description: direction(kinds[column], descending), order: { column, descending },
  })));
  return (await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Sort the rows by which column?'),
    placeHolder: vscode.l10n.t('What is unknown or empty comes last'),
  }))?.order;
}

function direction(kind: CellKind | undefined, descending: boolean): string {
  switch (kind) {
    case 'count': case 'size':
      return descending ? vscode.l10n.t('largest first') : vscode.l10n.t('smallest first');
    case 'duration':
      return descending ? vscode.l10n.t('longest first') : vscode.l10n.t('shortest first');
    case 'priority':
      return descending ? vscode.l10n.t('low first') : vscode.l10n.t('high first');
    case 'text': case 'name': case 'names': case 'sql': case 'transform': case 'tolerance': case 'gate': case undefined:
      return descending ? vscode.l10n.t('last to first') : vscode.l10n.t('first to last');
    default:
      return kind satisfies never;
  }
}

/** Shows the table in the wizard's grid, on the cell at the cursor. */
export async function openInGrid(services: Services, argument: unknown): Promise<void> {
  const target = await tableTarget(services, argument);
  if (!target) return;
  const { document } = target.editor;
  const table = tableAt(document.getText(), target.selection.start);
  const spec = table && managedBlock(services, document, table);
  if (!table || !spec) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The grid shows the tables of the plan; this is one of your own.'));
    return;
  }
  const session = services.sessions.for(document.uri);
  const line = lineAt(table, target.selection.start);
  const header = headerTexts(table)[cellIndexAt(lineText(table, line), target.selection.start - (table.starts[line] ?? 0))]?.toLowerCase();
  const column = spec.columns.find((each) => each.header.toLowerCase() === header) ?? spec.columns[0];
  const rows = lineCount(table) - 2;
  const row = target.atCursor ? Math.max(0, line - 2) : 0;
  if (!(await session.showBlock(spec.id))) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The wizard shows this table once the step before it is complete. Until then, edit it here.'));
    return;
  }
  await vscode.commands.executeCommand(commandIds.openWizard, document.uri);
  session.post({ type: 'focus', target: { place: rows > 0 && column ? { kind: 'cell', block: spec.id, row, column: column.key } : { kind: 'block', block: spec.id } } });
}

/** What does not fit above the table. */
export async function moreCommands(argument: unknown): Promise<void> {
  const item = (label: string, command: string): vscode.QuickPickItem & { command: string } => ({ label, command });
  const picked = await vscode.window.showQuickPick([
    item(vscode.l10n.t('Add Row Above'), commandIds.tablesAddRowAbove),
    item(vscode.l10n.t('Duplicate Rows'), commandIds.tablesDuplicateRows),
    item(vscode.l10n.t('Remove Rows'), commandIds.tablesRemoveRows),
    item(vscode.l10n.t('Align Table'), commandIds.tablesAlign),
    item(vscode.l10n.t('Compact Table'), commandIds.tablesCompact),
    item(vscode.l10n.t('Copy Table for a Spreadsheet'), commandIds.tablesCopyTsv),
  ], { title: vscode.l10n.t('What to do with this table?') });
  if (picked) await vscode.commands.executeCommand(picked.command, argument);
}
