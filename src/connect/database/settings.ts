import * as z from 'zod';

const name = z.string().min(1).max(1_000);

/** The kinds of database server that are read over the network. */
export const serverKinds = ['postgres', 'mysql', 'sqlserver', 'oracle'] as const;
export type ServerKind = (typeof serverKinds)[number];

/**
 * `off`: nothing is encrypted. `encrypt`: encrypted, but whoever answers is believed. `verify`: encrypted, and the server's
 * certificate must be of this host and signed by somebody this machine (or `caFile`) trusts.
 */
export const tlsModes = ['off', 'encrypt', 'verify'] as const;
export type TlsMode = (typeof tlsModes)[number];

/** Where a server is and as whom it is read. Nothing of it is secret. */
export const serverFields = {
  host: z.string().regex(/^[^\s/\\@]{1,255}$/),
  port: z.number().int().min(1).max(65_535),
  /** For Oracle, the service name. */
  database: name,
  user: name,
  tls: z.enum(tlsModes),
  /** File with the certificates to trust, where the machine's own are not enough. */
  caFile: z.string().min(1).max(10_000).optional(),
  /** Schemas to read; none named: PostgreSQL, SQL Server and Oracle read all but their own, MySQL and MariaDB the database alone. */
  schemas: z.array(name).max(1_000),
};

/** How much of a server a scan may use. */
export const careFields = {
  /** Most connections open at any moment. */
  connections: z.number().int().min(1).max(16).default(2),
  /** Seconds after which the server ends a statement of ours. */
  statementSeconds: z.number().int().min(1).max(86_400).default(60),
  /** Tables of fewer rows than this, by the server's estimate, are counted; 0: none. Where there is no estimate, their size decides. */
  exactBelowRows: z.union([z.literal('all'), z.number().int().nonnegative()]).default(1_000_000),
};

/** What a scan of a server uses where nobody says otherwise. */
export const careDefaults = z.object(careFields).parse({});

export const serverTargetSchema = z.object(serverFields);
export type ServerTarget = z.infer<typeof serverTargetSchema>;

export const defaultPorts: Readonly<Record<ServerKind, number>> = { postgres: 5_432, mysql: 3_306, sqlserver: 1_433, oracle: 1_521 };

/** The name by which a server's own list of sessions and its log know us. */
export const APPLICATION_NAME = 'data-migration-planner';

/** Seconds to wait for an answer to the first call. */
export const CONNECT_SECONDS = 15;

/** Seconds to wait for a table that somebody has locked. */
export const LOCK_SECONDS = 5;
