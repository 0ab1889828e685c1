import * as z from 'zod';
import { SECTIONS } from '../plan/sections.ts';
import type { SectionId } from '../plan/sections.ts';

/** A session of Deep Dive or Party Mode: plain JSON, so that the host can keep it over a reload. */

const text = z.string().max(20_000);
const args = z.record(z.string(), text);

const itemSchema = z.object({
  /** Stable id of the finding. */
  id: z.string(),
  /** Id of the technique or perspective that says it. */
  voice: z.string(),
  probe: z.string(),
  code: z.string(),
  args,
  /** Set where a perspective answers another's point on the same thing. */
  reply: z.object({ who: z.string(), subject: z.string() }).optional(),
  proposals: z.array(z.object({ id: z.string(), code: z.string(), args })),
});

const roundSchema = z.object({ id: z.string(), items: z.array(itemSchema) });

export const elicitationStateSchema = z.object({
  stateVersion: z.literal(1),
  mode: z.enum(['deepDive', 'party']),
  section: z.enum(SECTIONS.map((section) => section.id) as [SectionId, ...SectionId[]]),
  topic: z.string().max(200).optional(),
  today: z.string(),
  by: z.string(),
  /** The technique at work, or the perspective that leads; '' where the party speaks in its own order. */
  choice: z.string(),
  rounds: z.array(roundSchema),
  /** Ids of findings that were decided on: not raised again in this session. */
  seen: z.array(z.string()),
  /** What became of a proposal. */
  outcomes: z.record(z.string(), z.enum(['applied', 'rejected', 'parked'])),
});
export type ElicitationState = z.infer<typeof elicitationStateSchema>;
export type ElicitationItem = z.infer<typeof itemSchema>;
export type ElicitationRound = z.infer<typeof roundSchema>;
