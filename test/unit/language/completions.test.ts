import { describe, expect, test } from 'vitest';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { completionsAt } from '../../../src/core/language/completions.ts';
import { accepted, at, complete, shown } from './marked.ts';
import { crm, edited, erp, planText, target } from './planText.ts';

const catalogues = [crm, erp, target];
const text = planText(catalogues);
const line = (part: string): string => text.split('\n').find((each) => each.includes(part))!;

describe('cells of the inventory', () => {
  test('source systems', () => { expect(shown(complete(text, catalogues, '| c^rm           | Customer'))).toEqual(['crm', 'erp']); });

  test('tables of the row’s system that are not listed yet come first', () => {
    const without = text.replace(`${line('| crm           | Invoice')}\n`, '').replace(line('| crm           | Country'), '| crm |  |');
    expect(shown(complete(without, catalogues, '| crm | ^ |'))).toEqual(['Country · crm, 20 rows', 'Invoice · crm, 412 rows', 'Customer · listed already']);
  });

  test('priorities with their meaning', () => {
    expect(shown(complete(text, catalogues, '| 59 KB  | Hi^gh'))).toEqual(['High · the business stops without it', 'Medium · needed, can follow', 'Low · could stay behind']);
  });

  test.each([
    ['| crm           |^', '| crm           | Customer'], ['| crm | ^', '| crm | Customer'], ['| crm |^|', '| crm | Customer |'], ['| crm | Cu^', '| crm | Customer'], ['| crm | Cu^ | 5', '| crm | Customer | 5'],
    ['crm | Cu^', 'crm | Customer'], ['   | crm | Cu  ^ |', '   | crm | Customer |'],
  ])('a row still being typed: %s', (typed, expected) => {
    const being = text.replace(line('| crm           | Customer'), typed.replace('^', ''));
    const offset = being.indexOf(typed.replace('^', '')) + typed.indexOf('^');
    const items = completionsAt(parsePlan(being), catalogues, offset);
    const after = accepted(being, items, 'Customer');
    expect(after.split('\n').find((each) => each.startsWith(expected.slice(0, 6)) && each.includes('Customer'))).toBe(expected);
    const written = items.find(({ label }) => label === 'Customer')!;
    expect(written.range.start <= offset && offset <= written.range.end).toBe(true);
  });

  test('nothing in headers, prose, free text and columns of one’s own', () => {
    const own = text.replace('| Priority |\n', '| Priority | Room |\n').replace('| -------- |\n', '| -------- | --- |\n').replace('| High     |\n', '| High     | B1 |\n');
    expect(own).toContain('| High     | B1 |');
    for (const mark of ['| Source Sys^tem |', '## Data Inv^entory', '| every row of Coun^try |', '# Data Mig^ration Plan']) expect(complete(text, catalogues, mark)).toEqual([]);
    expect(complete(own, catalogues, '| B^1 |')).toEqual([]);
  });
});

