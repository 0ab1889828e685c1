import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../../src/core/document/newPlan.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { existingWorkMessages } from '../../../src/core/existingWork/messages.ts';
import type { Offer } from '../../../src/core/existingWork/offer.ts';
import { takeOver } from '../../../src/core/existingWork/takeOver.ts';
import { fill } from '../../../src/core/messages.ts';
import { neighbourOffers } from '../../../src/core/neighbours/neighbourOffers.ts';
import { readNeighbour } from '../../../src/core/neighbours/readNeighbour.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import { volumeOf } from '../../../src/core/plan/volumes.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { workspace } from '../existingWork/fixtures.ts';
import { fakePlan } from '../proposals/fakePlan.ts';

const documents = workspace('documents').map(readNeighbour);
const WHEN = { by: '', date: '2026-01-02', at: '2026-01-02T03:04:05Z' };
const RESEARCH = 'docs/research-landscape.md';
const SPEC = 'docs/integration-spec.md';

/** An offer on one line, as a person sees it. */
function line({ sure, label, cite, line: at, conflict, note }: Offer): string {
  const more = conflict ? ` [${conflict.said ?? 'plan'}: ${conflict.plan}]` : note ? ` [${fill(existingWorkMessages[note.code], note.args)}]` : '';
  return `${sure ? 'x' : ' '} ${fill(existingWorkMessages[label.code], label.args)}${more} (${cite}:${at})`;
}
function offered(plan: Plan): string[] {
  return neighbourOffers(plan, [], documents).map(line);
}
function read(text: string, path = 'docs/research-x.md'): ReturnType<typeof readNeighbour> {
  return readNeighbour({ path, text });
}

test('two documents, into an empty plan', () => {
  expect(offered(fakePlan())).toEqual([
    `x Archive: DB2, owner Nora Quist (${RESEARCH} › frontmatter › knownSystems:3)`,
    `x CRM: Oracle 12c, on-premises, owner Jon Berg, 40 GB (${RESEARCH} › Known Systems:18)`,
    `  ERP: SAP ECC 6, cloud, 1.2 TB [may not be part of the migration: “stays as it is”] (${RESEARCH} › Known Systems:19)`,
    `x New Portal: PostgreSQL 16, cloud, owner Mia Holm, schema defined: yes (${RESEARCH} › Known Systems:20)`,
    `x Fax gateway: Windows service, owner Olaf Ek (${RESEARCH} › Known Systems › Fax gateway:24)`,
    `  Owner of Archive: Per Lind [${RESEARCH} › frontmatter › knownSystems: Nora Quist] (${RESEARCH} › frontmatter › stakeholders:7)`,
    `  Owner of ERP: Ana Silva (${RESEARCH} › Stakeholders:31)`,
    `x CRM.Customer: ~1,200,000 rows, 3 GB (${SPEC} › Volumes:13)`,
    `x CRM.Contact: 2,400,113 rows (${SPEC} › Volumes:14)`,
    `  Size of ERP: 1.3 TB [${RESEARCH} › Known Systems: 1.2 TB] (${SPEC} › Volumes:16)`,
    `x CRM → ERP: customer file by SFTP, nightly (${SPEC} › Integrations:7)`,
    `x Customers without a country (${RESEARCH} › Known data quality issues:36)`,
    `x Double e-mail addresses in Contact (${RESEARCH} › Known data quality issues:37)`,
    `x No load on the last day of a month (${SPEC} › Constraints:37)`,
    `x GDPR: rehearsals only with masked names (${RESEARCH} › Regulations:41)`,
    `x Customer → account: Id → account_id, Name → full_name (${SPEC} › Field Mapping › Field Mapping: Customer → account:24)`,
    `x Contact → person: Email → email (${SPEC} › Field Mapping › Contacts:32)`,
  ]);
});

