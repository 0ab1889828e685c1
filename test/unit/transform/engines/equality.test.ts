// For every function: the preview equals what SQLite, PostgreSQL and MariaDB compute.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataType } from '../../../../src/core/catalogue/catalogue.ts';
import { decimalText } from '../../../../src/core/transform/decimal.ts';
import { DIALECT_NAMES, quoteSqlName } from '../../../../src/core/transform/dialect.ts';
import type { SqlDialect } from '../../../../src/core/transform/dialect.ts';
import type { Expression } from '../../../../src/core/transform/expression.ts';
import { allFunctions } from '../../../../src/core/transform/functions/allFunctions.ts';
import { fieldType, readField } from '../../../../src/core/transform/fields.ts';
import { preview } from '../../../../src/core/transform/preview.ts';
import { renderSql } from '../../../../src/core/transform/renderSql.ts';
import { plainText } from '../../../../src/core/transform/value.ts';
import { compiledOf, parsed, scopeOf } from '../support.ts';
import { COUNT, TABLES } from './cases.ts';
import type { ValueTable } from './cases.ts';
import { randomExpressions } from './randomExpressions.ts';
import { startMariadb, startPostgres } from './servers.mjs';
import { startSqlite } from './sqlite.ts';

type Engine = 'sqlite' | 'postgres' | 'mariadb';
interface Server {
  readonly version: string;
  readonly query: (sql: string) => Promise<(string | null)[][]>;
  readonly stop: () => Promise<void>;
}

const START: Readonly<Record<Engine, () => Promise<Server | string>>> = { sqlite: startSqlite, postgres: startPostgres, mariadb: startMariadb };

