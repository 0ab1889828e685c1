import * as z from 'zod';
import { planEditSchema } from '../core/plan/planEdit.ts';
import type { SimpleEdit } from '../core/plan/planEdit.ts';
import { simpleEditsOf } from '../core/plan/simpleEdits.ts';
import type { SourcesMessage } from './sourcesPatch.ts';
import type { SourceTableDetail } from '../core/workflow/sourceDetail.ts';
import type { ViewMessage } from './viewPatch.ts';

/** Messages from the page to the host. Everything from the page is parsed with these before it is looked at. */
const id = z.string().max(200);
const place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('field'), path: z.string() }),
  z.object({ kind: z.literal('item'), list: z.string(), index: z.number(), field: z.string().optional() }),
  z.object({ kind: z.literal('section'), section: z.string() }),
  z.object({ kind: z.literal('block'), block: z.string() }),
  z.object({ kind: z.literal('cell'), block: z.string(), row: z.number(), column: z.string() }),
  z.object({ kind: z.literal('document') }),
]);

/** What only Continue may write: a page can't claim that something is done. */
const pageEdit = planEditSchema.refine((edit) => simpleEditsOf(edit).every((each) => !claims(each)), 'only Continue confirms');

function claims(edit: SimpleEdit): boolean {
  switch (edit.kind) {
    case 'completeStep':
    case 'signOff':
      return true;
    case 'setField':
      return edit.path === 'stepsCompleted' || (edit.path === 'status' && edit.value !== 'draft');
    case 'addItem':
    case 'setItem':
      return edit.list === 'signOffs';
    default:
      return false;
  }
}

export const pageMessageSchema = z.discriminatedUnion('type', [
  /** The page is up and wants its first view. */
  z.object({ type: z.literal('ready') }),
  /** A view came that builds on one the page does not have: the next one is to be whole. */
  z.object({ type: z.literal('wholeView') }),
  z.object({ type: z.literal('edit'), request: z.number().int(), edit: pageEdit }),
  /** Shows another panel; changes nothing in the plan. Refused for panels of a step that is not open. */
  z.object({ type: z.literal('showPanel'), panel: id }),
  /** [C] Confirms the panel shown; `reason` sets its waivable blockers aside. */
  z.object({ type: z.literal('continue'), panel: id, reason: z.string().max(2_000).optional() }),
  /** [R] Goes back to a panel. */
  z.object({ type: z.literal('revise'), panel: id.optional() }),
  z.object({ type: z.literal('deepDive') }),
  z.object({ type: z.literal('partyMode') }),
  /** Picks a technique or perspective in a running elicitation. */
  z.object({ type: z.literal('pickElicitation'), choice: id }),
  z.object({ type: z.literal('endElicitation') }),
  z.object({ type: z.literal('decide'), proposal: id, verdict: z.enum(['apply', 'reject', 'park']), answer: z.string().max(5_000).optional() }),
  z.object({ type: z.literal('say'), text: z.string().max(5_000) }),
  z.object({ type: z.literal('action'), action: z.enum(['scanSource', 'rescan', 'readTargetSchema', 'bringInExistingWork', 'writeCollectionScript', 'proposePanel', 'confirmVolumes', 'profileTables', 'exportSection', 'importSection']), rows: z.array(z.string()).optional(), block: id.optional() }),
  z.object({ type: z.literal('cancelScan') }),
  /** Wants to know all about a table of a source: it was opened, or is looked at. */
  z.object({ type: z.literal('sourceTable'), table: z.string().max(5_000) }),
  /** Leaves tables of sources behind for a reason; takes them back into scope where none is given. One undo step. */
  z.object({ type: z.literal('scopeTables'), tables: z.array(z.string().max(5_000)).min(1).max(100_000), reason: z.string().trim().min(1).max(2_000).optional() }),
  /** Takes over the named differences of a file under review, or all of them, as one undo step. */
  z.object({ type: z.literal('applyImport'), review: id, rows: z.union([z.array(id).max(200_000), z.literal('all')]) }),
  z.object({ type: z.literal('closeImport') }),
  /** Takes over the named changes of a scan under review as one undo step, and stores what was scanned. */
  z.object({ type: z.literal('applyRescan'), review: id, rows: z.array(id).max(200_000) }),
  /** Puts the review off, or drops the scan. */
  z.object({ type: z.literal('closeRescan'), review: id, discard: z.boolean() }),
  z.object({ type: z.literal('setPerson'), name: z.string().max(200) }),
  /** Shows the place in the text editor. */
  z.object({ type: z.literal('reveal'), place }),
  z.object({ type: z.literal('openText') }),
  z.object({ type: z.literal('undo') }),
  z.object({ type: z.literal('redo') }),
  z.object({ type: z.literal('save') }),
  /** What the page remembers of itself (what is being typed, what is folded), as JSON: given back when it is opened again. */
  z.object({ type: z.literal('keep'), state: z.string().max(200_000) }),
  /** An error in the page, for the log. */
  z.object({ type: z.literal('pageError'), message: z.string().max(5_000) }),
]);
export type PageMessage = z.infer<typeof pageMessageSchema>;

/** Messages from the host to the page. */
export type HostMessage =
  | ViewMessage
  /** The outcome of an `edit`: `error` is set, in words, where it was refused and nothing changed. */
  | { readonly type: 'edited'; readonly request: number; readonly error?: string }
  | SourcesMessage
  /** All that is known of a table of a source: the answer to `sourceTable`. */
  | { readonly type: 'sourceTable'; readonly detail: SourceTableDetail }
  /** Puts the keyboard focus where a command from outside the page sent the person. */
  | { readonly type: 'focus'; readonly target: 'panel' | 'conversation' | 'elicitation' | { readonly place: import('../core/plan/problem.ts').PlanPlace } };

/** Narrow check of a host message in the page: the page trusts its host, not its shape. */
export const hostMessageSchema = z.object({ type: z.enum(['view', 'edited', 'focus', 'sources', 'sourceTable']) }).loose();
