import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Column } from '../../../src/core/catalogue/catalogue.ts';
import { allMessages } from '../../../src/core/allMessages.ts';
import { fill } from '../../../src/core/messages.ts';
import { checkAgainstTarget } from '../../../src/core/transform/checkTransform.ts';
import { compileExpression } from '../../../src/core/transform/compileExpression.ts';
import type { Expression } from '../../../src/core/transform/expression.ts';
import { formatExpression } from '../../../src/core/transform/formatExpression.ts';
import { parseExpression } from '../../../src/core/transform/parseExpression.ts';
import { readTransform } from '../../../src/core/transform/readTransform.ts';
import { renderSql } from '../../../src/core/transform/renderSql.ts';
import { TYPES, compiledOf, parsed, scopeOf, shown } from './support.ts';

describe('an expression', () => {
  test.each([
    ['trim( VALUE )', 'trim(value)'],
    ["IF(value='',NULL,value)", "if(value = '', null, value)"],
    ["lookup(value,{'M':'male','F':'female'},else null)", "lookup(value, {'M': 'male', 'F': 'female'}, else null)"],
    ["concat(FirstName,' ',\"Last Name\")", "concat(FirstName, ' ', \"Last Name\")"],
    ['not a and b or c', 'not a and b or c'],
    ['not (a and (b or c))', 'not (a and (b or c))'],
    ['(value - 1) * -2 - (3 - 4)', '(value - 1) * -2 - (3 - 4)'],
    ['((value))', 'value'],
    ['value != 3', 'value <> 3'],
    ["value not in ('a','b') and value is not null", "value not in ('a', 'b') and value is not null"],
    ['"value" = value', '"value" = value'],
    ["'O''Brien'", "'O''Brien'"],
  ])('%s is written as %s', (text, canonical) => {
    expect(formatExpression(parsed(text))).toBe(canonical);
  });

  test.each([
    ['trim(value', 'transform.unexpectedEnd', 10, 10],
    ["replace(value, 'a)", 'transform.openText', 15, 18],
    ['trim(value))', 'transform.expected', 11, 12],
    ['value ? 1', 'transform.strangeCharacter', 6, 7],
    ["lookup(value, {'a' 'b'})", 'transform.expected', 19, 22],
    ["lookup(value, {'a': 'b'}, 'c')", 'transform.expected', 26, 29],
    ['if(value is 3, 1, 2)', 'transform.expected', 12, 13],
    ['(', 'transform.unexpectedEnd', 1, 1],
    [`${'('.repeat(100)}1${')'.repeat(100)}`, 'transform.tooDeep', 60, 61],
  ])('%s is refused at its place', (text, code, start, end) => {
    expect(parseExpression(text).faults).toMatchObject([{ code, span: { start, end } }]);
  });

  test.each([
    ['uper(value)', 'transform.didYouMean', 0, 4, 'upper'],
    ['frobnicate(value)', 'transform.unknownFunction', 0, 10, undefined],
    ['upper(Emial)', 'transform.didYouMeanField', 6, 11, 'Email'],
    ['trim(1)', 'transform.wrongType', 5, 6, undefined],
    ['trim()', 'transform.tooFewArguments', 0, 6, undefined],
    ['trim(value, value)', 'transform.tooManyArguments', 12, 17, undefined],
    ["date(value, 'DD.MM')", 'transform.datePattern', 12, 19, undefined],
    ["date(value, 'DD.MM.YYYY HH:MI')", 'transform.datePattern', 12, 30, undefined],
    ['left(value, length(value))', 'transform.needsConstant', 12, 25, undefined],
    ['substring(value, 0)', 'transform.countRange', 17, 18, undefined],
    ["split(value, 'aba', 1)", 'transform.separatorOverlaps', 13, 18, undefined],
    ["zone(timestamp(value), 'Europe/Atlantis', 'UTC')", 'transform.zone', 23, 40, undefined],
    ["if(value = '', 1, 'x')", 'transform.differentTypes', 18, 21, undefined],
    ["lookup(value, {'a': 1, 'a': 2})", 'transform.lookupTwice', 23, 26, undefined],
    ["number(value, '#,##0')", 'transform.numberForm', 14, 21, undefined],
    ['1.0000000000001 + 1', 'transform.tooManyDigits', 0, 15, undefined],
    ['0.000000000001 * 0.000000000001 * 0.1', 'transform.tooManyFactors', 0, 37, undefined],
  ])('%s is checked', (text, code, start, end, suggestion) => {
    const { faults } = compileExpression(parsed(text), scopeOf(TYPES.text, { Email: TYPES.text }));
    expect(faults).toMatchObject([{ code, span: { start, end }, ...(suggestion === undefined ? {} : { suggestion }) }]);
    // Its words have all that they name.
    expect(faults.map((fault) => fill(allMessages[fault.code] ?? '{}', fault.args)).join(' ')).not.toMatch(/\{\w*\}/);
  });

  test('whatever is read is written so that it reads the same', () => {
    fc.assert(fc.property(expressions, (expression) => {
      const text = formatExpression(expression);
      const again = parseExpression(text);
      expect(again.faults, text).toEqual([]);
      expect(bare(again.expression!)).toEqual(bare(expression));
      expect(formatExpression(again.expression!)).toBe(text);
    }), { numRuns: 2000 });
  });

  test('any text is read or refused, at places inside of it', () => {
    const pieces = fc.constantFrom('trim', '(', ')', "'", '"', ',', 'value', ' ', '{', '}', ':', 'lookup', 'else', 'and', 'not', 'in', 'is', 'null', '-', '1', '.5', '=', '<>', '😀', 'é', '\n', '\\', '`', '|');
    fc.assert(fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      const { expression, faults } = parseExpression(text);
      expect((expression === undefined) === (faults.length > 0)).toBe(true);
      for (const { span } of faults) expect(span.start >= 0 && span.end <= text.length && span.start <= span.end).toBe(true);
    }), { numRuns: 3000 });
  });
});

