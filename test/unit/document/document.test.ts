import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as prettier from 'prettier';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { adoptText, newPlanText } from '../../../src/core/document/newPlan.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { EditRefused } from '../../../src/core/plan/planEdit.ts';
import type { PlanEdit, SimpleEdit } from '../../../src/core/plan/planEdit.ts';
import { orphanEvidence, volumeOf } from '../../../src/core/plan/volumes.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { nasty, planDocument } from './planDocuments.ts';

const edited = (text: string, edit: PlanEdit): string => applyTextEdits(text, computeTextEdits(parsePlan(text), edit));
const batch = (text: string, ...edits: SimpleEdit[]): string => edited(text, { kind: 'batch', edits });
const codes = (text: string): string[] => parsePlan(text).problems.map((problem) => problem.code);
const at = (text: string, code: string): string => {
  const problem = parsePlan(text).problems.find((found) => found.code === code);
  return problem ? text.slice(problem.range.start, problem.range.end) : 'none';
};
const measured = (row: string, count: string): SimpleEdit => ({ kind: 'setEvidence', entries: [{ row, kind: 'measured', count, size: '', query: 'SELECT 1', at: '', confirmedBy: '', confirmedAt: '' }] });
const table = (name: string, recordCount: string): Record<string, string> => ({ sourceSystem: 'crm', object: name, recordCount, size: '12 KB', priority: 'High' });
const base = batch(newPlanText('Shop'), { kind: 'insertRows', block: 'inventory', at: 0, rows: ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((name, index) => table(name, String(index + 10))) }, measured('crm.A', '10'), measured('crm.D', '13'), measured('crm.G', '16'));

describe('a new plan', () => {
  it.each(['\n', '\r\n'] as const)('is valid and has all sections (%j)', (eol) => {
    const text = newPlanText('Legacy Shop', eol);
    const parsed = parsePlan(text);
    expect(parsed.problems).toEqual([]);
    expect(parsed.eol).toBe(eol);
    expect(parsed.plan?.state.project).toBe('Legacy Shop');
    expect(Object.keys(parsed.plan?.rows ?? {}).sort()).toEqual(['cutover', 'inventory', 'mapping', 'phases', 'restoreSteps', 'rollbackCriteria', 'validation']);
    if (eol === '\r\n') expect(text.replace(/\r\n/g, '')).not.toContain('\n');
  });
  it('is as Prettier writes it', async () => {
    const text = newPlanText('Legacy Shop');
    expect(await prettier.format(text, { parser: 'markdown' })).toBe(text);
  });
});