describe('cells of the mapping', () => {
  test('source tables: that of the row above, then those with fields left', () => {
    const without = edited(text, { kind: 'removeRows', block: 'mapping', rows: [{ index: 7 }, { index: 15 }] });
    expect(shown(complete(without, catalogues, '| Inv^oice      | InvoiceId'))).toEqual([
      'Country · 1 fields without a row', 'Order Line · 1 fields without a row', 'crm.Customer · crm, 59 rows', 'Invoice · crm, 412 rows', 'erp.Customer · erp, 7 rows', '— · empty on purpose', '? · not decided yet',
    ]);
  });

  test('source fields: unmapped first, with type and nullability', () => {
    const without = edited(text, { kind: 'removeRows', block: 'mapping', rows: [{ index: 3 }] });
    expect(shown(complete(without, catalogues, '| crm.Customer | CustomerId^   |'))).toEqual([
      'CustomerId · int, required', 'Fax · varchar(24)', 'LastName · varchar(40), required · Another row has this field already.', 'Email · varchar(60) · Another row has this field already.',
      'CountryCode · varchar(2) · Another row has this field already.', '— · empty on purpose', '? · not decided yet',
    ]);
  });

  test('target tables: where the other rows of the source table go', () => {
    expect(shown(complete(text, catalogues, '| crm.Customer | Fax          | ?^'))).toEqual(['customer · shop *', 'country · shop', 'invoice · shop', '— · empty on purpose', '? · not decided yet']);
  });

  test('target fields: the best match, then what is required and open, then what is open, then what is mapped', () => {
    const open = edited(text, { kind: 'setCells', block: 'mapping', cells: [{ row: { index: 3 }, column: 'targetTable', value: 'customer' }, { row: { index: 2 }, column: 'targetField', value: '?' }] });
    expect(shown(complete(open, catalogues, '| crm.Customer | Email        | customer     | ?^'))).toEqual([
      'email · varchar(60), required · The best match for Email. *', 'loyalty · int, required', 'note · text',
      'customer_id · int, required · Another row has this field already.', 'last_name · varchar(40), required · Another row has this field already.', 'country_code · varchar(2) · Another row has this field already.',
      '— · empty on purpose', '? · not decided yet',
    ]);
    const fax = shown(complete(open, catalogues, '| crm.Customer | Fax          | customer     | ?^'));
    expect(fax.slice(0, 3)).toEqual(['email · varchar(60), required', 'loyalty · int, required', 'note · text']);
    expect(accepted(open, complete(open, catalogues, '| crm.Customer | Fax          | customer     | ?^'), 'note')).toContain('| crm.Customer | Fax          | customer     | note            | ?');
  });

  test('transforms with their meaning; the one that the types ask for is chosen', () => {
    const items = complete(text, catalogues, '| total        | `cast^ to');
    expect(shown(items)).toEqual([
      '`cast to numeric(10,2)` · The value is converted to the type of the target. *', '`direct` · The value goes over as it is.', '`leave behind: reason` · The field does not move; say why.',
      '`constant value` · Every row gets the same value.', '`default` · The target fills in its own default.', '`generated` · The target makes the value itself, such as a number or a time.', '? · Not decided yet.',
    ]);
    const left = items.find(({ label }) => label === 'leave behind: ')!;
    expect(left.insertText.slice(left.placeholder?.start, left.placeholder?.end)).toBe('reason');
    expect(left.filterText).toBe('`leave behind: ');
    expect(text.slice(left.range.start, left.range.end)).toBe('`cast to numeric(10,2)`');
    expect(shown(complete(text, catalogues, '| customer_id  | `dir^ect`'))[0]).toBe('`direct` · The value goes over as it is. *');
  });
});

describe('transform expressions', () => {
  const within = (marked: string): string => edited(text, { kind: 'setCell', block: 'mapping', row: { index: 1 }, column: 'transform', value: marked.replace('^', '') });
  const offered = (marked: string): string[] => complete(within(marked), catalogues, `\`${marked}`).map(({ label }) => label);

  test('functions, `value` and the other fields of the row, in place of the word at the cursor', () => {
    const items = complete(within('upper(tri)'), catalogues, '`upper(tri^)');
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(['value', 'trim', 'coalesce', 'lookup', 'CustomerId', 'Email']));
    expect(items.map(({ label }) => label)).not.toContain('LastName');
    expect(accepted(within('upper(tri)'), items, 'trim')).toContain('`upper(trim(value))`');
    expect(accepted(within('upper(tri)'), items, 'Email')).toContain('`upper(Email)`');
    const trim = items.find(({ label }) => label === 'trim')!;
    expect(trim.insertText.slice(trim.placeholder!.start, trim.placeholder!.end)).toBe('value');
  });

  test('a first word may become anything; what is said in words is left alone', () => {
    expect(offered('up^')).toEqual(expect.arrayContaining(['direct', 'leave behind: ', 'upper']));
    const fax = line('| Fax ');
    expect(accepted(text, complete(text, catalogues, fax.replace(/\?( *\|)$/, '^?$1')), 'upper')).toMatch(/\| Fax +\| \? +\| \? +\| upper\(value\)/);
    expect(offered("coalesce(value, 'no^ne')")).toEqual([]);
    expect(offered('leave behind: nob^ody')).not.toContain('upper');
  });

  test('what the target’s engine can’t compute says so', () => {
    const refused = complete(within('format(val)'), [crm, erp, { ...target, technology: 'SQLite' }], '`format(val^)').filter(({ detail }) => detail?.code === 'language.transform.refused');
    expect(refused.length).toBeGreaterThan(0);
  });
});

