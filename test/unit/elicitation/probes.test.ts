import { describe, expect, it } from 'vitest';
import { elicitationMessages } from '../../../src/core/elicitation/messages.ts';
import { findingId } from '../../../src/core/elicitation/findingId.ts';
import { editOf } from '../../../src/core/elicitation/engine.ts';
import { PROBES, runProbe } from '../../../src/core/elicitation/probes/probes.ts';
import { englishWords } from '../../../src/core/elicitation/words.ts';
import type { Finding } from '../../../src/core/elicitation/elicitation.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';
import { isRecorded, recordedTexts } from '../../../src/core/elicitation/known.ts';
import { answerFor, applied, planOf } from './helpers.ts';

const today = '2026-03-14';
const contextOf = (id: string, plan: Plan) => ({ plan, section: PROBES[id]?.sections[0] ?? 'overview', today, by: 'Ana' }) as const;
const run = (id: string, plan: Plan): readonly Finding[] => runProbe(id, contextOf(id, plan));
const say = (finding: Finding): string => englishWords(finding.code, finding.args);

const systems = { sourceSystems: [{ name: 'crm', technology: 'SQLite', owner: 'Kim' }], targetSystem: { name: 'shop', technology: 'PostgreSQL', owner: 'Lee' } };
const evidence = [{ row: 'crm.Track', kind: 'measured', count: '3503', query: 'SELECT COUNT(*) FROM Track', at: '2026-03-01' }];
const inventory = [['crm', 'Track', '3,503', '380 KB', 'Medium'], ['crm', 'Customer', '?', '?', 'High'], ['crm', 'Invoice', '~400', '?', 'High'], ['crm', 'AuditLog', '?', '?', 'Low']];
const mapping = [
  ['Customer', 'CustomerId', 'customer', 'customer_id', 'direct'],
  ['Customer', 'Email', 'customer', 'email', 'cast to varchar(60)'],
  ['Customer', 'Fax', '?', '?', '?'],
  ['Invoice', 'InvoiceId', 'invoice', 'invoice_id', 'direct'],
  ['Invoice', 'CustomerId', 'invoice', 'customer_id', 'direct'],
  ['Invoice', 'InvoiceDate', 'invoice', 'invoice_date', 'cast to date'],
  ['Invoice', 'Total', 'invoice', 'total', '?'],
  ['?', '?', 'customer', 'status', '?'],
  ['Invoice', 'Old', '—', '—', 'leave behind: '],
  ['Prospect', 'Name', 'customer', 'name', 'direct'],
];
const phases = [['Reference data: code tables'], ['Master data: customers']];
const night = [['Load customers', 'Kim', '3 h', '—'], ['Check, then sign', '?', '90 min', 'Load customers'], ['Go live', 'Kim', '?', '?']];

