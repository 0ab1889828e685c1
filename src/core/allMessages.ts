import { catalogueMessages } from './catalogue/messages.ts';
import { conversationMessages } from './conversation/messages.ts';
import { cutoverMessages } from './cutover/messages.ts';
import { documentMessages } from './document/messages.ts';
import { elicitationMessages } from './elicitation/messages.ts';
import { existingWorkMessages } from './existingWork/messages.ts';
import { interchangeMessages } from './interchange/messages.ts';
import { inventoryMessages } from './inventory/messages.ts';
import { languageMessages } from './language/messages.ts';
import { matcherMessages } from './mapping/matcher/messages.ts';
import { mappingMessages } from './mapping/messages.ts';
import type { MessageTable } from './messages.ts';
import { profileMessages } from './profile/messages.ts';
import { proposalsMessages } from './proposals/messages.ts';
import { rescanMessages } from './rescan/messages.ts';
import { rollbackMessages } from './rollback/messages.ts';
import { sequenceMessages } from './sequence/messages.ts';
import { tablesMessages } from './tables/messages.ts';
import { transformMessages } from './transform/messages.ts';
import { validationMessages } from './validation/messages.ts';
import { workflowMessages } from './workflow/messages.ts';
import { sourcesMessages } from './workflow/sourcesMessages.ts';

/** The words of every code of the core, in English. Codes begin with their area, so that no two areas share one. */
export const allMessages: MessageTable = {
  ...catalogueMessages, ...conversationMessages, ...cutoverMessages, ...documentMessages, ...elicitationMessages, ...existingWorkMessages, ...interchangeMessages, ...inventoryMessages, ...languageMessages,
  ...mappingMessages, ...matcherMessages, ...profileMessages, ...proposalsMessages, ...rescanMessages, ...rollbackMessages, ...sequenceMessages, ...tablesMessages, ...transformMessages, ...validationMessages, ...workflowMessages, ...sourcesMessages,
};
