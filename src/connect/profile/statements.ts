import { connectText, reasonOf } from '../connectError.ts';
import type { Row } from '../database/engine.ts';
import type { ProfileCare } from './profileCare.ts';
import type { Query } from './profileDialect.ts';

/** What a statement is for, as an issue names it. */
export type Subject = 'counting' | 'values' | 'orphans' | 'duplicates' | 'growth';

/** The statements about one table: what goes wrong with one is said among the issues, and the next is run all the same. */
export class Statements {
  /** A statement was ended by its time limit. */
  timedOut = false;
  readonly #query: Query;
  readonly #name: string;
  readonly #care: ProfileCare;

  constructor(query: Query, name: string, care: ProfileCare) {
    this.#query = query;
    this.#name = name;
    this.#care = care;
  }

  isCancelled(): boolean {
    return this.#care.signal?.aborted === true;
  }

  /** Runs a statement. What goes wrong is said, and nothing comes back. */
  async attempt(what: Subject, sql: string, of?: string): Promise<readonly Row[] | undefined> {
    if (this.isCancelled()) return undefined;
    try {
      return await this.#query(sql);
    } catch (error) {
      if (!this.isCancelled()) this.failed(`profile.${what}`, error, of);
      return undefined;
    } finally {
      this.#care.working?.();
    }
  }

  /** Says what went wrong. Throws `care.lost` for a connection that is gone. */
  failed(what: `profile.${Subject | 'sample'}`, error: unknown, of?: string): void {
    const kind = this.#care.failure?.(error) ?? 'other';
    if (kind === 'lost' && this.#care.lost !== undefined) throw this.#care.lost(error);
    const subject = connectText(`${what}.subject`, { of: of ?? '' });
    if (kind === 'timeout') {
      this.timedOut = true;
      this.say(connectText('profile.timeout', { name: this.#name, what: subject, seconds: String(this.#care.statementSeconds ?? '?') }));
      return;
    }
    this.say(connectText('profile.failed', { name: this.#name, what: subject, detail: withoutValues((this.#care.detail ?? reasonOf)(error)) }));
  }

  /** Puts it among the issues, once. */
  say(message: string): void {
    if (!this.#care.issues.some((issue) => issue.message === message)) this.#care.issues.push({ message, table: this.#name });
  }
}

/** Servers quote the value that they could not handle; whose it is, nobody knows. */
function withoutValues(detail: string): string {
  return detail.replace(/"[^"]*"|'[^']*'|\([^()]*@[^()]*\)/g, '…');
}

/** A whole number as a server writes it; undefined for anything else. */
export function big(text: string | null | undefined): bigint | undefined {
  return typeof text === 'string' && /^-?\d+(?:\.0*)?$/.test(text) ? BigInt(text.split('.')[0]!) : undefined;
}
