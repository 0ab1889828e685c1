import type { ExistingWorkCode } from './messages.ts';

/** What of somebody else's work can be brought into the plan: data, so that it can be shown, chosen, and applied to the plan as it stands then. */

/** A field of a source system that the plan knows. */
export type SystemField = 'technology' | 'location' | 'owner' | 'size';
export type TargetField = 'name' | 'technology' | 'location' | 'owner' | 'schemaDefined';
/** A list of plain texts of the frontmatter. */
export type TextList = 'constraints.regulations' | 'constraints.other' | 'businessRules' | 'pastAttempts';

export interface TakenMapping {
  readonly sourceTable: string;
  readonly sourceField: string;
  readonly targetTable: string;
  readonly targetField: string;
  readonly transform: string;
}

export type Taking =
  | { readonly kind: 'tool'; readonly name: string; readonly path: string; readonly covers: string }
  /** A source system, made where there is none of that name; the named fields are set, over what stands there. */
  | { readonly kind: 'system'; readonly name: string; readonly values: Readonly<Partial<Record<SystemField, string>>> }
  | { readonly kind: 'target'; readonly values: Readonly<Partial<Record<TargetField, string>>> }
  /** `count` and `size` as the cells show them; '' says nothing. */
  | { readonly kind: 'volume'; readonly system: string; readonly object: string; readonly count: string; readonly size: string }
  | { readonly kind: 'relationship'; readonly from: string; readonly to: string; readonly how: string }
  | { readonly kind: 'quality'; readonly issue: string; readonly where: string; readonly treatment: string }
  | { readonly kind: 'text'; readonly list: TextList; readonly value: string }
  | { readonly kind: 'mapping'; readonly rows: readonly TakenMapping[] };

export const OFFER_GROUPS = ['tools', 'systems', 'owners', 'target', 'volumes', 'relationships', 'quality', 'rules', 'mappings'] as const;
export type OfferGroup = (typeof OFFER_GROUPS)[number];

/** Words of `existingWorkMessages`. */
export interface Said {
  readonly code: ExistingWorkCode;
  readonly args: Readonly<Record<string, string>>;
}

/** A label that is nothing but names. */
export function plainLabel(text: string): Said {
  return { code: 'existingWork.label.plain', args: { text } };
}

/** One thing that can be taken over. */
export interface Offer {
  readonly id: string;
  readonly group: OfferGroup;
  /** What it is, as a person reads it in a list: a message code. */
  readonly label: Said;
  /** File and heading, or path and line: `docs/research-crm.md › Systems`. */
  readonly cite: string;
  /** Where it stands, for looking it up: a path of the workspace and a line from 1. */
  readonly path: string;
  readonly line: number;
  /** Nothing speaks against it: chosen beforehand. */
  readonly sure: boolean;
  /** What the plan says now (or `said`, another document that goes first) where that is something else: it wins unless this is chosen. */
  readonly conflict?: { readonly plan: string; readonly found: string; readonly said?: string };
  /** Why it is not sure, or more about it; a message code. */
  readonly note?: Said;
  readonly taking: Taking;
}

/** Names that differ in signs and the case of letters only are one: `Legacy Shop`, `legacy-shop`. */
export function sameName(one: string, other: string): boolean {
  return looseName(one) !== '' && looseName(one) === looseName(other);
}

export function looseName(name: string): string {
  return name.toLowerCase().normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '');
}
