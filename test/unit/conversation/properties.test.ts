import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../src/core/conversation/grammar.ts';
import { lexiconOf } from '../../../src/core/conversation/lexicon.ts';
import { conversationMessages } from '../../../src/core/conversation/messages.ts';
import { LONGEST_TEXT, readSentence } from '../../../src/core/conversation/readSentence.ts';
import { createReaders } from '../../../src/core/conversation/readers.ts';
import { createTextReaders } from '../../../src/core/conversation/textReaders.ts';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { planEditSchema } from '../../../src/core/plan/planEdit.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { contextOf, empty, planOf, planWith, shop } from './fixture.ts';
import type { Pattern } from '../../../src/core/conversation/pattern.ts';

const WORDS = [
  'we', 'have', 'need', 'zero', 'downtime', 'the', 'CRM', 'shop', 'Customer', 'orders', 'invoice', 'lines', 'is', 'are', 'not', 'and', ',', '.', '?', 'about', '2', 'million', '8', 'GB', 'rows', 'high', 'priority', 'most', 'critical', 'runs', 'on', 'Oracle', '19c', 'owned', 'by',
  'Dana', 'because', 'leave', 'behind', 'map', 'Customer.Email', 'to', 'customers.email', 'freeze', 'takes', '30', 'minutes', 'depends', 'go', 'back', 'big', 'bang', 'phased', 'who', 'owns', 'how', 'many', 'duplicate', 'emails', 'in', 'rule', ':', 'decided', 'that', 'GDPR', 'EUR', 'feeds', 'nightly', 'confirm',
  'if', 'but', 'it', 'they', 'a', 'for', 'hours', 'what', 'unmapped', 'Address', '"', "'", '(', ')', '-', 'trim', 'open', 'question', 'target', 'schema', 'defined', 'databases', '3', 'called', 'Stock', 'MySQL', 'data', 'must', 'five', 'dozen', '10', 'years', 'of', 'history', '%',
];
const sentence = fc.array(fc.constantFrom(...WORDS), { maxLength: 16 }).map((words) => words.join(' '));

function slotsOf(node: Pattern['root']): string[] {
  if (node.type === 'slot') return [node.slot];
  if (node.type === 'sequence') return node.items.flatMap(slotsOf);
  if (node.type === 'choice') return node.options.flatMap(slotsOf);
  return node.type === 'optional' || node.type === 'many' ? slotsOf(node.node) : [];
}

describe('the grammar', () => {
  it('has a reader for every slot', () => {
    const context = { lexicon: lexiconOf(planOf(shop), []), by: 'Mia', isVocabulary: () => false, places: [], systemsTechnology: [] };
    const readers = new Set([...Object.keys(createReaders(context)), ...Object.keys(createTextReaders(context)), 'tagged']);
    const slots = new Set(RULES.flatMap((rule) => rule.patterns.flatMap((pattern) => slotsOf(pattern.root))));
    expect([...slots].filter((slot) => !readers.has(slot))).toEqual([]);
  });
});

describe('every reading', () => {
  it('survives any text, and says so when it understands nothing', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 120 }), sentence), (text) => {
      const reading = readSentence(text, contextOf(shop));
      if (reading.intents.length === 0) expect(reading.suggestions).toHaveLength(3);
      expect([0, 3]).toContain(reading.suggestions.length);
      expect(reading.suggestions.length === 3).toBe(reading.notUnderstood.length > 0 || reading.intents.length === 0);
    }), { numRuns: 400 });
  }, 120_000);

  it('is the same every time', () => {
    fc.assert(fc.property(sentence, (text) => {
      expect(readSentence(text, contextOf(shop))).toEqual(readSentence(text, contextOf(parsePlan(shop.text))));
    }), { numRuns: 120 });
  }, 120_000);

  it('proposes only edits that are valid, fit the document, and have words', () => {
    fc.assert(fc.property(sentence, fc.constantFrom(shop, empty), (text, parsed) => {
      for (const intent of readSentence(text, contextOf(parsed)).intents) {
        if (intent.kind === 'answer') expect(Object.keys(conversationMessages)).toContain(intent.code);
        if (intent.kind !== 'propose') continue;
        expect(Object.keys(conversationMessages)).toContain(intent.code);
        expect(planEditSchema.parse(intent.edit)).toEqual(intent.edit);
        expect(intent.details.length).toBeGreaterThan(0);
        for (const detail of intent.details) expect(detail).not.toMatch(/\{\w+\}/);
        const after = applyTextEdits(parsed.text, computeTextEdits(parsed, intent.edit));
        expect(after).not.toBe(parsed.text);
        expect(parsePlan(after).plan).toBeDefined();
      }
    }), { numRuns: 400 });
  }, 120_000);

  it('offers suggestions that are read', () => {
    fc.assert(fc.property(sentence, fc.constantFrom(shop, empty), fc.constantFrom('sources', 'volumes', 'quality', 'mapping', 'cutover', 'review', undefined), (text, parsed, panel) => {
      const { panel: _panel, ...rest } = contextOf(parsed);
      const context = panel === undefined ? rest : { ...rest, panel };
      for (const suggestion of readSentence(text, context).suggestions) {
        expect(readSentence(suggestion, context).intents.length, suggestion).toBeGreaterThan(0);
      }
    }), { numRuns: 120 });
  }, 120_000);

  it('proposes nothing for a question', () => {
    fc.assert(fc.property(sentence.filter((text) => !/[.?:]|^(open|add|question)/.test(text)), (text) => {
      for (const verb of ['Do', 'Should', 'Is it true that']) {
        const intents = readSentence(`${verb} ${text}?`, contextOf(shop)).intents;
        expect(intents.filter((intent) => intent.kind === 'propose')).toEqual([]);
      }
    }), { numRuns: 120 });
  }, 120_000);

  it('proposes nothing under a condition', () => {
    const facts = ['we need zero downtime', 'orders are high priority', 'orders has 412 rows', 'Ana owns the freeze', 'the CRM runs on DB2', 'we go big bang', 'we leave logs behind', 'GDPR applies', 'Customer.Email goes to customers.mail', 'the target is Salesforce'];
    for (const fact of facts) {
      expect(readSentence(fact, contextOf(shop)).intents.length, fact).toBe(1);
      for (const turned of [`If ${fact}, tell me`, `Unless ${fact}`, `${fact}, if possible`, `Suppose ${fact}`, `What if ${fact}?`, `It is not true that ${fact}`, `Nobody says ${fact}`, `Bob claims ${fact}`, `I doubt that ${fact}`]) {
        expect(readSentence(turned, contextOf(shop)).intents.filter((intent) => intent.kind === 'propose'), turned).toEqual([]);
      }
    }
  });
});