describe('lists and work', () => {
  test('dependencies: the element the cursor is in, without itself, what stands there already, and what waits for it', () => {
    const items = complete(text, catalogues, '| Final backup of crm, Final back^up of erp, Backup of shop before the load |');
    expect(items.map(({ label }) => label)).toEqual(['Freeze writes on crm', 'Freeze writes on erp', 'Final backup of erp']);
    expect(accepted(text, items, 'Freeze writes on crm')).toContain('| Final backup of crm, Freeze writes on crm, Backup of shop before the load |');
    const after = text.replace('| Final backup of crm, Final backup of erp, Backup of shop before the load |', '| Final backup of crm, |');
    expect(accepted(after, complete(after, catalogues, '| Final backup of crm,^ |'), 'Final backup of erp')).toContain('| Final backup of crm,Final backup of erp |');
  });

  test('what a table waits for: what it refers to, then what is loaded before it', () => {
    expect(shown(complete(text, catalogues, '| invoice      | Transactional data | cus^tomer'))).toEqual(['customer', 'country', '— · waits for nothing']);
    expect(shown(complete(text, catalogues, '| country      | Reference data     | —^'))).toEqual(['customer · loaded later', 'invoice · loaded later', '— · waits for nothing']);
  });

  test('owners are all who are named anywhere, durations those in use and the usual', () => {
    const plan = edited(text, { kind: 'setCell', block: 'rollbackCriteria', row: { index: 0 }, column: 'decisionMaker', value: 'Bo' }, { kind: 'setCell', block: 'restoreSteps', row: { index: 0 }, column: 'duration', value: '40 min' });
    expect(shown(complete(plan, catalogues, '| Pre-load checks                | ?^'))).toEqual(['Ana Lind', 'Bo', '? · nobody has said yet']);
    expect(shown(complete(plan, catalogues, '| Pre-load checks                | ?     | ^?'))).toEqual(['40 min', '15 min', '30 min', '1 h', '2 h 30 min', '4 h', '? · nobody has said yet']);
  });

  test('phases, gates, checks, what is held up', () => {
    expect(shown(complete(text, catalogues, '| customer     | Mas^ter data'))).toEqual(['Reference data', 'Master data', 'Transactional data']);
    expect(shown(complete(text, catalogues, '| pos^t | Reference'))).toEqual(['pre · before the load', 'post · after the load']);
    expect(complete(text, catalogues, '| post | Reference data     | Lo^ad').map(({ label }) => label)).toEqual(['Load of Reference data', 'Load of Master data', 'Load of Transactional data', 'Cutover']);
    const unnamed = edited(text, { kind: 'setCell', block: 'ruleDetails', row: { index: 2 }, column: 'check', value: '' });
    expect(complete(unnamed, catalogues, '|^                                      | post | Transactional data | Cutover').map(({ label, detail }) => [label, detail !== undefined]).slice(0, 2))
      .toEqual([['Row count: Invoice → invoice', false], ['Row count: Country → country', true]]);
  });
});

