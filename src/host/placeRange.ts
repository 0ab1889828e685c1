import type { ParsedPlan } from '../core/document/parsedPlan.ts';
import type { TextRange } from '../core/text/textEdit.ts';

/** A place as it comes from a page: not yet known to name anything that stands. */
export type NamedPlace =
  | { readonly kind: 'field'; readonly path: string }
  | { readonly kind: 'item'; readonly list: string; readonly index: number; readonly field?: string | undefined }
  | { readonly kind: 'section'; readonly section: string }
  | { readonly kind: 'block'; readonly block: string }
  | { readonly kind: 'cell'; readonly block: string; readonly row: number; readonly column: string }
  | { readonly kind: 'document' };

const START: TextRange = { start: 0, end: 0 };

/** Where a place of the plan stands in the text; the nearest thing around it where it does not stand. */
export function placeRange(parsed: ParsedPlan, place: NamedPlace): TextRange {
  switch (place.kind) {
    case 'field':
      return parsed.fieldRange(place.path);
    case 'item':
      return parsed.fieldRange([place.list, place.index, place.field].filter((part) => part !== undefined).join('.'));
    case 'section':
      return own(parsed.sections, place.section)?.heading ?? START;
    case 'block':
      return own(parsed.blocks, place.block)?.header ?? START;
    case 'cell': {
      const block = own(parsed.blocks, place.block);
      return block?.cellRange(place.row, place.column) ?? block?.rowRange(place.row) ?? block?.header ?? START;
    }
    case 'document':
      return START;
    default:
      return place satisfies never;
  }
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
