// What the suites share: a folder of their own for each test, the extension's own view of the API to stand in for
// dialogs, and waiting. Nothing here looks into the extension; it is used as a person's window would use it.
import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import type { PlanEdit } from '../../src/core/plan/planEdit.ts';
import { largePlan } from './fixtures.ts';

export const EXTENSION_ID = 'data-migration-planner.data-migration-planner';
export const WIZARD = 'dataMigrationPlanner.wizard';

export interface PlannerApi {
  stepFilesRead(): Promise<readonly string[]>;
}

export function workspaceFolder(): vscode.WorkspaceFolder {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'a folder is open');
  return folder;
}

export function extension(): vscode.Extension<PlannerApi> {
  const found = vscode.extensions.getExtension<PlannerApi>(EXTENSION_ID);
  assert.ok(found, `${EXTENSION_ID} is installed`);
  return found;
}

let theirWindow: Record<string, unknown> | undefined;

/**
 * The extension has a `vscode` of its own, so its dialogs are answered there. VS Code makes one for each extension and
 * tells them apart by where the module lies that imports it; 1.104 makes one more for those that come by `require`,
 * which an ES module never sees. So this comes in as an ES module that lies, for a moment, in the extension's own folder.
 */
before(async () => {
  const door = join(extension().extensionPath, 'dist', `door-${randomUUID()}.mjs`);
  writeFileSync(door, "export { window } from 'vscode';");
  try {
    theirWindow = ((await import(pathToFileURL(door).href)) as { window: Record<string, unknown> }).window;
  } finally {
    rmSync(door);
  }
});

const undoStubs: (() => void)[] = [];

/** Answers a dialog of the extension for the rest of the test; gives back what it was asked. */
export function answer(
  name: 'showWarningMessage' | 'showErrorMessage' | 'showInformationMessage' | 'showQuickPick' | 'showInputBox' | 'showWorkspaceFolderPick' | 'showOpenDialog' | 'withProgress',
  reply: (...args: any[]) => unknown, // eslint-disable-line @typescript-eslint/no-explicit-any -- each dialog has arguments of its own
): unknown[][] {
  const asked: unknown[][] = [];
  const window = theirWindow;
  assert.ok(window);
  const real = window[name];
  window[name] = (...args: unknown[]) => {
    asked.push(args);
    return Promise.resolve().then(() => reply(...args));
  };
  undoStubs.push(() => { window[name] = real; });
  return asked;
}

export function restoreDialogs(): void {
  for (const undo of undoStubs.splice(0).reverse()) undo();
}

/** Messages with buttons that nobody presses would keep their command waiting for ever. */
export function answerMessages(): { warnings: string[]; errors: string[]; infos: string[] } {
  const said = { warnings: [] as string[], errors: [] as string[], infos: [] as string[] };
  answer('showWarningMessage', (text: string) => void said.warnings.push(text));
  answer('showErrorMessage', (text: string) => void said.errors.push(text));
  answer('showInformationMessage', (text: string) => void said.infos.push(text));
  return said;
}

/** A new folder of the workspace, for one test. */
export function freshFolder(): string {
  return mkdtempSync(join(workspaceFolder().uri.fsPath, 'case-'));
}

/** A plan document on the disk, in a folder of its own. */
export function writeDocument(content: string | Uint8Array, name = 'data-migration.md'): vscode.Uri {
  const file = join(freshFolder(), name);
  writeFileSync(file, content);
  return vscode.Uri.file(file);
}

export function onDisk(uri: vscode.Uri): string {
  return readFileSync(uri.fsPath, 'utf8');
}

export interface PlanFixture {
  readonly uri: vscode.Uri;
  readonly editor: vscode.TextEditor;
  readonly document: vscode.TextDocument;
  readonly text: string;
}

/**
 * A plan of that many mapping rows, with the catalogues of both its systems beside it, open as text and read by the
 * extension. It has no problems; the first table of the source is `table_0001` with the fields `field_01` to `field_25`,
 * which go to `new_table_0001`, and so on.
 */
export async function openPlanFixture(rows: number): Promise<PlanFixture> {
  const { text, catalogues } = largePlan(rows);
  const uri = writeDocument(text);
  for (const [path, content] of Object.entries(catalogues)) {
    const file = join(dirname(uri.fsPath), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  const editor = await openText(uri);
  await checked(uri);
  return { uri, editor, document: editor.document, text };
}

export async function openText(uri: vscode.Uri, column: vscode.ViewColumn = vscode.ViewColumn.One): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { viewColumn: column, preview: false });
}

/** The text at the left, the wizard at the right, the focus in the text. */
export async function openBoth(uri: vscode.Uri): Promise<vscode.TextEditor> {
  const editor = await openText(uri);
  await openWizard(uri);
  return editor;
}

/** Beside the text, without taking the focus: a page that is being loaded takes it late, away from what the test does then. */
export async function openWizard(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', uri, WIZARD, { viewColumn: vscode.ViewColumn.Two, preserveFocus: true } satisfies vscode.TextDocumentShowOptions);
  await eventually(() => assert.equal(wizardTabs(uri).length, 1, 'the wizard is open'));
}

export function wizardTabs(uri?: vscode.Uri): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputCustom && input.viewType === WIZARD && (uri === undefined || input.uri.toString() === uri.toString()));
}

/** One edit of the plan, by the path on which the wizard's edits and the quick fixes go. */
export async function edit(uri: vscode.Uri, planEdit: PlanEdit): Promise<void> {
  await vscode.commands.executeCommand('dataMigrationPlanner.applyFix', uri.toString(), planEdit);
}

export async function run(command: string, ...args: unknown[]): Promise<unknown> {
  return vscode.commands.executeCommand(command, ...args);
}

