import * as vscode from 'vscode';
import { allMessages } from '../core/allMessages.ts';
import type { MessageTable } from '../core/messages.ts';
import { hostMessages } from './messages.ts';

export type Words = (code: string, args?: Readonly<Record<string, string>>) => string;

const templates: MessageTable = { ...allMessages, ...hostMessages };

/** Puts a message code into the person's language. An unknown code stays visible as itself. */
export const words: Words = (code, args = {}) => {
  const template = Object.hasOwn(templates, code) ? templates[code] : undefined;
  return template === undefined ? code : vscode.l10n.t(template, { ...args });
};
