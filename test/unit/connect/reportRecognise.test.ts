import { describe, expect, it } from 'vitest';
import { collectionColumns } from '../../../src/core/collection/collectionColumns.ts';
import { looksLikeReport, reportForm } from '../../../src/connect/report/recognise.ts';

describe('reports are told from files of data by their header', () => {
  it.each([
    [[...collectionColumns], 'collection'],
    [collectionColumns.map((name) => name.toUpperCase()), 'collection'],
    [['Table', 'Field', 'Description', 'Type', 'Max length', 'N rows'], 'whiteRabbit'],
    [['Table', 'Field', 'Type', 'Max length', 'N rows', 'N rows checked', 'Fraction empty', 'N unique values', 'Fraction unique'], 'whiteRabbit'],
    [['Table', 'Description', 'N rows', 'N rows checked', 'N Fields', 'N Fields Empty'], 'whiteRabbitTables'],
    [['Source System', 'Tables/Objects', 'Record Count', 'Size', 'Priority'], 'inventory'],
    [['table_name', 'row_count'], 'inventory'],
    [['Object', 'Owner', 'Size (MB)'], 'inventory'],
    [['TABLE_NAME', 'COLUMN_NAME', 'DATA_TYPE', 'IS_NULLABLE'], 'inventory'],
    [['Entity', 'Attribute', 'Description'], 'inventory'],
  ])('%j is a %s', (header, form) => {
    expect([reportForm(header), looksLikeReport(header)]).toEqual([form, true]);
  });

  it.each([
    [['id', 'name', 'email']],
    [['table', 'seats', 'waiter']],
    [['Name', 'Size', 'Type']],
    [['kind', 'schema', 'value']],
    [['order_id', 'rows', 'count']],
    [['Field', 'Type', 'Description']],
    [['']],
    [[]],
  ])('%j is none', (header) => {
    expect([reportForm(header), looksLikeReport(header)]).toEqual([undefined, false]);
  });
});
