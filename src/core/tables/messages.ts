import type { MessageTable } from '../messages.ts';

/** The words of what happens in tables of the text. */
export const tablesMessages = {
  'tables.none': 'Put the cursor into a table first.',
  'tables.blockMissing': 'The table of "{heading}" is missing in the document. Restore it first.',
  'tables.nothingToPaste': 'There is nothing on the clipboard that reads as rows of a table.',
  'tables.tooManyRows': '{count} rows are more than can be pasted at once; {limit} are. Import them as a file.',
  'tables.pastedOne': '1 row pasted.',
  'tables.pasted': '{count} rows pasted.',
  'tables.leftOut': 'Left out, as the table has no such column: {columns}.',
  'tables.copiedOne': '1 row copied.',
  'tables.copied': '{count} rows copied.',
} as const satisfies MessageTable;
