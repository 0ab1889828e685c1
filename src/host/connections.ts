import type * as vscode from 'vscode';
import * as z from 'zod';
import { serverFields, serverKinds } from '../connect/database/settings.ts';

/** The name of an environment variable, as every system takes it. */
export const variablePattern = /^[A-Za-z_][A-Za-z0-9_]{0,199}$/;

const signInSchema = z.discriminatedUnion('from', [
  /** Kept by the editor's secret store. */
  z.object({ from: z.literal('store') }),
  z.object({ from: z.literal('environment'), variable: z.string().regex(variablePattern) }),
  /** Asked at each scan, kept nowhere. */
  z.object({ from: z.literal('ask') }),
  z.object({ from: z.literal('none') }),
]);
export type SignIn = z.infer<typeof signInSchema>;

const connectionSchema = z.object({
  /** What the plan calls it: `connection: crm-prod`. */
  name: z.string().min(1).max(200),
  kind: z.enum(serverKinds),
  ...serverFields,
  signIn: signInSchema,
});
/** A database server as the plan names it. Nothing of it is secret. */
export type Connection = z.infer<typeof connectionSchema>;

/**
 * The connections of this workspace on this machine. They are kept in the editor's own storage, not in a file of the folder: a
 * folder from elsewhere could otherwise send a known password to a server of its choice. For the same reason a password
 * belongs to the server, database and user it was given for, not to the name of a connection.
 */
export class Connections {
  static readonly #key = 'connections';
  readonly #memento: vscode.Memento;
  readonly #secrets: vscode.SecretStorage;

  constructor(memento: vscode.Memento, secrets: vscode.SecretStorage) {
    this.#memento = memento;
    this.#secrets = secrets;
  }

  /** By name. What can't be read (of a later version, damaged) is left out. */
  list(): readonly Connection[] {
    const stored = this.#memento.get<unknown>(Connections.#key, []);
    return (Array.isArray(stored) ? stored : [])
      .flatMap((item: unknown) => {
        const reading = connectionSchema.safeParse(item);
        return reading.success ? [reading.data] : [];
      })
      .sort((one, other) => one.name.localeCompare(other.name));
  }

  find(name: string): Connection | undefined {
    return this.list().find((connection) => connection.name === name);
  }

  /** Keeps a connection in the place of the one of that name. */
  async save(connection: Connection): Promise<void> {
    await this.#memento.update(Connections.#key, [...this.list().filter(({ name }) => name !== connection.name), connectionSchema.parse(connection)]);
  }

  async remove(connection: Connection): Promise<void> {
    await this.#memento.update(Connections.#key, this.list().filter(({ name }) => name !== connection.name));
    await this.forget(connection);
  }

  /** The remembered password; undefined where there is none. */
  async remembered(connection: Connection): Promise<string | undefined> {
    return this.#secrets.get(secretKey(connection));
  }

  async remember(connection: Connection, secret: string): Promise<void> {
    await this.#secrets.store(secretKey(connection), secret);
  }

  async forget(connection: Connection): Promise<void> {
    await this.#secrets.delete(secretKey(connection));
  }
}

function secretKey({ kind, host, port, database, user }: Connection): string {
  return `connection:${JSON.stringify([kind, host, port, database, user])}`;
}
