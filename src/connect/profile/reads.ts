import { FORMS_SEPARATOR, booleanPair } from '../../core/profile/findReading.ts';
import type { Reading } from '../../core/profile/reading.ts';
import { quoteSqlText } from '../../core/transform/dialect.ts';
import type { SqlDialect } from '../../core/transform/dialect.ts';
import { parseExpression } from '../../core/transform/parseExpression.ts';
import { renderSql } from '../../core/transform/renderSql.ts';
import { matchesWhole, partOf, trimmed } from '../../core/transform/sqlForms.ts';

/** Stands for the text in a rendered expression until it is put in. */
const PLACE = 'the text of a profile';

/**
 * Whether a text reads as something, as a condition in an engine's SQL: by the very functions of the transform language that
 * would convert it later.
 */
export function readsSql(text: string, { kind, format }: Reading, dialect: SqlDialect): string {
  const quoted = (value: string): string => quoteSqlText(value, dialect);
  const told = trimmed(text, dialect);
  switch (kind) {
    case 'boolean':
      return `LOWER(${told}) IN (${(booleanPair(format) ?? []).map(quoted).join(', ')})`;
    case 'date':
    case 'timestamp':
      return `(${format.split(FORMS_SEPARATOR).map((form) => {
        const name = /HH/.test(form) ? 'timestamp' : 'date';
        return `${converted(`${name}(value, '${form}')`, text, dialect)} IS NOT NULL`;
      }).join(' OR ')})`;
    case 'integer':
      return `${converted('integer(value)', text, dialect)} IS NOT NULL`;
    case 'decimal':
      return dialect === 'sqlite' ? plainDecimal(told, format) : `${converted(`number(value, '${format}')`, text, dialect)} IS NOT NULL`;
    case 'uuid': {
      if (dialect === 'sqlite' || dialect === 'sqlserver') {
        const digit = '[0-9a-fA-F]';
        const form = [8, 4, 4, 4, 12].map((length) => digit.repeat(length)).join('-');
        return dialect === 'sqlite' ? `${told} GLOB ${quoted(form)}` : `${told} LIKE ${quoted(form)}`;
      }
      return matchesWhole(told, '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}', dialect);
    }
    case 'json': {
      const first = partOf(told, 1, 1, dialect);
      return `(${first} IN ('{', '['))`;
    }
    default:
      return kind satisfies never;
  }
}

function converted(expression: string, text: string, dialect: SqlDialect): string {
  const { expression: read } = parseExpression(expression);
  const rendered = read && renderSql(read, dialect, { value: { name: PLACE, type: { kind: 'text' }, nullable: true }, fields: [], alias: '' });
  if (rendered?.sql === undefined) {
    throw new Error(`“${expression}” has no form in this engine`);
  }
  const place = dialect === 'mariadb' ? `.\`${PLACE}\`` : dialect === 'sqlserver' ? `.[${PLACE}]` : `."${PLACE}"`;
  return `(${rendered.sql.replaceAll(place, () => text)})`;
}

/** SQLite has no exact decimals to convert into, but can tell what is one. */
function plainDecimal(text: string, format: string): string {
  const [, group = '', point = '.'] = /^1([., ]?)234([.,])56$/.exec(format) ?? [];
  const plain = group === '' ? text : `REPLACE(${text}, '${group}', '')`;
  const digits = `REPLACE(LTRIM(${plain}, '+-'), '${point}', '')`;
  return `(${digits} <> '' AND ${digits} NOT GLOB '*[^0-9]*' AND LENGTH(${plain}) - LENGTH(REPLACE(${plain}, '${point}', '')) <= 1 AND LENGTH(${plain}) - LENGTH(LTRIM(${plain}, '+-')) <= 1)`;
}
