import type { MessageTable } from '../messages.ts';

export const sequenceMessages = {
  'sequence.unknownTable': 'No table {table} is known to be loaded.',
  'sequence.duplicateTable': '{table} is loaded twice: row {row} loads it already.',
  'sequence.before': '{table} refers to {other} by {columns}, so it must come after {other}.',
  'sequence.selfWithoutNote': '{table} refers to itself by {columns}: note how it is loaded.',
  'sequence.cycleWithoutNote': '{table} and {other} refer to each other ({columns}): note how they are loaded.',
  'sequence.unknownWait': 'It waits for {table}, which is not a known table.',
  'sequence.waitsForLater': '{table} waits for {other}, which comes later.',
  'sequence.unknownPhase': '"{phase}" is not one of the phases: {phases}.',
  'sequence.phaseBackwards': '{table} is in the phase "{phase}", but stands after a table of the later phase "{later}".',
  'sequence.missingTables': 'Tables that are mapped but not in the load order: {tables}.',
  'fix.moveAfter': 'Move {table} after {other}',
  'fix.addNote': 'Note: {note}',
  'fix.addToOrder': 'Add the missing tables to the load order',
} as const satisfies MessageTable;
