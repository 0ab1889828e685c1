import type { Catalogue, Table } from '../../src/core/catalogue/catalogue.ts';
import { renderCatalogue } from '../../src/core/catalogue/renderCatalogue.ts';
import { computeTextEdits } from '../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../src/core/document/newPlan.ts';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { applyTextEdits } from '../../src/core/text/applyTextEdits.ts';

export interface PlanFiles {
  readonly text: string;
  /** The catalogues that the plan names: their text by their path beside it. */
  readonly catalogues: Readonly<Record<string, string>>;
}

const FIELDS = 25;

/**
 * A plan of that many mapping rows between two systems whose catalogues know every table and field in it, so that each
 * check has its work to do and finds nothing: what a test breaks is the only problem.
 */
export function largePlan(rows: number): PlanFiles {
  const names = Array.from({ length: Math.ceil(rows / FIELDS) }, (_, index) => `table_${String(index + 1).padStart(4, '0')}`);
  const fieldsOf = (index: number): string[] => Array.from({ length: Math.min(FIELDS, rows - index * FIELDS) }, (_, field) => `field_${String(field + 1).padStart(2, '0')}`);
  const catalogue = (system: string, role: Catalogue['role'], technology: Catalogue['technology'], tables: readonly Table[]): string => renderCatalogue({
    catalogueVersion: 1, system, role, technology, origin: { kind: role === 'source' ? 'database' : 'ddl', path: `${system}.file` }, scannedAt: at, complete: true, tables: [...tables], issues: [],
  });
  const table = (name: string, fields: readonly string[], statistics: Table['statistics']): Table => ({
    name, kind: 'table', primaryKey: fields.slice(0, 1), uniqueKeys: [], foreignKeys: [], statistics,
    columns: fields.map((field, index) => ({ name: field, type: index === 0 ? { kind: 'integer', bits: 64 } : { kind: 'text' }, nativeType: index === 0 ? 'bigint' : 'text', nullable: index > 0 })),
  });
  const count = (index: number): string => String(1_000 + index);
  const query = (name: string): string => `SELECT COUNT(*) FROM "${name}"`;
  const empty = newPlanText('Large');
  const text = applyTextEdits(empty, computeTextEdits(parsePlan(empty), {
    kind: 'batch',
    edits: [
      { kind: 'addItem', list: 'sourceSystems', item: { name: 'crm', technology: 'SQLite', owner: 'Ana Lind', catalogue: 'data-migration/crm.json' } },
      { kind: 'setField', path: 'targetSystem.name', value: 'erp' },
      { kind: 'setField', path: 'targetSystem.catalogue', value: 'data-migration/target-erp.json' },
      { kind: 'insertRows', block: 'inventory', at: 0, rows: names.map((name, index) => ({ sourceSystem: 'crm', object: name, recordCount: (1_000 + index).toLocaleString('en'), size: '12 KB', priority: 'High' })) },
      { kind: 'setEvidence', entries: names.map((name, index) => ({ row: `crm.${name}`, kind: 'measured' as const, count: count(index), size: '12 KB', query: query(name), at, confirmedBy: '', confirmedAt: '' })) },
      { kind: 'insertRows', block: 'mapping', at: 0, rows: names.flatMap((name, index) => fieldsOf(index).map((field) => ({ sourceTable: name, sourceField: field, targetTable: `new_${name}`, targetField: field, transform: 'direct' }))) },
    ],
  }));
  return {
    text,
    catalogues: {
      'data-migration/crm.json': catalogue('crm', 'source', 'SQLite', names.map((name, index) => table(name, fieldsOf(index), { kind: 'measured', rowCount: count(index), query: query(name), at }))),
      'data-migration/target-erp.json': catalogue('erp', 'target', 'PostgreSQL', names.map((name, index) => table(`new_${name}`, fieldsOf(index), { kind: 'unknown' }))),
    },
  };
}

const at = '2026-01-05T10:00:00Z';

