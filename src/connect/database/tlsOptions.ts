import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { fileError } from '../fileError.ts';
import type { ServerTarget } from './settings.ts';

export interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  readonly ca?: string;
  readonly servername?: string;
}

/** What Node's TLS needs for the mode that was asked for; undefined where nothing is encrypted. */
export function tlsOptions(target: ServerTarget): TlsOptions | undefined {
  if (target.tls === 'off') {
    return undefined;
  }
  return {
    rejectUnauthorized: target.tls === 'verify',
    ...(target.caFile === undefined ? {} : { ca: readCertificates(target.caFile) }),
    // An address is no server name.
    ...(isIP(target.host) === 0 ? { servername: target.host } : {}),
  };
}

function readCertificates(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw fileError(error, file);
  }
}
