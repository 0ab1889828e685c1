import * as vscode from 'vscode';
import { defaultPorts } from '../../connect/database/settings.ts';
import type { ServerKind, TlsMode } from '../../connect/database/settings.ts';
import { variablePattern } from '../../host/connections.ts';
import type { Connection, SignIn } from '../../host/connections.ts';
import { addressFault, addressText, isLocal, parseAddress } from '../../connect/database/serverAddress.ts';

type Choice<Value> = vscode.QuickPickItem & { readonly value: Value };

/**
 * Asks for a connection, one thing at a time, with what is known filled in. Undefined where the person turns away. The password is
 * not part of it.
 */
export async function askConnection(known: Partial<Connection>, taken: readonly string[]): Promise<Connection | undefined> {
  const title = known.host === undefined ? vscode.l10n.t('New database connection') : vscode.l10n.t('Change {name}', { name: known.name ?? '' });
  const kind = known.kind ?? await pick<ServerKind>(title, vscode.l10n.t('Which database is it?'), [
    { label: 'PostgreSQL', value: 'postgres' },
    { label: vscode.l10n.t('MySQL or MariaDB'), value: 'mysql' },
    { label: 'SQL Server', value: 'sqlserver', description: vscode.l10n.t('preview'), detail: vscode.l10n.t('Azure SQL too. Preview: tested against recorded answers only.') },
    { label: 'Oracle', value: 'oracle', description: vscode.l10n.t('preview'), detail: vscode.l10n.t('12.1 and later. Preview: tested against recorded answers only.') },
  ]);
  if (kind === undefined) return undefined;
  const { host, port, database } = known;
  const typed = await vscode.window.showInputBox({
    title, ignoreFocusOut: true,
    prompt: addressPrompt(kind),
    value: host === undefined ? `localhost:${String(defaultPorts[kind])}/` : addressText({ host, port: port ?? defaultPorts[kind], database: database ?? '' }),
    validateInput: (text) => (parseAddress(text, kind) ? undefined : addressAdvice(text, kind)),
  });
  const address = typed === undefined ? undefined : parseAddress(typed, kind);
  if (address === undefined) return undefined;
  const user = await ask(title, userPrompt(kind), known.user ?? '');
  if (user === undefined) return undefined;
  const schemas = await vscode.window.showInputBox({
    title, ignoreFocusOut: true,
    prompt: schemasPrompt(kind),
    value: known.schemas?.join(', ') ?? '',
  });
  if (schemas === undefined) return undefined;
  const protection = await askProtection(title, known, kind, address.host);
  if (protection === undefined) return undefined;
  const signIn = await askSignIn(title, known.signIn);
  if (signIn === undefined) return undefined;
  const name = known.name ?? await ask(title, vscode.l10n.t('What is this connection called? The plan names it, and nothing else of it'), freeName(address.database, taken), (text) => (
    taken.includes(text) ? vscode.l10n.t('There is a connection of this name.') : undefined));
  if (name === undefined) return undefined;
  return {
    name, kind, ...address, user, ...protection, schemas: schemas.split(',').map((part) => part.trim()).filter((part) => part !== ''), signIn,
  };
}

function addressPrompt(kind: ServerKind): string {
  switch (kind) {
    case 'postgres':
    case 'mysql':
    case 'sqlserver':
      return vscode.l10n.t('Where is it? As host:port/database, without user and password');
    case 'oracle':
      return vscode.l10n.t('Where is it? As host:port/service_name, without user and password. The service name, not a SID');
    default: {
      const never: never = kind;
      return never;
    }
  }
}

/** Why an address is none, and how it is written. */
function addressAdvice(text: string, kind: ServerKind): string {
  switch (addressFault(text, kind)) {
    case 'instance':
      return vscode.l10n.t('Instances are not looked up by name: give the port of this one, as host:port/database. It stands in the SQL Server Configuration Manager under TCP/IP, IPAll.');
    case 'sid':
      return vscode.l10n.t('Give the service name behind a slash, not the SID: host:port/service_name. “lsnrctl services” on the server lists them.');
    case undefined:
      return kind === 'oracle'
        ? vscode.l10n.t('Write it as host:port/service_name, for example db.example.com:{port}/ORCLPDB1', { port: String(defaultPorts[kind]) })
        : vscode.l10n.t('Write it as host:port/database, for example db.example.com:{port}/crm', { port: String(defaultPorts[kind]) });
  }
}

function userPrompt(kind: ServerKind): string {
  switch (kind) {
    case 'postgres':
    case 'mysql':
      return vscode.l10n.t('The user to read it as. One that may only read is best');
    case 'sqlserver':
      return vscode.l10n.t('The SQL Server login to read it as; Windows and Entra accounts can’t be used here. One that may only read is best');
    case 'oracle':
      return vscode.l10n.t('The user to read it as, with a password; operating system and Kerberos accounts can’t be used here. One that may only read is best');
    default: {
      const never: never = kind;
      return never;
    }
  }
}

