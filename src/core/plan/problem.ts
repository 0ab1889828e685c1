import type { TextRange } from '../text/textEdit.ts';
import type { PlanEdit } from './planEdit.ts';
import type { BlockId, SectionId } from './sections.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Where in the plan (not in the text) a problem is, so that every view can lead there. */
export type PlanPlace =
  | { readonly kind: 'field'; readonly path: string }
  | { readonly kind: 'item'; readonly list: string; readonly index: number; readonly field?: string }
  | { readonly kind: 'section'; readonly section: SectionId }
  | { readonly kind: 'block'; readonly block: BlockId }
  | { readonly kind: 'cell'; readonly block: BlockId; readonly row: number; readonly column: string }
  | { readonly kind: 'document' };

/** A way out, as an edit. `code` and `args` are put into words by the edges. */
export interface Fix {
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
  readonly edit: PlanEdit;
}

/** Something in the document that is wrong or open. `code` is a key of `messages.ts`. */
export interface Problem {
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
  readonly severity: Severity;
  /** Exact place in the text. */
  readonly range: TextRange;
  readonly place: PlanPlace;
  readonly fixes: readonly Fix[];
}
