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

/** A whole number as decimal digits, so that it stays exact beyond 2^53. */
export const bigCountSchema = z.string().regex(/^\d+$/);

/** What a text column really holds, where nearly all of its values read as one. */
export const likelyKindSchema = z.enum(['boolean', 'integer', 'decimal', 'date', 'timestamp', 'uuid', 'json']);

/**
 * What was found in the values of a column. Values themselves (`minimum`, `maximum` of texts, `codes`) are here only where
 * they can't be personal, or where a person asked for them; else `masked` says that they were left out.
 */
export const columnProfileSchema = z.object({
  /** ISO 8601 instant. */
  at: z.string(),
  /** Rows that were looked at. */
  rows: bigCountSchema,
  /** True where a sample was looked at, not every row: all figures are of the sample. */
  sampled: z.boolean(),
  nulls: bigCountSchema,
  /** Texts that are empty or only blanks. */
  blanks: bigCountSchema.optional(),
  /** Different values, NULL not counted. */
  distinct: bigCountSchema.optional(),
  /** True where `distinct` is an approximation. */
  distinctEstimated: z.boolean().optional(),
  minimum: z.string().optional(),
  maximum: z.string().optional(),
  /** Longest value: characters of a text, bytes of a binary. */
  longest: z.number().int().nonnegative().optional(),
  /** Most digits before and after the decimal point. */
  integerDigits: z.number().int().nonnegative().optional(),
  fractionDigits: z.number().int().nonnegative().optional(),
  /** The longest lengths of texts with their rows, longest first, at most 40: tells how many are too long for a target. */
  lengths: z.array(z.object({ length: z.number().int().nonnegative(), rows: bigCountSchema })).optional(),
  /** The same for the digits of numbers before the point, and after it. */
  integerDigitRows: z.array(z.object({ digits: z.number().int().nonnegative(), rows: bigCountSchema })).optional(),
  fractionDigitRows: z.array(z.object({ digits: z.number().int().nonnegative(), rows: bigCountSchema })).optional(),
  /** Evenly spaced quantiles of numbers, smallest first. */
  quantiles: z.array(z.number()).optional(),
  /** The most frequent shapes of texts, most frequent first: letters as `A` and `a`, digits as `9`, all else as it stands. */
  patterns: z.array(z.object({ pattern: z.string(), rows: bigCountSchema })).optional(),
  /** All values with their rows, most frequent first, where there are only a few: codes. */
  codes: z.array(z.object({ value: z.string(), rows: bigCountSchema })).optional(),
  masked: z.boolean().optional(),
  likely: likelyKindSchema.optional(),
  /** How the likely values are written, e.g. `YYYY-MM-DD`, `Y/N`. */
  likelyFormat: z.string().optional(),
  /** Non-null, non-blank values that do not read as the likely kind. */
  unlike: bigCountSchema.optional(),
});
export type ColumnProfile = z.infer<typeof columnProfileSchema>;

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
  /** Absent where the values were not looked at. */
  profile: columnProfileSchema.optional(),
});
export type Column = z.infer<typeof columnSchema>;

export const foreignKeySchema = z.object({
  name: z.string().optional(),
  columns: z.array(z.string()),
  referencedSchema: z.string().optional(),
  referencedTable: z.string(),
  /** Always filled: the referenced primary key where the DDL leaves it out. */
  referencedColumns: z.array(z.string()),
  /** Rows whose reference leads nowhere, where that was looked for, by `query`. */
  orphans: z.object({ rows: bigCountSchema, at: z.string(), query: z.string().optional() }).optional(),
});
export type ForeignKey = z.infer<typeof foreignKeySchema>;

export const tableStatisticsSchema = z.object({
  /** `measured`: an exact count by `query`; `estimated`: from the engine's statistics; `stated`: by people, in a list they keep; `unknown`: none of these (never 0). */
  kind: z.enum(['measured', 'estimated', 'stated', 'unknown']),
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
  /** Rows by month of a date column that says when a row came to be. */
  growth: z.object({ column: z.string(), at: z.string(), months: z.array(z.object({ month: z.string().regex(/^\d{4,}-\d{2}$/), rows: bigCountSchema })) }).optional(),
  /** Columns that look like a key and how many rows are too many for it; 0: they could be one. */
  keyCandidates: z.array(z.object({ columns: z.array(z.string()), duplicates: bigCountSchema })).optional(),
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

/** What was read: a database itself, a script that creates one, files of data, or a list of what a database holds that somebody else made there. */
export const originKindSchema = z.enum(['database', 'ddl', 'files', 'report']);
export type OriginKind = z.infer<typeof originKindSchema>;

export const catalogueSchema = z.object({
  catalogueVersion: z.literal(1),
  /** The name the plan knows the system by. */
  system: z.string(),
  role: z.enum(['source', 'target']),
  technology: technologySchema,
  /** Where it was read from: a path relative to the workspace folder, never a secret. */
  origin: z.object({ kind: originKindSchema, path: z.string() }),
  scannedAt: z.string(),
  /** False where the scan was cancelled: the tables read so far are here. */
  complete: z.boolean(),
  /** Bytes of the whole database, where it is known. */
  bytes: bigCountSchema.optional(),
  tables: z.array(tableSchema),
  issues: z.array(catalogueIssueSchema),
});
export type Catalogue = z.infer<typeof catalogueSchema>;
