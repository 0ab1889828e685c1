import type { MessageTable } from '../messages.ts';

export const catalogueMessages = {
  'catalogue.tooLarge': 'The catalogue is too large to read: {size} characters, at most {limit}. Scan the system again, or leave out tables that stay behind.',
  'catalogue.notJson': 'The catalogue is not valid JSON ({detail}). Take it from version control again, or scan the system again.',
  'catalogue.newer': 'The catalogue was written by a newer version ({version}). Update the extension to read it.',
  'catalogue.shape': 'The catalogue does not have the expected form at {place}: {detail}. Scan the system again.',
  'catalogue.tooManyTables': 'The catalogue lists {count} tables, at most {limit} can be read.',
  'catalogue.tooManyColumns': 'The catalogue lists {count} columns, at most {limit} can be read.',

  'type.length': 'the target takes {target} characters, the source allows {source}',
  'type.unboundedLength': 'the target takes {target} characters, the source has no limit',
  'type.byteLength': 'the target takes {target} bytes, the source allows {source}',
  'type.bits': 'the target is a {target}-bit number, the source has {source} bits',
  'type.unsigned': 'the target takes numbers with a sign and reaches half as far as the source, which takes none',
  'type.negative': 'the target takes no negative numbers, the source does',
  'type.precision': 'the target has room for {target} digits before the point, the source has {source}',
  'type.scale': 'the target keeps {target} digits after the point, the source has {source}',
  'type.fractionLost': 'the target is a whole number, the source has digits after the point',
  'type.inexact': 'the target is a floating-point number, the source is exact',
  'type.timeZoneMissing': 'the target knows its time zone, the source does not: say which zone the values are in',
  'type.timeZoneLost': 'the source knows its time zone, the target does not',
  'type.timeLost': 'the target is a date, the source has a time of day too',
  'type.parse': 'text has to be read as {target}: values in another form will fail',
  'type.values': 'the target does not know these source values: {values}',
  'type.valuesUnchecked': 'the target allows only {values}: check the values of the source',
  'type.array': 'one of the two is a list of values, the other is not',
  'type.unknown': 'one of the two types is not known',
  'type.incompatible': '{source} cannot become {target} as it stands',
} as const satisfies MessageTable;

export type CatalogueMessageCode = keyof typeof catalogueMessages;