test('what the plan says wins, and both are shown', () => {
  const plan = fakePlan({
    sourceSystems: [{ name: 'crm', technology: 'Oracle 12c', location: '', owner: 'Ana Silva', size: '', connection: '', catalogue: '' }],
    targetSystem: { name: 'new-portal', technology: 'PostgreSQL 16', location: 'cloud', owner: '?', schemaDefined: 'yes', connection: '', catalogue: '' },
    relationships: [{ from: 'CRM', to: 'erp', how: 'nightly file' }], dataQuality: [{ issue: 'customers without a country', where: '', treatment: '' }],
    constraints: { timeZones: '', currencies: '', regulations: ['GDPR: rehearsals only with masked names.'], other: [] },
  }, {
    inventory: [{ sourceSystem: 'crm', object: 'Customer', recordCount: '1,204,331', size: '2.9 GB', priority: 'High' }, { sourceSystem: 'crm', object: 'contact', recordCount: '?', size: '?', priority: 'Low' }],
    mapping: [{ sourceTable: 'Customer', sourceField: 'Id', targetTable: 'account', targetField: 'account_id', transform: 'direct' }, { sourceTable: 'Customer', sourceField: 'Name', targetTable: '?', targetField: '?', transform: '?' }],
  });
  expect(offered(plan).filter((each) => /crm|CRM|portal|Portal|country|GDPR|account/.test(each))).toEqual([
    `x crm runs: on-premises (${RESEARCH} › Known Systems:18)`,
    `  Owner of crm: Jon Berg [plan: Ana Silva] (${RESEARCH} › Known Systems:18)`,
    `x Size of crm: 40 GB (${RESEARCH} › Known Systems:18)`,
    `x New Portal: owner Mia Holm (${RESEARCH} › Known Systems:20)`,
    `  crm.Customer: ~1,200,000 rows [plan: 1,204,331] (${SPEC} › Volumes:13)`,
    `x crm.Contact: 2,400,113 rows (${SPEC} › Volumes:14)`,
    `  CRM → ERP: customer file by SFTP, nightly [plan: nightly file] (${SPEC} › Integrations:7)`,
    `x Customer → account: Name → full_name (${SPEC} › Field Mapping › Field Mapping: Customer → account:25)`,
  ]);
});

test('applied: each thing says where it came from; a second time nothing sure is left', () => {
  const text = newPlanText('Portal');
  const before = parsePlan(text);
  const chosen = neighbourOffers(before.plan!, [], documents).filter(({ sure }) => sure);
  const edit = takeOver(before.plan!, chosen, WHEN)!;
  const after = parsePlan(applyTextEdits(text, computeTextEdits(before, edit)));
  expect(after.problems).toEqual([]);
  const { state, rows } = after.plan!;
  expect(state.sourceSystems.map(({ name, technology, location, owner, size }) => [name, technology, location, owner, size])).toEqual([
    ['Archive', 'DB2', '', 'Nora Quist', ''], ['CRM', 'Oracle 12c', 'on-premises', 'Jon Berg', '40 GB'], ['Fax gateway', 'Windows service', '', 'Olaf Ek', ''],
  ]);
  expect([state.targetSystem.name, state.targetSystem.technology, state.targetSystem.owner, state.targetSystem.schemaDefined]).toEqual(['New Portal', 'PostgreSQL 16', 'Mia Holm', 'yes']);
  expect(state.relationships).toEqual([{ from: 'CRM', to: 'ERP', how: `customer file by SFTP, nightly (${SPEC} › Integrations)` }]);
  expect(state.constraints.regulations).toEqual(['GDPR: rehearsals only with masked names']);
  expect(rows.inventory?.map(({ cells }) => Object.values(cells))).toEqual([['CRM', 'Customer', '~1,200,000', '3 GB', '?'], ['CRM', 'Contact', '2,400,113', '?', '?']]);
  expect(rows.inventory?.map((row) => { const { kind, proven } = volumeOf(after.plan!, row); return [kind, proven]; })).toEqual([['stated', false], ['stated', false]]);
  expect(state.evidence.map(({ row, kind, count, query, at, confirmedBy }) => [row, kind, count, query, at, confirmedBy]).sort()).toEqual([
    ['CRM.Contact', 'stated', '2400113', `${SPEC} › Volumes`, WHEN.at, ''], ['CRM.Customer', 'stated', '1200000', `${SPEC} › Volumes`, WHEN.at, ''],
  ]);
  expect(rows.mapping?.map(({ cells }) => Object.values(cells))).toEqual([
    ['Customer', 'Id', 'account', 'account_id', 'direct'], ['Customer', 'Name', 'account', 'full_name', 'trim(value)'], ['Contact', 'Email', 'person', 'email', 'lower case'],
  ]);
  expect(state.decisions.map(({ decision, reason, about }) => [decision, reason, about])).toEqual([
    ['Taken over: source system Archive', `${RESEARCH} › frontmatter › knownSystems`, 'sources'],
    ['Taken over: source system CRM; target New Portal', `${RESEARCH} › Known Systems`, 'sources'],
    ['Taken over: source system Fax gateway', `${RESEARCH} › Known Systems › Fax gateway`, 'sources'],
    ['Taken over: quality problem “Customers without a country”; quality problem “Double e-mail addresses in Contact”', `${RESEARCH} › Known data quality issues`, 'quality'],
    ['Taken over: “No load on the last day of a month”', `${SPEC} › Constraints`, 'rules'],
    ['Taken over: “GDPR: rehearsals only with masked names”', `${RESEARCH} › Regulations`, 'rules'],
    ['Taken over: 2 mapping rows Customer → account', `${SPEC} › Field Mapping › Field Mapping: Customer → account`, 'mapping'],
    ['Taken over: 1 mapping row Contact → person', `${SPEC} › Field Mapping › Contacts`, 'mapping'],
  ]);
  expect(neighbourOffers(after.plan!, [], documents).filter(({ sure }) => sure)).toEqual([]);
  expect(takeOver(after.plan!, [], WHEN)).toBeUndefined();
});