describe('names of a plan', () => {
  const part = fc.constantFrom('Alpha', 'Beta', 'Gamma', 'Delta', 'Order', 'Kunde', 'Artikel', 'Zeta', 'Ledger', 'Omega');
  const name = fc.tuple(fc.uniqueArray(part, { minLength: 1, maxLength: 3 }), fc.constantFrom('camel', 'snake', 'upper', 'plain')).map(([parts, style]) => {
    if (style === 'snake') return parts.join('_').toLowerCase();
    return style === 'upper' ? parts.join('_').toUpperCase() : parts.join('');
  });

  it('are found however they are written', () => {
    fc.assert(fc.property(name, fc.constantFrom('same', 'lower', 'spaces', 'snake', 'quoted'), fc.integer({ min: 2, max: 2_000_000_000 }), (object, way, count) => {
      const parsed = planWith([
        { kind: 'addItem', list: 'sourceSystems', item: { name: 'ERP' } },
        { kind: 'insertRows', block: 'inventory', at: 0, rows: [{ sourceSystem: 'ERP', object, recordCount: '?', size: '?', priority: '?' }] },
      ]);
      const words = object.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/_/g, ' ');
      const said = { same: object, lower: object.toLowerCase(), spaces: words.toLowerCase(), snake: words.toLowerCase().replace(/ /g, '_'), quoted: `"${object}"` }[way];
      const [intent] = readSentence(`${said} has ${count} rows`, contextOf(parsed)).intents;
      expect(intent?.kind === 'propose' && intent.edit.kind === 'batch' ? intent.edit.edits[0] : intent, said).toEqual(
        { kind: 'setCell', block: 'inventory', row: { index: 0, key: ['ERP', object] }, column: 'recordCount', value: count.toLocaleString('en-US') },
      );
    }), { numRuns: 60 });
  }, 120_000);

  it('with one slip of the finger, where only one name is near', () => {
    const parsed = planWith([
      { kind: 'addItem', list: 'sourceSystems', item: { name: 'ERP' } },
      { kind: 'insertRows', block: 'inventory', at: 0, rows: ['Shipment', 'Supplier', 'Ledger1', 'Ledger2'].map((object) => ({ sourceSystem: 'ERP', object, recordCount: '?', size: '?', priority: '?' })) },
    ]);
    const object = (text: string): string => {
      const [intent] = readSentence(text, contextOf(parsed)).intents;
      const edit = intent?.kind === 'propose' && intent.edit.kind === 'setCell' ? intent.edit : undefined;
      return edit?.row.key?.[1] ?? 'nothing';
    };
    expect(object('Shpiment is high priority')).toBe('Shipment');
    expect(object('Suplier is high priority')).toBe('Supplier');
    expect(object('Ledger3 is high priority')).toBe('nothing');
  });
});

describe('bounds', () => {
  it('reads at most 5,000 characters and reports the rest', () => {
    const reading = readSentence(`We need zero downtime. ${' '.repeat(LONGEST_TEXT)} Orders are critical.`, contextOf(shop));
    expect(reading.intents).toHaveLength(1);
    expect(reading.notUnderstood).toEqual(['Orders are critical.']);
  });

  it('sees through control characters and evaluates nothing', () => {
    expect(readSentence('We\u200b need \u0007zero\u202e downtime', contextOf(shop)).intents).toEqual(readSentence('We need zero downtime', contextOf(shop)).intents);
    expect(readSentence('${process.exit(1)} <script>alert(1)</script>', contextOf(shop)).intents).toEqual([]);
    expect(readSentence('constructor __proto__ toString', contextOf(shop)).intents).toEqual([]);
  });

  it('stays with long and monotonous text', () => {
    for (const text of ['a and '.repeat(833), 'orders, '.repeat(625), '('.repeat(5_000), "'a ".repeat(1_600), 'we have '.repeat(600), 'is it about a million '.repeat(200)]) {
      expect(readSentence(text, contextOf(shop)).suggestions).toHaveLength(3);
    }
  }, 120_000);
});
