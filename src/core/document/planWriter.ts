import { cellOf, inventoryKey } from '../plan/plan.ts';
import { EditRefused } from '../plan/planEdit.ts';
import type { SimpleEdit } from '../plan/planEdit.ts';
import type { Evidence, PlanState } from '../plan/planState.ts';
import { vouchesFor } from '../plan/volumes.ts';
import { applyTextEdits } from '../text/applyTextEdits.ts';
import { composeTextEdits } from '../text/composeTextEdits.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { parseCount } from '../units/count.ts';
import { BodyWriter } from './bodyWriter.ts';
import { readFrontmatter } from './frontmatter.ts';
import type { Frontmatter } from './frontmatter.ts';
import { frontmatterEdits } from './frontmatterEdits.ts';
import type { FrontmatterEdit, ItemRun } from './frontmatterEdits.ts';
import { overviewEdits, takeOver } from './overviewEdits.ts';
import type { ParsedPlan } from './parsedPlan.ts';
import { partsOf } from './parsePlan.ts';
import { restoreEdits } from './restore.ts';

/**
 * Makes plan edits one after the other. Frontmatter and body are two texts here, each read again only after it changed:
 * a form of ten fields does not read ten thousand rows ten times. The overview follows once, at the end.
 */
export class PlanWriter {
  private readonly before: PlanState;
  private readonly bodyStart: number;
  private readonly frontmatterLists: TextEdit[][] = [];
  private frontmatter: Frontmatter;
  private readonly body: BodyWriter;
  private renderAll = false;

  constructor(private readonly parsed: ParsedPlan) {
    const parts = partsOf(parsed);
    this.frontmatter = parts.frontmatter;
    this.bodyStart = parts.frontmatter.text.length;
    this.before = this.state;
    this.body = new BodyWriter(parsed, this.before);
  }

  private get state(): PlanState {
    if (!this.frontmatter.state) throw new EditRefused('edit.unreadable', { reason: this.frontmatter.problems[0]?.code ?? '' });
    return this.frontmatter.state;
  }

  /** All edits so far as one list on the first text. */
  finish(): TextEdit[] {
    const body = this.body.flush();
    if (this.frontmatterLists.length > 0 || this.renderAll) {
      this.body.change(overviewEdits(body, this.before, this.state, this.parsed.eol, this.renderAll));
    }
    return [...composeTextEdits(this.parsed.text.slice(0, this.bodyStart), this.frontmatterLists), ...this.body.finish()];
  }

  apply(edit: SimpleEdit | ItemRun): void {
    switch (edit.kind) {
      case 'setField': case 'addItem': case 'addItems': case 'setItem': case 'removeItem': case 'removeItems': case 'setEvidence': case 'dropEvidence':
      case 'reattachEvidence': case 'signOff': case 'completeStep': case 'reopenStep':
        this.changeFrontmatter(edit);
        return;
      case 'confirmVolumes':
        this.body.flush();
        this.changeFrontmatter({ kind: 'setEvidence', entries: edit.rows.map((row) => this.confirmed(row, edit.by, edit.at)) });
        return;
      case 'setCell': this.body.setCell(edit.block, edit.row, edit.column, edit.value); return;
      case 'setCells': this.body.flush(); this.body.setCells(edit.block, edit.cells); return;
      case 'insertRows': this.body.flush(); this.body.insertRows(edit.block, edit.at, edit.rows); return;
      case 'removeRows': this.body.flush(); this.body.removeRows(edit.block, edit.rows); return;
      case 'moveRows': this.body.flush(); this.body.moveRows(edit.block, edit.rows, edit.to); return;
      case 'duplicateRows': this.body.flush(); this.body.duplicateRows(edit.block, edit.rows); return;
      case 'sortRows': this.body.flush(); this.body.sortRows(edit.block, edit.by); return;
      case 'restore':
        // What is put back of the overview shows the state the rest of it shows; the end brings all of it up to date.
        this.body.change(restoreEdits(this.body.flush(), this.bodyStart, edit.section, edit.block, this.before, this.parsed.eol));
        return;
      case 'renderOverview': this.renderAll = true; return;
      case 'takeOverOverview':
        for (const taken of takeOver(this.body.flush(), this.state)) this.apply(taken);
        this.renderAll = true;
        return;
      default: edit satisfies never;
    }
  }

  private changeFrontmatter(edit: FrontmatterEdit): void {
    const edits = frontmatterEdits(this.frontmatter, edit, this.parsed.eol);
    if (edits.length === 0) return;
    this.frontmatterLists.push(edits);
    this.frontmatter = readFrontmatter(applyTextEdits(this.frontmatter.text, edits));
  }

  /** The evidence that says a person vouches for what the row shows now. */
  private confirmed(key: string, by: string, at: string): Evidence {
    const row = this.body.block('inventory').rows.find((candidate) => inventoryKey(candidate) === key);
    if (!row) throw new EditRefused('edit.rowMissing', { row: key });
    const text = cellOf(row, 'recordCount');
    const shown = parseCount(text);
    if (!shown) throw new EditRefused('edit.volumeUnknown', { row: key, text: text.slice(0, 80) });
    const size = cellOf(row, 'size');
    const standing = this.state.evidence.filter((evidence) => evidence.row === key).pop();
    if (standing && vouchesFor(standing, shown)) return { ...standing, size, confirmedBy: by, confirmedAt: at };
    return { row: key, kind: 'stated', count: shown.value.toString(), size, query: '', at, confirmedBy: by, confirmedAt: at };
  }
}
