import * as z from 'zod';
import { BLOCKS, SECTIONS } from '../plan/sections.ts';
import { ITEM_LISTS } from '../plan/planState.ts';
import type { BlockId, SectionId } from '../plan/sections.ts';
import type { ItemList } from '../plan/planState.ts';

/**
 * A step file: `steps/<id>.md`. Its frontmatter names the step, its panels and what must hold for each; its body is the
 * guidance, one `## <panel title>` section a panel. The code has no list of panels of its own.
 */

const blockId = z.enum(BLOCKS.map((block) => block.id) as [BlockId, ...BlockId[]]);
const sectionId = z.enum(SECTIONS.map((section) => section.id) as [SectionId, ...SectionId[]]);
const itemList = z.enum(Object.keys(ITEM_LISTS) as [ItemList, ...ItemList[]]);

const choice = z.object({ value: z.string(), label: z.string() });
const base = { label: z.string(), hint: z.string().optional(), required: z.boolean().default(false) };

/** A column of a `records` field. */
export const recordColumnSchema = z.object({
  key: z.string(), label: z.string(),
  input: z.enum(['text', 'multiline', 'choice', 'size']).default('text'),
  options: z.array(choice).optional(),
  required: z.boolean().default(false),
});

/** A field of a form. `path` is a dotted path of the frontmatter. */
export const fieldSchema = z.discriminatedUnion('input', [
  z.object({ input: z.enum(['text', 'multiline', 'duration', 'size']), path: z.string(), ...base }),
  z.object({ input: z.literal('choice'), path: z.string(), options: z.array(choice).min(1), ...base }),
  /** A list of plain texts. */
  z.object({ input: z.literal('list'), path: z.string(), ...base }),
  /** A list of objects of the frontmatter, edited as a small table. */
  z.object({ input: z.literal('records'), path: itemList, columns: z.array(recordColumnSchema).min(1), ...base }),
]);
export type Field = z.infer<typeof fieldSchema>;

/**
 * What must hold for a panel to be complete; computed from the plan alone. `firm` conditions can't be set aside by a
 * deviation.
 */
const firm = { firm: z.boolean().default(false) };
export const conditionSchema = z.union([
  /** The field at the path says something other than nothing or `?`. */
  z.object({ filled: z.string(), ...firm }),
  /** The list has at least one item. */
  z.object({ some: z.string(), ...firm }),
  /** Each item of the list has the field (`sourceSystems.owner`) filled. */
  z.object({ each: z.string(), ...firm }),
  /** The block stands in the document and has at least one row. */
  z.object({ rows: blockId, ...firm }),
  /** Every inventory row in scope has a volume that is measured, or confirmed by a person. */
  z.object({ volumesProven: z.literal(true), ...firm }),
  /** No problem of severity error in the section. */
  z.object({ noErrors: sectionId, ...firm }),
  /** Every source field in the mapping goes somewhere or is left behind with a reason; every required target field has a source. */
  z.object({ mappingClosed: z.literal(true), ...firm }),
  /** The panel was signed off and neither it nor what it rests on has changed since. */
  z.object({ signedOff: z.string(), ...firm }),
  /** Each of these earlier steps is complete and proven. */
  z.object({ stepDone: z.string(), ...firm }),
]);
export type Condition = z.infer<typeof conditionSchema>;

export const panelSchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string(),
  /** `form`: fields of the frontmatter; `table`: blocks of the body (and fields); `review`: key figures, open points, confirmation of all before. */
  kind: z.enum(['form', 'table', 'review']),
  fields: z.array(fieldSchema).default([]),
  blocks: z.array(blockId).default([]),
  /** The section of the document that this panel fills, for CodeLens and links. */
  section: sectionId.optional(),
  complete: z.array(conditionSchema).default([]),
  /**
   * What the panel's sign-off rests on besides its own content; where it changes, the sign-off is stale. A name without a
   * dot is a panel of the same step; with a dot it is a path of the plan: a field (`migrationStrategy.approach`), one field
   * of a list's items (`exclusions.what`) or one column of a block (`inventory.object`).
   */
  dependsOn: z.array(z.string()).default([]),
  /** Things the wizard offers here: `scanSource`, `rescan`, `readTargetSchema`, `bringInExistingWork`, `writeCollectionScript`, `proposePanel`, `confirmVolumes`, `profileTables`. */
  actions: z.array(z.enum(['scanSource', 'rescan', 'readTargetSchema', 'bringInExistingWork', 'writeCollectionScript', 'proposePanel', 'confirmVolumes', 'profileTables'])).default([]),
});
export type Panel = z.infer<typeof panelSchema>;

export const stepSchema = z.object({
  id: z.string().regex(/^step-\d\d-[a-z-]+$/),
  title: z.string(),
  goal: z.string(),
  output: z.string(),
  /** Id of the next step; absent at the last. */
  next: z.string().optional(),
  panels: z.array(panelSchema).min(1),
});

/** A step, read: its frontmatter, and the guidance of each panel as Markdown by panel id. */
export type Step = z.infer<typeof stepSchema> & { readonly guidance: Readonly<Record<string, string>> };
