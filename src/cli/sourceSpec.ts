import { basename, extname } from 'node:path';
import { isLocal, parseAddress } from '../connect/database/serverAddress.ts';
import type { ServerAddress } from '../connect/database/serverAddress.ts';
import { serverKinds, tlsModes } from '../connect/database/settings.ts';
import type { ServerKind, TlsMode } from '../connect/database/settings.ts';
import { CliError } from './cliError.ts';

/** A database file, data files, or a list of what a database holds. */
export interface FileSource {
  readonly kind: 'sqlite' | 'files' | 'report';
  readonly name: string;
  readonly file: string;
}

/** A database server. Its password is in the environment and nowhere else. */
export interface ServerSource extends ServerAddress {
  readonly kind: ServerKind;
  readonly name: string;
  readonly user: string;
  readonly tls: TlsMode;
}
export type SourceSpec = FileSource | ServerSource;

/** Whether a source is asked over the network. */
export function isServerSource(source: SourceSpec): source is ServerSource {
  return serverKinds.some((kind) => kind === source.kind);
}

const fileKinds: Readonly<Record<string, FileSource['kind']>> = { sqlite: 'sqlite', files: 'files', list: 'report' };

/** `[NAME=]sqlite:FILE`, `files:`, `list:`, or `[NAME=]postgres://USER@HOST/DATABASE` and its kin. Throws a `CliError` that repeats no password. */
export function readSource(text: string): SourceSpec {
  const server = /^(?:([^=:/]*)=)?([a-z]+):\/\/(.*)$/s.exec(text);
  const kind = serverKinds.find((each) => each === server?.[2]);
  if (server && kind) return readServer(kind, server[1]?.trim() ?? '', server[3] ?? '');
  const match = /^(?:([^=]*)=)?([a-z]+):(.+)$/s.exec(text);
  const fileKind = fileKinds[match?.[2] ?? ''];
  if (!match || !fileKind) {
    throw new CliError(`A source is written sqlite:FILE, files:FILE, files:FOLDER, list:FILE or postgres://USER@HOST/DATABASE (${serverKinds.join(', ')}); "${withoutUser(text)}" is not.`);
  }
  return { kind: fileKind, file: match[3]!, name: match[1]?.trim() || nameOfFile(match[3]!) };
}

function readServer(kind: ServerKind, name: string, rest: string): ServerSource {
  const how = `Write ${kind}://USER@HOST[:PORT]/DATABASE, with ?tls=${tlsModes.join('|')} behind it where need be.`;
  const [where = '', query = ''] = rest.split('?', 2);
  const at = where.lastIndexOf('@');
  if (at < 1) throw new CliError(`The source "${name || kind}" names no user. ${how}`);
  const user = decoded(where.slice(0, at));
  // Other programs take a password here; a command line is seen by everybody on the machine.
  if (user.includes(':')) throw new CliError(`A password does not belong on a command line. Put it into an environment variable and name that with --password-env. ${how}`);
  const address = parseAddress(where.slice(at + 1), kind);
  if (!address) throw new CliError(`"${where.slice(at + 1)}" is no address of a database. ${how}`);
  const tls = /^tls=(.*)$/.exec(query)?.[1];
  const mode = query === '' ? (isLocal(address.host) ? 'off' : 'verify') : tlsModes.find((each) => each === tls);
  if (!mode) throw new CliError(`"?${query}" is not known. ${how}`);
  return { kind, name: name || address.database, user, tls: mode, ...address };
}

/** What is repeated of a source that could not be read: nothing before an `@`, where a password may stand. */
function withoutUser(text: string): string {
  return text.replace(/^(.*?:\/\/)?.*@/s, '$1…@');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The name of a system by that of its file. */
export function nameOfFile(file: string): string {
  const name = basename(file).replace(/\.gz$/i, '');
  return basename(name, extname(name)) || 'system';
}
