import fc from 'fast-check';
import type { Plan } from '../../../src/core/plan/plan.ts';
import { planOf } from './helpers.ts';

/** Plans of every kind: empty, half, whole; with odd names, absent blocks and blank cells. */
const tables = ['Customer', 'crm.Customer', 'Invoice', 'Order Line', 'Track', 'Rate%', 'a|b'];
const fields = ['Id', 'CustomerId', 'customer_id', 'InvoiceId', 'Email', 'BirthDate', 'Total', 'UnitPrice', 'Name', '?', '—', ''];
const open = fc.constantFrom('?', '');
const table = fc.constantFrom(...tables);
const owner = fc.oneof(open, fc.constantFrom('Kim', 'Lee', 'Sam'));
const duration = fc.oneof(open, fc.constantFrom('30 min', '2 h', '9 h', 'a while'));
const phase = fc.constantFrom('Reference data: code tables', 'Master data', 'Historical data: closed', 'Phase: with: colons');
const phaseOnly = fc.constantFrom('Reference data', 'Master data', 'Nowhere', '?');
const activity = fc.constantFrom('Freeze the source systems', 'Back up source and target', 'Load Customer', 'Load, then check', 'Go/no-go decision', 'Go live', 'Inform users');
const check = fc.constantFrom('Row count Customer', 'Sum of Invoice.Total', 'Orphans Invoice.CustomerId', 'Own check', 'Invoice total');
const sql = fc.constantFrom('?', 'SELECT COUNT(*) FROM Customer', 'SELECT SUM(Total) FROM Invoice', 'SELECT 1 WHERE a = \'|\'', '');
const text = fc.constantFrom('', '?', 'GDPR', '12 years', '{n}', 'a "quoted" text', 'with: colon', '$& \\1');

export const anyPlan: fc.Arbitrary<Plan> = fc.record({
  state: fc.record({
    project: text,
    sourceSystems: fc.uniqueArray(fc.record({ name: fc.constantFrom('crm', 'erp', 'files'), technology: fc.constantFrom('', 'SQLite', 'MySQL', 'SQL Server'), owner }), { maxLength: 3, selector: (system) => system.name }),
    targetSystem: fc.record({ name: fc.constantFrom('', 'shop'), technology: fc.constantFrom('', 'PostgreSQL'), owner, schemaDefined: fc.constantFrom('', 'yes') }),
    migrationStrategy: fc.record({ approach: fc.constantFrom('', 'big-bang', 'parallel'), rationale: text, downtimeWindow: fc.constantFrom('', '0', '4 h', '?') }),
    volumes: fc.record({ history: text, growth: text }),
    dataQuality: fc.array(fc.record({ issue: fc.constantFrom('duplicate mails', 'missing names', 'odd codes'), where: fc.constantFrom('', 'Customer.Email', 'Customer'), treatment: text }), { maxLength: 2 }),
    pastAttempts: fc.array(fc.constantFrom('2021, stopped', '2022 failed because of keys', 'none'), { maxLength: 2 }),
    constraints: fc.record({ timeZones: text, currencies: text, regulations: fc.array(fc.constantFrom('GDPR', 'HIPAA'), { maxLength: 2 }) }),
    exclusions: fc.array(fc.record({ what: fc.constantFrom('crm.Track', 'AuditLog'), reason: text }), { maxLength: 2 }),
    openQuestions: fc.array(fc.record({ question: fc.constantFrom('Who pays?', 'How many rows has Customer in crm?'), about: fc.constant('overview'), at: fc.constantFrom('2026-03-13', '2025-11-01', 'soon') }), { maxLength: 2 }),
    parkedQuestions: fc.array(fc.record({ question: fc.constantFrom('How many rows has Invoice in crm?', 'Later?') }), { maxLength: 2 }),
  }),
  rows: fc.record({
    inventory: fc.uniqueArray(fc.tuple(fc.constantFrom('crm', 'erp'), table, fc.constantFrom('?', '', '412', '~1,200,000', '0', 'many'), fc.constant('?'), fc.constant('High')), { maxLength: 6, selector: (row) => `${row[0]}.${row[1]}` }),
    mapping: fc.uniqueArray(fc.tuple(fc.oneof(table, open), fc.constantFrom(...fields), fc.oneof(table, open, fc.constant('—')), fc.constantFrom(...fields), fc.constantFrom('direct', '?', 'cast to varchar(20)', 'cast to date', 'leave behind: old', 'leave behind:', 'generated', '')), { maxLength: 12, selector: (row) => row.slice(0, 4).join('\n') }),
    tableRules: fc.uniqueArray(fc.tuple(table, fc.constant('x'), text), { maxLength: 2, selector: (row) => row[0] }),
    validation: fc.uniqueArray(fc.tuple(check, sql, sql, fc.constantFrom('?', '0', '1 %', '')), { maxLength: 5, selector: (row) => row[0] }),
    ruleDetails: fc.uniqueArray(fc.tuple(check, fc.constantFrom('pre', 'post', '?'), phaseOnly, text), { maxLength: 3, selector: (row) => row[0] }),
    phases: fc.uniqueArray(fc.tuple(phase), { maxLength: 4, selector: (row) => row[0] }),
    loadOrder: fc.uniqueArray(fc.tuple(table, phaseOnly, fc.constant('—'), fc.constant('')), { maxLength: 4, selector: (row) => row[0] }),
    rollbackCriteria: fc.uniqueArray(fc.tuple(fc.constantFrom('Rows missing', 'Master data: late', 'A check of any phase fails'), text, owner), { maxLength: 3, selector: (row) => row[0] }),
    restoreSteps: fc.uniqueArray(fc.tuple(phaseOnly, fc.constantFrom('Empty all', 'Restore the backup'), owner, duration), { maxLength: 4, selector: (row) => row.slice(0, 2).join('\n') }),
    pointOfNoReturn: fc.array(fc.tuple(fc.constant('First invoice')), { maxLength: 1 }),
    cutover: fc.uniqueArray(fc.tuple(activity, owner, duration, fc.oneof(open, fc.constant('—'), activity)), { maxLength: 7, selector: (row) => row[0] }),
  }, { requiredKeys: [] }),
}).map(({ state, rows }) => planOf(state, rows));
