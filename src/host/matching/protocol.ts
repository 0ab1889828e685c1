import * as z from 'zod';
import { dataTypeSchema } from '../../core/catalogue/catalogue.ts';
import { foundPairsSchema } from '../../core/mapping/pairing.ts';

/** Messages between the editor's host and the thread that matches. Both sides parse what they get. */

const profile = z.object({
  rows: z.number().optional(), nulls: z.number().optional(), distinct: z.number().optional(),
  samples: z.array(z.string()).optional(), quantiles: z.array(z.number()).optional(),
});
const column = z.object({
  name: z.string(), type: z.union([dataTypeSchema, z.string()]).optional(), pk: z.boolean().optional(), fk: z.union([z.string(), z.boolean()]).optional(),
  description: z.string().optional(), profile: profile.optional(),
});
export const matchTableSchema = z.object({ name: z.string(), schema: z.string().optional(), description: z.string().optional(), columns: z.array(column) });

const request = z.number().int().nonnegative();
/** A table by the number under which it was sent: one that did not change is neither sent nor prepared again. */
const tableId = z.number().int().nonnegative();

export const toWorkerSchema = z.discriminatedUnion('kind', [
  /** Matches two schemas. `tables`: those that the thread does not know yet. `system`: whose matcher goes on. */
  z.object({ kind: z.literal('match'), request, system: z.string(), tables: z.array(z.object({ id: tableId, table: matchTableSchema })), source: z.array(tableId), target: z.array(tableId) }),
  z.object({ kind: z.literal('cancel'), request }),
]);
export type ToWorker = z.infer<typeof toWorkerSchema>;

export const fromWorkerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), request, done: z.number(), total: z.number() }),
  /** A part of what was found: what is large comes in pieces, so that reading it never holds up the window. */
  z.object({ kind: z.literal('part'), request, found: foundPairsSchema }),
  /** All parts were sent. */
  z.object({ kind: z.literal('found'), request }),
  z.object({ kind: z.literal('cancelled'), request }),
  z.object({ kind: z.literal('failed'), request, reason: z.string() }),
]);
export type FromWorker = z.infer<typeof fromWorkerSchema>;
