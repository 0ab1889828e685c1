import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { cellMentions } from '../../../src/core/language/cellMentions.ts';
import { directoryOf } from '../../../src/core/language/nameDirectory.ts';
import { ownName, refKey } from '../../../src/core/language/nameRef.ts';
import type { NameRef } from '../../../src/core/language/nameRef.ts';
import { occurrencesOf } from '../../../src/core/language/occurrences.ts';
import { prepareRename, renameEdit } from '../../../src/core/language/rename.ts';
import { renameTextEdits } from '../../../src/core/language/renameTextEdits.ts';
import { stateMentions } from '../../../src/core/language/stateMentions.ts';
import { EditRefused } from '../../../src/core/plan/planEdit.ts';
import type { BlockId } from '../../../src/core/plan/sections.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { at } from './marked.ts';
import { crm, edited, erp, planText, target } from './planText.ts';

const catalogues = [crm, erp, target];
const text = planText(catalogues);
const renamed = (from: string, ref: NameRef, name: string): string => applyTextEdits(from, renameTextEdits(parsePlan(from), catalogues, ref, name));
/** The lines that differ, as they stand afterwards, blanks of alignment left out. */
const changed = (before: string, after: string): string[] => {
  const old = before.split('\n');
  return after.split('\n').filter((line, index) => line !== old[index]).map((line) => line.replace(/ +/g, ' ').trim());
};
const crmCustomer: NameRef = { kind: 'sourceTable', side: 'source', system: 'crm', table: 'Customer' };
const refused = (ref: NameRef, name: string): unknown => {
  try {
    return renameEdit(parsePlan(text), catalogues, ref, name);
  } catch (error) {
    if (error instanceof EditRefused) return error.code;
    throw error;
  }
};

