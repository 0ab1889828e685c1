import { describe, expect, it } from 'vitest';
import { readSentence } from '../../../src/core/conversation/readSentence.ts';
import { contextOf, empty, planWith, shop } from './fixture.ts';
import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';
import type { ParsedPlan } from '../../../src/core/document/parsedPlan.ts';

/** The edits that a sentence proposes. */
function edits(text: string, parsed: ParsedPlan = shop): PlanEdit[] {
  return readSentence(text, contextOf(parsed)).intents.flatMap((intent) => (intent.kind === 'propose' ? [intent.edit] : []));
}
const evidence = (row: string, count: string, size: string): Record<string, string> => ({ row, kind: 'stated', count, size, query: '', at: '2025-01-15', confirmedBy: '', confirmedAt: '' });

describe('the exact edits behind a proposal', () => {
  it('adds only as many placeholders as are missing', () => {
    expect(edits('We have 3 legacy databases', empty)).toEqual([{
      kind: 'batch', edits: ['Source 1', 'Source 2', 'Source 3'].map((name) => ({ kind: 'addItem', list: 'sourceSystems', item: { name } })),
    }]);
    expect(edits('We have 4 legacy databases')).toEqual([{ kind: 'addItem', list: 'sourceSystems', item: { name: 'Source 1' } }]);
    expect(edits('We have 2 legacy databases')).toEqual([]);
  });

  it('names placeholders, one after the other, before it adds systems', () => {
    const started = planWith([{ kind: 'addItem', list: 'sourceSystems', item: { name: 'Source 1' } }, { kind: 'addItem', list: 'sourceSystems', item: { name: 'Source 2' } }]);
    expect(edits('The CRM runs on Oracle 19c on-prem, owned by Dana. The shop runs on MySQL.', started)).toEqual([
      { kind: 'setItem', list: 'sourceSystems', item: { index: 0, key: 'Source 1' }, values: { name: 'CRM', technology: 'Oracle 19c', location: 'on-premises', owner: 'Dana' } },
      { kind: 'setItem', list: 'sourceSystems', item: { index: 1, key: 'Source 2' }, values: { name: 'shop', technology: 'MySQL' } },
    ]);
  });

  it('sets priorities of every row of that name', () => {
    expect(edits('Customer data is most critical')).toEqual([{ kind: 'setCell', block: 'inventory', row: { index: 0, key: ['CRM', 'Customer'] }, column: 'priority', value: 'High' }]);
    expect(edits('Address is critical')).toEqual([{
      kind: 'batch', edits: [
        { kind: 'setCell', block: 'inventory', row: { index: 6, key: ['CRM', 'Address'] }, column: 'priority', value: 'High' },
        { kind: 'setCell', block: 'inventory', row: { index: 7, key: ['Shop', 'Address'] }, column: 'priority', value: 'High' },
      ],
    }]);
  });

  it('states a volume, never measures it', () => {
    expect(edits('about 2 million orders, 8 GB')).toEqual([{
      kind: 'batch', edits: [
        { kind: 'setCell', block: 'inventory', row: { index: 3, key: ['Shop', 'orders'] }, column: 'recordCount', value: '~2,000,000' },
        { kind: 'setCell', block: 'inventory', row: { index: 3, key: ['Shop', 'orders'] }, column: 'size', value: '8 GB' },
        { kind: 'setEvidence', entries: [evidence('Shop.orders', '2000000', '8 GB')] },
      ],
    }]);
    expect(edits('about 2 million orders, 8 GB', empty)).toEqual([{
      kind: 'batch', edits: [
        { kind: 'insertRows', block: 'inventory', at: 0, rows: [{ sourceSystem: '?', object: 'orders', recordCount: '~2,000,000', size: '8 GB', priority: '?' }] },
        { kind: 'setEvidence', entries: [evidence('?.orders', '2000000', '8 GB')] },
      ],
    }]);
  });

  it('says when a measured count would be overwritten, and leaves its evidence alone for a size', () => {
    const [count] = readSentence('customer has 60 rows', contextOf(shop)).intents;
    expect(count?.kind === 'propose' ? count.details[1] : '').toBe('Customer was measured (59): what you say would stand in its place, as stated and unconfirmed');
    expect(edits('customer is 3 MB')).toEqual([{ kind: 'setCell', block: 'inventory', row: { index: 0, key: ['CRM', 'Customer'] }, column: 'size', value: '3 MB' }]);
    expect(edits('customer has 59 rows')).toEqual([]);
  });

  it('keeps counts beyond 2^53 exact', () => {
    expect(edits('orders has exactly 9,007,199,254,740,993 rows')).toEqual([{
      kind: 'batch', edits: [
        { kind: 'setCell', block: 'inventory', row: { index: 3, key: ['Shop', 'orders'] }, column: 'recordCount', value: '9,007,199,254,740,993' },
        { kind: 'setEvidence', entries: [evidence('Shop.orders', '9007199254740993', '')] },
      ],
    }]);
  });

  it('turns zero downtime into a parallel run', () => {
    expect(edits('We need zero downtime', empty)).toEqual([{
      kind: 'batch', edits: [{ kind: 'setField', path: 'migrationStrategy.approach', value: 'parallel' }, { kind: 'setField', path: 'migrationStrategy.downtimeWindow', value: '0' }],
    }]);
  });

  it('maps a field cell by cell, each found by the key it has by then', () => {
    expect(edits('map Customer.Email to customers.email')).toEqual([{
      kind: 'batch', edits: [
        { kind: 'setCell', block: 'mapping', row: { index: 0, key: ['Customer', 'Email', '?', '?'] }, column: 'targetTable', value: 'customers' },
        { kind: 'setCell', block: 'mapping', row: { index: 0, key: ['Customer', 'Email', 'customers', '?'] }, column: 'targetField', value: 'email' },
        { kind: 'setCell', block: 'mapping', row: { index: 0, key: ['Customer', 'Email', 'customers', 'email'] }, column: 'transform', value: 'direct' },
      ],
    }]);
    expect(edits("Don't migrate Customer.Fax because nobody uses it")).toEqual([{
      kind: 'batch', edits: [
        { kind: 'setCell', block: 'mapping', row: { index: 2, key: ['Customer', 'Fax', 'customers', 'fax'] }, column: 'targetTable', value: '—' },
        { kind: 'setCell', block: 'mapping', row: { index: 2, key: ['Customer', 'Fax', '—', 'fax'] }, column: 'targetField', value: '—' },
        { kind: 'setCell', block: 'mapping', row: { index: 2, key: ['Customer', 'Fax', '—', '—'] }, column: 'transform', value: 'leave behind: nobody uses it' },
      ],
    }]);
  });

  it('confirms only rows with a readable count that nobody vouches for', () => {
    expect(edits('Yes, the counts are right.')).toEqual([{ kind: 'confirmVolumes', rows: ['CRM.Invoice', 'Shop.products', 'Shop.logs', 'CRM.Address', 'Shop.Address'], by: 'Mia', at: '2025-01-15' }]);
    expect(readSentence('confirm all volumes', contextOf(shop, { by: ' ' })).intents).toEqual([{ kind: 'answer', code: 'conversation.answer.nameNeeded', args: {} }]);
  });

  it('leaves things behind with a reason, or with the reason open', () => {
    expect(edits('leave the tmp tables behind because nobody reads them')).toEqual([{ kind: 'addItem', list: 'exclusions', item: { what: 'tmp tables', reason: 'Nobody reads them' } }]);
    expect(edits("don't migrate logs")).toEqual([{ kind: 'addItem', list: 'exclusions', item: { what: 'logs', reason: '?' } }]);
    expect(edits('tmp_import is in scope again')).toEqual([]);
  });

  it('parks an open question that the plan has', () => {
    expect(edits('Park the question of who pays for the archive')).toEqual([{
      kind: 'batch', edits: [
        { kind: 'removeItem', list: 'openQuestions', item: { index: 0, key: 'Who pays for the archive?' } },
        { kind: 'addItem', list: 'parkedQuestions', item: { question: 'Who pays for the archive?', at: '2025-01-15', about: '' } },
      ],
    }]);
  });

  it('joins what two sentences say of one place', () => {
    expect(edits('Prices are stored in cents. Rule: every order has a customer.')).toEqual([{ kind: 'setField', path: 'businessRules', value: ['Prices are stored in cents', 'Every order has a customer'] }]);
    expect(edits('Orders are high priority. Orders has about 2 million rows.', empty)).toEqual([{
      kind: 'batch', edits: [
        { kind: 'insertRows', block: 'inventory', at: 0, rows: [{ sourceSystem: '?', object: 'Orders', recordCount: '~2,000,000', size: '?', priority: 'High' }] },
        { kind: 'setEvidence', entries: [evidence('?.Orders', '2000000', '')] },
      ],
    }]);
  });

  it('gives several proposals for a mixed text and reports what is left', () => {
    const reading = readSentence('The shop runs on MySQL 8; orders are low priority, and the moon is made of cheese.', contextOf(shop));
    expect(reading.intents.map((intent) => (intent.kind === 'propose' ? intent.code : intent.kind))).toEqual(['conversation.propose.setSource', 'conversation.propose.priority']);
    expect(reading.notUnderstood).toEqual(['the moon is made of cheese']);
    expect(reading.suggestions).toHaveLength(3);
  });

  it('names both where a name could mean two rows', () => {
    const reading = readSentence('Address has 100 rows', contextOf(shop));
    expect(reading.intents).toEqual([]);
    expect(reading.suggestions.slice(0, 2)).toEqual(['Address in CRM has 100 rows', 'Address in Shop has 100 rows']);
    expect(edits('Address in Shop has 100 rows')).toEqual([{
      kind: 'batch', edits: [
        { kind: 'setCell', block: 'inventory', row: { index: 7, key: ['Shop', 'Address'] }, column: 'recordCount', value: '100' },
        { kind: 'setEvidence', entries: [evidence('Shop.Address', '100', '')] },
      ],
    }]);
  });
});