describe('queries', () => {
  const query = (sql: string): string => edited(text, { kind: 'setCell', block: 'validation', row: { index: 1 }, column: 'targetQuery', value: sql });
  const labels = (marked: string): string[] => {
    const plan = query(marked.replace('^', ''));
    const start = plan.indexOf(marked.replace('^', '').trim());
    return completionsAt(parsePlan(plan), catalogues, start + marked.indexOf('^')).map(({ label }) => label);
  };
  const customer = ['customer_id', 'last_name', 'email', 'country_code', 'loyalty', 'note'];
  test.each<[string, string[]]>([
    ['SELECT COUNT(*) FROM ^customer', ['country', 'customer', 'invoice']],
    ['SELECT COUNT(*) FROM customer c JOIN inv^', ['country', 'customer', 'invoice']],
    ['SELECT cus^ FROM customer', customer],
    ['SELECT 1 FROM customer c, invoice i WHERE i.^ = c.customer_id', ['invoice_id', 'customer_id', 'invoice_date', 'total']],
    ['SELECT 1 FROM customer WHERE note = \'^\'', []],
    ['SELECT 1 FROM customer -- ^x', []],
    ['SELECT 1 FROM customer WHERE EXISTS (SELECT 1 FROM invoice WHERE tot^)', ['invoice_id', 'customer_id', 'invoice_date', 'total', 'last_name', 'email', 'country_code', 'loyalty', 'note']],
  ])('%s', (sql, expected) => { expect(labels(sql)).toEqual(expected); });

  test('names are quoted as the engine needs them, in the quotes that were begun', () => {
    const asks = (sourceQuery: string): string => edited(text, { kind: 'insertRows', block: 'validation', at: 0, rows: [{ check: 'Row count: Order Line', sourceQuery, targetQuery: '—', tolerance: '0' }] });
    const items = complete(asks('SELECT COUNT(*) FROM "Ord'), catalogues, 'COUNT(*) FROM "Ord^');
    expect(items.map(({ label, insertText }) => [label, insertText])).toEqual([['Customer', '"Customer"'], ['Order Line', '"Order Line"']]);
    expect(items[1]?.filterText).toBe('"Order Line');
    expect(complete(asks('SELECT COUNT(*) FROM Ord'), catalogues, 'COUNT(*) FROM Ord^').map(({ insertText }) => insertText)).toEqual(['Customer', '[Order Line]']);
  });

  test('an empty query: a count of the table that the check speaks of', () => {
    expect(complete(text, catalogues, 'Row count: crm.Customer + erp.Customer → customer | ?^')[0]).toMatchObject({ insertText: '`SELECT COUNT(*) FROM Customer`', label: 'SELECT COUNT(*) FROM Customer' });
  });
});

test('the frontmatter: words of fields that take one of a few', () => {
  expect(shown(complete(text, catalogues, 'status: dra^ft'))).toEqual(['draft', 'complete']);
  const plan = text.replace('evidence:\n', 'migrationStrategy:\n  approach:\nevidence:\n');
  const items = complete(plan, catalogues, 'approach:^');
  expect(shown(items)).toEqual([' big-bang · everything at once', ' phased · a part at a time', ' parallel · both sides live until they agree']);
  expect(accepted(plan, items, 'phased')).toContain('approach: phased\n');
  expect(complete(text, catalogues, 'project: Sh^op')).toEqual([]);
});

test('a plan that can’t be read, and other documents: nothing', () => {
  expect(completionsAt(parsePlan('# Notes\n\n| a | b |\n| - | - |\n| c | |\n'), catalogues, 28)).toEqual([]);
  const broken = text.replace('status: draft', 'status: [');
  expect(completionsAt(parsePlan(broken), catalogues, at(broken, '| c^rm'))).toEqual([]);
});

test('what is only being written is no suggestion', () => {
  const typed = edited(text, { kind: 'setCell', block: 'cutover', row: { index: 0 }, column: 'owner', value: 'An' });
  expect(complete(typed, catalogues, 'on crm           | An^ ').map(({ label }) => label)).toEqual(['Ana Lind', '?']);
});
