import * as z from 'zod';
import { ITEM_LISTS, evidenceSchema } from './planState.ts';
import { BLOCKS, SECTIONS } from './sections.ts';
import type { BlockId, SectionId } from './sections.ts';
import type { ItemList } from './planState.ts';

/**
 * The one language in which every view, reader and model changes the plan. An edit says what to change, never where in
 * the text; `computeTextEdits` finds the smallest text change for it.
 */

const blockId = z.enum(BLOCKS.map((block) => block.id) as [BlockId, ...BlockId[]]);
const sectionId = z.enum(SECTIONS.map((section) => section.id) as [SectionId, ...SectionId[]]);
const itemList = z.enum(Object.keys(ITEM_LISTS) as [ItemList, ...ItemList[]]);
const value = z.string().max(100_000);
const cells = z.record(z.string().max(200), value);

/** A row as the view saw it: its index, and its key cells, by which it is found again where rows have moved since. */
export const rowRefSchema = z.object({ index: z.number().int().nonnegative(), key: z.array(value).optional() });
export type RowRef = z.infer<typeof rowRefSchema>;

/** An item of a frontmatter list: its index, and its first field (`name`, `row`, `panel`, …) as the view saw it. */
export const itemRefSchema = z.object({ index: z.number().int().nonnegative(), key: value.optional() });
export type ItemRef = z.infer<typeof itemRefSchema>;

const simpleEdits = [
  /** A scalar or a list of plain texts of the frontmatter, by dotted path (`targetSystem.name`). '' or [] removes it. */
  z.object({ kind: z.literal('setField'), path: z.string().regex(/^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)*$/), value: z.union([value, z.array(value)]) }),
  z.object({ kind: z.literal('addItem'), list: itemList, item: z.record(z.string(), value) }),
  z.object({ kind: z.literal('setItem'), list: itemList, item: itemRefSchema, values: z.record(z.string(), value) }),
  z.object({ kind: z.literal('removeItem'), list: itemList, item: itemRefSchema }),

  z.object({ kind: z.literal('setCell'), block: blockId, row: rowRefSchema, column: z.string(), value }),
  /** Many cells of one block at once, as pasting or filling down writes them; each row is found as the view saw it. */
  z.object({ kind: z.literal('setCells'), block: blockId, cells: z.array(z.object({ row: rowRefSchema, column: z.string(), value })).max(1_000_000) }),
  /** Inserts before the row at `at`; at or beyond the end appends. Creates the block's table or list where it is missing. */
  z.object({ kind: z.literal('insertRows'), block: blockId, at: z.number().int().nonnegative(), rows: z.array(cells).max(200_000) }),
  z.object({ kind: z.literal('removeRows'), block: blockId, rows: z.array(rowRefSchema).max(200_000) }),
  /** Moves the rows, kept in their order, before the row that stands at `to` now. */
  z.object({ kind: z.literal('moveRows'), block: blockId, rows: z.array(rowRefSchema), to: z.number().int().nonnegative() }),
  /** Copies whole rows, a user's own columns with them, to behind the last of them. */
  z.object({ kind: z.literal('duplicateRows'), block: blockId, rows: z.array(rowRefSchema).max(200_000) }),
  /** Puts all rows in order, by the first column, then the next; equal rows keep theirs. Refused where the order of rows says something. */
  z.object({ kind: z.literal('sortRows'), block: blockId, by: z.array(z.object({ column: z.string(), descending: z.boolean().optional() })).min(1).max(20) }),

  /** Writes evidence, replacing the entry of the same row. */
  z.object({ kind: z.literal('setEvidence'), entries: z.array(evidenceSchema) }),
  /** A person vouches for the volumes that these inventory rows (`system.object`) show now. */
  z.object({ kind: z.literal('confirmVolumes'), rows: z.array(z.string()), by: z.string().min(1), at: z.string() }),
  z.object({ kind: z.literal('dropEvidence'), row: z.string() }),
  z.object({ kind: z.literal('reattachEvidence'), row: z.string(), to: z.string() }),

  /** `content` and `basis` are digests that the workflow computes (see `core/workflow/signOffs.ts`). */
  z.object({ kind: z.literal('signOff'), panel: z.string(), by: z.string().min(1), at: z.string(), content: z.string(), basis: z.string() }),
  z.object({ kind: z.literal('completeStep'), step: z.string() }),
  /** Takes back the claim that a step is complete. */
  z.object({ kind: z.literal('reopenStep'), step: z.string() }),

  /** Puts back a missing heading, or a block's missing table or columns, in their place; touches nothing that stands. */
  z.object({ kind: z.literal('restore'), section: sectionId, block: blockId.optional() }),
  /** Renders the overview again from the frontmatter, over a hand edit. */
  z.object({ kind: z.literal('renderOverview') }),
  /** Takes a hand edit of the overview over into the frontmatter, as far as it can be read. */
  z.object({ kind: z.literal('takeOverOverview') }),
] as const;

const simpleEditSchema = z.discriminatedUnion('kind', simpleEdits);

/** Several edits as one user action: one undo step, all or nothing. */
export const planEditSchema = z.discriminatedUnion('kind', [
  ...simpleEdits,
  z.object({ kind: z.literal('batch'), edits: z.array(simpleEditSchema).max(10_000) }),
]);
export type SimpleEdit = z.infer<typeof simpleEditSchema>;
export type PlanEdit = z.infer<typeof planEditSchema>;

/** An edit that does not fit the document: nothing was changed. `code` is a message code, `args` fill it. */
export class EditRefused extends Error {
  constructor(readonly code: string, readonly args: Readonly<Record<string, string>> = {}) {
    super(code);
    this.name = 'EditRefused';
  }
}
