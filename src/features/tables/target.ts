import * as vscode from 'vscode';
import type { ParsedPlan } from '../../core/document/parsedPlan.ts';
import { BLOCKS } from '../../core/plan/sections.ts';
import type { BlockId, BlockSpec } from '../../core/plan/sections.ts';
import type { TextTable } from '../../core/tables/textTable.ts';
import type { TextRange } from '../../core/text/textEdit.ts';
import { textColumn } from '../../host/activePlan.ts';
import { isPlanDocument } from '../../host/planFiles.ts';
import type { Services } from '../../host/services.ts';
import { words } from '../../host/words.ts';
import { inScope } from './scope.ts';

/** What the lenses above a table give to its commands: plain JSON. */
export interface TableArgument {
  readonly uri: string;
  readonly block: BlockId;
}

/** Where a table command acts. */
export interface TableTarget {
  readonly editor: vscode.TextEditor;
  readonly selection: TextRange;
  /** The cursor stands in the table; else the command came from above it, and `selection` is its last line. */
  readonly atCursor: boolean;
}

/** The table a command was called on: that of its argument, else the one at the cursor. Says why where there is none. */
export async function tableTarget(services: Services, argument: unknown): Promise<TableTarget | undefined> {
  const named = tableArgument(argument);
  if (named) return namedTable(services, named);
  const editor = vscode.window.activeTextEditor;
  if (editor && inScope(editor.document)) return { editor, selection: selectionOf(editor), atCursor: true };
  void vscode.window.showInformationMessage(words('tables.none'));
  return undefined;
}

async function namedTable(services: Services, { uri, spec }: { uri: vscode.Uri; spec: BlockSpec }): Promise<TableTarget | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const editor = await vscode.window.showTextDocument(document, { viewColumn: shown?.viewColumn ?? textColumn(uri) });
  const block = services.documents.parse(document).blocks[spec.id];
  if (!block) {
    void vscode.window.showWarningMessage(words('tables.blockMissing', { heading: spec.heading ?? spec.section }));
    return undefined;
  }
  const selection = selectionOf(editor);
  const atCursor = selection.start >= block.range.start && selection.end <= block.range.end;
  return { editor, atCursor, selection: atCursor ? selection : { start: block.range.end, end: block.range.end } };
}

function tableArgument(argument: unknown): { uri: vscode.Uri; spec: BlockSpec } | undefined {
  if (typeof argument !== 'object' || argument === null || !('block' in argument) || !('uri' in argument) || typeof argument.uri !== 'string') return undefined;
  const spec = BLOCKS.find(({ id }) => id === argument.block);
  return spec && { uri: vscode.Uri.parse(argument.uri, true), spec };
}

export function selectionOf(editor: vscode.TextEditor): TextRange {
  return { start: editor.document.offsetAt(editor.selection.start), end: editor.document.offsetAt(editor.selection.end) };
}

/** The block of the plan that a table is; undefined for the person's own tables. */
export function managedBlock(services: Services, document: vscode.TextDocument, table: TextTable): BlockSpec | undefined {
  return isPlanDocument(document) ? blockOf(services.documents.parse(document), table) : undefined;
}

function blockOf(parsed: ParsedPlan, table: TextTable): BlockSpec | undefined {
  return BLOCKS.find(({ id, form }) => form === 'table' && parsed.blocks[id]?.header.start === table.starts[0]);
}
