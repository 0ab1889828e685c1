import type { PlanEdit } from '../plan/planEdit.ts';
import type { SectionId } from '../plan/sections.ts';

/** What the deterministic reader makes of one thing a person said. */
export type Intent =
  /** A change, to be shown and applied only when the person says so. */
  | { readonly kind: 'propose'; readonly code: string; readonly args: Readonly<Record<string, string>>; readonly details: readonly string[]; readonly edit: PlanEdit }
  | { readonly kind: 'continue' }
  | { readonly kind: 'revise'; readonly panel?: string; readonly section?: SectionId }
  | { readonly kind: 'deepDive'; readonly section?: SectionId; readonly topic?: string; readonly technique?: string }
  | { readonly kind: 'party'; readonly section?: SectionId }
  | { readonly kind: 'whatIsOpen' }
  | { readonly kind: 'status' }
  | { readonly kind: 'help' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'scan'; readonly role: 'source' | 'target' }
  | { readonly kind: 'show'; readonly section?: SectionId; readonly panel?: string }
  /** Answers a question about the plan ("how many rows does orders have?"), in words from messages. */
  | { readonly kind: 'answer'; readonly code: string; readonly args: Readonly<Record<string, string>> };

export interface Reading {
  readonly intents: readonly Intent[];
  /** The parts of the sentence that were not understood, as typed. */
  readonly notUnderstood: readonly string[];
  /** Where nothing (or not all) was understood: three sentences near to it that would be. */
  readonly suggestions: readonly string[];
}
