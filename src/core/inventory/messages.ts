import type { MessageTable } from '../messages.ts';

export const inventoryMessages = {
  'inventory.unknownSystem': '{system} is not among the source systems.',
  'inventory.unknownTable': '{system} has no table {table}.',
  'inventory.missingTable': '1 table of {system} is not in the inventory: {tables}.',
  'inventory.missingTables': '{count} tables of {system} are not in the inventory: {tables}.',
  'inventory.countDiffers': 'The cell says {shown}; the scan of {at} counted {found} rows in {table}.',

  'fix.useCount': 'Use the measured count {count}',
  'fix.useName': 'Change to {name}',
  'fix.addTables': 'Add the missing tables of {system}',
} as const satisfies MessageTable;
