import type { SectionId } from '../plan/sections.ts';
import type { FieldRef, RowRefTo, SystemRef, TableRef } from './lexicon.ts';
import type { Tagged } from './tagging.ts';
import type { ReadCount } from './quantities.ts';

/** What slots read. `kind` tells them apart where a rule takes them out again. */

export interface TableMention {
  readonly kind: 'table';
  /** As said, without qualifiers: the name a new row would get. */
  readonly said: string;
  readonly refs: readonly TableRef[];
  /** The system the person named with it. */
  readonly system?: SystemRef;
}
export interface TablesMention { readonly kind: 'tables'; readonly mentions: readonly TableMention[]; readonly everything: boolean }
export interface SystemMention { readonly kind: 'system'; readonly said: string; readonly refs: readonly SystemRef[] }
export interface NewSystem { readonly kind: 'newSystem'; readonly name: string }
export interface Description {
  readonly kind: 'description';
  readonly technology?: string;
  readonly location?: string;
  readonly owner?: string;
  readonly size?: bigint;
}
export interface SystemList { readonly kind: 'systemList'; readonly systems: readonly { readonly name: string; readonly description: Description }[] }
export interface CountValue { readonly kind: 'count'; readonly count: ReadCount }
export interface SizeValue { readonly kind: 'size'; readonly bytes: bigint }
export interface DurationValue { readonly kind: 'duration'; readonly minutes: number; readonly weekend: boolean }
export interface TextValue { readonly kind: 'text'; readonly text: string; readonly freeTokens: number }
export interface NameValue { readonly kind: 'name'; readonly text: string }
export interface FieldMention { readonly kind: 'field'; readonly said: string; readonly table?: string; readonly field: string; readonly refs: readonly FieldRef[] }
export interface RowsMention { readonly kind: 'rows'; readonly refs: readonly (readonly RowRefTo[])[]; readonly said: string }
export interface PlaceValue { readonly kind: 'place'; readonly panel?: string; readonly section?: SectionId; readonly title: string }
export interface ListValue { readonly kind: 'list'; readonly items: readonly string[] }

export interface TaggedValue { readonly kind: 'tagged'; readonly tagged: Tagged; readonly freeTokens: number }

export type SlotValue =
  | TableMention | TablesMention | SystemMention | NewSystem | Description | SystemList | CountValue | SizeValue | DurationValue | TextValue
  | TaggedValue | NameValue | FieldMention | RowsMention | PlaceValue | ListValue;
