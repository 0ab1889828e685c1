import { fill } from '../messages.ts';
import { elicitationMessages } from './messages.ts';

/** Puts a message code and its arguments into words: the host's own, in the person's language. */
export type Words = (code: string, args: Readonly<Record<string, string>>) => string;

const table: Readonly<Record<string, string>> = elicitationMessages;

/** The words in English, for hosts without a translation and for tests. */
export const englishWords: Words = (code, args) => fill(Object.hasOwn(table, code) ? table[code] ?? code : code, args);
