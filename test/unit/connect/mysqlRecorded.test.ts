import { describe, expect, it } from 'vitest';
import type { Row, Session } from '../../../src/connect/database/engine.ts';
import { listMysqlTables, readMysqlPicture } from '../../../src/connect/mysql/readPicture.ts';

const at = { schema: 'shop', name: 'order' };

/** What MySQL 8 answers, as far as it differs from MariaDB, which the tests can start. */
const answers: readonly (readonly [asked: RegExp, rows: readonly Row[]])[] = [
  [/TABLE_TYPE AS kind/, [{ ...at, kind: 'BASE TABLE' }, { schema: 'shop', name: 'recent', kind: 'VIEW' }]],
  [/information_schema\.COLUMNS/, [
    { ...at, column: 'id', type: 'int unsigned', nullable: 'NO', default: null, extra: 'auto_increment', comment: '' },
    { ...at, column: 'state', type: `enum('new','done')`, nullable: 'NO', default: 'new', extra: '', comment: 'where it is' },
    { ...at, column: 'note', type: 'varchar(20)', nullable: 'YES', default: `it's`, extra: '', comment: '' },
    { ...at, column: 'at', type: 'datetime', nullable: 'YES', default: 'CURRENT_TIMESTAMP', extra: 'DEFAULT_GENERATED', comment: '' },
    { ...at, column: 'n', type: 'int', nullable: 'YES', default: '7', extra: '', comment: '' },
    { ...at, column: 'made', type: 'varchar(36)', nullable: 'YES', default: 'uuid()', extra: 'DEFAULT_GENERATED', comment: '' },
    { ...at, column: 'total', type: 'decimal(10,2)', nullable: 'YES', default: null, extra: 'STORED GENERATED', comment: '' },
    { ...at, column: 'data', type: 'json', nullable: 'YES', default: null, extra: '', comment: '' },
  ]],
  [/information_schema\.STATISTICS/, [
    { ...at, key: 'PRIMARY', column: 'id', part: null },
    { ...at, key: 'by_expression', column: null, part: null },
    { ...at, key: 'by_note', column: 'note', part: null },
    { ...at, key: 'by_note', column: 'n', part: null },
  ]],
  [/KEY_COLUMN_USAGE/, [
    { ...at, key: 'fk', column: 'n', ref_schema: 'crm', ref_table: 'customer', ref_column: 'id' },
  ]],
  [/information_schema\.TABLES/, [
    { ...at, engine: 'InnoDB', rows: '9223372036854775807', bytes: '16384', index_bytes: '0', comment: 'orders', changed: null },
    { schema: 'shop', name: 'recent', engine: null, rows: null, bytes: null, index_bytes: null, comment: 'VIEW', changed: null },
  ]],
];

function recorded(denied: RegExp): { session: Session; asked: string[] } {
  const asked: string[] = [];
  const session: Session = {
    query(sql) {
      asked.push(sql);
      if (denied.test(sql)) return Promise.reject(new Error('SELECT command denied'));
      return Promise.resolve(answers.find(([pattern]) => pattern.test(sql))?.[1] ?? []);
    },
    cancel: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  return { session, asked };
}

describe('MySQL’s recorded answers', () => {
  it('are read like MariaDB’s, in as many statements however many tables', async () => {
    const { session, asked } = recorded(/innodb_table_stats/);
    const refs = await listMysqlTables(session, 'shop', []);
    expect(refs.map(({ name, kind, quoted }) => [name, kind, quoted])).toEqual([['order', 'table', '`shop`.`order`'], ['recent', 'view', '`shop`.`recent`']]);
    const { tables } = await readMysqlPicture(session, refs, 'shop', [], false);
    expect(asked).toHaveLength(8);
    const [order, recent] = [...tables.values()];
    expect(order?.columns.map(({ name, type, default: given, generated }) => [name, type.kind, given, generated])).toEqual([
      ['id', 'integer', undefined, true],
      ['state', 'enum', `'new'`, undefined],
      ['note', 'text', `'it''s'`, undefined],
      ['at', 'timestamp', 'CURRENT_TIMESTAMP', undefined],
      ['n', 'integer', '7', undefined],
      ['made', 'text', 'uuid()', undefined],
      ['total', 'decimal', undefined, true],
      ['data', 'json', undefined, undefined],
    ]);
    expect(order?.columns[0]?.type).toEqual({ kind: 'integer', bits: 32, unsigned: true });
    expect([order?.primaryKey, order?.uniqueKeys, order?.comment]).toEqual([['id'], [['note', 'n']], 'orders']);
    expect(order?.foreignKeys).toEqual([{ name: 'fk', columns: ['n'], referencedSchema: 'crm', referencedTable: 'customer', referencedColumns: ['id'] }]);
    // Whose age may not be asked for stays without one.
    expect(order?.statistics).toEqual({ kind: 'estimated', rowCount: '9223372036854775807', bytes: '16384', indexBytes: '0' });
    expect([recent?.kind, recent?.comment, recent?.statistics]).toEqual(['view', undefined, { kind: 'unknown' }]);
  });
});