describe('a Transform cell', () => {
  test.each([
    ['direct', { kind: 'direct' }], ['Direct', { kind: 'direct' }], ['?', { kind: 'unknown' }], ['', { kind: 'unknown' }], ['default', { kind: 'default' }], ['generated', { kind: 'generated' }],
    ['leave behind: no one reads it', { kind: 'leaveBehind', reason: 'no one reads it' }], ['leave behind', { kind: 'leaveBehind', reason: '' }],
    ["constant 'DE'", { kind: 'constant', text: "'DE'", expression: { kind: 'text', text: 'DE' } }], ['constant 0', { kind: 'constant', expression: { kind: 'number' } }], ['constant Germany', { kind: 'constant', expression: { kind: 'text', text: 'Germany' } }],
    ['cast to numeric(10,2)', { kind: 'cast', type: 'numeric(10,2)' }], ['cast to geometry', { kind: 'cast', expression: undefined }],
    ['trim(value)', { kind: 'expression' }], ['Email', { kind: 'expression' }], ['value * 0.01', { kind: 'expression' }],
    ['lowercase', { kind: 'words' }], ['lower', { kind: 'words' }], ['Upper case of the name', { kind: 'words' }], ['split by comma', { kind: 'words' }], ['look up the country (ISO code)', { kind: 'words' }], ['map M/F to male/female', { kind: 'words' }], ['if empty then null', { kind: 'words' }], ['sum of lines, see wiki', { kind: 'words' }], ["join with ' '", { kind: 'words' }],
    ['trim(value', { kind: 'broken', faults: [{ code: 'transform.unexpectedEnd' }] }], ['trimm(value', { kind: 'broken' }], ['value +', { kind: 'broken' }],
  ])('%s', (text, expected) => {
    expect(readTransform(text, ['Email'])).toMatchObject(expected);
  });

  test.each([
    ['integer', '42.7', 'null'], ['bigint', ' 42 ', '42'], ['NUMBER(10)', '42.7', '43'], ['numeric(10,2)', '2.675', '2.68'], ['varchar(3)', 'abcdef', "'abc'"], ['text', 'abc', "'abc'"], ['date', '2024-02-29', '2024-02-29'], ['timestamp without time zone', '2024-02-29 10:00:00', '2024-02-29 10:00:00'], ['boolean', 'Y', 'true'], ['nvarchar(max)', 'a', "'a'"], ['character varying(2 char)', 'abc', "'ab'"],
  ])('cast to %s of %s is %s', (type, value, result) => {
    const cell = readTransform(`cast to ${type}`);
    expect(cell.kind === 'cast' && cell.expression !== undefined && shown(formatExpression(cell.expression), value)).toBe(result);
  });
});

describe('SQL', () => {
  const scope = scopeOf(TYPES.text, { 'Last "Name"]`': TYPES.text });
  test('names and texts are quoted in the way of each engine', () => {
    const expression = parsed(`concat(replace("Last ""Name""]\`", 'a\\''', 'é'), '!')`);
    const render = (dialect: Parameters<typeof renderSql>[1]): string | undefined => renderSql(expression, dialect, scope).sql;
    expect(render('sqlite')).toBe(`(COALESCE(REPLACE("Last ""Name""]\`", 'a\\''', 'é'), '') || '!')`);
    expect(render('postgres')).toBe(`(COALESCE(REPLACE("Last ""Name""]\`", E'a\\\\''', 'é'), '') || '!')`);
    expect(render('mariadb')).toBe("CONCAT(COALESCE(REPLACE(`Last \"Name\"]```, CONVERT(X'615C27' USING utf8mb4), _utf8mb4'é'), ''), '!')");
    expect(render('sqlserver')).toBe(`(COALESCE(REPLACE([Last "Name"]]\`] COLLATE Latin1_General_100_BIN2, N'a\\''', N'é'), N'') + N'!')`);
    expect(render('oracle')).toBe(`(REPLACE("Last ""Name""]\`", 'a\\''', 'é') || '!')`);
  });

  test('a condition is a value where the engine has no booleans', () => {
    expect(renderSql(parsed("value = 'a'"), 'postgres', scope).sql).toBe(`("v" COLLATE "C" = 'a' COLLATE "C")`);
    expect(renderSql(parsed('value is null'), 'oracle', { ...scope, alias: 'c' }).sql).toBe('CASE WHEN (c."v" IS NULL) THEN 1 WHEN NOT ((c."v" IS NULL)) THEN 0 END');
  });

  test('what would grow without end is refused before it does', () => {
    let text = 'value';
    for (let depth = 0; depth < 40; depth++) text = `nullif(${text}, 'x')`;
    expect(renderSql(parsed(text), 'postgres', scope).faults).toMatchObject([{ code: 'transform.tooLargeInSql' }]);
  });
});