test('two documents, two targets: the first is taken, the other is shown beside it', () => {
  const other = read('## Target system\n\n| System | Technology |\n| --- | --- |\n| Old Portal 2 | MySQL |\n');
  expect(neighbourOffers(fakePlan(), [], [...documents, other]).filter(({ group }) => group === 'target').map(line)).toEqual([
    `x New Portal: PostgreSQL 16, cloud, owner Mia Holm, schema defined: yes (${RESEARCH} › Known Systems:20)`,
    `  Old Portal 2: MySQL [${RESEARCH} › Known Systems: New Portal] (docs/research-x.md › Target system:5)`,
  ]);
});

test('two documents, two counts', () => {
  const other = read('## Volumes\n\n| System | Table | Rows |\n| --- | --- | --- |\n| CRM | Contact | 2,400,200 |\n| crm | customer | 1,200,000 |\n');
  expect(neighbourOffers(fakePlan(), [], [...documents, other]).filter(({ group, taking }) => group === 'volumes' && taking.kind === 'volume').map(line)).toEqual([
    `x CRM.Customer: ~1,200,000 rows, 3 GB (${SPEC} › Volumes:13)`, `x CRM.Contact: 2,400,113 rows (${SPEC} › Volumes:14)`, `  CRM.Contact: 2,400,200 rows [${SPEC} › Volumes: 2,400,113] (docs/research-x.md › Volumes:5)`,
  ]);
});

test('a conflict that is chosen is written', () => {
  const text = applyTextEdits(newPlanText('x'), computeTextEdits(parsePlan(newPlanText('x')), { kind: 'addItem', list: 'sourceSystems', item: { name: 'CRM', owner: 'Ana Silva' } }));
  const before = parsePlan(text);
  const chosen = neighbourOffers(before.plan!, [], documents).filter(({ label }) => label.code === 'existingWork.label.owner' && label.args['system'] === 'CRM');
  const after = parsePlan(applyTextEdits(text, computeTextEdits(before, takeOver(before.plan!, chosen, WHEN)!))).plan!;
  expect(after.state.sourceSystems.map(({ name, owner, technology }) => [name, owner, technology])).toEqual([['CRM', 'Jon Berg', '']]);
  expect(after.state.decisions.map(({ decision, reason }) => [decision, reason])).toEqual([['Taken over: owner of CRM: Jon Berg', `${RESEARCH} › Known Systems`]]);
});

