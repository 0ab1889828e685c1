/** The dialects that scripts are read in. */
export const dialectNames = ['PostgreSQL', 'MySQL', 'MariaDB', 'SQL Server', 'Oracle', 'SQLite'] as const;
export type DialectName = (typeof dialectNames)[number];
