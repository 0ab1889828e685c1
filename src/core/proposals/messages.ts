import { catalogueMessages } from '../catalogue/messages.ts';
import { cutoverMessages } from '../cutover/messages.ts';
import { inventoryMessages } from '../inventory/messages.ts';
import { mappingMessages } from '../mapping/messages.ts';
import { rollbackMessages } from '../rollback/messages.ts';
import { sequenceMessages } from '../sequence/messages.ts';
import { transformMessages } from '../transform/messages.ts';
import { validationMessages } from '../validation/messages.ts';
import type { MessageTable } from '../messages.ts';

/** The words of everything that `checkPlan` may say, and of its fixes. */
export const proposalsMessages = {
  ...catalogueMessages, ...transformMessages, ...inventoryMessages, ...mappingMessages, ...validationMessages, ...sequenceMessages, ...rollbackMessages, ...cutoverMessages,
} as const satisfies MessageTable;
