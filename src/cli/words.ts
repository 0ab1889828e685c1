import { catalogueMessages } from '../core/catalogue/messages.ts';
import { documentMessages } from '../core/document/messages.ts';
import { interchangeMessages } from '../core/interchange/messages.ts';
import { fill } from '../core/messages.ts';
import { proposalsMessages } from '../core/proposals/messages.ts';
import type { MessageTable } from '../core/messages.ts';

const cliMessages = {
  'catalogue.unreadable': 'The catalogue {path} can\'t be read: {reason}',
} as const satisfies MessageTable;

const tables: MessageTable = { ...documentMessages, ...catalogueMessages, ...interchangeMessages, ...proposalsMessages, ...cliMessages };

/** A message code of the core in English, on one line. */
export function words(code: string, args: Readonly<Record<string, string>> = {}): string {
  const template = Object.hasOwn(tables, code) ? tables[code] : undefined;
  return oneLine(template === undefined ? code : fill(template, args));
}

/** Text of a plan or a database on one line, without control characters that would steer a terminal. */
export function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
}
