import * as z from 'zod';
import { catalogueIssueSchema, originKindSchema, tableSchema, technologySchema } from '../core/catalogue/catalogue.ts';
import { dialectNames } from './ddl/dialectName.ts';
import { careFields, serverFields, serverKinds } from './database/settings.ts';
import type { ServerKind } from './database/settings.ts';
import { connectMessages } from './messages.ts';
import type { ConnectMessageCode } from './messages.ts';

const name = z.string().min(1).max(1_000);
const path = z.string().min(1).max(10_000);

const named = {
  /** The name the plan knows the system by. */
  system: name,
  role: z.enum(['source', 'target']),
  /** What was read, as it is shown and stored: a path relative to the workspace folder, or the name of a connection. */
  path,
  /** ISO 8601 instant of the scan. */
  now: z.string().max(40),
  /** Given: only these tables are read, and their values are looked at too. */
  profile: z
    .object({
      /** By `tableKey`. */
      tables: z.union([z.literal('all'), z.array(name).max(100_000)]),
      /** Tables of more rows are looked at in a sample of about this many; 0: always every row. */
      sampleRows: z.number().int().nonnegative().default(1_000_000),
      /** Values that may be personal are shown and stored too, because the person asked for it. */
      showValues: z.boolean().default(false),
    })
    .optional(),
};
export type ProfileRequest = NonNullable<z.infer<typeof scanRequestSchema>['profile']>;

const common = {
  ...named,
  /** Absolute path of the file to read. */
  file: path,
};

const server = { ...named, ...serverFields, ...careFields };

/** What to read. Each kind of source has its own form; none of them holds a secret. */
export const scanRequestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sqlite'),
    ...common,
    /** `auto`: the driver of the host where it has one. The others are for tests. */
    driver: z.enum(['auto', 'host', 'wasm']).optional(),
  }),
  z.object({
    kind: z.literal('ddl'),
    ...common,
    /** `auto`: as the script looks. */
    dialect: z.enum(['auto', ...dialectNames]),
    /** Most bytes that are read; the default stands in `decodeText.ts`. */
    maxBytes: z.number().int().positive().optional(),
  }),
  /** Data files: one, or all of a folder. Each is a table. */
  z.object({
    kind: z.literal('files'),
    ...common,
    /** Most bytes of a line; the default stands in `files/reading.ts`. */
    maxLineBytes: z.number().int().positive().optional(),
  }),
  /** A list of what a database holds: a WhiteRabbit scan report, the output of a collection script, an inventory somebody keeps. */
  z.object({ kind: z.literal('report'), ...common }),
  z.object({ kind: z.literal('postgres'), ...server }),
  /** MariaDB too: which of the two it is, the server says. */
  z.object({ kind: z.literal('mysql'), ...server }),
  z.object({ kind: z.literal('sqlserver'), ...server }),
  z.object({ kind: z.literal('oracle'), ...server }),
]);
export type ScanRequest = z.infer<typeof scanRequestSchema>;
/** A scan of a database server. */
export type DatabaseRequest = Extract<ScanRequest, { kind: ServerKind }>;

/** Whether a scan asks a database server. */
export function isServerRequest(request: ScanRequest): request is DatabaseRequest {
  return serverKinds.some((kind) => kind === request.kind);
}

/** Messages from the parent to the reading process. */
export const parentMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    request: scanRequestSchema,
    /** An empty folder of this scan alone; the parent removes it when the process has ended, however it ended. */
    scratch: path,
    /** The password. It goes this way and no other: not with the arguments, not in the environment, not into any file. */
    secret: z.string().max(10_000).optional(),
  }),
  z.object({ type: z.literal('cancel') }),
]);
export type ParentMessage = z.infer<typeof parentMessageSchema>;

const code = z.string().refine((text): text is ConnectMessageCode => Object.hasOwn(connectMessages, text), 'not a message code');

/**
 * Messages from the reading process to the parent, in this order: opened, listed, (reading, table)*, then, where rows are counted
 * after all tables are there, counting, (reading, table)* with the tables anew, finished; or failed at any point.
 */
export const childMessageSchema = z.discriminatedUnion('type', [
  /** A sign of life while the source is being opened. */
  z.object({ type: z.literal('working') }),
  z.object({
    type: z.literal('opened'),
    technology: technologySchema,
    origin: originKindSchema,
    bytes: z.string().regex(/^\d+$/).optional(),
  }),
  z.object({ type: z.literal('listed'), total: z.number().int().nonnegative() }),
  z.object({ type: z.literal('reading'), table: z.string() }),
  z.object({ type: z.literal('table'), table: tableSchema }),
  z.object({ type: z.literal('counting'), total: z.number().int().nonnegative() }),
  z.object({ type: z.literal('finished'), complete: z.boolean(), issues: z.array(catalogueIssueSchema) }),
  z.object({ type: z.literal('failed'), code, args: z.record(z.string(), z.string()) }),
]);
export type ChildMessage = z.infer<typeof childMessageSchema>;
