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
