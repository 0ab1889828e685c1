import * as vscode from 'vscode';
import { nextCell, nextRow } from '../../core/tables/moveByCell.ts';
import type { LayoutOptions } from '../../core/tables/moveByCell.ts';
import type { TableStep } from '../../core/tables/tableStep.ts';
import { editsBetween, readTyped, typeInto } from '../../core/tables/typeAhead.ts';
import type { EditorState } from '../../core/tables/typeAhead.ts';
import { applyTextEdits } from '../../core/text/applyTextEdits.ts';
import type { TextEdit, TextRange } from '../../core/text/textEdit.ts';
import type { Services } from '../../host/services.ts';
import { words } from '../../host/words.ts';
import { keysEnabled, layoutOf } from './scope.ts';
import { stepping } from './stepping.ts';
import { selectionOf } from './target.ts';

export type Compute = (text: string, selection: TextRange, options: LayoutOptions) => TableStep | undefined;

/** Milliseconds after which a selection that the editor did not confirm was one that it had already. */
const UNCONFIRMED = 150;
/** Milliseconds after which the text is left as it is: something else keeps changing it. */
const LONGEST = 20_000;

let running: Burst | undefined;

/**
 * Carries a step out as one undo step and selects what it leaves selected; false where there was none. Resolves when the
 * editor shows it. A step that is asked for meanwhile starts from what this one will have left.
 */
export async function carryOut(services: Services, editor: vscode.TextEditor, compute: Compute, selection?: TextRange): Promise<boolean> {
  while (running && !running.over) {
    const burst = running;
    if (burst.editor === editor && burst.goOn(compute)) {
      await burst.done;
      return true;
    }
    await burst.done;
  }
  const burst = Burst.start(services, editor, compute, selection ?? selectionOf(editor));
  if (!burst) return false;
  running = burst;
  stepping.active = keysEnabled(editor.document);
  try {
    await burst.done;
  } finally {
    if (running === burst) {
      running = undefined;
      stepping.active = false;
    }
  }
  return true;
}

/**
 * From a key until the editor shows what it does. People type on without waiting: what they type meanwhile comes to where
 * the cursor was before the key. So each change is read as typing and repeated on the text as it should be (`want`), and
 * the editor's text (`have`) is brought in step with that, again and again until both are the same.
 */
class Burst {
  readonly editor: vscode.TextEditor;
  readonly done: Promise<void>;
  /** Nothing more is done; known before `done` says so. */
  over = false;
  readonly #services: Services;
  readonly #options: LayoutOptions;
  readonly #keys: boolean;
  #have: EditorState;
  #want: EditorState;
  /** The edits of the only step, and where they belong to; more exact than a comparison. */
  #first: { readonly text: string; readonly edits: readonly TextEdit[]; readonly compute: Compute } | undefined;
  /** What the text will be by edits on their way. */
  #sent: string | undefined;
  /** The selection as the editor reported it last: its own property says what was asked for, not what is. */
  #shown: vscode.Selection;
  /** The selection on its way. */
  #selecting: vscode.Selection | undefined;
  #left = false;
  #paired: number | undefined;
  #wake: () => void = () => undefined;

  static start(services: Services, editor: vscode.TextEditor, compute: Compute, selection: TextRange): Burst | undefined {
    const options = { layout: layoutOf(editor.document) };
    const text = editor.document.getText();
    const step = compute(text, selection, options);
    return step && new Burst(services, editor, compute, options, text, step);
  }