/** A plan with everything a person's own plan has: comments, keys and columns of theirs, prose, a table in a fence. */
export function richPlan(eol: '\n' | '\r\n' = '\n'): string {
  const text = `---
# kept by Ana; do not sort
workflow: create-data-migration
schemaVersion: 1
project: "Shop to ERP"   # as on the poster
status: draft
stepsCompleted: []
ticket: MIG-17
sourceSystems:
  - name: crm
    technology: SQLite
    owner: Ana Lind   # until May
    x-room: B2
targetSystem:
  name: erp
  schemaDefined: 'yes'
migrationStrategy:
  approach: big-bang
  rationale: One weekend
  downtimeWindow: 4 h
evidence:
  - row: crm.Customer
    kind: measured
    count: 59
    query: select count(*) from "Customer"
    at: 2026-01-05T10:00:00Z
decisions:
  - decision: Keep the old numbers
    reason: Printed on letters
myNotes: ask the board
---

# Data Migration Plan: Shop to ERP

Written on a Friday.

## Migration Overview

- **Source system:** crm — SQLite, owner Ana Lind
- **Target system:** erp — schema defined: yes
- **Strategy:** big-bang — One weekend
- **Downtime window:** 4 h
- **Largest tables:** ?
- **History:** ?
- **Growth:** ?
- **Time zones:** ?
- **Currencies:** ?
- **Other constraints:** ?
- **Regulation:** ?
- **Exclusions:** ?

### Decisions

- Keep the old numbers. Reason: Printed on letters

## Data Inventory

Counted by hand where it says so.

| Source System | Tables/Objects | Record Count | Size | Priority | Room |
| ------------- | -------------- | -----------: | ---- | -------- | ---- |
| crm | Customer | 59 | 12 KB | High | B1 |
| crm | Track | ~3,500 | 380 KB | Medium | |
| crm | Invoice | 412 | ? | High | a \\| b |
| crm | Genre | 25 | 1 KB | Low | |
|crm|Playlist|18|2 KB|Low|B9|
| crm | Employee | ? | ? | ? |

The room is where the paper is.

\`\`\`text
| Source System | Tables/Objects | Record Count |
| --- | --- | --- |
| not | a | row |
\`\`\`

## Data Mapping

| Source Table | Source Field | Target Table | Target Field | Transform |
| --- | --- | --- | --- | --- |
| Customer | CustomerId | customer | customer_id | direct |
| Customer | Fax | — | — | leave behind: nobody sends faxes |
| Customer | Company | customer | company | \`coalesce("Company", 'a \\| b')\` |
| Track | Name | track | name | direct |
| Track | Milliseconds | track | duration | \`Milliseconds / 1000\` |
| Invoice | Total | invoice | total | cast to numeric(10,2) |

> A quote of the DBA.

## Validation Rules

| Check | Source Query | Target Query | Tolerance |
| --- | --- | --- | --- |
| Rows of Customer | \`select count(*) from "Customer"\` | \`select count(*) from customer\` | \`0\` |

## Migration Sequence

1. Reference data: genres and media types
2. Master data: customers
3. Historical data: invoices

## Rollback Plan

### Rollback Criteria

| Criterion | Threshold | Decision Maker |
| --- | --- | --- |
| Sum of totals differs | 0.01 | Ana Lind |

### Restore Steps

| Phase | Step | Owner | Duration |
| --- | --- | --- | --- |
| Reference data | Truncate the tables | ? | 10 min |
| Master data | Restore the backup | ? | 1 h |
| Historical data | Restore the backup | ? | ? |

### My own notes

Do not forget the cake.

## Cutover Schedule

| Activity | Owner | Duration | Dependencies |
| --- | --- | --- | --- |
| Freeze the shop | Ana Lind | 15 min | |
| Load reference data | ? | ? | Freeze the shop |
| Check | Bo | 30 min | Load reference data |
`;
  return eol === '\n' ? text : text.replaceAll('\n', '\r\n');
}
