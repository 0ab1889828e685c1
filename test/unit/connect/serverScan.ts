import type { Catalogue, Table } from '../../../src/core/catalogue/catalogue.ts';
import { scanRequestSchema } from '../../../src/connect/protocol.ts';
import type { DatabaseRequest } from '../../../src/connect/protocol.ts';

export const now = '2025-01-02T03:04:05.000Z';

/** A request for a server of the lab, checked as the reading process checks it. */
export function serverRequest(kind: 'postgres' | 'mysql', server: { port: number; user: string }, database: string, more: Partial<DatabaseRequest> = {}): DatabaseRequest {
  const request = scanRequestSchema.parse({
    kind, system: 'crm', role: 'source', path: 'crm-prod', now, host: '127.0.0.1', port: server.port, database, user: server.user, tls: 'off', schemas: [], ...more,
  });
  if (request.kind !== kind) throw new Error('another kind');
  return request;
}

export function tableOf(catalogue: Catalogue, name: string, schema?: string): Table {
  const found = catalogue.tables.find((table) => table.name === name && (schema === undefined || table.schema === schema));
  if (found === undefined) throw new Error(`no table ${name}`);
  return found;
}
