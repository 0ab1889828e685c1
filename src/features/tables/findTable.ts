import type * as vscode from 'vscode';
import { startsTable } from '../../core/tables/moveByCell.ts';
import { tableAt } from '../../core/tables/textTable.ts';

/** The first and last line (from 0) of the table at a position; undefined outside tables. */
export function tableLines(document: vscode.TextDocument, position: vscode.Position): { first: number; last: number } | undefined {
  const table = tableAt(document.getText(), document.offsetAt(position));
  if (!table) return undefined;
  const first = document.positionAt(table.starts[0] ?? 0).line;
  return { first, last: first + table.starts.length - 1 };
}

/**
 * True at the end of a line that Enter may turn into the header of a table. Before its last pipe already: people press
 * Enter right behind it, before the editor is told. Whether it is one is decided by the key.
 */
export function endsHeader(line: string, character: number): boolean {
  return line.slice(character).trim() === '' && (startsTable(line) || startsTable(`${line} |`));
}