describe('against its target', () => {
  const target = (more: Partial<Column>): Column => ({ name: 'Total', type: { kind: 'decimal', precision: 10, scale: 2 }, nativeType: 'numeric(10,2)', nullable: true, ...more });
  test.each([
    ['value', target({}), ['transform.targetType']],
    ['number(value)', target({}), ['type.precision', 'transform.mayNotRead']],
    ['round(coalesce(number(value), 0), 2)', target({ nullable: false, type: { kind: 'decimal' } }), ['transform.mayNotRead']],
    ['number(value)', target({ nullable: false, type: { kind: 'decimal' } }), ['transform.mayBeNull', 'transform.mayNotRead']],
    ["coalesce(value, 'x')", target({ type: { kind: 'text' }, nullable: false }), []],
    ['value', target({ type: { kind: 'uuid' } }), []],
    ['null', target({}), []],
  ])('%s', (text, column, codes) => {
    expect(checkAgainstTarget(compiledOf(text, scopeOf(TYPES.text)), column).map(({ code }) => code)).toEqual(codes);
  });
});

const nowhere = { start: 0, end: 0 };
const names = fc.oneof(fc.constantFrom('Email', 'Order Date', 'a"b', 'value', 'Größe', 'null', 'x1', '1x', 'else', ''), fc.string({ maxLength: 6 }).filter((name) => !name.includes('\u0000')));

const { expressions } = fc.letrec<{ expressions: Expression; leaf: Expression }>((tie) => ({
  leaf: fc.oneof(
    fc.string({ maxLength: 8 }).map((text): Expression => ({ kind: 'text', text, span: nowhere })),
    fc.tuple(fc.nat(), fc.option(fc.nat(), { nil: undefined })).map(([whole, fraction]): Expression => ({ kind: 'number', digits: fraction === undefined ? `${whole}` : `${whole}.${fraction}`, span: nowhere })),
    fc.boolean().map((value): Expression => ({ kind: 'boolean', value, span: nowhere })),
    fc.constantFrom<Expression>({ kind: 'null', span: nowhere }, { kind: 'value', span: nowhere }),
    names.map((name): Expression => ({ kind: 'field', name, span: nowhere })),
  ),
  expressions: fc.oneof({ maxDepth: 5, withCrossShrink: true },
    tie('leaf'),
    fc.tuple(fc.constantFrom('trim', 'concat', 'if'), fc.array(tie('expressions'), { maxLength: 3 })).map(([name, args]): Expression => ({ kind: 'call', name, nameSpan: nowhere, args, span: nowhere })),
    fc.tuple(fc.constantFrom('=' as const, '<>' as const, '>=' as const), tie('expressions'), tie('expressions')).map(([operator, left, right]): Expression => ({ kind: 'compare', operator, left, right, span: nowhere })),
    fc.tuple(fc.constantFrom('+' as const, '-' as const, '*' as const), tie('expressions'), tie('expressions')).map(([operator, left, right]): Expression => ({ kind: 'arithmetic', operator, left, right, span: nowhere })),
    fc.tuple(fc.constantFrom('and' as const, 'or' as const), tie('expressions'), tie('expressions')).map(([kind, left, right]): Expression => ({ kind, left, right, span: nowhere })),
    fc.tuple(fc.constantFrom('not' as const, 'minus' as const), tie('expressions')).map(([kind, operand]): Expression => ({ kind, operand, span: nowhere })),
    fc.tuple(fc.boolean(), tie('expressions')).map(([isNegated, operand]): Expression => ({ kind: 'isNull', operand, negated: isNegated, span: nowhere })),
    fc.tuple(fc.boolean(), tie('expressions'), fc.array(tie('expressions'), { minLength: 1, maxLength: 3 })).map(([isNegated, operand, choices]): Expression => ({ kind: 'in', operand, negated: isNegated, choices, span: nowhere })),
    fc.tuple(tie('expressions'), fc.array(fc.record({ key: tie('leaf'), result: tie('expressions') }), { maxLength: 2 }), fc.option(tie('expressions'), { nil: undefined })).map(([operand, entries, otherwise]): Expression => ({ kind: 'lookup', operand, entries, otherwise, nameSpan: nowhere, span: nowhere })),
  ),
}));

/** Without its places. */
function bare(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, each: unknown) => (key === 'span' || key === 'nameSpan' ? undefined : each)));
}
