import { NO_EXACT_DECIMALS, refuse } from '../build.ts';
import type { Compiled, Rendering } from '../compiled.ts';
import { plainText, textValue } from '../value.ts';

/** Room for each number that the language has, and for a product of two. */
export const WIDE_DECIMAL = 'DECIMAL(62, 24)';
export const ORACLE_POINT = "'NLS_NUMERIC_CHARACTERS=''.,'''";

/** A value of any type as its canonical text. */
export function toText(arg: Compiled, name: string): Compiled {
  if (arg.type === 'text') return arg;
  return {
    ...without(arg),
    type: 'text',
    scale: 0,
    evaluate: (evaluation) => {
      const value = arg.evaluate(evaluation);
      return value === null ? null : textValue(plainText(value));
    },
    sql: (rendering) => textSql(arg, arg.sql(rendering), rendering, name),
  };
}

function without(arg: Compiled): Omit<Compiled, 'constant'> {
  const { constant: _, ...rest } = arg;
  return rest;
}

function textSql(arg: Compiled, sql: string, rendering: Rendering, name: string): string {
  const { dialect } = rendering;
  switch (arg.type) {
    case 'text': case 'null': return sql;
    case 'boolean': return `CASE WHEN ${sql} THEN 'true' WHEN NOT (${sql}) THEN 'false' END`;
    case 'integer':
      switch (dialect) {
        case 'sqlite': case 'postgres': return `CAST(${sql} AS text)`;
        case 'mariadb': return `CAST(${sql} AS CHAR)`;
        case 'sqlserver': return `CAST(${sql} AS nvarchar(20))`;
        case 'oracle': return `TO_CHAR(${sql}, 'TM9')`;
        default: return dialect satisfies never;
      }
    case 'number':
      switch (dialect) {
        case 'sqlite': return refuse({ name, span: arg.span }, rendering, NO_EXACT_DECIMALS);
        case 'postgres': return `CAST(TRIM_SCALE(CAST(${sql} AS numeric)) AS text)`;
        case 'mariadb': return `TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM CAST(CAST(${sql} AS ${WIDE_DECIMAL}) AS CHAR)))`;
        case 'sqlserver': return `FORMAT(${sql}, N'0.############', N'en-US')`;
        case 'oracle': return `RTRIM(TO_CHAR(${sql}, 'FM99999999999999999999999999999999999990.999999999999', ${ORACLE_POINT}), '.')`;
        default: return dialect satisfies never;
      }
    case 'date':
      switch (dialect) {
        case 'sqlite': return sql;
        case 'postgres': case 'oracle': return `TO_CHAR(${sql}, 'YYYY-MM-DD')`;
        case 'mariadb': return `DATE_FORMAT(${sql}, '%Y-%m-%d')`;
        case 'sqlserver': return `CONVERT(nvarchar(10), ${sql}, 23)`;
        default: return dialect satisfies never;
      }
    case 'timestamp':
      switch (dialect) {
        case 'sqlite': return `SUBSTR(${sql}, 1, 19)`;
        case 'postgres': case 'oracle': return `TO_CHAR(${sql}, 'YYYY-MM-DD HH24:MI:SS')`;
        case 'mariadb': return `DATE_FORMAT(${sql}, '%Y-%m-%d %H:%i:%s')`;
        case 'sqlserver': return `CONVERT(nvarchar(19), ${sql}, 120)`;
        default: return dialect satisfies never;
      }
    default: return arg.type satisfies never;
  }
}