describe('structure', () => {
  it('names a cut heading and restores it in its place', () => {
    const cut = base.replace('## Data Mapping\n', '');
    expect(codes(cut)).toContain('structure.missingHeading');
    expect(parsePlan(cut).plan?.rows.mapping).toBeUndefined();
    const restored = edited(cut, { kind: 'restore', section: 'mapping' });
    expect(parsePlan(restored).plan?.rows.mapping).toEqual(parsePlan(base).plan?.rows.mapping);
    expect(codes(restored)).toEqual(codes(base));
    expect(Object.keys(parsePlan(restored).sections)).toEqual(['overview', 'inventory', 'mapping', 'validation', 'sequence', 'rollback', 'cutover']);
    expect(restored.indexOf('## Data Mapping')).toBeLessThan(restored.indexOf('## Validation Rules'));
  });
  it('names a cut table, which is not "no rows", and restores it', () => {
    const cut = base.replace(/\| Source System[^]*?(?=\n\n## Data Mapping)/, 'Gone.');
    expect(parsePlan(cut).plan?.rows.inventory).toBeUndefined();
    expect(at(cut, 'structure.missingBlock')).toBe('## Data Inventory');
    const fix = parsePlan(cut).problems.find((problem) => problem.code === 'structure.missingBlock')?.fixes[0]?.edit;
    expect(fix).toEqual({ kind: 'restore', section: 'inventory', block: 'inventory' });
    const restored = edited(cut, fix as PlanEdit);
    expect(parsePlan(restored).plan?.rows.inventory).toEqual([]);
    expect(restored).toContain('Gone.');
    // Evidence is kept while the table is away, and is not an orphan.
    expect(parsePlan(cut).plan?.state.evidence.length).toBe(3);
    expect(orphanEvidence(parsePlan(cut).plan!)).toEqual([]);
  });
  it('reads columns by name in any order, keeps extra ones, and restores missing ones', () => {
    const text = newPlanText('x').replace(/\| Source System[^]*?(?=\n\n## Data Mapping)/, '| priority | Note | **Tables/Objects** | Source System |\n|---|---|---|---|\n| High | n | T | crm |');
    const rows = parsePlan(text).plan?.rows.inventory;
    expect(rows).toEqual([{ cells: { sourceSystem: 'crm', object: 'T', recordCount: '', size: '', priority: 'High' } }]);
    expect(codes(text)).toEqual(['structure.missingColumn', 'structure.missingColumn']);
    expect(() => edited(text, { kind: 'setCell', block: 'inventory', row: { index: 0 }, column: 'size', value: '1 KB' })).toThrow(EditRefused);
    const restored = batch(text, { kind: 'restore', section: 'inventory', block: 'inventory' }, { kind: 'setCell', block: 'inventory', row: { index: 0 }, column: 'size', value: '1 KB' });
    expect(restored).toContain('| priority | Note | **Tables/Objects** | Source System | Record Count | Size |\n|---|---|---|---| ------------ | ---- |\n| High | n | T | crm | | 1 KB |');
    expect(codes(restored)).toEqual([]);
  });
  it('names doubled headings, columns and rows', () => {
    expect(codes(`${base}\n## Data Mapping\n`)).toEqual(['structure.doubledHeading']);
    expect(codes(newPlanText('x').replace('| Size |', '| Priority |'))).toEqual(['structure.missingColumn', 'structure.doubledColumn']);
    expect(at(edited(base, { kind: 'insertRows', block: 'inventory', at: 0, rows: [table('G', '1')] }), 'row.duplicate')).toContain('| G ');
  });
  it('names cells that cannot be read and leaves them as typed', () => {
    const text = batch(base,
      { kind: 'setCell', block: 'inventory', row: { index: 0 }, column: 'recordCount', value: 'a few thousand' },
      { kind: 'setCell', block: 'inventory', row: { index: 1 }, column: 'size', value: 'big' },
      { kind: 'setCell', block: 'inventory', row: { index: 2 }, column: 'priority', value: 'Urgent' },
      { kind: 'insertRows', block: 'cutover', at: 0, rows: [{ activity: 'Freeze', duration: 'soon' }] });
    expect(['cell.unreadableCount', 'cell.unreadableSize', 'cell.unknownPriority', 'cell.unreadableDuration'].map((code) => at(text, code))).toEqual(['a few thousand', 'big', 'Urgent', 'soon']);
  });
  it('adopts a file and touches nothing that stands', () => {
    const file = '# Our migration\n\nProse.\n\n## Data Inventory\n\n| Source System | Tables/Objects | Record Count | Size | Priority |\n|--|--|--|--|--|\n| crm | T | 5 | 1 KB | High |\n\n## Notes\n\nMine.\n';
    const text = adoptText(file, 'Shop');
    expect(codes(text)).toEqual([]);
    expect(parsePlan(text).plan?.rows.inventory?.length).toBe(1);
    let rest = text;
    for (const line of file.split('\n')) {
      expect(rest).toContain(line);
      rest = rest.slice(rest.indexOf(line) + line.length);
    }
    const foreign = adoptText(`---\ntitle: "Old" # kept\n---\n${file}`, 'Shop');
    expect(codes(foreign)).toEqual([]);
    expect(foreign).toContain('title: "Old" # kept\n');
    expect(() => adoptText(text, 'x')).toThrow(EditRefused);
    for (const odd of ['', 'text', '---\nrule only', '\uFEFF# BOM\r\n']) expect(parsePlan(adoptText(odd, 'P')).problems).toEqual([]);
  });
});

describe('evidence', () => {
  it('vouches only for what the cell says', () => {
    const { plan } = parsePlan(base);
    expect(volumeOf(plan!, plan!.rows.inventory![0]!)).toMatchObject({ kind: 'measured', proven: true, count: 10n });
    expect(volumeOf(plan!, plan!.rows.inventory![1]!)).toEqual({ kind: 'stated', proven: false, count: 11n });
    const changed = parsePlan(edited(base, { kind: 'setCell', block: 'inventory', row: { index: 0 }, column: 'recordCount', value: '99' })).plan!;
    expect(volumeOf(changed, changed.rows.inventory![0]!)).toEqual({ kind: 'stated', proven: false, count: 99n });
    expect(volumeOf(changed, { cells: { recordCount: '?' } })).toEqual({ kind: 'unknown', proven: false });
  });
  it('is written for what the cell says when a person confirms it', () => {
    const text = edited(base, { kind: 'confirmVolumes', rows: ['crm.A', 'crm.B'], by: 'Ann', at: '2026-01-02' });
    const { evidence } = parsePlan(text).plan!.state;
    expect(evidence.map(({ row, kind, count, confirmedBy, query }) => [row, kind, count, confirmedBy, query])).toEqual([
      ['crm.A', 'measured', '10', 'Ann', 'SELECT 1'], ['crm.B', 'stated', '11', 'Ann', ''], ['crm.D', 'measured', '13', '', 'SELECT 1'], ['crm.G', 'measured', '16', '', 'SELECT 1'],
    ]);
    const unknown = edited(base, { kind: 'setCell', block: 'inventory', row: { index: 0 }, column: 'recordCount', value: '?' });
    expect(() => edited(unknown, { kind: 'confirmVolumes', rows: ['crm.A'], by: 'Ann', at: '' })).toThrow('edit.volumeUnknown');
  });
  it('whose row is gone is kept, named, dropped or attached again', () => {
    const gone = edited(base, { kind: 'removeRows', block: 'inventory', rows: [{ index: 0, key: ['crm', 'A'] }] });
    const problem = parsePlan(gone).problems.find((found) => found.code === 'evidence.orphan');
    expect(problem?.fixes.map((fix) => fix.edit)).toContainEqual({ kind: 'reattachEvidence', row: 'crm.A', to: 'crm.B' });
    expect(problem?.fixes.map((fix) => fix.edit)).toContainEqual({ kind: 'dropEvidence', row: 'crm.A' });
    expect(parsePlan(edited(gone, { kind: 'reattachEvidence', row: 'crm.A', to: 'crm.B' })).plan!.state.evidence.map((entry) => entry.row)).toEqual(['crm.B', 'crm.D', 'crm.G']);
    expect(codes(edited(gone, { kind: 'dropEvidence', row: 'crm.A' }))).toEqual([]);
  });
});

describe('the overview', () => {
  const hand = base.replace('- **Target system:** ?', '- **Target system:** Nova — by hand');
  it('follows the frontmatter bullet by bullet, and the title follows the project', () => {
    const text = batch(base, { kind: 'addItem', list: 'sourceSystems', item: { name: 'CRM', technology: 'SQLite' } }, { kind: 'setField', path: 'project', value: 'Big Shop' });
    expect(text).toContain('# Data Migration Plan: Big Shop\n');
    expect(text).toContain('\n- **Source system:** CRM — SQLite\n- **Target system:** ?\n');
    expect(codes(text)).toEqual([]);
  });
  it('leaves a hand edit and offers both ways out', () => {
    const text = edited(hand, { kind: 'setField', path: 'targetSystem.name', value: 'Other' });
    expect(text).toContain('- **Target system:** Nova — by hand');
    const problem = parsePlan(text).problems.find((found) => found.code === 'overview.edited');
    expect(problem?.fixes.map((fix) => fix.edit.kind)).toEqual(['takeOverOverview', 'renderOverview']);
    const rendered = edited(text, { kind: 'renderOverview' });
    expect(rendered).toContain('- **Target system:** Other\n');
    expect(codes(rendered)).toEqual([]);
    const taken = edited(text, { kind: 'takeOverOverview' });
    expect(parsePlan(taken).plan?.state.targetSystem.name).toBe('Nova');
    expect(codes(taken)).toEqual([]);
  });
  it('gains and loses its subsections', () => {
    const text = batch(base, { kind: 'addItem', list: 'openQuestions', item: { question: 'Who?' } }, { kind: 'addItem', list: 'decisions', item: { decision: 'Go' } });
    expect(text).toContain('- **Exclusions:** ?\n\n### Decisions\n\n- Go\n\n### Open Questions\n\n- Who?\n\n## Data Inventory\n');
    const back = batch(text, { kind: 'removeItem', list: 'openQuestions', item: { index: 0 } }, { kind: 'removeItem', list: 'decisions', item: { index: 0 } });
    expect(back).toBe(base);
  });
});

describe('lists', () => {
  const phases = (text: string): string => /## Migration Sequence\n\n([^]*?)\n\n##/.exec(text)?.[1] ?? '';
  const listed = edited(base, { kind: 'insertRows', block: 'phases', at: 0, rows: ['a', 'b', 'c'].map((phase) => ({ phase })) });
  it('number on where an item comes or goes', () => {
    expect(phases(listed)).toBe('1. a\n2. b\n3. c');
    expect(phases(edited(listed, { kind: 'insertRows', block: 'phases', at: 1, rows: [{ phase: 'x' }] }))).toBe('1. a\n2. x\n3. b\n4. c');
    expect(phases(edited(listed, { kind: 'removeRows', block: 'phases', rows: [{ index: 0 }] }))).toBe('1. b\n2. c');
    expect(phases(edited(listed, { kind: 'moveRows', block: 'phases', rows: [{ index: 2 }], to: 0 }))).toBe('1. c\n2. a\n3. b');
  });
  it('keep what stands nested in an item', () => {
    const nested = listed.replace('2. b', '2. b\n   - detail');
    expect(phases(edited(nested, { kind: 'setCell', block: 'phases', row: { index: 1, key: ['b'] }, column: 'phase', value: 'B: all' }))).toBe('1. a\n2. B: all\n   - detail\n3. c');
    expect(phases(edited(nested, { kind: 'moveRows', block: 'phases', rows: [{ index: 1 }], to: 0 }))).toBe('1. b\n   - detail\n2. a\n3. c');
  });
});

describe('rows', () => {
  it('are found by key where they moved, and refused where they are not', () => {
    const moved = edited(base, { kind: 'moveRows', block: 'inventory', rows: [{ index: 0 }], to: 3 });
    const set = edited(moved, { kind: 'setCell', block: 'inventory', row: { index: 0, key: ['crm', 'A'] }, column: 'size', value: '9 KB' });
    expect(parsePlan(set).plan?.rows.inventory?.[2]).toEqual({ cells: { ...table('A', '10'), size: '9 KB' } });
    expect(() => edited(moved, { kind: 'setCell', block: 'inventory', row: { index: 0, key: ['crm', 'Z'] }, column: 'size', value: '' })).toThrow('edit.rowMoved');
  });
  it('change in one edit of one cell', () => {
    const edits = computeTextEdits(parsePlan(base), { kind: 'setCell', block: 'inventory', row: { index: 1 }, column: 'recordCount', value: '1,204' });
    expect(edits.length).toBe(1);
    expect(applyTextEdits(base, edits).split('\n').filter((line, index) => line !== base.split('\n')[index])).toEqual(['| crm           | B              | 1,204        | 12 KB | High     |']);
  });
});

describe('Prettier', () => {
  it('changes no value of a plan', async () => {
    const samples = fc.sample(fc.tuple(planDocument, nasty), { numRuns: 150, seed: 7 });
    for (const [document] of samples) {
      const before = parsePlan(document).plan!;
      const after = parsePlan(await prettier.format(document, { parser: 'markdown', endOfLine: 'auto' })).plan;
      expect(after).toEqual(before);
    }
  }, 120_000);
});

describe('git', () => {
  const merge = (ours: string, ancestor: string, theirs: string): { text: string; clean: boolean } => {
    const folder = mkdtempSync(join(tmpdir(), 'merge-'));
    try {
      const files = [ours, ancestor, theirs].map((text, index) => {
        const file = join(folder, `${index}.md`);
        writeFileSync(file, text);
        return file;
      });
      const result = spawnSync('git', ['merge-file', '-p', ...files], { encoding: 'utf8' });
      return { text: result.stdout, clean: result.status === 0 };
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  it('merges branches that touched different rows, and the wizard, into one plan', () => {
    const one = batch(base, { kind: 'setCell', block: 'inventory', row: { index: 1 }, column: 'recordCount', value: '1,204,331' }, measured('crm.B', '1204331'));
    const two = batch(base, { kind: 'setCell', block: 'inventory', row: { index: 4 }, column: 'priority', value: 'Low' }, measured('crm.E', '14'));
    const wizard = edited(base, { kind: 'confirmVolumes', rows: ['crm.G'], by: 'Ann', at: '2026-01-02' });
    const first = merge(one, base, two);
    expect(first.clean).toBe(true);
    const both = merge(first.text, base, wizard);
    expect(both.clean).toBe(true);
    const { plan, problems } = parsePlan(both.text);
    expect(problems).toEqual([]);
    expect(plan?.state.evidence.map((entry) => [entry.row, entry.confirmedBy])).toEqual([['crm.A', ''], ['crm.B', ''], ['crm.D', ''], ['crm.E', ''], ['crm.G', 'Ann']]);
    expect(plan?.rows.inventory?.map((row) => [row.cells['recordCount'], row.cells['priority']])).toEqual([['10', 'High'], ['1,204,331', 'High'], ['12', 'High'], ['13', 'High'], ['14', 'Low'], ['15', 'High'], ['16', 'High']]);
  });
  it('conflicts on the same row, and the conflict is named', () => {
    const set = (value: string): string => edited(base, { kind: 'setCell', block: 'inventory', row: { index: 3 }, column: 'size', value });
    const { text, clean } = merge(set('1 KB'), base, set('2 KB'));
    expect(clean).toBe(false);
    const parsed = parsePlan(text);
    expect(parsed.plan).toBeUndefined();
    expect(at(text, 'document.conflict')).toMatch(/^<{7} /);
    const inFence = base.replace('## Data Mapping', '```\n<<<<<<< HEAD\n```\n\n## Data Mapping');
    expect(parsePlan(inFence).plan).toBeDefined();
  });
});