describe('names of headings and columns', () => {
  test.each([
    ['# Systems', '| System | Technology |'], ['## 2. Legacy Systems', '| Name | Platform |'], ['## Known systems', '| Application | DBMS |'], ['## Current application landscape', '| **System name** | *Engine* |'], ['## Data Sources', '| Data source | Database type |'],
  ])('%s %s', (heading, header) => {
    expect(read(`${heading}\n\n${header}\n| --- | --- |\n| CRM | Oracle |\n`).systems.map(({ name, technology, role }) => [name, technology, role])).toEqual([['CRM', 'Oracle', 'unknown']]);
  });
  test.each([
    ['| Table | Rows |', '| Customer | 2 million |', '', '~2,000,000'], ['| Entity | Number of records |', '| Customer | 1 204 331 |', '', '1,204,331'], ['| Tables/Objects | Record Count |', '| Customer | ~12k |', '', '~12,000'], ['| Source System | Data object | Volume |', '| CRM | Customer | 7 |', 'CRM', '7'],
  ])('%s', (header, row, system, count) => {
    expect(read(`## Volumes\n\n${header}\n${header.replace(/[^|]+/g, ' --- ')}\n${row}\n`).volumes.map((fact) => [fact.system, fact.object, fact.count])).toEqual([[system, 'Customer', count]]);
  });
  test('a count that is none is none', () => {
    expect(read('## Volumes\n\n| Table | Rows |\n| --- | --- |\n| A | many |\n| B | ? |\n| C | 2 million a day |\n| D | 0 |\n').volumes.map(({ object, count }) => [object, count])).toEqual([['D', '0']]);
  });
  test('a heading names the system of its volumes', () => {
    expect(read('## Volumes\n\n### CRM\n\n| Table | Rows |\n| --- | --- |\n| A | 5 |\n\n## Volumes of ERP\n\n| Table | Rows |\n| --- | --- |\n| B | 6 |\n').volumes.map(({ system, object }) => [system, object])).toEqual([['CRM', 'A'], ['ERP', 'B']]);
  });
  test('fields of a mapping where both sides are named, and nothing else', () => {
    const text = '## Field Mapping\n\n| Source Table | Source Field | Target Table | Target Field | Transform |\n| --- | --- | --- | --- | --- |\n| A | x | B | y | as is |\n| A | z | B | ? | |\n| A | p, q | B | r | |\n| | a.b.c | | d.e | cast |\n';
    expect(read(text).mappings.map(({ sourceTable, sourceField, targetTable, targetField, transform, line: at }) => [sourceTable, sourceField, targetTable, targetField, transform, at])).toEqual([['A', 'x', 'B', 'y', 'direct', 5], ['a.b', 'c', 'd', 'e', 'cast', 8]]);
  });
  test('lists of systems are read and not sure; sentences are not', () => {
    const facts = read('## Systems\n\n- **CRM**: Oracle, owned by Jon Berg\n- Nobody knows what else there is.\n');
    expect(facts.systems.map(({ name, owner, form }) => [name, owner, form])).toEqual([['CRM', 'Jon Berg', 'item']]);
    expect(neighbourOffers(fakePlan(), [], [facts]).map(({ sure }) => sure)).toEqual([false]);
  });
  test('tables about other things are left alone', () => {
    const { path: _, ...facts } = read('# Research\n\n## Agenda\n\n| Time | Topic |\n| --- | --- |\n| 9:00 | Systems |\n\n## Notes\n\n- Systems are old\n\n```\n| System | Technology |\n| --- | --- |\n| no | no |\n```\n');
    expect(Object.values(facts).flat()).toEqual([]);
  });
  test('CRLF and a byte order mark', () => {
    expect(read('\uFEFF# R\r\n\r\n## Systems\r\n\r\n| System | Owner |\r\n| --- | --- |\r\n| CRM | Jon <jon@example.com> |\r\n').systems.map(({ name, owner, line: at }) => [name, owner, at])).toEqual([['CRM', 'Jon', 7]]);
  });
});

const sample = join(import.meta.dirname, '../../../media/sample/docs/stakeholder-research.md');
test.skipIf(!existsSync(sample))('the sample’s research', () => {
  const facts = readNeighbour({ path: 'docs/stakeholder-research.md', text: readFileSync(sample, 'utf8') });
  expect(neighbourOffers(fakePlan(), [], [facts]).map(line)).toEqual([
    'x Legacy Shop: SQLite, on-premises, owner Ruth Clarke (docs/stakeholder-research.md › Systems:9)',
    '  Newsletter tool: hosted service, cloud, owner Simon Hall [may not be part of the migration: “stays as it is”] (docs/stakeholder-research.md › Systems:10)',
    'x New Shop: PostgreSQL 16, cloud, owner Ingrid Lund, schema defined: yes (docs/stakeholder-research.md › Systems:11)',
  ]);
});