/** Tries an assertion again until it holds; fails with its own words when it never does. */
export async function eventually<T>(look: () => T | Promise<T>, patience = 25_000): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(25);
    }
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export interface Shown {
  /** As the editor counts for people: from 1. */
  readonly line: number;
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'info';
}

export function problemsShown(uri: vscode.Uri): Shown[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Data Migration').map(({ range, message, severity }) => ({
    line: range.start.line + 1, message,
    severity: severity === vscode.DiagnosticSeverity.Error ? 'error' as const : severity === vscode.DiagnosticSeverity.Warning ? 'warning' as const : 'info' as const,
  })).sort((one, other) => one.line - other.line);
}

/** In which order things happened to a document: its last change, and the last time that it was checked. */
const order = { last: 0, changed: new Map<string, number>(), checked: new Map<string, number>() };
const heard: vscode.Disposable[] = [];
before(() => {
  const changed = ({ uri }: vscode.TextDocument): void => void order.changed.set(uri.toString(), ++order.last);
  heard.push(
    vscode.workspace.onDidOpenTextDocument(changed),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => { if (contentChanges.length > 0) changed(document); }),
    // Each check of a plan sets its problems, whether they are others or not.
    vscode.languages.onDidChangeDiagnostics(({ uris }) => { for (const uri of uris) order.checked.set(uri.toString(), ++order.last); }),
  );
});
after(() => { for (const each of heard.splice(0)) each.dispose(); });

/** Waits until an open plan was checked as its text stands now. */
export async function checked(uri: vscode.Uri): Promise<void> {
  await eventually(() => {
    const [change, check] = [order.changed.get(uri.toString()) ?? 0, order.checked.get(uri.toString()) ?? 0];
    assert.ok(check > change, 'the plan was checked as it stands');
  });
  // Whoever reads the file when it is opened has begun before this, and has it.
  await vscode.workspace.fs.readFile(uri);
}

/** The problems, once the plan was checked and they have not changed for a while; on a busy machine, for a longer one. */
export async function settledProblems(uri: vscode.Uri): Promise<Shown[]> {
  await checked(uri);
  for (let before = problemsShown(uri), calm = 0; ; ) {
    const start = Date.now();
    await pause(100);
    const late = Date.now() - start > 250;
    const now = problemsShown(uri);
    calm = !late && JSON.stringify(now) === JSON.stringify(before) ? calm + 1 : 0;
    if (calm === 5) return now;
    before = now;
  }
}

/** Waits until exactly these problems are shown, in the order of their lines. */
export function expectProblems(uri: vscode.Uri, expected: readonly Shown[]): Promise<void> {
  return eventually(() => assert.deepEqual(problemsShown(uri), expected));
}

/** The menu above the document and its sections. */
export async function lenses(uri: vscode.Uri): Promise<vscode.CodeLens[]> {
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 200);
  return all.filter(({ command }) => (command?.command.startsWith('dataMigrationPlanner.') === true && !isTableLens(command)) || command?.title.includes('can’t be read') === true);
}

/** What stands above the tables. */
export async function tableLenses(uri: vscode.Uri): Promise<vscode.CodeLens[]> {
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 200);
  return all.filter(({ command }) => command !== undefined && isTableLens(command));
}

function isTableLens({ command }: vscode.Command): boolean {
  return command.startsWith('dataMigrationPlanner.tables.');
}

/** The quick fixes offered on a line (from 1), by their words. */
export async function fixesAt(uri: vscode.Uri, line: number): Promise<Map<string, vscode.CodeAction>> {
  const document = await vscode.workspace.openTextDocument(uri);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, document.lineAt(line - 1).range, vscode.CodeActionKind.QuickFix.value);
  return new Map(actions.filter(({ command }) => command?.command === 'dataMigrationPlanner.applyFix').map((action) => [action.title, action]));
}

/** Carries out a quick fix as a click on it does. */
export async function useFix(uri: vscode.Uri, line: number, title: string): Promise<void> {
  const action = await eventually(async () => {
    const found = await fixesAt(uri, line);
    const fix = found.get(title);
    assert.ok(fix, `"${title}" among ${JSON.stringify([...found.keys()])}`);
    return fix;
  });
  assert.ok(action.command);
  await run(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
}

/** Puts the cursor into the text, and makes sure that keys arrive there. */
export async function focusText(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return eventually(async () => {
    const editor = await openText(uri);
    const start = new vscode.Position(0, 0);
    editor.selection = new vscode.Selection(start, start);
    await run('cursorRight');
    assert.equal(editor.selection.active.character, 1, 'the text has the focus');
    return editor;
  });
}

/** One step back. A page that takes the focus late, as it does after a command has opened it, would keep it for itself. */
export async function undo(uri: vscode.Uri): Promise<void> {
  await eventually(async () => {
    const { document } = await focusText(uri);
    const { version } = document;
    await run('undo');
    assert.notEqual(document.version, version, 'something was undone');
  });
}

/** Closes everything, throwing unsaved changes away. */
export async function closeAll(): Promise<void> {
  for (let round = 0; round < 40; round++) {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    if (tabs.length === 0) return;
    const dirty = tabs.some((tab) => tab.isDirty);
    await run(dirty ? 'workbench.action.revertAndCloseActiveEditor' : 'workbench.action.closeAllEditors');
  }
  throw new Error('an editor does not close');
}

export async function setting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Workspace);
}

/** The line (from 1) of the first line of a text that contains `part`. */
export function lineOf(text: string, part: string): number {
  const index = text.split(/\r?\n/).findIndex((line) => line.includes(part));
  assert.ok(index >= 0, `"${part}" stands in the text`);
  return index + 1;
}
