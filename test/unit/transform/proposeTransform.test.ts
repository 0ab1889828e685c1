import { describe, expect, test } from 'vitest';
import type { Column } from '../../../src/core/catalogue/catalogue.ts';
import { compileExpression } from '../../../src/core/transform/compileExpression.ts';
import { proposeTransform } from '../../../src/core/transform/proposeTransform.ts';
import { readTransform } from '../../../src/core/transform/readTransform.ts';

const TYPES: Readonly<Record<string, Column['type']>> = {
  'varchar(20)': { kind: 'text', length: 20 }, 'char(10)': { kind: 'text', length: 10 }, text: { kind: 'text' }, date: { kind: 'date' }, timestamp: { kind: 'timestamp' },
  integer: { kind: 'integer', bits: 32 }, bigint: { kind: 'integer', bits: 64 }, 'numeric(10,2)': { kind: 'decimal', precision: 10, scale: 2 }, boolean: { kind: 'boolean' },
};

function column(nativeType: string, more: Partial<Column> = {}): Column {
  return { name: 'v', type: TYPES[nativeType] ?? { kind: 'unknown' }, nativeType, nullable: true, ...more };
}

describe('a transform is proposed', () => {
  test.each<[string, string, readonly (string | null)[], readonly string[], string]>([
    ['varchar(20)', 'varchar(20)', ['Ada', 'Bob'], [], 'direct'],
    ['varchar(20)', 'varchar(20)', ['Ada', ' Bob '], [], 'trim(value)'],
    ['char(10)', 'varchar(20)', ['Ada       '], [], 'rtrim(value)'],
    ['char(10)', 'char(10)', ['Ada'], [], 'direct'],
    ['text', 'date', ['31.12.2023', '29.02.2024', ''], [], "date(value, 'DD.MM.YYYY')"],
    ['text', 'date', ['12/31/2023', '01/02/2024'], [], "date(value, 'MM/DD/YYYY')"],
    ['text', 'date', ['01/02/2024', '03/04/2024'], [], 'cast to date'],
    ['text', 'date', ['2024-02-29'], [], 'cast to date'],
    ['text', 'date', ['12-Jan-98', '29-FEB-00'], [], "date(value, 'DD-MON-YY')"],
    ['text', 'date', ['2024-02-29 10:00:00', '2024-03-01 11:30:00'], [], "date(timestamp(value, 'YYYY-MM-DD HH:MI:SS'))"],
    ['text', 'timestamp', ['20240229134500'], [], "timestamp(value, 'YYYYMMDDHHMISS')"],
    ['text', 'timestamp', ['2024-02-29T13:45:00Z'], [], "timestamp(value, 'YYYY-MM-DDTHH:MI:SSZ')"],
    ['text', 'date', ['31.12.2023', '30.11.2023', '29.02.2024', '01.01.1970', 'unknown'], [], "date(value, 'DD.MM.YYYY')"],
    ['text', 'date', ['soon', 'later'], [], 'cast to date'],
    ['text', 'numeric(10,2)', ['1.234,50', '12,00'], [], "round(number(value, '1.234,56'), 2)"],
    ['text', 'numeric(10,2)', ['12.50', '7'], [], 'cast to numeric(10,2)'],
    ['text', 'integer', ['42', ' 007'], [], 'cast to integer'],
    ['text', 'integer', ['1,204', '331'], [], "integer(number(value, '1,234.56'))"],
    ['text', 'numeric(10,2)', ['1.234', '5.678'], [], 'cast to numeric(10,2)'],
    ['text', 'boolean', ['Y', 'n', ' yes'], [], 'boolean(value)'],
    ['text', 'boolean', ['J', 'N'], [], "lookup(value, {'J': true, 'N': false})"],
    ['integer', 'boolean', ['0', '1'], [], 'boolean(value)'],
    ['boolean', 'text', ['true', 'false'], ['Y', 'N'], "lookup(value, {false: 'N', true: 'Y'})"],
    ['integer', 'date', ['20240229', '19991231'], [], "date(text(value), 'YYYYMMDD')"],
    ['bigint', 'timestamp', ['1709214300', '1709214301'], [], 'fromunix(value)'],
    ['bigint', 'timestamp', ['1709214300123'], [], 'fromunix(integer(truncate(value * 0.001)))'],
    ['bigint', 'timestamp', ['7', '8'], [], 'cast to timestamp'],
    ['timestamp', 'date', [], [], 'date(value)'],
    ['text', 'text', ['M', 'F'], ['male', 'female'], "lookup(value, {'F': 'female', 'M': 'male'})"],
    ['text', 'text', ['m', 'w'], ['male', 'female'], "lookup(value, {'m': 'male', 'w': 'female'})"],
    ['text', 'text', ['open', 'shipped'], ['OPEN', 'SHIPPED', 'CLOSED'], 'upper(value)'],
    ['text', 'text', ['Open', 'SHIPPED'], ['OPEN', 'Shipped', 'Paid'], "lookup(value, {'Open': 'OPEN', 'SHIPPED': 'Shipped'})"],
    ['text', 'text', ['O', 'S', 'P'], ['open', 'shipped', 'paid'], "lookup(value, {'O': 'open', 'P': 'paid', 'S': 'shipped'})"],
    ['text', 'text', ['S', 'T', 'P'], ['shipped', 'stopped', 'paid'], 'direct'],
    ['text', 'text', ['DE', 'AT'], ['DE', 'AT', 'CH'], 'direct'],
    ['text', 'text', ['red', 'green'], ['1', '2'], 'direct'],
  ])('%s → %s, %j to %j: %s', (from, to, source, target, expected) => {
    const proposal = proposeTransform(column(from), column(to), { source, target });
    expect(proposal.transform).toBe(expected);
    // What is proposed is right as it stands.
    const cell = readTransform(proposal.transform);
    expect(['direct', 'cast', 'expression']).toContain(cell.kind);
    if (cell.kind === 'expression') {
      const value = { name: 'v', type: column(from).type, nullable: true };
      expect(compileExpression(cell.expression, { value, fields: [value] }).faults).toEqual([]);
    }
  });

  test('what stands for null is taken from the default of the target, never invented', () => {
    const source = column('varchar(20)');
    const needed = (more: Partial<Column>): Column => column('varchar(20)', { nullable: false, ...more });
    expect(proposeTransform(source, needed({ default: "'n/a'::character varying" })).transform).toBe("coalesce(value, 'n/a')");
    expect(proposeTransform(source, needed({ default: 'now()' }))).toMatchObject({ transform: 'direct', reasons: [{}, { code: 'transform.because.nullsToDecide' }] });
    expect(proposeTransform(source, needed({}), { source: ['a'] }).reasons).toEqual([{ code: 'transform.because.type', args: {} }]);
    expect(proposeTransform(source, column('boolean', { nullable: false, default: '((0))' }), { source: ['J', 'N', null] }).transform).toBe("coalesce(lookup(value, {'J': true, 'N': false}), false)");
  });

  test('what cannot be read is said, and how much of it', () => {
    expect(proposeTransform(column('text'), column('date'), { source: ['31.12.2023', '30.11.2023', '29.02.2024', '01.01.1970', 'unknown'] }).reasons)
      .toEqual([{ code: 'transform.because.notRead', args: { count: '1', of: '5', value: "'unknown'" } }]);
    expect(proposeTransform(column('text'), column('date'), { source: ['01/02/2024'] }).reasons[0])
      .toEqual({ code: 'transform.because.dateUnclear', args: { first: 'DD/MM/YYYY', second: 'MM/DD/YYYY' } });
    expect(proposeTransform(column('text'), column('numeric(10,2)'), { source: ['1.234', '5.678'] }).reasons[0])
      .toEqual({ code: 'transform.because.numberUnclear', args: { first: '1234.56', second: '1.234,56' } });
    expect(proposeTransform(column('text'), column('text'), { source: ['M', 'F', 'X'], target: ['male', 'female'] })).toEqual({
      transform: "lookup(value, {'F': 'female', 'M': 'male'})",
      reasons: [
        { code: 'transform.because.lookup', args: { count: '2', of: '3', how: 'first letter' } },
        { code: 'transform.because.noCounterpart', args: { values: "'X'" } },
      ],
    });
  });
});
