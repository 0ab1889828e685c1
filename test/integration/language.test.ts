// What the text editor knows of a plan: completion, hovers, definitions, references, renaming, outline, folding, links.
import { strict as assert } from 'node:assert';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { answerMessages, closeAll, eventually, extension, openText, pause, restoreDialogs, run, undo, writeDocument } from './support.ts';
import { richPlan } from './fixtures.ts';

const at = (document: vscode.TextDocument, marked: string): vscode.Position => {
  const start = document.getText().indexOf(marked.replace('^', ''));
  assert.ok(start >= 0, marked);
  return document.positionAt(start + marked.indexOf('^'));
};

async function labels(document: vscode.TextDocument, marked: string): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, at(document, marked));
  const order = [...list.items].filter(({ sortText }) => /^\d{6}$/.test(sortText ?? '')).sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
  return order.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

describe('language', () => {
  before(() => extension().activate());
  beforeEach(() => { answerMessages(); });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
  });

  it('completes cells, lists and queries', async () => {
    const { document } = await openText(writeDocument(richPlan()));
    assert.deepEqual(await labels(document, '| Medium^ | |'), ['High', 'Medium', 'Low']);
    assert.deepEqual(await labels(document, '| Load reference data | ? | ? | Fre^eze'), ['Freeze the shop', '—']);
    assert.deepEqual(await labels(document, 'customer_id | dir^ect'), ['direct', 'cast to ', 'leave behind: ', 'constant ', 'default', 'generated', '?']);
    assert.deepEqual(await labels(document, '`select count(*) from cus^tomer`'), ['customer', 'track', 'invoice']);
    assert.deepEqual(await labels(document, 'The room is wh^ere'), []);
  });

  it('says what it knows of a name, and trusts nothing in it', async () => {
    const { document } = await openText(writeDocument(richPlan().replace('owner: Ana Lind   #', 'owner: "[Ana](command:workbench.action.quit)"   #')));
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at(document, '| c^rm | Customer'));
    const [text] = hover?.contents ?? [];
    assert.ok(text instanceof vscode.MarkdownString);
    assert.equal(text.value, '**crm**, source system\n\n- Technology: SQLite\n- Owner: \\[Ana\\]\\(command\\:workbench\\.action\\.quit\\)\n- Not scanned yet');
    assert.ok(text.isTrusted !== true && text.supportHtml !== true);
  });

  it('leads from a name to where it comes from, and to everywhere it stands', async () => {
    const { document } = await openText(writeDocument(richPlan()));
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>('vscode.executeDefinitionProvider', document.uri, at(document, '| Cust^omer | Fax'));
    assert.deepEqual(found.map((each) => document.lineAt('targetRange' in each ? each.targetRange.start.line : each.range.start.line).text), ['| crm | Customer | 59 | 12 KB | High | B1 |']);
    const references = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeReferenceProvider', document.uri, at(document, '| Cust^omer | Fax'));
    assert.deepEqual(references.map(({ range }) => document.getText(range)), ['Customer', 'Customer', 'Customer', 'Customer', 'Customer', 'Customer', '"Customer"']);
  });

  it('renames a table used in all sections in one undo step', async () => {
    const uri = writeDocument(richPlan());
    const { document } = await openText(uri);
    const rename = await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', uri, at(document, '| Cust^omer | Fax'), 'Cli"ent');
    assert.ok(await vscode.workspace.applyEdit(rename));
    const text = document.getText();
    for (const part of ['  - row: crm.Cli"ent\n', '| crm | Cli"ent | 59 |', '| Cli"ent | Fax | — |', '| Rows of Cli"ent | `select count(*) from "Cli""ent"` | `select count(*) from customer` |']) assert.ok(text.includes(part), part);
    assert.equal(text.includes('"Customer"`'), false);
    await undo(uri);
    assert.equal(document.getText(), richPlan());
  });

  it('says why a name can’t be given', async () => {
    const { document } = await openText(writeDocument(richPlan()));
    const rename = (marked: string, name: string): Thenable<unknown> => vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', document.uri, at(document, marked), name);
    await assert.rejects(async () => rename('| Cust^omer | Fax', 'Track'), /The plan already has a "Track"\./);
    await assert.rejects(async () => rename('| Cust^omer | Fax', '?'), /stands for no name/);
    assert.equal(document.getText(), richPlan());
  });

  it('shows outline, folds and links to the files that are there', async () => {
    const uri = writeDocument(richPlan().replace('    technology: SQLite\n', '    technology: SQLite\n    connection: data/shop.sqlite\n    catalogue: gone/crm.json\n'));
    mkdirSync(join(dirname(uri.fsPath), 'data'));
    writeFileSync(join(dirname(uri.fsPath), 'data', 'shop.sqlite'), '');
    const { document } = await openText(uri);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', uri);
    const names = (all: readonly vscode.DocumentSymbol[]): string[] => all.flatMap(({ name, children }) => [name, ...names(children)]);
    assert.ok(names(symbols).includes('Freeze the shop') && names(symbols).includes('CustomerId → customer_id'));
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', uri);
    const closing = document.getText().split('\n').indexOf('---', 1);
    assert.ok(folds.some(({ start, end }) => start === 0 && end === closing));
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri);
    assert.deepEqual(links.filter(({ target }) => target?.path.includes('shop.sqlite') === true || target?.path.includes('gone') === true).map(({ range }) => document.getText(range)), ['data/shop.sqlite']);
  });

  it('folds the frontmatter at first sight, and never again', async () => {
    const uri = writeDocument(richPlan());
    let editor = await openText(uri);
    // What is folded stands in no visible range, though it is near the top.
    const folded = (): boolean => !editor.visibleRanges.some((range) => range.contains(new vscode.Position(3, 0)));
    await eventually(() => assert.ok(folded(), JSON.stringify(editor.visibleRanges)));
    await run('editor.unfoldAll');
    await eventually(() => assert.ok(!folded()));
    await closeAll();
    editor = await openText(uri);
    await pause(1_000);
    assert.ok(!folded(), 'it stays as the person left it');
  });

  it('leaves other Markdown alone', async () => {
    const { document } = await openText(writeDocument('# Notes\n\n## Data Inventory\n\n| Source System | Tables/Objects |\n| --- | --- |\n| crm | Customer |\n', 'other.md'));
    assert.deepEqual(await labels(document, '| cr^m'), []);
    assert.deepEqual(await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, at(document, '| cr^m')), []);
  });
});