/** Probe, a plan that shows it, and all it says there. */
const cases: readonly (readonly [string, Plan, readonly string[]])[] = [
  ['no-sources', planOf(), ['The plan names no source system; the inventory has 0 rows.']],
  ['target-open', planOf(), ['The plan names no target system.']],
  ['target-open', planOf(systems), ['Nothing says whether the schema of shop is settled.']],
  ['no-window', planOf({}, { inventory }), ['No downtime window is stated, with 4 tables in scope.']],
  ['strategy-open', planOf(systems), ['No strategy is chosen for the 1 source systems of this plan.']],
  ['strategy-open', planOf({ migrationStrategy: { approach: 'phased' } }), ['The strategy is phased; no reason is given.']],
  ['no-relationships', planOf({ sourceSystems: [{ name: 'crm' }, { name: 'erp' }] }), ['2 source systems (crm, erp) and no word on how they hang together.']],
  ['past-attempts', planOf(), ['No earlier attempt is recorded, not even that there was none.']],
  ['past-attempts', planOf({ pastAttempts: ['2021, stopped', '2022, failed because of keys', 'none'] }), ['An earlier attempt stands in the plan without its lesson: "2021, stopped".']],
  ['exclusions-without-reason', planOf({ exclusions: [{ what: 'AuditLog' }, { what: 'Temp', reason: 'scratch' }] }), ['AuditLog stays behind, and no reason is given.']],
  ['old-questions', planOf({ openQuestions: [{ question: 'Who pays?', at: '2026-02-28' }, { question: 'New?', at: '2026-03-01' }, { question: 'Undated?' }] }), ['One of 3 open questions has waited 14 days: "Who pays?"']],
  ['no-owner', planOf({ sourceSystems: [{ name: 'crm', owner: '?' }, { name: 'erp', owner: 'Kim' }], targetSystem: { name: 'shop' } }), ['crm has no owner; 1 of 2 source systems have none.', 'The target shop has no owner.']],
  ['owner-overload', planOf({}, { cutover: [['a', 'Kim', '?', '—'], ['b', 'kim', '?', '?'], ['c', 'Kim', '?', '?'], ['d', 'Lee', '?', '?']], restoreSteps: [['P', 'back', 'Kim', '?']] }), ['Kim carries 4 of the 5 activities and restore steps that have an owner.']],
  ['unknown-volumes', planOf({ ...systems, exclusions: [{ what: 'crm.AuditLog', reason: 'old' }] }, { inventory }), ['Customer in crm has no row count; 1 of 3 tables have none.']],
  ['unproven-volumes', planOf({ ...systems, evidence }, { inventory }), ['Invoice in crm is said to have 400 rows; nobody measured or confirmed it.']],
  ['biggest-tables', planOf({ ...systems, migrationStrategy: { downtimeWindow: '2 h' } }, { inventory }), [
    'Track holds 3,503 of 3,903 counted rows (89 %). To load it inside 2 h takes 30 rows a minute, with nothing else running.',
    'Invoice holds 400 of 3,903 counted rows (10 %). To load it inside 2 h takes 4 rows a minute, with nothing else running.',
  ]],
  ['biggest-tables', planOf(systems, { inventory: [['crm', 'Track', '3,503', '?', '?']] }), ['Track holds 3,503 of 3,503 counted rows (100 %), and there is no window to hold that against.']],
  ['history-need', planOf(systems, { inventory }), ['3,903 rows are counted in 2 tables; nothing says how far back they go.']],
  ['history-need', planOf({ volumes: { history: '12 years' } }, { inventory }), ['The history is "12 years", 3,903 rows are counted, and nothing stays behind.']],
  ['growth-unstated', planOf(systems, { inventory }), ['Nothing says how fast the 4 tables in scope grow until the cutover.']],
  ['unmapped-tables', planOf(systems, { inventory, mapping }), ['Track of crm is in the inventory and not in the mapping; so are 2 of 4 tables.', 'AuditLog of crm is in the inventory and not in the mapping; so are 2 of 4 tables.']],
  ['required-unmapped', planOf(systems, { mapping }), ['customer.status is in the target and has no source; 1 fields are like that.']],
  ['fields-open', planOf(systems, { mapping }), ['Customer.Fax goes nowhere yet; 1 source fields are open.']],
  ['transform-unknown', planOf(systems, { mapping }), ['Invoice.Total goes to invoice.total, and nothing says how.']],
  ['narrowing', planOf(systems, { mapping }), ['Customer.Email is cast to varchar(60), and no rule looks for values that do not fit.', 'Invoice.InvoiceDate is cast to date, and no rule looks for values that do not fit.']],
  ['merge-without-rule', planOf(systems, { mapping }), ['customer is fed by 2 source tables (Customer, Prospect), and no table rule says which wins.']],
  ['left-without-reason', planOf(systems, { mapping }), ['Invoice.Old stays behind, and no reason is given.']],
  ['keys-not-advanced', planOf(systems, { mapping }), ['Keys arrive in or are generated by 2 target tables (customer, invoice); no activity advances their sequences, so the first new row could meet an old key.']],
  ['no-row-count', planOf(systems, { mapping, validation: [['Row count Customer', '?', '?', '0'], ['Odd invoices', 'SELECT COUNT(*) FROM Invoice WHERE Total < 0', 'SELECT 0', '0']] }), ['Invoice goes to invoice with no rule that counts its rows; 1 of 3 tables have none.']],
  ['no-sum-rule', planOf(systems, { mapping }), ['Invoice.Total reads like an amount and goes to invoice.total with no rule that adds it up.']],
  ['no-orphan-rule', planOf(systems, { mapping }), ['Invoice.CustomerId reads like a reference to Customer, and no rule looks for references into nothing.']],
  ['tolerance-on-money', planOf({}, { validation: [['Sum of Invoice.Total', 'SELECT SUM(Total) FROM Invoice', 'SELECT SUM(total) FROM invoice', '0.5 %'], ['Sum of x', '?', '?', '0.00'], ['Row count', '?', '?', '5 %']] }), ['"Sum of Invoice.Total" adds up money and lets 0.5 % go.']],
  ['tolerance-open', planOf({}, { validation: [['Row count', 'SELECT 1', 'SELECT 1', '?'], ['Other', 'SELECT 1', 'SELECT 1', '0']] }), ['"Row count" does not say how far the two sides may be apart.']],
  ['rule-without-query', planOf({}, { validation: [['Row count', '?', '', '0']] }), ['"Row count" has no query on the source side; it can\'t run.', '"Row count" has no query on the target side; it can\'t run.']],
  ['rule-without-gate', planOf({}, { validation: [['Row count', 'SELECT 1', 'SELECT 1', '0'], ['Other', '?', '?', '0']], ruleDetails: [['Other', 'post', '?', '?']] }), ['"Row count" does not say whether it runs before or after the load.']],
  ['no-pre-gate', planOf(systems, { mapping, phases, validation: [['Row count', 'SELECT 1', 'SELECT 1', '0']] }), ['None of the 1 rules runs before the load; bad data would be found when it is in.']],
  ['no-pre-gate', planOf(), ['None of the 0 rules runs before the load; bad data would be found when it is in.']],
  ['dirt-without-rule', planOf({ ...systems, dataQuality: [{ issue: 'duplicate mails', where: 'Customer.Email' }, { issue: 'odd codes', treatment: 'mapped by hand' }] }, { mapping }), [
    '"duplicate mails" is known (Customer.Email) and has no treatment.',
    '"duplicate mails" is known (Customer.Email), and no rule counts how much of it there is.',
    '"odd codes" is known (?), and no rule counts how much of it there is.',
  ]],
  ['no-phases', planOf({}, { mapping }), ['The sequence has no phase, for 2 target tables in the mapping.']],
  ['tables-without-phase', planOf({}, { mapping, phases, loadOrder: [['customer', 'Master data', '—', '']] }), ['invoice is mapped and stands in no phase; 1 of 2 tables are like that.']],
  ['empty-phases', planOf({}, { phases, loadOrder: [['customer', 'Master data', '—', '']] }), ['Phase "Reference data" loads no table, though the load order names tables for others of the 2 phases.']],
  ['phase-without-restore', planOf({}, { phases, restoreSteps: [['Master data', 'Empty customer', '?', '?']] }), ['Phase "Reference data" has no restore step; 1 of 2 phases have none.']],
  ['no-criteria', planOf(), ['No criterion says when to go back, with 0 validation rules that can fail.']],
  ['phase-without-criterion', planOf({}, { phases, rollbackCriteria: [['Master data: rows missing', '1', 'Kim']] }), ['No criterion names phase "Reference data"; 1 of 2 phases have none.']],
  ['criteria-incomplete', planOf({}, { rollbackCriteria: [['Rows missing', '?', '']] }), ['"Rows missing" has no threshold: on the night it will be argued about.', '"Rows missing" names nobody who decides.']],
  ['no-point-of-no-return', planOf({}, { cutover: night }), ['Nothing says after which of the 3 activities there is no way back.']],
  ['restore-duration', planOf({ migrationStrategy: { downtimeWindow: '4 h' } }, { restoreSteps: [['P', 'Restore', '?', '?'], ['P', 'Restart', '?', '5 h']] }), ['The 2 restore steps take 5 h together, 1 h more than the window of 4 h.', '"Restore" (P) has no duration; 1 of 2 restore steps have none, and the window is 4 h.']],
  ['restore-duration', planOf({}, { restoreSteps: [['P', 'Restore', '?', '?']] }), ['"Restore" (P) has no duration; 1 of 1 restore steps have none.']],
  ['restore-without-owner', planOf({}, { restoreSteps: [['P', 'Restore', '?', '1 h'], ['P', 'Restart', 'Kim', '1 h']] }), ['"Restore" (P) has nobody who carries it out.']],
  ['activity-without-owner', planOf({}, { cutover: night }), ['"Check, then sign" has no owner; 1 of 3 activities have none.']],
  ['activity-without-duration', planOf({}, { cutover: night }), ['"Go live" has no duration; 1 of 3 activities have none, so the end of the night is unknown.']],
  ['activity-without-dependencies', planOf({}, { cutover: night }), ['"Go live" does not say what it waits for.']],
  ['chain-too-long', planOf({ migrationStrategy: { downtimeWindow: '4 h' } }, { cutover: night }), ['The longest chain (Load customers → Check, then sign) takes 4 h 30 min, 30 min more than the window of 4 h. Its longest activity is "Load customers".']],
  ['no-freeze', planOf({}, { cutover: night }), ['None of the 3 activities freezes the sources; what changes during the load would be lost.']],
  ['no-backup', planOf({}, { cutover: night }), ['None of the 3 activities takes a backup; without one there is nothing to go back to.']],
  ['no-go-decision', planOf({}, { cutover: night }), ['None of the 3 activities is the decision to go live or go back.']],
  ['no-communication', planOf({}, { cutover: night }), ['None of the 3 activities tells users and partners what happens.']],
  ['no-monitoring', planOf({}, { cutover: night }), ['None of the 3 activities watches the new system after it is live.']],
  ['no-reconciliation', planOf({ ...systems, migrationStrategy: { approach: 'parallel' } }, { cutover: night }), ['The strategy is a parallel run, and nothing compares crm with shop while both are live.']],
  ['no-access-rule', planOf({ constraints: { regulations: ['GDPR'] } }, { mapping }), ['GDPR applies, 1 fields that move read personal, and nothing says who may see the data or its test copies.']],
  ['personal-data', planOf({}, { mapping }), ['1 fields that move read like personal data (Customer.Email); no regulation is named.']],
  ['personal-field-need', planOf({ constraints: { regulations: ['GDPR'] } }, { mapping: [['Customer', 'Phone', 'customer', 'phone', 'direct']] }), ['Customer.Phone reads personal, is copied as it is, and GDPR applies.']],
  ['time-zones', planOf({}, { mapping }), ['1 fields that move read like dates or times (Invoice.InvoiceDate); no time zone is stated.']],
  ['currencies', planOf({}, { mapping }), ['1 fields that move read like amounts (Invoice.Total); no currency is stated.']],
];

