import { fill } from '../core/messages.ts';
import { connectMessages } from './messages.ts';
import type { ConnectMessageCode } from './messages.ts';

/** A source that cannot be read, with its reason as a code (a key of `connectMessages`) and in English words. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';
  readonly code: ConnectMessageCode;
  readonly args: Readonly<Record<string, string>>;

  constructor(code: ConnectMessageCode, args: Readonly<Record<string, string>> = {}) {
    super(connectText(code, args));
    this.code = code;
    this.args = args;
  }
}

/** A message of this area in English. */
export function connectText(code: ConnectMessageCode, args: Readonly<Record<string, string>> = {}): string {
  return fill(connectMessages[code], args);
}

/** What an unknown thrown value says, on one line of bounded length. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