  private constructor(services: Services, editor: vscode.TextEditor, compute: Compute, options: LayoutOptions, text: string, step: TableStep) {
    this.#services = services;
    this.editor = editor;
    this.#options = options;
    this.#keys = keysEnabled(editor.document);
    this.#shown = editor.selection;
    this.#have = { text, selection: selectionOf(editor) };
    this.#want = { text: applyTextEdits(text, step.edits), selection: step.selection };
    this.#first = { text, edits: step.edits, compute };
    // What is there already is entered at once, before the row that was left is laid out.
    if (step.now) this.#select(step.now);
    const listening = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument((event) => { this.#changed(event); }),
      vscode.window.onDidChangeTextEditorSelection((event) => { this.#moved(event); }),
      vscode.window.onDidChangeActiveTextEditor((active) => {
        // A window that only shows another part of the workbench has no active editor for a moment.
        if (active && active !== this.editor) this.#leave();
      }),
    );
    this.done = this.#run().finally(() => {
      this.over = true;
      listening.dispose();
    });
  }

  /** Another step from where the steps so far will have led; false where there is none. */
  goOn(compute: Compute): boolean {
    const step = compute(this.#want.text, this.#want.selection, this.#options);
    if (!step) return false;
    this.#first = undefined;
    this.#want = { text: applyTextEdits(this.#want.text, step.edits), selection: step.selection };
    if (step.edits.length === 0 && this.#have.text === this.#want.text && !this.#selecting) this.#select(step.selection);
    this.#wake();
    return true;
  }

  async #run(): Promise<void> {
    const end = Date.now() + LONGEST;
    while (Date.now() < end) {
      if (this.#have.text !== this.#want.text) {
        if (!await this.#edit()) break;
      } else if (this.#left || (!this.#selecting && same(this.#have.selection, this.#want.selection))) {
        break;
      } else {
        if (!this.#selecting) this.#select(this.#want.selection);
        const selecting = this.#selecting;
        if (!await this.#next(UNCONFIRMED) && this.#selecting === selecting) {
          // Nothing moved: it stood there already, or can't be moved there.
          this.#selecting = undefined;
          this.#shown = this.editor.selection;
          this.#have = { ...this.#have, selection: selectionOf(this.editor) };
          if (!same(this.#have.selection, this.#want.selection) && !this.#retry()) break;
        }
      }
    }
    // At once: the next key may come before anybody that waits is told.
    this.over = true;
  }

  #retries = 3;
  #retry(): boolean {
    return this.#retries-- > 0;
  }

  async #edit(): Promise<boolean> {
    const outcome = await this.#services.queue.applyText(this.editor.document, (text) => {
      if (text !== this.#have.text) return [];
      this.#sent = this.#want.text;
      return this.#first?.text === text ? this.#first.edits : editsBetween(text, this.#want.text);
    });
    this.#sent = undefined;
    if (outcome.kind === 'refused' && outcome.code !== 'host.keepsChanging') {
      void vscode.window.showWarningMessage(words(outcome.code, outcome.args));
      return false;
    }
    if (outcome.kind === 'unchanged') await this.#next(20);
    return true;
  }

  #changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document !== this.editor.document || contentChanges.length === 0) return;
    const text = document.getText();
    this.#paired = undefined;
    if (text === this.#sent) {
      // The editor reports next where its cursor is, unless that is on the same line and column as before.
      this.#have = { text, selection: rangeOf(document, this.#shown) };
      return;
    }
    const typed = readTyped(this.#have, contentChanges);
    if (!typed) {
      this.#foreign(text);
    } else {
      const caret = typed.kind === 'text' ? this.#have.selection.start + typed.text.length : (contentChanges[0]?.rangeOffset ?? 0);
      this.#have = { text, selection: { start: caret, end: caret } };
      this.#first = undefined;
      // A key that came before the editor knew that it is ours.
      const key = typed.kind === 'text' && this.#keys ? keyOf(typed.text) : undefined;
      const step = key?.(this.#want.text, this.#want.selection, this.#options);
      if (step) this.#want = { text: applyTextEdits(this.#want.text, step.edits), selection: step.selection };
      else {
        this.#want = typeInto(this.#want, typed);
        if (typed.kind === 'text' && typed.text.length > 1) this.#paired = typed.text.length;
      }
    }
    this.#wake();
  }

  /** Somebody else changed the text: the step is made again where nothing was typed yet, else left at that. */
  #foreign(text: string): void {
    this.#have = { text, selection: rangeOf(this.editor.document, this.#shown) };
    const again = this.#first;
    this.#first = undefined;
    const step = again?.compute(text, this.#have.selection, this.#options);
    this.#want = step ? { text: applyTextEdits(text, step.edits), selection: step.selection } : this.#have;
    if (!step) this.#left = true;
  }

  #moved({ textEditor, kind, selections: [selection] }: vscode.TextEditorSelectionChangeEvent): void {
    if (textEditor !== this.editor || !selection) return;
    this.#shown = selection;
    const { start, end } = rangeOf(this.editor.document, selection);
    // A bracket was closed by itself: the cursor stands before it.
    const back = this.#paired !== undefined && start === end ? this.#have.selection.start - start : 0;
    if (back > 0 && back < (this.#paired ?? 0)) {
      const caret = this.#want.selection.start - back;
      this.#want = { ...this.#want, selection: { start: caret, end: caret } };
    }
    this.#paired = undefined;
    this.#have = { ...this.#have, selection: { start, end } };
    if (this.#selecting?.isEqual(selection)) this.#selecting = undefined;
    if (kind === vscode.TextEditorSelectionChangeKind.Mouse) this.#leave();
    this.#wake();
  }

  /** The person went elsewhere: the text is brought to its end, the cursor stays with them. */
  #leave(): void {
    this.#left = true;
    this.#wake();
  }

  #select({ start, end }: TextRange): void {
    const { document } = this.editor;
    const selection = new vscode.Selection(document.positionAt(start), document.positionAt(end));
    if (!this.#shown.isEqual(selection)) this.#selecting = selection;
    this.editor.selection = selection;
    this.editor.revealRange(selection, vscode.TextEditorRevealType.Default);
  }

  /** Waits for something to happen; false where nothing did. */
  #next(milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => { resolve(false); }, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = () => undefined;
        resolve(true);
      };
    });
  }
}

function rangeOf(document: vscode.TextDocument, { start, end }: vscode.Selection): TextRange {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

function same(one: TextRange, other: TextRange): boolean {
  return one.start === other.start && one.end === other.end;
}

function keyOf(text: string): Compute | undefined {
  if (/^(?:\t| {2,8})$/.test(text)) return nextCell;
  return /^\r?\n[ \t]*$/.test(text) ? nextRow : undefined;
}