describe('every probe', () => {
  it.each(cases.map((each, index) => [`${each[0]} (${index})`, ...each] as const))('%s says exactly what it sees', (_, id, plan, expected) => {
    expect(run(id, plan).map(say)).toEqual(expected);
  });
  it('is shown by a plan of its own', () => {
    const shown = new Set(cases.map(([id]) => id));
    expect(Object.keys(PROBES).filter((id) => !shown.has(id))).toEqual([]);
  });
  it.each(cases.map((each, index) => [`${each[0]} (${index})`, ...each] as const))('%s is content once any one of its proposals was applied', (_, id, plan) => {
    for (const finding of run(id, plan)) {
      expect(finding.proposals.length).toBeGreaterThanOrEqual(1);
      expect(finding.proposals.length).toBeLessThanOrEqual(3);
      for (const proposal of finding.proposals) {
        for (const code of [finding.code, `${finding.code}.ask`, proposal.code, ...(proposal.ask === undefined ? [] : [proposal.ask.code, `${proposal.ask.code}.hint`])]) expect(Object.keys(elicitationMessages)).toContain(code);
        const edit = editOf(finding, proposal, answerFor(proposal.ask?.code ?? '', proposal.ask?.options), englishWords);
        if (edit === null) throw new Error(`${proposal.code} takes no answer`);
        const after = applied(plan, edit);
        const again = run(id, after).find((each) => findingId(each) === findingId(finding));
        expect(again === undefined || isRecorded(again, recordedTexts(after), englishWords), `${finding.code} ${proposal.code}`).toBe(true);
      }
    }
  });
  it('says nothing where a block that it reads is missing, since missing is not empty', () => {
    const { cutover: _cutover, rollbackCriteria: _criteria, ...rows } = planOf().rows;
    const plan: Plan = { ...planOf(), rows };
    for (const id of ['no-freeze', 'no-criteria', 'phase-without-criterion', 'no-backup']) expect(run(id, plan)).toEqual([]);
  });
  it('says nothing for an unknown id, or in a section it is not for', () => {
    expect(runProbe('toString', contextOf('no-sources', planOf()))).toEqual([]);
    expect(runProbe('no-freeze', { plan: planOf(), section: 'mapping', today, by: '' })).toEqual([]);
  });
});

