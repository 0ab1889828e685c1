import { expect, it } from 'vitest';
import { newPlanText, adoptText } from '../../../src/core/document/newPlan.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';

it('smoke', () => {
  let text = newPlanText('Legacy Shop');
  console.log(text);
  let p = parsePlan(text);
  expect(p.problems).toEqual([]);
  const run = (e: any) => { text = applyTextEdits(text, computeTextEdits(p, e)); p = parsePlan(text); };
  run({ kind: 'batch', edits: [
    { kind: 'addItem', list: 'sourceSystems', item: { name: 'CRM', technology: 'SQLite', owner: 'Ann' } },
    { kind: 'setField', path: 'targetSystem.name', value: 'New shop' },
    { kind: 'setField', path: 'constraints.regulations', value: ['GDPR', 'a: b'] },
    { kind: 'insertRows', block: 'inventory', at: 0, rows: [{ sourceSystem: 'CRM', object: 'Customer', recordCount: '59', size: '12 KB', priority: 'High' }, { sourceSystem: 'CRM', object: 'Track', recordCount: '~3,503' }] },
    { kind: 'insertRows', block: 'phases', at: 0, rows: [{ phase: 'Reference data: x' }, { phase: 'Transactional data' }] },
    { kind: 'insertRows', block: 'loadOrder', at: 0, rows: [{ targetTable: 'a', phase: 'Reference data' }] },
    { kind: 'insertRows', block: 'validation', at: 0, rows: [{ check: 'rows', sourceQuery: 'SELECT a|b, *\nFROM x', targetQuery: "SELECT `a`", tolerance: '0' }] },
    { kind: 'setEvidence', entries: [{ row: 'CRM.Customer', kind: 'measured', count: '59', size: '', query: 'SELECT COUNT(*) FROM Customer', at: '2026-01-01', confirmedBy: '', confirmedAt: '' }] },
    { kind: 'confirmVolumes', rows: ['CRM.Track'], by: 'Ann', at: '2026-01-02' },
    { kind: 'addItem', list: 'decisions', item: { decision: 'Go', reason: 'why not', by: 'Ann', at: '2026-01-01' } },
    { kind: 'addItem', list: 'openQuestions', item: { question: 'Who?' } },
    { kind: 'completeStep', step: 'step-01-discovery' },
    { kind: 'setField', path: 'project', value: 'Shop #2 #' },
  ] });
  console.log(text); console.log(p.problems); console.log(JSON.stringify(p.plan!.rows, null, 0));
  run({ kind: 'batch', edits: [
    { kind: 'removeItem', list: 'decisions', item: { index: 0, key: 'Go' } },
    { kind: 'setCell', block: 'inventory', row: { index: 1, key: ['CRM', 'Customer'] }, column: 'recordCount', value: 'a few' },
    { kind: 'removeRows', block: 'phases', rows: [{ index: 0 }] },
    { kind: 'setField', path: 'stepsCompleted', value: [] },
    { kind: 'setField', path: 'targetSystem.name', value: '' },
  ] });
  console.log(text); console.log(JSON.stringify(p.problems,null,1)); 
  console.log(adoptText('# Mine\n\nhello\n\n## Data Inventory\n\n| Source System | Tables/Objects |\n|--|--|\n| a | b |\n\n## Other', 'P'));
});
