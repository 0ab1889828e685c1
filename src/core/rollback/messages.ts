import type { MessageTable } from '../messages.ts';

export const rollbackMessages = {
  'rollback.unknownPhase': '"{phase}" is not one of the phases: {phases}.',
  'rollback.phaseWithoutSteps': 'No step restores the phase {phases}.',
} as const satisfies MessageTable;