describe('a rename', () => {
  test('of a table that another system has too: only its own rows, queries and evidence', () => {
    expect(changed(text, renamed(text, crmCustomer, 'Client'))).toEqual([
      '- row: crm.Client',
      '| crm | Client | 59 | 59 KB | High |',
      '| crm.Client | CustomerId | customer | customer_id | `direct` |', '| crm.Client | LastName | customer | last_name | `direct` |', '| crm.Client | Email | customer | email | `direct` |',
      '| crm.Client | Fax | ? | ? | ? |', '| crm.Client | CountryCode | customer | country_code | `direct` |',
      '| customer | crm.Client, erp.Customer | ? |',
      '| Row count: crm.Client + erp.Customer → customer | ? | `SELECT COUNT(*) FROM customer` | `0` |',
      '| Nulls: crm.Client.LastName → customer.last_name | `SELECT COUNT(*) FROM Client WHERE LastName IS NULL` | — | `0` |',
      '| Nulls: crm.Client.Email → customer.email | `SELECT COUNT(*) FROM Client WHERE Email IS NULL` | — | `0` |',
      '| Orphans: crm.Client.CountryCode → Country.Code | `SELECT COUNT(*) FROM Client c WHERE c.CountryCode IS NOT NULL AND NOT EXISTS (SELECT 1 FROM Country p WHERE p.Code = c.CountryCode)` | — | `0` |',
      '| Orphans: Invoice.CustomerId → crm.Client.CustomerId | `SELECT COUNT(*) FROM Invoice c WHERE c.CustomerId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM Client p WHERE p.CustomerId = c.CustomerId)` | — | `0` |',
      '| Row count: crm.Client + erp.Customer → customer | post | Master data | Load of Transactional data |',
      '| Nulls: crm.Client.LastName → customer.last_name | pre | Master data | Load of Master data |', '| Nulls: crm.Client.Email → customer.email | pre | Master data | Load of Master data |',
      '| Orphans: crm.Client.CountryCode → Country.Code | pre | Master data | Load of Master data |', '| Orphans: Invoice.CustomerId → crm.Client.CustomerId | pre | Transactional data | Load of Transactional data |',
    ]);
  });

  test('to the name of another system’s table: both are told apart from then on', () => {
    const after = renamed(text, { kind: 'sourceTable', side: 'source', system: 'crm', table: 'Country' }, 'Order Line');
    const lines = changed(text, after);
    expect(lines).toContain('- row: crm.Order Line');
    expect(lines).toContain('| crm.Order Line | Code | country | code | `direct` |');
    expect(lines).toContain('| erp.Order Line | Qty | ? | ? | ? |');
    expect(lines).toContain('| Row count: crm.Order Line → country | `SELECT COUNT(*) FROM "Order Line"` | `SELECT COUNT(*) FROM country` | `0` |');
  });

  test('of the target’s table leaves the source’s alone', () => {
    const lines = changed(text, renamed(text, { kind: 'targetTable', side: 'target', system: 'shop', table: 'invoice' }, 'bill'));
    expect(lines).toContain('| Invoice | Total | bill | total | `cast to numeric(10,2)` |');
    expect(lines).toContain('| Sum: Invoice.Total → bill.total | `SELECT COALESCE(ROUND(SUM(Total), 2), 0) FROM Invoice` | `SELECT COALESCE(SUM(total), 0) FROM bill` | `0.00` |');
    expect(lines).toContain('| bill | Transactional data | customer | |');
  });

  test('of systems reaches rows, activities, steps and the overview', () => {
    expect(changed(text, renamed(text, { kind: 'system', side: 'source', name: 'erp' }, 'SAP: old'))).toEqual([
      '- name: "SAP: old"', '- row: "SAP: old.Customer"', '- row: "SAP: old.Order Line"', '- **Source system:** SAP: old — SQL Server, owner Ana Lind',
      '| SAP: old | Customer | 7 | 7 KB | Low |', '| SAP: old | Order Line | 3 | 3 KB | Low |', '| SAP: old.Customer | CustNo | customer | customer_id | `direct` |', '| SAP: old.Customer | Name | ? | ? | ? |',
      '| customer | crm.Customer, SAP: old.Customer | ? |', '| Row count: crm.Customer + SAP: old.Customer → customer | ? | `SELECT COUNT(*) FROM customer` | `0` |',
      '| Row count: crm.Customer + SAP: old.Customer → customer | post | Master data | Load of Transactional data |',
      '| All phases | Open SAP: old for writing again and check that its counts are those of the freeze | ? | ? |',
      '| Freeze writes on SAP: old | ? | ? | — |', '| Final backup of SAP: old | ? | ? | Freeze writes on SAP: old |',
      '| Pre-load checks | ? | ? | Final backup of crm, Final backup of SAP: old, Backup of shop before the load |', '| Release: crm and SAP: old read-only and hand over to operations | ? | ? | Monitor shop under real use |',
    ]);
    expect(changed(text, renamed(text, { kind: 'system', side: 'target', name: 'shop' }, 'Mart'))).toContain('| Switch users to Mart | ? | ? | Go/no-go decision |');
  });

  test('of an activity reaches its dependants; of a phase its activities', () => {
    expect(changed(text, renamed(text, { kind: 'activity', name: 'Pre-load checks' }, 'Checks, before'))).toEqual([
      '| Checks, before | ? | ? | Final backup of crm, Final backup of erp, Backup of shop before the load |', '| Load Reference data | ? | ? | Checks, before |',
    ]);
    const lines = changed(text, renamed(text, { kind: 'phase', name: 'Master data' }, 'People'));
    expect(lines).toContain('2. People: the people, products and places that transactions refer to');
    expect(lines).toContain('| Load People | ? | ? | Load Reference data |');
    expect(lines).toContain('| Row count: Country → country | post | Reference data | Load of People |');
  });

  test('keeps the Markdown around a name, and the alignment of its row', () => {
    const marked = text.replace('| Freeze writes on crm           |', '| **Freeze** [writes](x.md) on crm |');
    expect(changed(marked, renamed(marked, { kind: 'system', side: 'source', name: 'crm' }, 'c|m'))).toContain('| **Freeze** [writes](x.md) on c\\|m | ? | ? | — |');
    expect(renamed(text, crmCustomer, 'Client')).toContain('| crm           | Client         | 59           | 59 KB  | High     |\n');
    expect(renamed(text, crmCustomer, 'Client')).toContain('| crm.Client   | Email        | customer     | email        | `direct`                |\n');
  });

  test('a name that only a scanned schema has may be given; so may a prefix be typed', () => {
    expect(changed(text, renamed(text, { kind: 'targetField', side: 'target', system: 'shop', table: 'invoice', field: 'total' }, 'amount'))).toHaveLength(5);
    const without = edited(text, { kind: 'removeRows', block: 'inventory', rows: [{ index: 1 }] }, { kind: 'removeRows', block: 'mapping', rows: [{ index: 6 }, { index: 7 }] });
    expect(() => renameEdit(parsePlan(without), catalogues, { kind: 'sourceField', side: 'source', system: 'crm', table: 'Invoice', field: 'Total' }, 'Sum')).not.toThrow();
    expect(renamed(text, crmCustomer, ' crm.Client ')).toBe(renamed(text, crmCustomer, 'Client'));
  });

  test.each<[NameRef, string, string]>([
    [crmCustomer, '  ', 'language.nameEmpty'], [crmCustomer, '?', 'language.nameNothing'], [crmCustomer, '—', 'language.nameNothing'], [crmCustomer, 'a\nb', 'language.nameLine'],
    [crmCustomer, 'Invoice', 'language.nameTaken'], [crmCustomer, 'invoice', 'language.nameTaken'], [crmCustomer, 'a, b', 'language.nameSeparator'], [crmCustomer, 'x'.repeat(201), 'language.nameLong'],
    [{ kind: 'system', side: 'source', name: 'crm' }, 'ERP', 'language.nameTaken'], [{ kind: 'system', side: 'source', name: 'crm' }, 'shop', 'language.nameTaken'],
    [{ kind: 'sourceField', side: 'source', system: 'crm', table: 'Invoice', field: 'Total' }, 'InvoiceDate', 'language.nameTaken'],
    [{ kind: 'phase', name: 'Master data' }, 'Reference data', 'language.nameTaken'], [{ kind: 'phase', name: 'Master data' }, 'People: all', 'language.nameColon'],
    [{ kind: 'activity', name: 'Pre-load checks' }, 'Go/no-go decision', 'language.nameTaken'], [{ kind: 'check', name: 'Nulls: customer.loyalty' }, 'Row count: Invoice → invoice', 'language.nameTaken'],
  ])('%o can’t become "%s": %s', (ref, name, code) => { expect(refused(ref, name)).toBe(code); });

  test('evidence that waits for a row of that name gives way', () => {
    const waiting = edited(text, { kind: 'addItem', list: 'evidence', item: { row: 'crm.Client', kind: 'stated', count: '1' } });
    const after = parsePlan(renamed(waiting, crmCustomer, 'Client')).plan!;
    expect(after.state.evidence.filter(({ row }) => row === 'crm.Client').map(({ count }) => count)).toEqual(['59']);
  });

  test('begins with the name alone, marked where it stands', () => {
    const quoted = edited(text, { kind: 'setCell', block: 'validation', row: { index: 0 }, column: 'sourceQuery', value: 'SELECT 1 FROM "Country"' });
    const start = prepareRename(parsePlan(quoted), catalogues, at(quoted, 'SELECT 1 FROM "Coun^try"'));
    expect([start?.name, quoted.slice(start?.range.start, start?.range.end)]).toEqual(['Country', '"Country"']);
    expect(prepareRename(parsePlan(text), catalogues, at(text, '# Data Mig^ration'))).toBeUndefined();
  });
});

