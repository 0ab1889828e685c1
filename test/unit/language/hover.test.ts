import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { escapeMarkdown, hoverMarkdown } from '../../../src/core/language/hoverText.ts';
import { transformSample } from '../../../src/core/language/transformSample.ts';
import { hovered, words } from './marked.ts';
import { crm, edited, erp, planText, target } from './planText.ts';

const catalogues = [crm, erp, target];
const text = planText(catalogues);
/** What a hover says, escapes resolved as a reader sees it. */
const says = (from: string, mark: string): string | undefined => hovered(from, catalogues, mark)?.[1].replace(/\\([!-/:-@[-`{-~])/g, '$1');

describe('hovers', () => {
  test('a system', () => {
    expect(says(text, '| e^rp           | Customer')).toBe('**erp**, source system\n\n- Technology: SQL Server\n- Owner: Ana Lind\n- Scanned on 2026-01-02: 2 tables');
    expect(says(text, '  name: sh^op')).toBe('**shop**, target system\n\n- Technology: PostgreSQL\n- Scanned on 2026-01-02: 3 tables');
  });

  test('a table, its volume, keys and where it goes', () => {
    const plan = edited(text, { kind: 'confirmVolumes', rows: ['crm.Invoice'], by: 'Bo', at: '2026-02-03' }, { kind: 'addItem', list: 'exclusions', item: { what: 'Invoice', reason: 'paid by [x](command:y)' } });
    expect(says(plan, '| crm           | Inv^oice')).toBe([
      '**Invoice**, table of crm', '- 412 rows, measured on 2026-01-02\n- Confirmed by Bo on 2026-02-03\n- Size: 412 KB\n- Stays behind: paid by [x](command:y)\n- 4 columns\n- Primary key: InvoiceId\n- CustomerId → Customer (CustomerId)\n- Goes to: invoice',
      '```sql\nSELECT count(*) FROM "Invoice"\n```',
    ].join('\n\n'));
    expect(hovered(plan, catalogues, '| crm           | Inv^oice')?.[1]).toContain('paid by \\[x\\]\\(command\\:y\\)');
    expect(says(text, '| cust^omer     | Master data')).toBe('**customer**, table of shop\n\n- 6 columns\n- Primary key: customer_id\n- country_code → country (code)\n- Comes from: crm.Customer, erp.Customer');
  });

  test('a field: type, whether it must be filled, keys', () => {
    expect(hovered(text, catalogues, '| crm.Customer | Country^Code  |')?.[0]).toBe('CountryCode');
    expect(says(text, '| crm.Customer | Country^Code  |')).toBe('**CountryCode** of crm.Customer\n\n- varchar(2), may be empty\n- Refers to Country.Code\n\ncrm.Customer.CountryCode → customer.country_code: sure (100 %)\n\n- Same name: CountryCode and country_code.\n- Both refer to another table: country and country.\n- The tables Customer and customer go together.\n- Same type: text.');
    expect(says(text, '| customer     | cust^omer_id  |')).toBe('**customer_id** of customer\n\n- int, must be filled\n- Primary key\n\ncrm.Customer.CustomerId → customer.customer_id: sure (100 %)\n\n- Same name: CustomerId and customer_id.\n- Both are the key of their table.\n- The tables Customer and customer go together.\n- Same type: integer.');
    expect(says(text, 'FROM Customer WHERE Last^Name')).toBe('**LastName** of crm.Customer\n\n- varchar(40), must be filled\n\nReads in the source: crm.Customer');
  });

  test('a record count: what vouches for it', () => {
    expect(says(text, '| 5^9           |')).toBe('**Customer**: 59\n\n- 59 rows, measured on 2026-01-02\n- Size: 59 KB\n\n```sql\nSELECT count(*) FROM "Customer"\n```');
    const typed = edited(text, { kind: 'setCell', block: 'inventory', row: { index: 0 }, column: 'recordCount', value: '60' });
    expect(says(typed, '| 6^0           |')).toBe('**Customer**: 60\n\n- 60 rows, stated by a person\n- Not confirmed by anyone\n- Size: 59 KB');
    const open = edited(text, { kind: 'setCell', block: 'inventory', row: { index: 0 }, column: 'recordCount', value: '?' });
    expect(says(open, '| crm           | Customer       | ^?')).toBe('**Customer**: ?\n\n- Nobody has said or measured how many rows\n- Size: 59 KB');
  });

  test.each<[string, string]>([
    ['cast to numeric(10,2)', "The value is converted to numeric(10,2).\n\n```\n'12.345678' → 12.35\n```\n\n- text → numeric(10,2)"],
    ['direct', "The value goes over as it is.\n\n```\n'Ada' → 'Ada'\n```\n\n- text → numeric(10,2)"],
    ['leave behind: nobody reads it', 'The field does not move, its values stay in the source: nobody reads it\n\n- text → numeric(10,2)'],
    ["constant 'X'", "Every row gets the same value: 'X'\n\n```\n(anything) → 'X'\n```\n\n- text → numeric(10,2)"],
    ['default', 'The target fills in its own default: ?\n\n- text → numeric(10,2)'],
  ])('the transform %s', (transform, expected) => {
    const plan = edited(text, { kind: 'setCell', block: 'mapping', row: { index: 11 }, column: 'transform', value: transform });
    expect(says(plan, `| total        | \`${transform.slice(0, 3)}^${transform.slice(3)}`)).toBe(expected);
  });

  test('a row of the mapping: what is on offer, what nothing speaks for', () => {
    const open = edited(text, { kind: 'setCells', block: 'mapping', cells: [{ row: { index: 1 }, column: 'targetTable', value: '?' }, { row: { index: 1 }, column: 'targetField', value: '?' }] });
    expect(says(open, '| crm.Customer | Last^Name')).toContain('\n\ncrm.Customer.LastName could go to customer.last_name: sure (100 %)\n\n- Same name: LastName and last_name.');
    const chosen = edited(text, { kind: 'setCell', block: 'mapping', row: { index: 1 }, column: 'targetField', value: 'note' });
    expect(says(chosen, '| crm.Customer | LastName     | customer     | no^te')).toContain('\n\nChosen by a person: nothing in names, types and values speaks for it by itself\n\nCould be meant as well: customer.last_name (100 %)');
  });

  test('a transform expression: what a function does, what becomes of an example, what a field is', () => {
    const plan = edited(text, { kind: 'setCell', block: 'mapping', row: { index: 1 }, column: 'transform', value: 'upper(concat(value, Email))' });
    expect(hovered(plan, catalogues, '`up^per(concat')?.[0]).toBe('upper');
    const upper = says(plan, '`up^per(concat')!;
    expect(upper).toMatch(/^```\nupper\(text\)\n```\n\n/);
    expect(upper).toContain("```\n'Ada' → 'ADAADA'\n```\n\n- varchar(40) → varchar(40)");
    expect(says(plan, '`upper(concat(val^ue')).toContain("'Ada' → 'ADAADA'");
    expect(says(plan, '(value, Em^ail))`')).toMatch(/^\*\*Email\*\* of crm\.Customer/);
  });

  test('an activity, a phase, a check', () => {
    const plan = edited(text, { kind: 'setCells', block: 'cutover', cells: [{ row: { index: 5 }, column: 'duration', value: '30 min' }, { row: { index: 5 }, column: 'owner', value: 'Bo' }] });
    expect(says(plan, '| Load Reference data            | ?     | ?        | Pre^-load checks')).toBe('**Pre-load checks**\n\n- Takes 30 min\n- Owner: Bo\n- Waits for: Final backup of crm, Final backup of erp, Backup of shop before the load\n- Others wait for it: Load Reference data');
    expect(says(text, '| country      | Refe^rence data')).toBe('**Reference data**, phase\n\ncode tables and lookups that nothing else waits for\n\n- Loads: country\n- 2 checks');
    expect(says(text, '| Nulls: customer.loy^alty              | post')).toBe('**Nulls: customer.loyalty**\n\n- Tolerance: 0\n- Asked after the load\n- Phase: Master data\n- While it fails, may not start: Load of Transactional data');
  });

  test('nothing where nothing is known', () => {
    for (const mark of ['| Source Sys^tem |', '# Data Mig^ration', 'every ^row of Country', 'status: dr^aft']) expect(hovered(text, catalogues, mark), mark).toBeUndefined();
  });
});