function schemasPrompt(kind: ServerKind): string {
  switch (kind) {
    case 'postgres':
    case 'sqlserver':
      return vscode.l10n.t('Schemas to read, separated by commas; empty: all');
    case 'mysql':
      return vscode.l10n.t('Databases to read, separated by commas; empty: this one');
    case 'oracle':
      return vscode.l10n.t('Schemas to read, separated by commas; empty: all that this user may see, without the server’s own');
    default: {
      const never: never = kind;
      return never;
    }
  }
}

async function askProtection(title: string, known: Partial<Connection>, kind: ServerKind, host: string): Promise<Pick<Connection, 'tls' | 'caFile'> | undefined> {
  const first = known.tls === undefined ? (isLocal(host) ? 'off' : 'verify') : known.caFile === undefined ? known.tls : 'file';
  const tls = await pick<TlsMode | 'file'>(title, vscode.l10n.t('How is the way to it protected?'), tlsChoices(first, kind));
  if (tls !== 'file') return tls === undefined ? undefined : { tls };
  const chosen = await vscode.window.showOpenDialog({
    title: kind === 'oracle' ? vscode.l10n.t('The wallet (ewallet.pem)') : vscode.l10n.t('The file with the certificate of its authority'), canSelectMany: false,
    filters: { [vscode.l10n.t('Certificates')]: ['pem', 'crt', 'cer'], [vscode.l10n.t('All files')]: ['*'] },
    ...(known.caFile === undefined ? {} : { defaultUri: vscode.Uri.file(known.caFile) }),
  });
  return chosen?.[0] === undefined ? undefined : { tls: 'verify', caFile: chosen[0].fsPath };
}

/** The likeliest first. */
function tlsChoices(first: TlsMode | 'file', kind: ServerKind): Choice<TlsMode | 'file'>[] {
  const every: Choice<TlsMode | 'file'>[] = [
    { value: 'verify', label: vscode.l10n.t('Encrypted, certificate checked'), detail: vscode.l10n.t('The server must prove that it is the one.') },
    kind === 'oracle'
      ? { value: 'file', label: vscode.l10n.t('Encrypted, certificate checked by a wallet…'), detail: vscode.l10n.t('For an authority of your own: ewallet.pem, without a password.') }
      : { value: 'file', label: vscode.l10n.t('Encrypted, certificate checked by a file…'), detail: vscode.l10n.t('For an authority of your own, which this machine does not know.') },
    { value: 'encrypt', label: vscode.l10n.t('Encrypted, certificate not checked'), detail: vscode.l10n.t('Nobody can listen in, but anybody could pretend to be the server.') },
    { value: 'off', label: vscode.l10n.t('Not encrypted'), detail: vscode.l10n.t('Only for this machine, a tunnel, or a network you trust.') },
  ];
  // Oracle's driver checks the certificate in any case.
  const all = kind === 'oracle' ? every.filter(({ value }) => value !== 'encrypt') : every;
  return [...all.filter(({ value }) => value === first), ...all.filter(({ value }) => value !== first)];
}

async function askSignIn(title: string, known: SignIn | undefined): Promise<SignIn | undefined> {
  const from = await pick<SignIn['from']>(title, vscode.l10n.t('Where does the password come from?'), [
    { value: 'store', label: vscode.l10n.t('Remember it in the secret store'), detail: vscode.l10n.t('The editor keeps it encrypted on this machine.') },
    { value: 'ask', label: vscode.l10n.t('Ask at every scan'), detail: vscode.l10n.t('It is kept nowhere.') },
    { value: 'environment', label: vscode.l10n.t('An environment variable'), detail: vscode.l10n.t('Set before the editor starts.') },
    { value: 'none', label: vscode.l10n.t('There is none') },
  ]);
  if (from !== 'environment') return from === undefined ? undefined : { from };
  const variable = await ask(title, vscode.l10n.t('The name of the environment variable that holds the password'), known?.from === 'environment' ? known.variable : '', (text) => (
    variablePattern.test(text) ? undefined : vscode.l10n.t('Letters, digits and underscores, for example CRM_PASSWORD.')));
  return variable === undefined ? undefined : { from, variable };
}

async function pick<Value>(title: string, placeHolder: string, items: readonly Choice<Value>[]): Promise<Value | undefined> {
  return (await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))?.value;
}

async function ask(title: string, prompt: string, value: string, validate?: (text: string) => string | undefined): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    title, prompt, value, ignoreFocusOut: true,
    validateInput: (text) => {
      const trimmed = text.trim();
      return trimmed === '' || trimmed.length > 200 ? vscode.l10n.t('1 to 200 characters are needed.') : validate?.(trimmed);
    },
  });
  return answer?.trim();
}

function freeName(wanted: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.includes(name)) return name;
  }
}