describe.each(Object.keys(START) as Engine[])('%s', (engine) => {
  let server: Server | string = '';
  const compared = new Map<string, number>();
  const refused = new Map<string, string>();
  let inCompany = 0;

  beforeAll(async () => {
    server = await START[engine]();
    if (typeof server === 'string') {
      console.warn(`Skipped: ${server}`);
      return;
    }
    for (const table of TABLES) await fill(server, engine, table);
  }, 300_000);

  afterAll(async () => {
    if (typeof server !== 'string') await server.stop();
  });

  test.for(TABLES)('computes the same on the values of $name', async (table, { skip }) => {
    if (typeof server === 'string') return skip(server);
    const { values, others } = await held(server, engine, table);
    const scope = scopeOf(table.type, { w: table.type });
    const wrong: string[] = [];
    const columns: { expression: string; sql: string }[] = [];
    for (const expression of table.expressions) {
      const { sql, faults } = renderSql(parsed(expression), engine, scope);
      if (sql === undefined) {
        expect(faults).toMatchObject([{ code: 'transform.refused' }]);
        const { name, reason } = faults[0]?.args ?? {};
        refused.set((name ?? '').replace(/[“”]/g, ''), reason ?? '');
      } else {
        columns.push({ expression, sql });
      }
    }
    for (let first = 0; first < columns.length; first += 10) {
      const some = columns.slice(first, first + 10);
      const rows = await server.query(`SELECT ${some.map(({ sql }, index) => `${sql} AS c${index}`).join(', ')} FROM ${quoteSqlName(table.name, engine)} ORDER BY id`);
      expect(rows.length).toBe(COUNT);
      for (const [index, { expression }] of some.entries()) {
        const compiled = compiledOf(expression, scope);
        let equal = 0;
        for (const [row, found] of rows.entries()) {
          const result = preview(compiled, scope, new Map([['v', values[row] ?? null], ['w', others[row] ?? null]]));
          if (result.failure !== undefined) continue;
          const ours = result.value === null ? null : plainText(result.value);
          const theirs = canonical(found[index] ?? null, compiled.type);
          if (ours === theirs) equal++;
          else if (wrong.length < 40) wrong.push(`${expression} of ${JSON.stringify(values[row])}, ${JSON.stringify(others[row])}: the preview says ${JSON.stringify(ours)}, the engine ${JSON.stringify(theirs)}`);
        }
        for (const name of namesIn(parsed(expression))) compared.set(name, (compared.get(name) ?? 0) + equal);
      }
    }
    expect(wrong).toEqual([]);
  });

  test.for(TABLES)('computes the same in random company on the values of $name', async (table, { skip }) => {
    if (typeof server === 'string') return skip(server);
    const kind = fieldType(table.type);
    if (kind === 'null') return;
    const { values, others } = await held(server, engine, table);
    const scope = scopeOf(table.type, { w: table.type });
    const wrong: string[] = [];
    let count = 0;
    for (const expression of randomExpressions(kind, 90, 7)) {
      const compiled = compiledOf(expression, scope);
      const { sql, faults } = renderSql(parsed(expression), engine, scope);
      if (sql === undefined) {
        expect(['transform.refused', 'transform.tooLargeInSql']).toContain(faults[0]?.code);
        continue;
      }
      const rows = await server.query(`SELECT ${sql} AS c FROM ${quoteSqlName(table.name, engine)} WHERE id < 200 ORDER BY id`).catch((error: unknown) => {
        wrong.push(`${expression}: ${String(error)} ${sql.slice(0, 2000)}`);
        return [];
      });
      for (const [row, found] of rows.entries()) {
        const result = preview(compiled, scope, new Map([['v', values[row] ?? null], ['w', others[row] ?? null]]));
        if (result.failure !== undefined) continue;
        const ours = result.value === null ? null : plainText(result.value);
        const theirs = canonical(found[0] ?? null, compiled.type);
        if (ours === theirs) count++;
        else if (wrong.length < 10) wrong.push(`${expression} of ${JSON.stringify(values[row])}, ${JSON.stringify(others[row])}: the preview says ${JSON.stringify(ours)}, the engine ${JSON.stringify(theirs)}`);
      }
    }
    expect(wrong).toEqual([]);
    inCompany += count;
  });

  test('each function was compared on 1,000 values, or is refused', ({ skip }) => {
    if (typeof server === 'string') return skip(server);
    const few = [...allFunctions.map(({ name }) => name), ...OPERATORS].filter((name) => (compared.get(name) ?? 0) < 1000 && !refused.has(name));
    expect(few).toEqual([]);
    const lines = [...compared].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name} ${count}`);
    console.info(`${DIALECT_NAMES[engine]} (${server.version}): equal on ${[...compared.values()].reduce((sum, each) => sum + each, 0)} values, and on ${inCompany} of random expressions: ${lines.join(', ')}. Refused, wholly or in part: ${[...refused.keys()].sort().join(', ') || 'none'}`);
  });
});

const OPERATORS = ['=', '<>', '<', '<=', '>', '>=', 'in', 'isNull', 'and', 'or', 'not', '+', '-', '*'];

/** The functions and operators that an expression uses. */
function namesIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'text': case 'number': case 'boolean': case 'null': case 'value': case 'field': return [];
    case 'call': return [expression.name, ...expression.args.flatMap(namesIn)];
    case 'lookup': return ['lookup', ...namesIn(expression.operand), ...expression.entries.flatMap(({ result }) => namesIn(result)), ...(expression.otherwise === undefined ? [] : namesIn(expression.otherwise))];
    case 'compare': return [expression.operator, ...namesIn(expression.left), ...namesIn(expression.right)];
    case 'in': return ['in', ...namesIn(expression.operand), ...expression.choices.flatMap(namesIn)];
    case 'isNull': return ['isNull', ...namesIn(expression.operand)];
    case 'and': case 'or': return [expression.kind, ...namesIn(expression.left), ...namesIn(expression.right)];
    case 'not': return ['not', ...namesIn(expression.operand)];
    case 'arithmetic': return [expression.operator, ...namesIn(expression.left), ...namesIn(expression.right)];
    case 'minus': return ['-', ...namesIn(expression.operand)];
    default: return expression satisfies never;
  }
}

/** What an engine gave, in the form of the language. */
function canonical(found: string | null, type: string): string | null {
  if (found === null) return null;
  if (type === 'boolean') return found === '1' || found === 't' ? 'true' : found === '0' || found === 'f' ? 'false' : found;
  if (type === 'integer' || type === 'number') {
    const value = readField(found, { kind: 'decimal' });
    return value?.kind === 'number' ? decimalText(value.number) : found;
  }
  // A column of microseconds prints them all.
  return type === 'timestamp' ? found.replace(/\.0+$/, '') : found;
}

async function fill(server: Server, engine: Engine, table: ValueTable): Promise<void> {
  const name = quoteSqlName(table.name, engine);
  const type = columnType(table.type, engine);
  const [id, v, w] = ['id', 'v', 'w'].map((each) => quoteSqlName(each, engine));
  await server.query(`CREATE TABLE ${name} (${id!} integer, ${v!} ${type}, ${w!} ${type})`);
  const rows = table.values.map((value, row) => `(${row}, ${literal(value, table.type, engine)}, ${literal(table.others[row] ?? null, table.type, engine)})`);
  for (let first = 0; first < rows.length; first += 200) await server.query(`INSERT INTO ${name} VALUES ${rows.slice(first, first + 200).join(', ')}`);
}

/** What the engine holds: floating point where it has no exact decimals, so that only what it does with it is compared. */
async function held(server: Server, engine: Engine, table: ValueTable): Promise<Pick<ValueTable, 'values' | 'others'>> {
  if (engine !== 'sqlite' || fieldType(table.type) !== 'number') return table;
  const rows = await server.query(`SELECT v, w FROM ${table.name} ORDER BY id`);
  return { values: rows.map(([value]) => value ?? null), others: rows.map(([, other]) => other ?? null) };
}

/** Texts as bytes, so that what is compared does not depend on how the language quotes. */
function literal(value: string | null, type: DataType, engine: SqlDialect): string {
  if (value === null) return 'NULL';
  const kind = fieldType(type);
  if (kind === 'integer' || kind === 'number' || kind === 'boolean') return value;
  if (kind !== 'text') return `'${value}'`;
  const hex = Buffer.from(value, 'utf8').toString('hex');
  if (engine === 'postgres') return `convert_from('\\x${hex}'::bytea, 'UTF8')`;
  return engine === 'mariadb' ? `CONVERT(X'${hex}' USING utf8mb4)` : `CAST(X'${hex}' AS TEXT)`;
}

function columnType(type: DataType, engine: Engine): string {
  switch (fieldType(type)) {
    case 'integer': return 'bigint';
      case 'number': return engine === 'sqlite' ? 'numeric' : `decimal(${type.precision ?? 38}, ${type.scale ?? 0})`;
    case 'boolean': return 'boolean';
    case 'date': return engine === 'sqlite' ? 'text' : 'date';
    case 'timestamp': return engine === 'sqlite' ? 'text' : engine === 'mariadb' ? 'datetime(6)' : 'timestamp';
    default: return engine === 'mariadb' ? 'text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci' : engine === 'postgres' ? 'text COLLATE "und-x-icu"' : 'text COLLATE NOCASE';
  }
}
