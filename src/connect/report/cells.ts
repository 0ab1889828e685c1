import { parseCount } from '../../core/units/count.ts';
import { parseSize } from '../../core/units/size.ts';
import { foldHeader } from './headers.ts';

/** How lists say that nothing is known. */
const nothing = /^(?:|\?+|-+|–|—|n\/?a|n\.a\.|unknown|tbd|tba|none|null|not known|not counted|#n\/a)$/i;

export function saysNothing(text: string): boolean {
  return nothing.test(text.trim());
}

/** A count as a person or a spreadsheet writes it; `bad` where it says something that is no count. */
export function countIn(text: string): { readonly count?: string; readonly rough: boolean; readonly bad: boolean } {
  const written = text.trim();
  if (saysNothing(written) || /^-\d+(?:\.0+)?$/.test(written)) return { rough: false, bad: false };
  // Workbooks store large numbers like this.
  const number = /^\d(?:\.\d{1,20})?E\+?\d{1,2}$/i.test(written) ? Number(written) : undefined;
  if (number !== undefined && Number.isSafeInteger(number)) return { count: String(number), rough: false, bad: false };
  const count = parseCount(written);
  return count === undefined ? { rough: false, bad: true } : { count: count.value.toString(), rough: count.estimated, bad: false };
}

/** Bytes of a size; a number alone takes the unit that its header names. */
export function bytesIn(text: string, header: string): { readonly bytes?: string; readonly bad: boolean } {
  const written = text.trim();
  if (saysNothing(written)) return { bad: false };
  const unit = /\b(bytes|kb|mb|gb|tb)$/.exec(foldHeader(header))?.[1];
  const size = parseSize(written) ?? (unit === undefined ? undefined : parseSize(`${written} ${unit}`));
  return size === undefined ? { bad: true } : { bytes: size.toString(), bad: false };
}

/** Yes or no; undefined where it is neither. */
export function yesIn(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (/^(?:y|yes|true|1|x|✓|✔|null|nullable|optional|j|ja|oui|si|sí)$/.test(word)) return true;
  return /^(?:n|no|false|0|not null|nn|mandatory|required|nein|non)$/.test(word) ? false : undefined;
}

/** `dbo.Orders` as schema and name, where both are plain names and it is no file's name. */
export function schemaAndName(text: string): { readonly schema?: string; readonly name: string } {
  const written = text.trim();
  const parts = /^\[?([\w$#]{1,128})\]?\.\[?([\w$# ]{1,128})\]?$/.exec(written);
  return parts === null || /\.(?:csv|tsv|txt|json|parquet|xlsx?|sas7bdat|dat|dbf)$/i.test(written) ? { name: written } : { schema: parts[1] ?? '', name: parts[2] ?? '' };
}

/** An instant or a day, as lists write it; ISO 8601. */
export function instantIn(text: string): string | undefined {
  const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?/.exec(text.trim());
  if (found === null) return undefined;
  const time = found[2] === undefined ? '00:00:00' : found[2].length === 5 ? `${found[2]}:00` : found[2];
  const date = new Date(`${found[1] ?? ''}T${time}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
