import * as z from 'zod';

/**
 * A catalogue: what one scan of a source or target system found. Structure, keys and statistics, never data.
 * Stored as JSON beside the plan (`docs/data-migration/<system>.json`) and committed with it.
 */

/** One vocabulary of types for every engine; `nativeType` of the column keeps the engine's own words. */
export const dataTypeSchema = z.object({
  kind: z.enum([
    'boolean', 'integer', 'decimal', 'float', 'text', 'date', 'time', 'timestamp', 'interval',
    'binary', 'uuid', 'json', 'xml', 'enum', 'array', 'spatial', 'unknown',
  ]),
  /** Longest text in characters, or binary in bytes; absent where unlimited or unknown. */
  length: z.number().int().positive().optional(),
  /** Decimal digits in all. */
  precision: z.number().int().positive().optional(),
  /** Decimal digits after the point. */
  scale: z.number().int().optional(),
  /** Width of an integer or float. */
  bits: z.number().int().positive().optional(),
  /** True for an integer that is never negative and so reaches twice as far. */
  unsigned: z.boolean().optional(),
  /** True where a timestamp or time knows its zone. */
  timeZone: z.boolean().optional(),
  /** The code values of an enum. */
  values: z.array(z.string()).optional(),
});
export type DataType = z.infer<typeof dataTypeSchema>;

export const columnSchema = z.object({
  name: z.string(),
  type: dataTypeSchema,
  nativeType: z.string(),
  nullable: z.boolean(),
  /** The default as the engine writes it. */
  default: z.string().optional(),
  /** The engine gives the value: identity, serial, rowid alias, computed column. */
  generated: z.boolean().optional(),
  comment: z.string().optional(),
});
export type Column = z.infer<typeof columnSchema>;

export const foreignKeySchema = z.object({
  name: z.string().optional(),
  columns: z.array(z.string()),
  referencedSchema: z.string().optional(),
  referencedTable: z.string(),
  /** Always filled: the referenced primary key where the DDL leaves it out. */
  referencedColumns: z.array(z.string()),
});
export type ForeignKey = z.infer<typeof foreignKeySchema>;

/** A whole number as decimal digits, so that it stays exact beyond 2^53. */
export const bigCountSchema = z.string().regex(/^\d+$/);

export const tableStatisticsSchema = z.object({
  /** `measured`: an exact count by `query`; `estimated`: from the engine's statistics; `unknown`: neither (never 0). */
  kind: z.enum(['measured', 'estimated', 'unknown']),
  rowCount: bigCountSchema.optional(),
  /** Bytes of the rows. */
  bytes: bigCountSchema.optional(),
  /** Bytes of the indexes. */
  indexBytes: bigCountSchema.optional(),
  /** The query that counted. */
  query: z.string().optional(),
  /** ISO 8601 instant of the count or estimate. */
  at: z.string().optional(),
  /** ISO 8601 instant of the last change to the rows, where the engine notes it. */
  changedAt: z.string().optional(),
});
export type TableStatistics = z.infer<typeof tableStatisticsSchema>;

export const tableSchema = z.object({
  schema: z.string().optional(),
  name: z.string(),
  kind: z.enum(['table', 'view']),
  columns: z.array(columnSchema),
  primaryKey: z.array(z.string()),
  uniqueKeys: z.array(z.array(z.string())),
  foreignKeys: z.array(foreignKeySchema),
  statistics: tableStatisticsSchema,
  comment: z.string().optional(),
  /** Why this table could not be read whole; the rest of the scan went on. */
  error: z.string().optional(),
});
export type Table = z.infer<typeof tableSchema>;

/** A statement or table that could not be read, and where. */
export const catalogueIssueSchema = z.object({
  message: z.string(),
  /** 1-based line in a DDL file. */
  line: z.number().int().positive().optional(),
  table: z.string().optional(),
});
export type CatalogueIssue = z.infer<typeof catalogueIssueSchema>;

export const technologySchema = z.enum(['SQLite', 'PostgreSQL', 'MySQL', 'MariaDB', 'SQL Server', 'Oracle', 'Files', 'Other']);
export type Technology = z.infer<typeof technologySchema>;

export const catalogueSchema = z.object({
  catalogueVersion: z.literal(1),
  /** The name the plan knows the system by. */
  system: z.string(),
  role: z.enum(['source', 'target']),
  technology: technologySchema,
  /** Where it was read from: a path relative to the workspace folder, never a secret. */
  origin: z.object({ kind: z.enum(['database', 'ddl']), path: z.string() }),
  scannedAt: z.string(),
  /** False where the scan was cancelled: the tables read so far are here. */
  complete: z.boolean(),
  /** Bytes of the whole database, where it is known. */
  bytes: bigCountSchema.optional(),
  tables: z.array(tableSchema),
  issues: z.array(catalogueIssueSchema),
});
export type Catalogue = z.infer<typeof catalogueSchema>;
