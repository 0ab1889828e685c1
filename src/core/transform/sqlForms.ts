import type { SqlDialect } from './dialect.ts';
import { quoteSqlText } from './dialect.ts';
import type { TransformType } from './value.ts';

/** Texts one after the other; none of them may be null. */
export function joined(parts: readonly string[], dialect: SqlDialect): string {
  if (parts.length === 1) return parts[0]!;
  switch (dialect) {
    case 'sqlite': case 'postgres': case 'oracle': return `(${parts.join(' || ')})`;
    case 'mariadb': return `CONCAT(${parts.join(', ')})`;
    case 'sqlserver': return `(${parts.join(' + ')})`;
    default: return dialect satisfies never;
  }
}

/** Length in characters. */
export function lengthOf(text: string, dialect: SqlDialect): string {
  switch (dialect) {
    case 'sqlite': case 'oracle': return `LENGTH(${text})`;
    case 'postgres': case 'mariadb': return `CHAR_LENGTH(${text})`;
    // LEN leaves out blanks at the end.
    case 'sqlserver': return `(LEN(${text} + N'.') - 1)`;
    default: return dialect satisfies never;
  }
}

/** A part of a text; places are constants from 1. */
export function partOf(text: string, start: string | number, length: string | number | undefined, dialect: SqlDialect): string {
  switch (dialect) {
    case 'sqlite': case 'oracle': case 'postgres': case 'mariadb': return `SUBSTR(${text}, ${start}${length === undefined ? '' : `, ${length}`})`;
    case 'sqlserver': return `SUBSTRING(${text}, ${start}, ${length ?? 2147483647})`;
    default: return dialect satisfies never;
  }
}

/** A text without the blanks at both ends. */
export function trimmed(text: string, dialect: SqlDialect): string {
  switch (dialect) {
    case 'sqlite': case 'postgres': case 'mariadb': case 'oracle': case 'sqlserver': return `TRIM(${text})`;
    default: return dialect satisfies never;
  }
}

/** Compares two values of one type, texts by code point whatever the collation of the column. */
export function compared(left: string, operator: string, right: string, type: TransformType, dialect: SqlDialect): string {
  return `${comparable(left, type, dialect)} ${operator} ${comparable(right, type, dialect)}`;
}

/** A value as it is compared. */
export function comparable(sql: string, type: TransformType, dialect: SqlDialect): string {
  if (type !== 'text') return sql;
  switch (dialect) {
    case 'sqlite': return `${sql} COLLATE BINARY`;
    case 'postgres': return `${sql} COLLATE "C"`;
    case 'mariadb': return `CAST(CONVERT(${sql} USING utf8mb4) AS BINARY)`;
    // As bytes, as any collation of this engine leaves out blanks at the end.
    case 'sqlserver': return `CAST(CAST(${sql} AS nvarchar(max)) AS varbinary(max))`;
    case 'oracle': return sql;
    default: return dialect satisfies never;
  }
}

/** A condition as a value, for engines that have no booleans. */
export function conditionAsValue(condition: string, dialect: SqlDialect): string {
  return dialect === 'sqlserver' || dialect === 'oracle' ? `CASE WHEN ${condition} THEN 1 WHEN NOT (${condition}) THEN 0 END` : condition;
}

/** The value in a place where one is needed: a condition becomes 0 or 1 where the engine has no booleans. */
export function asValue(sql: string, type: TransformType, dialect: SqlDialect): string {
  return type === 'boolean' ? conditionAsValue(sql, dialect) : sql;
}

/** The opposite of `asValue`: a value that was kept as 0 or 1 as a condition again. */
export function asCondition(sql: string, type: TransformType, dialect: SqlDialect): string {
  return type === 'boolean' && (dialect === 'sqlserver' || dialect === 'oracle') ? `(${sql}) = 1` : sql;
}

/** Whether a text as a whole matches a regular expression in words that the engines share. */
export function matchesWhole(text: string, regex: string, dialect: 'postgres' | 'mariadb' | 'oracle'): string {
  switch (dialect) {
    case 'postgres': return `${text} ~ ${quoteSqlText(`^${regex}$`, dialect)}`;
    // A dollar would match before a line feed at the end too.
    case 'mariadb': return `${text} REGEXP ${quoteSqlText(`^${regex}(?!.|[[:space:]])`, dialect)}`;
    case 'oracle': return `REGEXP_LIKE(${text}, ${quoteSqlText(`^${regex}$`, dialect)})`;
    default: return dialect satisfies never;
  }
}
