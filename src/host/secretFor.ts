import * as vscode from 'vscode';
import type { Connection, Connections } from './connections.ts';

/** The password of a connection for one scan. */
export interface Secret {
  readonly value: string;
  /** Typed just now, to be remembered when the server has taken it. */
  readonly remember: boolean;
}

/** Gets the password from where the person said it is, or asks. Undefined where they turn away; throws where a variable is missing. */
export async function secretFor(connections: Connections, connection: Connection): Promise<Secret | undefined> {
  const { signIn } = connection;
  switch (signIn.from) {
    case 'none':
      return { value: '', remember: false };
    case 'environment': {
      const value = process.env[signIn.variable];
      if (value === undefined || value === '') {
        throw new Error(vscode.l10n.t('The environment variable {variable} is not set. Set it and start the editor again, or change the connection.', { variable: signIn.variable }));
      }
      return { value, remember: false };
    }
    case 'store': {
      const value = await connections.remembered(connection);
      if (value !== undefined) return { value, remember: false };
      const typed = await askPassword(connection);
      return typed === undefined ? undefined : { value: typed, remember: true };
    }
    case 'ask': {
      const typed = await askPassword(connection);
      return typed === undefined ? undefined : { value: typed, remember: false };
    }
    default: {
      const never: never = signIn;
      return never;
    }
  }
}

function askPassword({ user, host, database }: Connection): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Password of {user} for {database} at {host}', { user, database, host }), password: true, ignoreFocusOut: true,
    validateInput: (text) => (text.length > 10_000 ? vscode.l10n.t('This is too long for a password.') : undefined),
  });
}
