import type { MessageTable } from '../messages.ts';

export const validationMessages = {
  'validation.unknownCheck': 'There is no validation rule "{check}".',
  'validation.unknownPhase': '"{phase}" is not one of the phases: {phases}.',
} as const satisfies MessageTable;
