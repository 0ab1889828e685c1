import * as vscode from 'vscode';
import { diffSheet } from '../../core/interchange/diffSheet.ts';
import type { ImportDiff } from '../../core/interchange/diffSheet.ts';
import { importTextEdits } from '../../core/interchange/importEdit.ts';
import { importReviewView } from '../../core/interchange/importReviewView.ts';
import type { ImportReviewView } from '../../core/interchange/importReviewView.ts';
import { InterchangeRefused } from '../../core/interchange/interchangeRefused.ts';
import { blockTitle } from '../../core/interchange/blockTitle.ts';
import { rowRemarks } from '../../core/interchange/rowRemarks.ts';
import type { FileNote } from '../../core/interchange/readSheetFile.ts';
import type { Recognised } from '../../core/interchange/recogniseSheet.ts';
import type { ParsedPlan } from '../../core/document/parsedPlan.ts';
import { counted } from '../../core/workflow/counted.ts';
import { EditRefused } from '../../core/plan/planEdit.ts';
import { unreadable } from '../editQueue.ts';
import type { Services } from '../services.ts';
import { words } from '../words.ts';
import type { PlanSession } from './planSession.ts';

/** A file that was read, and what is known of it. */
export interface ImportedFile {
  readonly name: string;
  readonly recognised: Recognised;
  readonly notes: readonly FileNote[];
}

export interface ImportCounts {
  readonly changed: number;
  readonly added: number;
  readonly removed: number;
  readonly moved: number;
}

/**
 * A file under review: what it says differently from the plan as the plan stands now. Nothing of it is written before the
 * person chooses, and then only rows that were seen: a row that changed in the document meanwhile is shown as it is by then.
 */
export class ImportRun {
  readonly #services: Services;
  readonly #session: PlanSession;
  #file: (ImportedFile & { readonly id: string }) | undefined;
  #number = 0;
  #known: { readonly parsed: ParsedPlan; readonly diff: ImportDiff } | undefined;
  #shown: { readonly diff: ImportDiff; readonly view: ImportReviewView } | undefined;

  constructor(services: Services, session: PlanSession) {
    this.#services = services;
    this.#session = session;
  }

  get running(): boolean {
    return this.#file !== undefined;
  }

  /** Begins a review; one that runs is dropped. Returns what the file says differently. Throws InterchangeRefused. */
  start(parsed: ParsedPlan, file: ImportedFile): ImportDiff {
    const started = { ...file, id: `import-${String(++this.#number)}-${String(Date.now())}` };
    this.#known = undefined;
    this.#shown = undefined;
    const diff = diffSheet(parsed, file.recognised.block, file.recognised.sheet);
    this.#known = { parsed, diff };
    this.#file = started;
    this.#session.changed();
    return diff;
  }

  /** What the wizard shows; undefined while nothing is reviewed. While the text can't be read, the last review stays. */
  view(parsed: ParsedPlan): ImportReviewView | undefined {
    const file = this.#file;
    if (!file) return undefined;
    const diff = parsed.plan ? this.#diff(parsed, file) : this.#known?.diff;
    if (!diff) return undefined;
    if (this.#shown?.diff !== diff) {
      const { block, headerRow, sheet } = file.recognised;
      this.#shown = { diff, view: importReviewView(diff, { id: file.id, file: file.name, title: blockTitle(block), headerRow, notes: file.notes, remarks: parsed.plan ? rowRemarks(parsed, diff, sheet) : new Map() }, words) };
    }
    return this.#shown.view;
  }

  /** Takes over the named differences, or all, as one undo step, and ends the review unless there is more than it could show. */
  async apply(review: string, rows: readonly string[] | 'all'): Promise<void> {
    const file = this.#file;
    if (!file || file.id !== review) return;
    let counts: ImportCounts = { changed: 0, added: 0, removed: 0, moved: 0 };
    const chosen = rows === 'all' ? undefined : new Set(rows);
    const outcome = await this.#services.queue.applyText(await this.#session.document(), (_text, read) => {
      const parsed = read();
      if (!parsed.plan) {
        const { code, args } = unreadable(parsed);
        throw new EditRefused(code, args);
      }
      const diff = this.#diff(parsed, file);
      const taken = diff.rows.filter(({ id }) => chosen === undefined || chosen.has(id));
      const count = (kind: keyof ImportCounts): number => taken.filter((row) => row.kind === kind).length;
      counts = { changed: count('changed'), added: count('added'), removed: count('removed'), moved: count('moved') };
      return importTextEdits(parsed, diff, new Set(taken.map(({ id }) => id)));
    }).catch((error: unknown) => {
      if (error instanceof InterchangeRefused) return { kind: 'refused' as const, code: error.code, args: error.args };
      throw error;
    });
    if (outcome.kind === 'refused') {
      this.#session.notify(words(outcome.code, outcome.args), 'warning');
      return;
    }
    await this.end();
    this.#session.notify(outcome.kind === 'unchanged' ? vscode.l10n.t('Nothing was taken over from {file}.', { file: file.name }) : takenOver(file.name, counts));
  }

  /** Ends the review, and shows the panel of the table it was for, where its step is open. */
  async end(): Promise<void> {
    const block = this.#file?.recognised.block;
    this.close();
    if (block !== undefined) await this.#session.showBlock(block);
  }

  /** Ends the review; nothing is written. */
  close(): void {
    this.#file = undefined;
    this.#known = undefined;
    this.#shown = undefined;
    this.#session.changed();
  }

  #diff(parsed: ParsedPlan, { recognised }: ImportedFile): ImportDiff {
    if (this.#known?.parsed !== parsed) this.#known = { parsed, diff: diffSheet(parsed, recognised.block, recognised.sheet) };
    return this.#known.diff;
  }
}

function takenOver(file: string, { changed, added, removed, moved }: ImportCounts): string {
  const parts = [
    changed > 0 ? { count: changed, more: 'changed' as const } : undefined,
    added > 0 ? { count: added, more: 'added' as const } : undefined,
    removed > 0 ? { count: removed, more: 'removed' as const } : undefined,
    moved > 0 ? { count: moved, more: 'moved' as const } : undefined,
  ].filter((part) => part !== undefined);
  // The first says what is counted: 4 rows changed, 1 added.
  const counts = parts.map(({ count, more }, index) => counted(words, `interchange.taken.${more}${index === 0 ? 'Rows' : ''}`, count)).join(', ');
  return vscode.l10n.t('Taken over from {file}: {counts}. Undo takes all of it back.', { file, counts });
}
