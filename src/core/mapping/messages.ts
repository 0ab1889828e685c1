import type { MessageTable } from '../messages.ts';

export const mappingMessages = {
  'mapping.unknownSourceTable': 'No source system has a table {table}.',
  'mapping.unknownSourceField': '{table} has no field {field}.',
  'mapping.unknownTargetTable': 'The target has no table {table}.',
  'mapping.unknownTargetField': 'The target table {table} has no field {field}.',
  'mapping.ambiguousTable': '{table} could be {choices}. Write which one.',
  'mapping.targetTwice': '{table}.{field} is filled twice: row {row} fills it already.',
  'mapping.requiredMissing': 'Required fields of {table} are in no row: {fields}.',
  'mapping.requiredOpen': '{table}.{field} is required and has no source yet.',
  'mapping.targetOpen': '{table}.{field} has no target yet, and is not left behind.',
  'mapping.sourceMissing': 'Fields of {table} are in no row: {fields}.',
  'mapping.castNeeded': '{source} is {sourceType}, {target} is {targetType}: "direct" needs a conversion.',
  'mapping.typesDiffer': '{source} ({sourceType}) may not fit into {target} ({targetType}).',
  'mapping.placeholderFilled': 'Row {row} fills {table}.{field} by now: this row is not needed any more.',

  'fix.useTransform': 'Set the transform to "{transform}"',
  'fix.removeFilled': 'Filled by row {row}: remove this row',
  'fix.addFields': 'Add rows for the missing fields of {table}',
} as const satisfies MessageTable;
