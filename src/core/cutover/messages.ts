import type { MessageTable } from '../messages.ts';

export const cutoverMessages = {
  'cutover.duplicateActivity': '"{activity}" stands twice: row {row} has that name already.',
  'cutover.unknownDependency': '"{dependency}" is not an activity of this schedule.',
  'cutover.selfDependency': '"{activity}" waits for itself.',
  'cutover.cycle': '"{activity}" waits for itself by way of: {others}.',
  'cutover.window': 'The longest way through the downtime takes {known}, the window is {window}: {over} too long.',
  'fix.dropDependency': 'Do not wait for {dependency}',
} as const satisfies MessageTable;
