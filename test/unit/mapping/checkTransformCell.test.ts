import { describe, expect, test } from 'vitest';
import { checkTransformCell } from '../../../src/core/mapping/checkTransformCell.ts';
import { proposalsMessages } from '../../../src/core/proposals/messages.ts';
import { checkPlan } from '../../../src/core/proposals/checkPlan.ts';
import { fill } from '../../../src/core/messages.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { catalogue, column, table } from '../proposals/fakePlan.ts';
import { crm, edited, erp, planText, target } from '../language/planText.ts';

const customer = table('Customer', ['Name varchar(80)!', 'Born text', 'Paid numeric(12,4)', '"Order Date" date']);
const ref = { table: customer, catalogue: catalogue('crm', 'source', 'SQLite', [customer]) };
const found = (text: string, source: string | undefined, into: string, technology: 'PostgreSQL' | 'SQLite' = 'PostgreSQL'): string[] =>
  checkTransformCell(text, { table: ref, source: customer.columns.find(({ name }) => name === source), target: column(into), technology, withoutSource: source === undefined })
    .map(({ severity, span, code, args, values }) => {
      const place = span === undefined ? '' : ` [${text.slice(span.start, span.end)}]`;
      return `${severity}${place} ${fill(proposalsMessages[code as keyof typeof proposalsMessages], args)}${values.map((value) => ` → ${value}`).join('')}`;
    });

describe('a Transform cell', () => {
  test.each<[string, string | undefined, string, string[]]>([
    ['upper(trim(value))', 'Name', 'name varchar(80)!', []],
    ['uper(value)', 'Name', 'name text', ['error [uper] There is no function “uper”: did you mean “upper”? → upper(value)']],
    ['concat(value, Nmae)', 'Name', 'name text', ['error [Nmae] The source table has no field “Nmae”: did you mean “Name”? → concat(value, Name)']],
    ['upper(value', 'Name', 'name text', ['error [] The expression ends too early: expected “,” or “)”.']],
    ['length(value)', 'Name', 'born date', ['error [length(value)] The transform gives a whole number, the target born is date.']],
    ["date(value, 'DD.MM.YYYY')", 'Born', 'born date', ['info [date(value, \'DD.MM.YYYY\')] Values that cannot be read as a date become null.']],
    ['round(value, 2)', 'Paid', 'paid numeric(10,2)', []],
    ['upper(value)', undefined, 'name text', ['error [value] This row has no source field, so there is no “value”.']],
    ['as in the letter of May', 'Name', 'name text', []], ['direct', 'Name', 'name text', []], ['?', 'Name', 'name text', []], ['leave behind: old', 'Name', 'name text', []],
    ['cast to numeric(10,2)', 'Paid', 'paid numeric(10,2)', []], ['cast to numeric(10,2)', 'Born', 'paid numeric(10,2)!', []],
    ['cast to date', 'Born', 'name int', ['error The transform gives a date, the target name is whole number, 32 bits.']],
    ["constant 'DE'", undefined, 'land varchar(2)!', []], ['constant 7', undefined, 'n int!', []], ["constant '2024-01-01'", undefined, 'd date', []], ['constant 2024-01-01', undefined, 'd date', []],
    ['constant soon', undefined, 'd date', ['warning The transform gives soon, the target d is date.']],
  ])('%s of %s into %s', (text, source, into, expected) => { expect(found(text, source, into)).toEqual(expected); });

  test('what the target’s engine can’t compute is refused there, and only there', () => {
    expect(found('round(value, 2)', 'Paid', 'paid numeric(10,2)', 'SQLite').map((line) => line.slice(0, 40))).toEqual(['error [round(value, 2)] round is not ren']);
  });
});

test('in the document a fault stands on its own part of the cell, and its fix mends the cell', () => {
  const catalogues = [crm, erp, target];
  const clean = planText(catalogues);
  const at = parsePlan(clean).plan!.rows.mapping!.findIndex(({ cells }) => cells['sourceField'] === 'LastName');
  const text = edited(clean, { kind: 'setCell', block: 'mapping', row: { index: at }, column: 'transform', value: "coalesce(trm(value), 'a|b')" });
  const [problem] = checkPlan(parsePlan(text), catalogues).filter(({ code }) => code.startsWith('transform.'));
  expect(text.slice(problem!.range.start, problem!.range.end)).toBe('trm');
  expect(problem).not.toHaveProperty('span');
  expect(edited(text, problem!.fixes[0]!.edit)).toContain("`coalesce(trim(value), 'a\\|b')`");
});