const edits = (id: string, plan: Plan): readonly PlanEdit[] => run(id, plan).flatMap((finding) => finding.proposals.flatMap((proposal) => (typeof proposal.edit === 'function' ? [] : [proposal.edit])));

describe('proposed rows are real', () => {
  it('a row count with names quoted as each engine wants them', () => {
    const plan = planOf({ sourceSystems: [{ name: 'crm', technology: 'SQL Server' }], targetSystem: { name: 'shop', technology: 'PostgreSQL' } }, { mapping: [['crm.Order Line', 'Id', 'OrderLine', 'id', 'direct']], loadOrder: [['OrderLine', 'Master data', '—', '']] });
    expect(edits('no-row-count', plan)).toEqual([{ kind: 'batch', edits: [
      { kind: 'insertRows', block: 'validation', at: 0, rows: [{ check: 'Row count crm.Order Line', sourceQuery: 'SELECT COUNT(*) FROM [Order Line]', targetQuery: 'SELECT COUNT(*) FROM "OrderLine"', tolerance: '0' }] },
      { kind: 'insertRows', block: 'ruleDetails', at: 0, rows: [{ check: 'Row count crm.Order Line', gate: 'post', phase: 'Master data', blocks: '?' }] },
    ] }]);
  });
  it('orphans of a reference, before the load', () => {
    expect(edits('no-orphan-rule', planOf(systems, { mapping }))[0]).toMatchObject({ edits: [{ rows: [{
      check: 'Orphans Invoice.CustomerId', sourceQuery: 'SELECT COUNT(*) FROM Invoice c WHERE c.CustomerId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM Customer p WHERE p.CustomerId = c.CustomerId)', targetQuery: 'SELECT 0', tolerance: '0',
    }] }, { rows: [{ gate: 'pre' }] }] });
  });
  it('the length that a cast allows', () => {
    expect(edits('narrowing', planOf(systems, { mapping }))[0]).toMatchObject({ edits: [{ rows: [{ check: 'Customer.Email fits varchar(60)', sourceQuery: 'SELECT COUNT(*) FROM Customer WHERE LENGTH(Email) > 60' }] }, {}] });
  });
  it('a restore step that empties the tables of the phase, children first', () => {
    const plan = planOf({}, { phases: [['Master data: all']], loadOrder: [['customer', 'Master data', '—', ''], ['invoice', 'Master data', 'customer', '']] });
    expect(edits('phase-without-restore', plan)).toEqual([{ kind: 'insertRows', block: 'restoreSteps', at: 0, rows: [{ phase: 'Master data', step: 'Empty, children first: invoice, customer', owner: '?', duration: '?' }] }]);
  });
  it('a backup after the freeze, with nobody and no duration invented', () => {
    const plan = planOf({}, { cutover: [['Freeze the source systems', 'Kim', '10 min', '—'], ['Load', '?', '?', '?']] });
    expect(edits('no-backup', plan)).toEqual([{ kind: 'insertRows', block: 'cutover', at: 1, rows: [{ activity: 'Back up source and target', owner: '?', duration: '?', dependencies: 'Freeze the source systems' }] }]);
  });
  it('an old question parked is moved, not copied', () => {
    const [finding] = run('old-questions', planOf({ openQuestions: [{ question: 'Who pays?', about: 'overview', at: '2026-01-01' }] }));
    expect(finding?.park).toEqual({ kind: 'batch', edits: [
      { kind: 'removeItem', list: 'openQuestions', item: { index: 0, key: 'Who pays?' } },
      { kind: 'addItem', list: 'parkedQuestions', item: { question: 'Who pays?', about: 'overview', at: today } },
    ] });
  });
});
