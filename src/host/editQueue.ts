import * as vscode from 'vscode';
import { computeTextEdits } from '../core/document/computeTextEdits.ts';
import { EditRefused } from '../core/plan/planEdit.ts';
import type { ParsedPlan } from '../core/document/parsedPlan.ts';
import type { PlanEdit } from '../core/plan/planEdit.ts';
import type { TextEdit } from '../core/text/textEdit.ts';
import { words } from './words.ts';
import type { PlanDocuments } from './planDocuments.ts';

export type EditOutcome =
  | { readonly kind: 'applied' | 'unchanged' }
  | { readonly kind: 'refused'; readonly code: string; readonly args: Readonly<Record<string, string>> };

/** An edit, or one that is made from the plan as it stands when its turn has come. */
export type EditSource = PlanEdit | ((parsed: ParsedPlan) => PlanEdit | undefined);

type Computed = { readonly edits: readonly TextEdit[] } | EditOutcome;

/**
 * The only writer of plan documents. Edits of one document run one after the other; each is computed and handed over in
 * the same turn of the event loop, so that its offsets belong to the version it is sent with. Where a keystroke comes in
 * between all the same, the editor refuses the older version and the edit is computed again.
 */
export class EditQueue {
  static readonly #attempts = 8;
  readonly #documents: PlanDocuments;
  readonly #tails = new Map<string, Promise<unknown>>();

  constructor(documents: PlanDocuments) {
    this.#documents = documents;
  }

  /** Applies one user action as one undo step. Never throws for a refused edit: the outcome says why. */
  apply(document: vscode.TextDocument, source: EditSource): Promise<EditOutcome> {
    return this.#enqueue(document, (current) => this.#compute(current, source));
  }

  /**
   * Applies edits of the text that are no plan edits (the layout of a table, a table that is not the plan's), as one undo
   * step. `compute` is given the text as it stands when its turn has come, and how to read it as a plan, and may refuse as
   * plan edits do. A plan with conflict markers or broken YAML can still be edited this way: mending it is what the text is for.
   */
  applyText(document: vscode.TextDocument, compute: (text: string, read: () => ParsedPlan) => readonly TextEdit[]): Promise<EditOutcome> {
    return this.#enqueue(document, (current) => refusable(() => compute(current.getText(), () => this.#documents.parse(current))));
  }

  #enqueue(document: vscode.TextDocument, compute: (document: vscode.TextDocument) => Computed): Promise<EditOutcome> {
    const key = document.uri.toString();
    const before = this.#tails.get(key) ?? Promise.resolve();
    const turn = before.then(() => this.#run(document, compute));
    const tail = turn.catch(() => undefined);
    this.#tails.set(key, tail);
    void tail.then(() => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    });
    return turn;
  }

  async #run(document: vscode.TextDocument, compute: (document: vscode.TextDocument) => Computed): Promise<EditOutcome> {
    for (let attempt = 0; attempt < EditQueue.#attempts; attempt++) {
      if (document.isClosed) document = await vscode.workspace.openTextDocument(document.uri);
      const computed = compute(document);
      if ('kind' in computed) return computed;
      if (computed.edits.length === 0) return { kind: 'unchanged' };
      if (await vscode.workspace.applyEdit(workspaceEdit(document, computed.edits))) return { kind: 'applied' };
      await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** attempt));
    }
    return { kind: 'refused', code: 'host.keepsChanging', args: {} };
  }

  #compute(document: vscode.TextDocument, source: EditSource): Computed {
    const parsed = this.#documents.parse(document);
    if (!parsed.plan) return { kind: 'refused', ...unreadable(parsed) };
    return refusable(() => {
      const planEdit = typeof source === 'function' ? source(parsed) : source;
      return planEdit ? computeTextEdits(parsed, planEdit) : [];
    });
  }
}

function refusable(compute: () => readonly TextEdit[]): Computed {
  try {
    return { edits: compute() };
  } catch (error) {
    if (error instanceof EditRefused) return { kind: 'refused', code: error.code, args: error.args };
    throw error;
  }
}

function workspaceEdit(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, edits.map(({ start, end, newText }) =>
    new vscode.TextEdit(new vscode.Range(document.positionAt(start), document.positionAt(end)), newText)));
  return edit;
}

/** Why nothing can be written: the message of the first thing that keeps the document from being read. */
export function unreadable(parsed: ParsedPlan): { readonly code: string; readonly args: Readonly<Record<string, string>> } {
  const broken = parsed.problems.find((problem) => problem.severity === 'error');
  return { code: 'edit.unreadable', args: { reason: broken ? words(broken.code, broken.args) : '' } };
}
