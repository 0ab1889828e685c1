import { expect, test } from 'vitest';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { matchNow } from '../../../src/core/mapping/matching.ts';
import { catalogueSet } from '../../../src/core/proposals/catalogueSet.ts';
import { tableView } from '../../../src/core/workflow/tableView.ts';
import type { RowView } from '../../../src/core/workflow/wizardView.ts';
import { words } from '../language/marked.ts';
import { crm, edited, erp, planText, target } from '../language/planText.ts';

const catalogues = [crm, erp, target];

test('the rows of the mapping say how sure they are, why, and what else could be meant', () => {
  const text = planText(catalogues);
  const plan = parsePlan(text).plan!;
  const matching = matchNow(plan, catalogueSet(catalogues));
  const rows = tableView(plan, 'mapping', [], words, [], matching).rows;
  const of = (all: readonly RowView[], field: string): RowView['match'] => all.find(({ cells }) => cells['sourceField'] === field)?.match;
  expect(of(rows, 'CountryCode')).toEqual({
    state: 'proposed', tier: 'sure', percent: 100,
    reasons: ['Same name: CountryCode and country_code.', 'Both refer to another table: country and country.', 'The tables Customer and customer go together.', 'Same type: text.'],
    alternatives: [],
  });
  expect(rows.find(({ cells }) => cells['sourceTable'] === 'erp.Customer' && cells['sourceField'] === 'Name')?.match)
    .toMatchObject({ state: 'offered', tier: 'unsure', target: { table: 'country', field: 'name' }, reasons: expect.arrayContaining(['Alone: the other fields of Customer belong elsewhere than to country.']) as unknown });
  expect(rows.find(({ cells }) => cells['targetField'] === 'loyalty')).not.toHaveProperty('match');
  // A row that has not changed is the same object in the next view; without a matching nothing is said.
  const next = parsePlan(text).plan!;
  expect(tableView(plan, 'mapping', [], words, [], matching).rows.every((row, index) => row === rows[index])).toBe(true);
  expect(tableView(next, 'mapping', [], words).rows.some(({ match }) => match !== undefined)).toBe(false);
  const chosen = parsePlan(edited(text, { kind: 'setCell', block: 'mapping', row: { index: 1 }, column: 'targetField', value: 'note' })).plan!;
  expect(of(tableView(chosen, 'mapping', [], words, [], matching).rows, 'LastName')).toMatchObject({ state: 'chosen', reasons: [], alternatives: [{ table: 'customer', field: 'last_name', percent: 100 }, { table: 'country', field: 'name', percent: 53 }] });
});
