import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFiles } from '../../../src/connect/files/filesSource.ts';
import { looksLikeList } from '../../../src/connect/files/looksLikeList.ts';
import { countByQuery, duckdb, now, readFiles } from './filesReading.ts';

let folder = '';
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'files-test-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

function put(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const shape = ({ columns }: { columns: readonly { name: string; nativeType: string; type: { kind: string } }[] }): string[] => columns.map(({ name, nativeType, type }) => `${name} ${nativeType} ${type.kind}`);

describe('what is read of data files', () => {
  it('takes each file of a folder for a table, with exact counts by a query that a person can run', async () => {
    put('customers.csv', 'id,name,born,balance,zip,active\n1,"Ann, ""A""",1970-01-02,12.50,00123,true\n2,"two\nlines",1999-12-31,-3,99999,false\n3,,,,,\n');
    put('orders.tsv', 'id\tnote\n1\tx\n');
    put('prices.csv', 'Artikel;Preis\nÄpfel;1,50\nBirnen;2,25\n');
    put('events.jsonl', '{"id":9007199254740993,"tags":["a"],"who":{"name":"x"}}\n{"id":2,"at":"2024-01-02 03:04:05"}\n');
    put('list.json', '[{"a":1,"b":"x"},\n {"a":2.5}]');
    put('notes.txt', 'a|b\n1|2\n');
    put('packed.csv.gz', gzipSync('a,b\n1,2\n3,4\n'));
    put('sub/deeper/more.csv', 'x,y\n1,2\n');
    put('.hidden.csv', 'a,b\n1,2\n');
    put('node_modules/pkg/data.csv', 'a,b\n1,2\n');
    put('readme.md', '# no data');
    await duckdb(`COPY (SELECT range AS id, 'x' AS t, 1.5::DECIMAL(10,2) AS d, now()::TIMESTAMPTZ AS z, uuid() AS u, 18446744073709551615::UBIGINT AS big FROM range(7)) TO '${folder}/facts.parquet'`);
    const before = readdirSync(folder, { recursive: true }).sort();
    utimesSync(join(folder, 'customers.csv'), new Date('2024-05-06T07:08:09Z'), new Date('2024-05-06T07:08:09Z'));

    const read = await readFiles(folder);
    expect(read.tables.map(({ schema, name, error, statistics }) => [schema, name, error, statistics.kind, statistics.rowCount])).toEqual([
      [undefined, 'customers', undefined, 'measured', '3'],
      [undefined, 'events', undefined, 'measured', '2'],
      [undefined, 'facts', undefined, 'measured', '7'],
      [undefined, 'list', undefined, 'measured', '2'],
      [undefined, 'notes', undefined, 'measured', '1'],
      [undefined, 'orders', undefined, 'measured', '1'],
      [undefined, 'packed', undefined, 'measured', '2'],
      [undefined, 'prices', undefined, 'measured', '2'],
      ['sub/deeper', 'more', undefined, 'measured', '1'],
    ]);
    expect(read.issues).toEqual([]);
    expect(shape(read.table('customers'))).toEqual(['id BIGINT integer', 'name VARCHAR text', 'born DATE date', 'balance DECIMAL(4,2) decimal', 'zip VARCHAR text', 'active BOOLEAN boolean']);
    expect(read.table('customers').columns.every(({ nullable }) => nullable)).toBe(true);
    expect(shape(read.table('events'))).toEqual(['id BIGINT integer', 'tags VARCHAR[] array', 'who STRUCT("name" VARCHAR) json', 'at TIMESTAMP timestamp']);
    expect(shape(read.table('facts'))).toEqual([
      'id BIGINT integer', 't VARCHAR text', 'd DECIMAL(10,2) decimal', 'z TIMESTAMP WITH TIME ZONE timestamp', 'u UUID uuid', 'big UBIGINT integer',
    ]);
    expect(shape(read.table('prices'))).toEqual(['Artikel VARCHAR text', 'Preis VARCHAR text']);
    expect(read.table('customers').statistics).toEqual({
      kind: 'measured', rowCount: '3', bytes: String(statSync(join(folder, 'customers.csv')).size), at: now, changedAt: '2024-05-06T07:08:09.000Z',
      query: `SELECT count(*) FROM read_csv('data/customers.csv', delim = ',', quote = '"', escape = '"', header = true, all_varchar = true)`,
    });
    for (const table of read.tables) {
      expect(table.statistics.query).not.toContain(folder);
      expect([table.name, await countByQuery({ ...table, statistics: { ...table.statistics, query: table.statistics.query?.replace("'data/", "'") } }, folder)]).toEqual([table.name, table.statistics.rowCount]);
    }
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
  });

  it('names files of one stem by their whole names, and odd names as they are', async () => {
    for (const name of ['order.csv', 'order.json', 'Größe 10 %.csv', 'a[1]*.csv', "it's.csv", '表.csv', 'select.csv']) {
      // Names that this system has no room for are left out.
      try {
        put(name, name.endsWith('json') ? '[{"a":1}]' : 'a,b\n1,2\n3,4\n');
      } catch {
        continue;
      }
    }
    const { tables } = await readFiles(folder);
    expect(tables.map(({ name, statistics }) => `${name}=${statistics.rowCount}`).sort()).toEqual(["Größe 10 %=2", 'a[1]*=2', "it's=2", 'order.csv=2', 'order.json=1', 'select=2', '表=2'].sort());
  });

  it('finds large numbers exact', async () => {
    await duckdb(`COPY (SELECT 9223372036854775807::BIGINT AS most, 12345678901234567890123456789012345678::DECIMAL(38,0) AS wide) TO '${folder}/t.parquet'`);
    put('big.csv', 'id,amount\n9223372036854775807,12345678901234567.89\n-9223372036854775808,0.01\n');
    put('bigger.csv', 'id\n9223372036854775808\n1\n');
    const read = await readFiles(folder);
    expect(shape(read.table('t'))).toEqual(['most BIGINT integer', 'wide DECIMAL(38,0) decimal']);
    expect(shape(read.table('big'))).toEqual(['id BIGINT integer', 'amount DECIMAL(19,2) decimal']);
    expect(shape(read.table('bigger'))).toEqual(['id DECIMAL(19,0) decimal']);
  });

  it('takes only types that every value has, however late the odd one comes', async () => {
    const rows = Array.from({ length: 150_000 }, (_, at) => `${at},${at},2024-01-01,${at},true`);
    put('late.csv', `a,b,c,d,e\n${rows.join('\n')}\nx,1.5,soon,007,maybe\n`);
    const read = await readFiles(folder);
    expect(read.table('late').statistics.rowCount).toBe('150001');
    expect(shape(read.table('late'))).toEqual(['a VARCHAR text', 'b DECIMAL(7,1) decimal', 'c VARCHAR text', 'd VARCHAR text', 'e VARCHAR text']);
    expect(read.issues).toEqual([]);
  });

  it('looks at the values, exactly those that are rows', async () => {
    put('t.csv', 'id,name,amount\n1,a,1.50\n2,b,2.25\n3\n4,b,-10\n');
    const read = await readFiles(folder, 'data', { profile: true });
    expect(read.table('t').columns.map(({ name, profile }) => [name, profile?.rows, profile?.nulls, profile?.distinct, profile?.minimum, profile?.maximum])).toEqual([
      ['id', '3', '0', '3', '1', '4'],
      ['name', '3', '0', '2', 'a', 'b'],
      ['amount', '3', '0', '3', '-10', '2.25'],
    ]);
  });
});

describe('faults of data files', () => {
  it('counts ragged rows and broken quotes, with their lines, and goes on', async () => {
    put('ragged.csv', 'id,name\n1,a\n2,b,c\n3\n4,d\n\n5,"multi\nline"\n6,f,g\n');
    put('quotes.csv', 'id,name\n1,a\n2,"b\n3,c\n4,d\n5,"e"\n6,f\n7,ok\n');
    put('open.csv', 'id,name\n1,a\n2,b\n3,"c\n4,d\n');
    put('sound.csv', 'id,name\n1,a\n');
    const read = await readFiles(folder);
    expect(read.table('ragged').statistics.rowCount).toBe('3');
    expect(read.said('ragged')).toEqual([
      '3: Lines with more fields than columns: 2. They are not in the count; this is the first.',
      '4: Lines with fewer fields than columns: 1. They are not in the count; this is the first.',
    ]);
    expect(read.table('quotes').statistics.rowCount).toBe('3');
    expect(read.said('quotes')).toEqual(['3: Quotes that are opened and not closed, or closed in the middle of a value: 1, the longest over 4 lines. What they hold is not in the count; this is the first.']);
    expect(read.table('open').statistics.rowCount).toBe('2');
    expect(read.said('open')[0]).toMatch(/^4: Quotes that are opened and not closed/);
    expect(read.table('sound').statistics.rowCount).toBe('1');
    for (const name of ['ragged', 'quotes', 'open']) {
      const table = read.table(name);
      expect([name, await countByQuery({ ...table, statistics: { ...table.statistics, query: table.statistics.query?.replace("'data/", "'") } }, folder)]).toEqual([name, table.statistics.rowCount]);
    }
  });

  it('reads UTF-16 and Windows-1252, and says so', async () => {
    const text = 'id,name\n1,Müller\n2,"Zoë, “x”"\n3,Łódź\n';
    put('wide.csv', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    put('wideBare.csv', Buffer.from(text, 'utf16le'));
    put('wideOther.csv', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]));
    put('latin.csv', Buffer.from('id,name\n1,M\xfcller\n2,\x80uro\n', 'latin1'));
    put('marked.csv', `\ufeff${text}`);
    put('mostly.csv', Buffer.concat([Buffer.from('id,name\n1,Müller\n2,Łódź\n'), Buffer.from('3,M\xfcller\n', 'latin1')]));
    const read = await readFiles(folder, 'data', { profile: true });
    for (const name of ['wide', 'wideBare', 'wideOther', 'marked']) {
      expect([name, read.table(name).statistics.rowCount, read.table(name).columns.map((column) => column.name), read.table(name).columns[1]?.profile?.longest]).toEqual([name, '3', ['id', 'name'], 8]);
    }
    expect(read.said('marked')).toEqual([]);
    expect(read.said('wide')).toEqual(['-: The file is UTF-16; it was read as such.']);
    expect(read.said('latin')).toEqual(['-: The file is not UTF-8; it was read as Windows-1252. Check letters outside of ASCII.']);
    expect(read.table('latin').columns[1]?.profile?.maximum).toBe('€uro');
    expect(read.table('mostly').statistics.rowCount).toBe('2');
    expect(read.said('mostly')).toEqual(['4: Lines that are not UTF-8, as the rest of the file is: 1. They are not in the count; this is the first.']);
  });

  it('says what is odd about a header, and reads without one', async () => {
    put('only.csv', 'id,name\n');
    put('none.csv', '1,Ann,2020-01-01\n2,Bob,2021-01-01\n');
    put('double.csv', 'id,name,ID,name,\n1,2,3,4,5\n');
    put('above.csv', 'Report of the month\n\nid,name\n1,a\n2,b\n');
    put('told.csv', 'sep=;\nid;name\n1;a\n');
    const read = await readFiles(folder);
    expect([read.table('only').statistics.rowCount, shape(read.table('only'))]).toEqual(['0', ['id VARCHAR text', 'name VARCHAR text']]);
    expect(read.said('only')).toEqual(['1: The file holds a header and no rows.']);
    expect([read.table('none').statistics.rowCount, shape(read.table('none'))]).toEqual(['2', ['column1 BIGINT integer', 'column2 VARCHAR text', 'column3 DATE date']]);
    expect(read.said('none')).toEqual(['1: No header was recognised; the columns are called column1 to column3.']);
    expect(read.table('double').columns.map(({ name }) => name)).toEqual(['id', 'name', 'ID_2', 'name_2', 'column5']);
    expect(read.said('double')).toEqual([
      '1: The header holds these names more than once: ID, name. The later ones got a number.',
      '1: Columns without a name in the header: 1; they are called after their place.',
    ]);
    expect([read.table('above').statistics.rowCount, read.table('above').columns.map(({ name }) => name)]).toEqual(['2', ['id', 'name']]);
    expect(read.said('above')).toEqual(['1: Lines before the table, which were left out: 2.']);
    expect([read.table('told').statistics.rowCount, read.table('told').columns.map(({ name }) => name)]).toEqual(['1', ['id', 'name']]);
  });

  it('names what is no table at all, and reads the rest', async () => {
    put('empty.csv', '');
    put('blank.csv', '\n \n\n');
    put('binary.csv', Buffer.from(Array.from({ length: 500 }, (_, at) => at % 7)));
    put('prose.txt', 'Dear all\nthis is a letter\nand no table\n');
    put('comma.txt', 'This is a note.\nNothing, really, to see.\n');
    put('fake.parquet', 'this is no Parquet file, whatever its name says, and it goes on for a while');
    put('scalar.json', '42');
    put('broken.json', '[{"a":1},\n{"a":2},\n{"a"');
    put('object.json', '{\n "a": 1,\n "rows": [{"x": 1}]\n}');
    put('plain.json', '[1, 2, 3]');
    put('lines.ndjson', '{"a":1}\n{"a":2}\n{bad\n\n{"a":3}\n{"a":\n');
    put('cut.csv.gz', gzipSync('a,b\n'.repeat(10_000)).subarray(0, 60));
    put('nul.csv', 'id,name\n1,ok\n2,a\0b\0\n');
    put('sound.csv', 'id,name\n1,a\n');
    const read = await readFiles(folder);
    const errors = Object.fromEntries(read.tables.filter(({ error }) => error !== undefined).map(({ name, error, statistics }) => [name, `${statistics.kind}: ${error}`]));
    expect(errors).toEqual({
      empty: 'unknown: data/empty.csv could not be read: it is empty (0 bytes)',
      blank: 'unknown: data/blank.csv could not be read: it holds nothing but blanks',
      binary: 'unknown: data/binary.csv could not be read: it is not text. If it is a spreadsheet or a database, choose it as such, or write it as CSV',
      comma: 'unknown: data/comma.txt could not be read: nothing separates its fields: no comma, semicolon, tab or bar',
      prose: 'unknown: data/prose.txt could not be read: nothing separates its fields: no comma, semicolon, tab or bar',
      fake: expect.stringMatching(/^unknown: data\/fake\.parquet could not be read: .*magic bytes/i),
      scalar: 'unknown: data/scalar.json could not be read: it is a single JSON value. A list of objects is expected, or one object a line',
      broken: 'unknown: data/broken.json could not be read: it is no JSON from line 3 on (unexpected end of data). Write it again, or one object a line: then the sound lines are read',
      cut: 'unknown: data/cut.csv.gz could not be read: it is packed with gzip and damaged or cut off. Copy it again',
    });
    expect(JSON.stringify(read.tables)).not.toContain(folder);
    expect([read.table('object').statistics.rowCount, read.said('object')]).toEqual(['1', ['1: The file is one object, not a list of them: it was read as one row.']]);
    expect([read.table('plain').statistics.rowCount, read.said('plain')]).toEqual(['3', ['-: The file is a list of plain values, not of objects: it was read as one column.']]);
    expect([read.table('lines').statistics.rowCount, read.said('lines')]).toEqual(['3', ['3: Lines that are not JSON: 2. They are not in the count; this is the first.']]);
    expect([read.table('nul').statistics.rowCount, read.said('nul')]).toEqual(['2', ['3: NUL characters in the file: 2; many databases refuse them in text. This is the first line with one.']]);
    expect(read.table('sound').statistics.rowCount).toBe('1');
  });

  it('says of a quote that swallows all rows that it does, not that there are none', async () => {
    put('lone.csv', 'id,name\n1,"abc\n2,def\n3,ghi\n');
    const read = await readFiles(folder);
    expect(read.table('lone').statistics.rowCount).toBe('0');
    expect(read.said('lone')).toEqual(['2: Quotes that are opened and not closed, or closed in the middle of a value: 1, the longest over 4 lines. What they hold is not in the count; this is the first.']);
  });

  it('finds the types of a file whose first row is longer than the sample', async () => {
    put('long.csv', `id,text\n1,${'x'.repeat(600_000)}\n2,b\n`);
    expect((await readFiles(folder)).table('long').columns.map(({ type }) => type.kind)).toEqual(['integer', 'text']);
  });

  it('takes each key of objects for a column, however many keys there are', async () => {
    put('keys.ndjson', Array.from({ length: 2_000 }, (_, at) => JSON.stringify(at < 1_500 ? { id: at } : { id: String(at), [`k${at}`]: { deep: at } })).join('\n'));
    put('one.ndjson', '{"json":{"a":1}}\n{"json":null}\n');
    const read = await readFiles(folder);
    expect([read.table('keys').statistics.rowCount, read.table('keys').columns.length]).toEqual(['2000', 501]);
    expect(read.table('keys').columns.filter(({ name }) => ['id', 'k1500'].includes(name)).map(({ type }) => type.kind)).toEqual(['json', 'json']);
    expect(read.table('one').columns.map(({ name }) => name)).toEqual(['json']);
    expect(read.issues).toEqual([]);
  });

  it('calls files so that no two are called the same', async () => {
    put('sales.orders.csv', 'id,n\n1,a\n2,b\n');
    mkdirSync(join(folder, 'sales'));
    put('sales/orders.csv', 'id\n1\n');
    const read = await readFiles(folder);
    expect(read.tables.map(({ schema, name, statistics }) => [schema, name, statistics.rowCount]).sort()).toEqual([[undefined, 'sales.orders.csv', '2'], [undefined, 'sales/orders.csv', '1']].sort());
  });

  it('reads line ends of several kinds', async () => {
    put('crlf.csv', 'id,name\r\n1,"a\nb"\r\n2,c\r\n');
    put('old.csv', 'id,name\r1,a\r2,b\r');
    put('mixed.csv', 'id,name\r\n1,a\n2,b\r\n3,"a\r\nb"\r\n');
    put('three.csv', 'id,name\n1,a\r\n2,b\r3,"c\rd"\n4,e\r');
    const read = await readFiles(folder);
    expect(read.tables.map(({ name, statistics }) => [name, statistics.rowCount])).toEqual([['crlf', '2'], ['mixed', '3'], ['old', '2'], ['three', '4']]);
    expect(read.issues).toEqual(['mixed', 'three'].map((table) => ({ table, message: 'The file mixes line ends of several kinds; all were taken for line ends.' })));
  });

  it('reads 2,000 columns', async () => {
    const names = Array.from({ length: 2_000 }, (_, at) => `field ${at}`);
    put('wide.csv', `${names.join(',')}\n${names.map((_, at) => at).join(',')}\n${names.map(() => 'x').join(',')}\n`);
    const { tables } = await readFiles(folder);
    expect([tables[0]?.statistics.rowCount, tables[0]?.columns.map(({ name }) => name)]).toEqual(['2', names]);
  });

  it('leaves out lines beyond the limit, and says which', async () => {
    put('long.csv', `id,name\n1,a\n2,${'x'.repeat(30_000)}\n3,"${'y'.repeat(40_000)}"\n4,b\n5\n`);
    put('long.jsonl', `{"a":1}\n{"a":"${'x'.repeat(30_000)}"}\n{"a":2}\n`);
    put('one.json', `[${Array.from({ length: 5_000 }, (_, at) => `{"a":${at}}`).join(',')}]`);
    const read = await readFiles(folder, 'data', { maxLineBytes: 20_000 });
    expect(read.table('long.csv').statistics.rowCount).toBe('2');
    expect(read.said('long.csv')).toEqual([
      '3: 2 lines are longer than 20,000 bytes and were left out; this is the first. They are not in the count.',
      '6: Lines with fewer fields than columns: 1. They are not in the count; this is the first.',
    ]);
    expect(read.table('long.jsonl').statistics.rowCount).toBe('2');
    expect(read.said('long.jsonl')).toEqual(['2: One line is longer than 20,000 bytes and was left out. It is not in the count.']);
    expect([read.table('one').statistics.rowCount, read.said('one')]).toEqual(['5000', []]);
    const usual = await readFiles(join(folder, 'long.csv'));
    expect(usual.table('long').statistics.rowCount).toBe('4');
  });

  it('goes on where a file vanishes or may not be read', async () => {
    put('a.csv', 'id,name\n1,a\n');
    const gone = put('b.csv', 'id,name\n1,a\n');
    put('c.csv', 'id,name\n1,a\n');
    const scratch = mkdtempSync(join(tmpdir(), 'files-scratch-'));
    const source = await openFiles({ kind: 'files', system: 'S', role: 'source', file: folder, path: 'data', now }, { scratch, working: () => undefined });
    const refs = await source.listTables();
    unlinkSync(gone);
    const tables = [];
    for (const ref of refs) tables.push(await source.readTable(ref));
    await source.close();
    rmSync(scratch, { recursive: true });
    expect(tables.map(({ name, error, statistics }) => [name, error, statistics.rowCount])).toEqual([
      ['a', undefined, '1'],
      ['b', 'There is no file data/b.csv. Check the path, or choose another file.', undefined],
      ['c', undefined, '1'],
    ]);
  });

  it.skipIf(process.platform === 'win32')('names a folder without rights', async () => {
    put('a.csv', 'id,name\n1,a\n');
    put('shut/b.csv', 'id,name\n1,a\n');
    put('c.csv', 'id,name\n1,a\n');
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'shut'), 0);
    chmodSync(join(folder, 'c.csv'), 0);
    // Rights mean nothing to root.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      const read = await readFiles(folder);
      expect(read.tables.map(({ name, error }) => [name, error])).toEqual([['a', undefined], ['c', 'data/c.csv may not be read by this user. Ask for permission to read it, or choose a copy.']]);
      expect(read.issues).toEqual([{ message: 'data/shut may not be read by this user. Ask for permission to read it, or choose a copy.' }]);
      await expect(readFiles(join(folder, 'shut'), 'shut')).rejects.toMatchObject({ code: 'file.denied' });
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(join(folder, 'shut'), 0o700);
    }
  });

  it('refuses what can’t be a source, with the reason', async () => {
    await expect(readFiles(join(folder, 'none.csv'), 'none.csv')).rejects.toMatchObject({ code: 'file.missing' });
    await expect(readFiles(folder, 'data')).rejects.toMatchObject({ code: 'files.none', message: 'There are no data files in data: no CSV, TSV, Parquet, JSON or NDJSON, down to the third level. Choose another folder.' });
    await expect(readFiles(put('a.csv', ''), 'a.csv')).rejects.toMatchObject({ code: 'file.empty' });
    await expect(readFiles(put('a.docx', 'x'), 'a.docx')).rejects.toMatchObject({ code: 'files.notData' });
    await expect(readFiles(put('b.json', '42'), 'b.json')).rejects.toMatchObject({ code: 'files.failed' });
  });

  it('may read nothing but what it is given, and writes nothing', async () => {
    put('a.csv', 'id,name\n1,a\n');
    const before = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8'), statSync(join(folder, name)).mtimeMs]);
    await readFiles(join(folder, 'a.csv'), 'a.csv', { profile: true });
    expect(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8'), statSync(join(folder, name)).mtimeMs])).toEqual(before);
    const { openDuckdb } = await import('../../../src/connect/files/duckdb.ts');
    const other = put('b.csv', 'id,name\n1,a\n');
    const scratch = mkdtempSync(join(tmpdir(), 'files-scratch-'));
    const duck = await openDuckdb({ files: [join(folder, 'a.csv')], folders: [], scratch });
    await expect(duck.rows(`SELECT * FROM read_csv('${other}')`)).rejects.toThrow(/Permission Error/);
    await expect(duck.rows(`COPY (SELECT 1) TO '${join(folder, 'c.csv')}'`)).rejects.toThrow(/Permission Error/);
    await expect(duck.rows(`SET enable_external_access = true`)).rejects.toThrow();
    await expect(duck.rows(`INSTALL httpfs`)).rejects.toThrow();
    duck.close();
    rmSync(scratch, { recursive: true });
    expect(existsSync(join(folder, 'c.csv'))).toBe(false);
  });
});

describe('a CSV file that is a list of tables', () => {
  it('is told from data by its header', async () => {
    expect(await looksLikeList(put('inventory.csv', 'System,Table,Rows\ncrm,Customer,59\n'))).toBe(true);
    expect(await looksLikeList(put('titled.csv', 'Our systems\n\nTable;Record count\nCustomer;59\n'))).toBe(true);
    expect(await looksLikeList(put('report.xlsx', 'x'))).toBe(true);
    expect(await looksLikeList(put('customers.csv', 'id,name,rows\n1,a,2\n'))).toBe(false);
    expect(await looksLikeList(put('orders.parquet', 'Table,Rows\n'))).toBe(false);
    expect(await looksLikeList(join(folder, 'none.csv'))).toBe(false);
  });
});