/** Every name of the plan that stands somewhere. */
function allRefs(from: string): NameRef[] {
  const { plan } = parsePlan(from);
  const directory = directoryOf(plan!, catalogues);
  const refs = new Map<string, NameRef>();
  for (const [block, rows] of Object.entries(plan!.rows)) {
    rows.forEach((row, index) => {
      for (const column of Object.keys(row.cells)) for (const { ref } of cellMentions(directory, block as BlockId, index, row, column)) refs.set(refKey(ref), ref);
    });
  }
  for (const { mentions } of stateMentions(directory)) for (const { ref } of mentions) refs.set(refKey(ref), ref);
  return [...refs.values()];
}

/** The same plan as people leave it: other line breaks, cells without padding, quotes in the frontmatter, a person's own column. */
const variants: readonly string[] = [
  text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`, text.replace(/ +\|/g, ' |').replace(/-+ \|/g, '- |'), text.replaceAll('owner: Ana Lind', "owner: 'Ana Lind'").replaceAll('row: crm.Customer', 'row: "crm.Customer"'),
  text.replace(/^(\| crm.*)$/gm, '$1 own note |').replace('| Priority |', '| Priority | Note |').replace('| -------- |', '| -------- | --- |'),
];
const refs = allRefs(text);

describe('property', () => {
  test('every occurrence reads the new name, nothing else changes, both ways of writing agree', () => {
    expect(refs.length).toBeGreaterThan(60);
    fc.assert(fc.property(fc.constantFrom(...variants), fc.constantFrom(...refs), fc.constantFrom('Zeta', 'zeta_2', 'Ze ta', 'zéta', 'a|b', 'a`b', "it's", '"q"', '*z*', '[z]', 'z_', '#1', '- z', '1. z', 'a & b', '<z>', 'ze\\ta'), (variant, ref, name) => {
      const parsed = parsePlan(variant);
      const before = occurrencesOf(parsed, catalogues, ref);
      const after = parsePlan(applyTextEdits(variant, renameTextEdits(parsed, catalogues, ref, name)));
      expect(after.plan, after.problems.map(({ code }) => code).join()).toBeDefined();
      expect(occurrencesOf(after, catalogues, ref)).toEqual([]);
      const cells = new Set(before.flatMap((found) => (found.place === 'cell' ? [`${found.block} ${found.row} ${found.column}`] : [])));
      for (const [block, rows] of Object.entries(parsed.plan!.rows)) {
        const now = after.plan!.rows[block as BlockId]!;
        expect(now.length).toBe(rows.length);
        rows.forEach((row, index) => {
          for (const [column, value] of Object.entries(row.cells)) {
            const key = `${block} ${index} ${column}`;
            if (cells.has(key)) expect(now[index]!.cells[column], key).not.toBe(value);
            else expect(now[index]!.cells[column], key).toBe(value);
          }
        });
      }
      for (const found of before.filter(({ mention }) => mention.sql !== true)) {
        const value = found.place === 'cell' ? after.plan!.rows[found.block]![found.row]!.cells[found.column]! : found.path.split('.').reduce<unknown>((state, key) => (state as Record<string, unknown>)[key], after.plan!.state) as string;
        expect(value).toContain(name);
      }
      const slow = parsePlan(applyTextEdits(variant, computeTextEdits(parsed, renameEdit(parsed, catalogues, ref, name))));
      expect(slow.plan).toEqual(after.plan);
    }), { numRuns: 120 });
  }, 600_000);

  test('renaming back restores the text byte for byte', () => {
    fc.assert(fc.property(fc.constantFrom(...variants), fc.constantFrom(...refs), fc.constantFrom('zeta', 'z', 'zeta_of_a_very_long_name_that_no_column_is_wide_enough_for'), (variant, ref, name) => {
      const parsed = parsePlan(variant);
      const there = applyTextEdits(variant, renameTextEdits(parsed, catalogues, ref, name));
      const now = { ...ref, ...(ref.kind === 'sourceTable' || ref.kind === 'targetTable' ? { table: name } : ref.kind === 'sourceField' || ref.kind === 'targetField' ? { field: name } : { name }) } as NameRef;
      const back = applyTextEdits(there, renameTextEdits(parsePlan(there), catalogues, now, ownName(ref)));
      expect(back).toBe(variant);
    }), { numRuns: 200 });
  }, 600_000);
});
