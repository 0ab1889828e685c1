import { defaultPorts } from './settings.ts';
import type { ServerKind } from './settings.ts';

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
}

/** `host/database`, `host:port/database`, `[::1]:port/database`; undefined for anything else, a user or password in it too. */
export function parseAddress(text: string, kind: ServerKind): ServerAddress | undefined {
  const found = /^(?:\[(?<six>[0-9a-fA-F:.]{2,100})\]|(?<host>[^\s/\\@:[\]]{1,255}))(?::(?<port>\d{1,5}))?\/(?<database>[^\s].{0,199})$/u.exec(text.trim());
  const { six, host, port, database } = found?.groups ?? {};
  const name = six ?? host;
  const number = port === undefined ? defaultPorts[kind] : Number(port);
  return name === undefined || database === undefined || number < 1 || number > 65_535 ? undefined : { host: name, port: number, database };
}

/** What is wrong with an address where it is wrong in a way of its engine's: a named instance of SQL Server, an Oracle SID. */
export function addressFault(text: string, kind: ServerKind): 'instance' | 'sid' | undefined {
  if (kind === 'sqlserver' && /^[^\s/@]{1,255}\\[^\s/@]/u.test(text.trim())) return 'instance';
  return kind === 'oracle' && /^[^\s/@:]{1,255}:\d{1,5}:[^\s/]/u.test(text.trim()) ? 'sid' : undefined;
}

export function addressText({ host, port, database }: ServerAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;
}

/** Whether the way to a host leads over no network. */
export function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}