test.each<[string, Parameters<typeof transformSample>[1], string | undefined]>([
  ['cast to integer', 'text', "'00042' → 42"], ['cast to bigint', 'boolean', 'true → 1'], ['cast to date', 'timestamp', '2024-02-29 13:45:00 → 2024-02-29'], ['cast to date', 'text', "'2024-02-29' → 2024-02-29"],
  ['cast to varchar(3)', 'text', "'Lovelace' → 'Lov'"], ['cast to text', 'integer', "42 → '42'"], ['cast to boolean', 'text', "'Y' → true"], ['cast to numeric(12,4)', 'float', '12.345678 → 12.3457'],
  ['upper(Name)', 'text', undefined], ['?', undefined, undefined], ['direct', 'integer', '42 → 42'], ['cast to geometry', 'text', undefined],
])('%s of %s: %s', (transform, source, expected) => { expect(transformSample(transform, source)).toBe(expected); });

test('nothing in a name becomes a link, markup, an image, HTML or an address', () => {
  const parser = unified().use(remarkParse).use(remarkGfm);
  const parts = fc.array(fc.constantFrom('[x](command:y)', '![i](c.png)', '<img src=x>', '*b*', '_b_', '`c`', '~~s~~', '$(zap)', '&amp;', '\n', '\n\n# h', '- i', '| a |', '\\', '[', ']', '(', 'x', ' '), { maxLength: 8 }).map((all) => all.join(''));
  fc.assert(fc.property(parts, (name) => {
    const markdown = hoverMarkdown([{ form: 'line', code: 'language.hover.tableOf', args: { name: `x${name}`, system: name } }, { form: 'item', code: 'language.hover.owner', args: { value: name } }, { form: 'code', text: name, language: 'sql' }], words);
    const kinds = new Set<string>();
    const visit = (node: { type: string; children?: readonly unknown[] }): void => {
      kinds.add(node.type);
      for (const child of node.children ?? []) visit(child as { type: string });
    };
    visit(parser.parse(markdown));
    for (const kind of ['link', 'image', 'html', 'heading', 'inlineCode', 'emphasis', 'delete', 'table', 'linkReference', 'definition']) expect(kinds.has(kind), `${kind} in ${markdown}`).toBe(false);
  }), { numRuns: 3_000 });
  expect(escapeMarkdown('a\nb [x](y)')).toBe('a b \\[x\\]\\(y\\)');
  // The editor makes links of bare addresses as it reads, where nothing in them is escaped.
  expect(['http://e.x', 'www.e.x', 'a@e.x'].map(escapeMarkdown)).toEqual(['http\\:\\/\\/e\\.x', 'www\\.e\\.x', 'a\\@e\\.x']);
});
