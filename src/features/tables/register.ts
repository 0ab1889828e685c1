import * as vscode from 'vscode';
import { commandIds, settingIds } from '../../host/ids.ts';
import { isPlanDocument } from '../../host/planFiles.ts';
import type { Services } from '../../host/services.ts';
import { reasonOf } from '../../host/log.ts';
import type { Shell } from '../../host/shell.ts';
import { inScope, lensesEnabled } from './scope.ts';
import { trackTable } from './trackTable.ts';

type Keys = typeof import('./keys.ts');
type Commands = typeof import('./commands.ts');

/** A clipboard longer than this is no table that anyone wants in a text. */
const LONGEST = 20_000_000;

/** Editing tables in the text: keys, commands, lenses above the plan's tables, pasting rows. */
export function registerTables(shell: Shell): vscode.Disposable {
  let ready: { readonly keys: Keys; readonly services: Services } | undefined;
  const load = async (): Promise<{ readonly keys: Keys; readonly services: Services }> => {
    const [services, keys] = await Promise.all([shell.services(), import('./keys.ts')]);
    return (ready = { keys, services });
  };
  const failed = (id: string, error: unknown): void => {
    shell.log.error(`${id} failed`, error instanceof Error ? error : reasonOf(error));
    void vscode.window.showErrorMessage(vscode.l10n.t('That did not work: {reason}', { reason: reasonOf(error) }));
  };
  // Nothing is waited for once all is loaded: a key must see the text as it was when it was pressed, before what was typed next.
  const onKeys = (id: string, run: (keys: Keys, services: Services, argument: unknown) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(id, (argument: unknown) =>
      (ready ? run(ready.keys, ready.services, argument) : load().then(({ keys, services }) => run(keys, services, argument))).catch((error: unknown) => { failed(id, error); }));
  const on = (id: string, run: (commands: Commands, services: Services, argument: unknown) => Promise<void>): vscode.Disposable =>
    shell.command(id, async (services, argument) => run(await import('./commands.ts'), services, argument));
  return vscode.Disposable.from(
    trackTable(() => { void load().catch((error: unknown) => { failed('tables', error); }); }),
    onKeys(commandIds.tablesNextCell, (keys, services) => keys.goToNextCell(services)),
    onKeys(commandIds.tablesPreviousCell, (keys, services) => keys.goToPreviousCell(services)),
    onKeys(commandIds.tablesNextRow, (keys, services) => keys.goToNextRow(services)),
    onKeys(commandIds.tablesMoveRowsUp, (keys, services) => keys.moveRowsUp(services)),
    onKeys(commandIds.tablesMoveRowsDown, (keys, services) => keys.moveRowsDown(services)),
    onKeys(commandIds.tablesAddRowAbove, (keys, services, argument) => keys.addRowAbove(services, argument)),
    onKeys(commandIds.tablesAddRowBelow, (keys, services, argument) => keys.addRowBelow(services, argument)),
    onKeys(commandIds.tablesRemoveRows, (keys, services, argument) => keys.removeSelectedRows(services, argument)),
    onKeys(commandIds.tablesDuplicateRows, (keys, services, argument) => keys.duplicateSelectedRows(services, argument)),
    onKeys(commandIds.tablesAlign, (keys, services, argument) => keys.alignTable(services, argument)),
    onKeys(commandIds.tablesCompact, (keys, services, argument) => keys.compactTable(services, argument)),
    on(commandIds.tablesSort, (commands, services, argument) => commands.sortRows(services, argument)),
    on(commandIds.tablesCopyCsv, (commands, services, argument) => commands.copyToClipboard(services, argument, ',')),
    on(commandIds.tablesCopyTsv, (commands, services, argument) => commands.copyToClipboard(services, argument, '\t')),
    on(commandIds.tablesPasteRows, (commands, services, argument) => commands.pasteFromClipboard(services, argument)),
    on(commandIds.tablesOpenInGrid, (commands, services, argument) => commands.openInGrid(services, argument)),
    on(commandIds.tablesMore, (commands, _services, argument) => commands.moreCommands(argument)),
    registerLenses(shell),
    registerPaste(shell),
  );
}

function registerLenses(shell: Shell): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider({ language: 'markdown' }, {
      onDidChangeCodeLenses: changed.event,
      async provideCodeLenses(document) {
        if (!isPlanDocument(document) || !lensesEnabled(document)) return [];
        const [services, { tableLenses }] = await Promise.all([shell.services(), import('./lenses.ts')]);
        return tableLenses(services, document);
      },
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingIds.section)) changed.fire();
    }),
  );
}

function registerPaste(shell: Shell): vscode.Disposable {
  const kind = vscode.DocumentDropOrPasteEditKind.Empty.append('dataMigrationPlanner', 'rows');
  return vscode.languages.registerDocumentPasteEditProvider({ language: 'markdown' }, {
    async provideDocumentPasteEdits(document, ranges, dataTransfer, context, token) {
      const [range] = ranges;
      if (!range || ranges.length > 1 || !inScope(document) || (context.only && !context.only.contains(kind))) return undefined;
      const text = await dataTransfer.get('text/plain')?.asString();
      if (text === undefined || text.length > LONGEST || !/[\t\n;,|]/.test(text.trim())) return undefined;
      const [services, { tablePasteEdits }] = await Promise.all([shell.services(), import('./pasteEdits.ts')]);
      return token.isCancellationRequested ? undefined : tablePasteEdits(services, document, range, text, kind);
    },
  }, { providedPasteEditKinds: [kind], pasteMimeTypes: ['text/plain'] });
}
