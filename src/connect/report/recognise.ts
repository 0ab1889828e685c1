import { collectionColumns } from '../../core/collection/collectionColumns.ts';
import { fieldsOf, foldHeader } from './headers.ts';

export type ReportForm = 'collection' | 'whiteRabbit' | 'whiteRabbitTables' | 'inventory';

/** Our own columns that no other list has all of; clients may change their case. */
const collectionMarks = collectionColumns.slice(0, 6);

/** What kind of report a header line is the head of; undefined where it is none, such as the header of a file of data. */
export function reportForm(header: readonly string[]): ReportForm | undefined {
  const folded = header.slice(0, 200).map(foldHeader);
  const has = (...names: readonly string[]): boolean => names.every((name) => folded.includes(name));
  if (collectionMarks.every((name, at) => folded[at] === foldHeader(name)) && has('row kind')) return 'collection';
  if (has('table', 'field', 'n rows') && (has('max length') || has('fraction empty') || has('n rows checked'))) return 'whiteRabbit';
  if (has('table', 'n rows') && (has('n fields') || has('n rows checked') || has('n fields empty'))) return 'whiteRabbitTables';
  const fields = fieldsOf(header);
  if (!fields.has('table')) return undefined;
  const volumes = fields.has('rows') || (fields.has('bytes') && (fields.has('system') || fields.has('owner') || fields.has('description')));
  const structure = fields.has('column') && (fields.has('type') || fields.has('nullable') || fields.has('description') || fields.has('key'));
  return volumes || structure ? 'inventory' : undefined;
}

/**
 * True where a header line is the head of a list of tables or fields (output of a collection script, a WhiteRabbit scan report, an
 * inventory that people keep) rather than of a file of data.
 */
export function looksLikeReport(header: readonly string[]): boolean {
  return reportForm(header) !== undefined;
}
