import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectionColumns } from '../../../src/core/collection/collectionColumns.ts';
import { collectionDialects, collectionScript } from '../../../src/core/collection/collectionScript.ts';
import type { CollectionDialect } from '../../../src/core/collection/collectionScript.ts';
import { collectionFiles } from '../../../src/core/collection/scriptHead.ts';
import { tokensOf } from '../../../src/connect/ddl/grammar/tokens.ts';
import { loadDialect } from '../../../src/connect/ddl/dialect.ts';
import { statementsOf } from './scripts.ts';

const options = { system: 'Legacy Shop', exact: true, schemas: [], seconds: 90 } as const;
const all = collectionDialects.map(({ dialect }) => dialect);

/** The first words of all statements; settings of SQL*Plus are lines of their own. */
async function heads(dialect: CollectionDialect, script: string): Promise<string[]> {
  const statements = await statementsOf(dialect, script);
  expect(statements.map(({ fault }) => fault).filter((fault) => fault !== '')).toEqual([]);
  return statements.map(({ head }) => head);
}

describe('collection scripts', () => {
  it.each([
    ['PostgreSQL', ['BEGIN', 'SET', 'SET', 'SET', 'SET', 'SET', 'WITH', 'COMMIT'], ['BEGIN', 'SET', 'SET', 'SET', 'SET', 'SET', 'WITH', 'COMMIT']],
    ['MySQL', ['SET', 'SET', 'SET', 'SET', 'START', 'SELECT', 'SELECT', 'SET', 'PREPARE', 'EXECUTE', 'DEALLOCATE', 'SELECT', 'COMMIT'], ['SET', 'SET', 'SET', 'SET', 'START', 'SELECT', 'SELECT', 'COMMIT']],
    ['SQLite', ['PRAGMA', 'WITH'], ['PRAGMA', 'WITH']],
  ] as const)('%s: nothing but statements that read', async (dialect, exact, statistics) => {
    expect(await heads(dialect, collectionScript(dialect, options))).toEqual(exact);
    expect(await heads(dialect, collectionScript(dialect, { ...options, exact: false }))).toEqual(statistics);
  });

  it('SQL Server: settings, then one batch that declares, counts by SELECT and selects', async () => {
    const script = collectionScript('SQL Server', options);
    // The SELECT of the list is cut off from its WITH: T-SQL needs no semicolons, so the splitter cuts before each.
    expect(await heads('SQL Server', script)).toEqual([...Array.from({ length: 10 }, () => 'SET'), 'DECLARE', 'DECLARE', 'EXEC', 'WITH', 'SELECT']);
    expect(await heads('SQL Server', collectionScript('SQL Server', { ...options, exact: false }))).toEqual([...Array.from({ length: 10 }, () => 'SET'), 'DECLARE', 'WITH', 'SELECT']);
    // What is put together to be run is a SELECT a table, and a failure ends one of them alone.
    expect(/SELECT N'(BEGIN TRY .*?)' \+ CONVERT/.exec(script)?.[1]).toBe(`BEGIN TRY SELECT @counts = @counts + N''<c i="`);
    expect(script).toContain(`N'; END TRY BEGIN CATCH SELECT @counts = @counts; END CATCH;'`);
    expect(script.match(/EXEC\b[^;]*;/g)).toEqual(['EXEC sys.sp_executesql @statements, N\'@counts nvarchar(max) OUTPUT\', @counts = @counts OUTPUT;']);
  });

  it('Oracle: settings of the client, then one read-only transaction with one SELECT', async () => {
    for (const exact of [true, false]) {
      const script = collectionScript('Oracle', { ...options, exact });
      const [settings, statements] = [script.slice(0, script.indexOf('SET TRANSACTION')), script.slice(script.indexOf('SET TRANSACTION'), script.indexOf('\nEXIT\n') + 1)];
      expect(settings.split('\n').filter((line) => line !== '' && !line.startsWith('--')).every((line) => /^SET [A-Z]+ \w+$/.test(line))).toBe(true);
      expect(await heads('Oracle', statements)).toEqual(['SET', 'WITH', 'COMMIT']);
      expect((await statementsOf('Oracle', statements))[0]?.sql).toBe('SET TRANSACTION READ ONLY');
      expect(script.includes('DBMS_XMLGEN.GETXML(\'SELECT COUNT(*) AS N FROM "\'')).toBe(exact);
    }
  });

  it.each(all)('%s: no word that writes stands in it as code', async (dialect) => {
    const { rules } = await loadDialect(dialect);
    for (const exact of [true, false]) {
      const script = collectionScript(dialect, { ...options, exact });
      for (const { sql } of await statementsOf(dialect, script)) {
        const words = new Set(tokensOf(sql, rules).filter(({ kind }) => kind !== 'string').map(({ upper }) => upper));
        for (const word of ['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'CREATE', 'ALTER', 'DROP', 'TRUNCATE', 'GRANT', 'REVOKE', 'CALL', 'LOCK', 'COPY']) expect([dialect, word, words.has(word)]).toEqual([dialect, word, false]);
      }
    }
  });

  it.each(all)('%s: says what it does, that it only reads, and how to run and save it', (dialect) => {
    const head = collectionScript(dialect, options).split('\n\n')[0]!;
    expect(head.split('\n').every((line) => line.startsWith('--'))).toBe(true);
    expect(head).toMatch(/It only reads: it creates, changes and deletes nothing\./);
    expect(head).toMatch(/EVERY TABLE IS COUNTED/);
    expect(head).toMatch(/collect-legacy-shop\.sql.*legacy-shop\.csv/);
    expect(head.includes('Preview:')).toBe(['SQL Server', 'Oracle', 'MySQL'].includes(dialect));
    expect(collectionScript(dialect, { ...options, exact: false }).split('\n\n')[0]).toMatch(/No table is read\./);
  });

  it('sets a time limit and the read-only state where the engine can', () => {
    expect(collectionScript('PostgreSQL', options)).toContain(`BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;\nSET LOCAL statement_timeout = '90s';`);
    expect(collectionScript('MySQL', options)).toMatch(/max_statement_time = 90 \*\/ \/\*!50708 , max_execution_time = 90000 \*\/[^;]*;\nSET @ages[^;]*;\nSET SESSION TRANSACTION READ ONLY;\nSTART TRANSACTION READ ONLY;/);
    expect(collectionScript('SQLite', options)).toContain('PRAGMA query_only = ON;');
    expect(collectionScript('Oracle', options)).toContain('SET TRANSACTION READ ONLY;');
    expect(collectionScript('SQL Server', options)).toContain('-t 90 ');
  });

  it('prints the columns that are read back', () => {
    for (const dialect of all) expect(collectionScript(dialect, options)).toContain(collectionColumns.join(','));
  });

  it('names of schemas stay names, whatever is in them', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...all.filter((dialect) => dialect !== 'SQLite')), fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(`'`, '"', '\\', ';', '-', '/', '*', '$', '(', '`', '\n', 'a', 'é', '%', '&') }), async (dialect, name) => {
      const plain = (await statementsOf(dialect, collectionScript(dialect, { ...options, schemas: ['x'] }))).map(({ head, fault }) => [head, fault]);
      expect((await statementsOf(dialect, collectionScript(dialect, { ...options, schemas: [name] }))).map(({ head, fault }) => [head, fault])).toEqual(plain);
    }), { numRuns: 150 });
  });

  it('file names come from the system, whatever it is called', () => {
    expect(collectionFiles('Legacy Shop')).toEqual({ script: 'collect-legacy-shop.sql', output: 'legacy-shop.csv' });
    expect(collectionFiles('../..\\ $(rm)\n')).toEqual({ script: 'collect-rm.sql', output: 'rm.csv' });
    expect(collectionFiles('///')).toEqual({ script: 'collect-system.sql', output: 'system.csv' });
  });
});
