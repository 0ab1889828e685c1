import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workflowMessages } from '../../../src/core/workflow/messages.ts';
import { computeProgress, continueFrom, workflowProblems } from '../../../src/core/workflow/navigation.ts';
import { sectionState } from '../../../src/core/workflow/sectionState.ts';
import { buildWizardView, planHeadline } from '../../../src/core/workflow/wizardModel.ts';
import { apply, discovered, discovery, generate, generated, inventoryRow, mappingRow, plan, withRows, withState, words } from './memoryPlan.ts';
import type { ParsedPlan } from '../../../src/core/document/parsedPlan.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import type { Problem } from '../../../src/core/plan/problem.ts';
import type { SectionId } from '../../../src/core/plan/sections.ts';
import type { WizardView } from '../../../src/core/workflow/wizardView.ts';

const STEPS = [discovery, generate];

/** A document of which only the places matter: row `n` of the inventory starts at offset `1000 + n`. */
function parsed(one: Plan | undefined, problems: readonly Problem[] = []): ParsedPlan {
  const at = (start: number): { start: number; end: number } => ({ start, end: start });
  const rowCount = one?.rows.inventory?.length ?? 0;
  const rowRange = (row: number): { start: number; end: number } | undefined => (row < rowCount ? at(1000 + row) : undefined);
  return {
    text: '', eol: '\n', problems, sections: {}, blocks: { inventory: { id: 'inventory', range: at(999), header: at(999), rowCount, rowRange, cellRange: (row, column) => (column === 'recordCount' ? rowRange(row) : undefined) } },
    ...(one === undefined ? {} : { plan: one }), fieldRange: (path) => at(path.length),
  };
}

function view(one: Plan, panel?: string, problems: readonly Problem[] = [], broken?: ParsedPlan): WizardView {
  const document = broken ?? parsed(one);
  const progress = computeProgress(one, problems, STEPS);
  return buildWizardView({
    version: 7, parsed: document, plan: one, problems: [...problems, ...workflowProblems(progress, document)], progress,
    ...(panel === undefined ? {} : { panel }), turns: [], person: 'Ana', words, lineOf: (offset) => offset + 1,
  });
}

function confirm(one: Plan, ...ids: string[]): Plan {
  return ids.reduce((before, id) => {
    const result = continueFrom(computeProgress(before, [], STEPS), id, { by: 'Ana', at: '2026-05-02' });
    if (result.kind === 'blocked') throw new Error(`${id}: ${result.blockers.map((blocker) => blocker.code).join()}`);
    return apply(before, result.edit);
  }, one);
}

const DISCOVERY = discovery.panels.map((panel) => panel.id);
const GENERATE = generate.panels.map((panel) => panel.id);

describe('the wizard view', () => {
  it('opens at the first panel, with the second step locked and empty', () => {
    const shown = view(plan());
    expect([shown.version, shown.project, shown.status, shown.person]).toEqual([7, 'Shop', 'Draft', 'Ana']);
    expect(shown.panel.id).toBe('sources');
    expect(shown.steps.map((step) => [step.title, step.badge, step.panels.length])).toEqual([['Discovery', 'current', 9], ['Generate', 'locked', 0]]);
    expect(shown.steps[0]?.panels.map((panel) => panel.badge)).toEqual(['current', 'open', 'open', 'open', 'open', 'open', 'open', 'open', 'open']);
    expect(shown.panel.guidance.length).toBeGreaterThan(3);
    expect(shown.panel.continueLabel).toBe('Confirm');
    expect(shown.panel.blockers.map((blocker) => [blocker.message, blocker.waivable, blocker.panel])).toEqual([['“Source systems” is still empty', false, 'sources']]);
  });

  it('has key figures in its header, and does not count what is unknown as 0', () => {
    expect(view(discovered()).headline).toEqual(['2 tables', '3,562 rows']);
    const more = withRows(discovered(), 'inventory', [...(discovered().rows.inventory ?? []), inventoryRow('Genre', '?'), inventoryRow('Log', '~100'), inventoryRow('Old', '9')]);
    const shown = view(withState(more, { exclusions: [{ what: 'Old', reason: 'empty' }] }), 'volumes');
    expect(shown.headline).toEqual(['2 open', '4 tables', '~3,662 rows', '1 table without a count']);
    expect(shown.panel.tables[0]?.footer).toBe('4 tables · ~3,662 rows · 1 table without a count · 392 KB, 2 sizes open · 1 left behind');
    expect(planHeadline(discovered(), computeProgress(discovered(), [], STEPS), [], words)).toBe('Discovery: Sources · 2 tables · 3,562 rows');
  });

  it('marks the evidence of each row', () => {
    const evidence = [...discovered().state.evidence, { row: 'crm.Log', kind: 'estimated', count: '100', at: '2026-05-01', confirmedBy: 'Jon', confirmedAt: '2026-05-03' }, { row: 'crm.Tmp', kind: 'estimated', count: '5', at: '2026-05-01' }];
    const rows = [inventoryRow('Customer', '59'), inventoryRow('Log', '~100'), inventoryRow('Tmp', '~5'), inventoryRow('A', '7'), inventoryRow('B', '?')];
    const table = view(withState(withRows(discovered(), 'inventory', rows), { evidence }), 'volumes').panel.tables[0];
    expect(table?.rows.map((row) => [row.key, row.evidence])).toEqual([
      [['crm', 'Customer'], { mark: 'measured', proven: true, note: 'Measured 2026-05-02: SELECT count(*) FROM "Customer"' }],
      [['crm', 'Log'], { mark: 'confirmed', proven: true, note: 'Confirmed by Jon 2026-05-03' }],
      [['crm', 'Tmp'], { mark: 'estimated', proven: false, note: 'Estimate 2026-05-01' }],
      [['crm', 'A'], { mark: 'stated', proven: false, note: 'Stated by a person; not confirmed' }],
      [['crm', 'B'], { mark: 'unknown', proven: false, note: 'Nobody has measured or stated it' }],
    ]);
    expect(table?.choices).toEqual({ sourceSystem: ['crm'], priority: ['High', 'Medium', 'Low'] });
  });

  it('leads from blockers and problems to panel and line', () => {
    const rows = [inventoryRow('Customer', '59'), inventoryRow('Genre', '?')];
    const problem: Problem = { code: 'test.size', args: {}, severity: 'warning', range: { start: 41, end: 42 }, place: { kind: 'cell', block: 'inventory', row: 0, column: 'size' }, fixes: [{ code: 'test.fix', args: {}, edit: { kind: 'renderOverview' } }] };
    const worse: Problem = { ...problem, code: 'test.target', severity: 'error', place: { kind: 'field', path: 'targetSystem.name' }, fixes: [] };
    const shown = view(withRows(discovered(), 'inventory', rows), 'volumes', [problem, worse]);
    expect(shown.panel.blockers).toMatchObject([{ message: 'crm.Genre: record count unknown; measure it or ask for it', line: 1002, panel: 'volumes', waivable: false }]);
    expect(shown.problems).toMatchObject([
      { message: 'test.target', severity: 'error', panel: 'target', line: 42 },
      { message: 'test.size', severity: 'warning', panel: 'volumes', line: 42, fixes: [{ label: 'test.fix', edit: { kind: 'renderOverview' } }] },
    ]);
    expect(shown.openPoints).toEqual([
      { message: 'crm.Genre: record count unknown; measure it or ask for it', severity: 'warning', panel: 'volumes', line: 1002, place: { kind: 'cell', block: 'inventory', row: 1, column: 'recordCount' }, fixes: [] },
    ]);
    expect(shown.panel.tables[0]?.rows[0]?.problems).toEqual({ size: 'test.size' });
    expect(shown.steps[0]?.panels.map((panel) => [panel.id, panel.open]).filter(([, open]) => open !== 0)).toEqual([['volumes', 2], ['target', 1]]);
    expect(shown.headline[0]).toBe('3 open');
  });

  it('shows a required field that is open, which holds nobody up', () => {
    const one = withState(discovered(), { sourceSystems: [{ name: 'crm', technology: 'SQLite', owner: '?' }] });
    const shown = view(one, 'sources');
    expect(shown.panel.fields.map((field) => [field.field.path, field.problem])).toEqual([['project', undefined], ['sourceSystems', 'crm: Owner or steward is open']]);
    expect(shown.panel.fields[1]?.value).toMatchObject([{ name: 'crm', owner: '?' }]);
    expect(shown.panel.blockers).toEqual([]);
    expect(shown.steps[0]?.panels[0]?.open).toBe(1);
    expect(shown.openPoints?.map((point) => [point.message, point.panel])).toEqual([['crm: Owner or steward is open', 'sources']]);
  });

  it('labels what Continue does', () => {
    const one = confirm(generated(), ...DISCOVERY.slice(0, -1));
    expect(view(one, 'summary').panel.continueLabel).toBe('Complete step');
    const two = confirm(one, 'summary');
    expect(['inventory', 'review', 'summary'].map((id) => view(two, id).panel.continueLabel)).toEqual(['Sign off', 'Complete plan', 'Sign off']);
  });

  it('shows who signed, and that it changed', () => {
    const done = confirm(generated(), ...DISCOVERY, ...GENERATE);
    expect(view(done).status).toBe('Complete');
    expect(view(done).panel.id).toBe('review');
    expect(view(done, 'mapping').panel.signOff).toEqual({ by: 'Ana', at: '2026-05-02', stale: false, note: 'Confirmed by Ana, 2026-05-02' });
    const changed = withRows(done, 'mapping', [...(done.rows.mapping ?? []), mappingRow('Track', 'Ms', 'track', 'ms', 'direct')]);
    expect(view(changed, 'mapping').panel.signOff).toMatchObject({ stale: true, note: 'Changed since Ana confirmed it, 2026-05-02' });
    expect(view(changed, 'validation').panel.signOff).toMatchObject({ stale: true, note: 'What it rests on changed since Ana confirmed it, 2026-05-02' });
    expect(view(changed).steps[1]?.panels.map((panel) => panel.badge)).toEqual(['done', 'stale', 'stale', 'done', 'done', 'done', 'stale']);
    expect(view(changed).steps.map((step) => step.badge)).toEqual(['done', 'unproven']);
  });

  it('sums up the plan for the review', () => {
    const done = confirm(generated(), ...DISCOVERY);
    const figures = view(withState(done, { openQuestions: [{ question: 'Who?' }] }), 'review').panel.figures;
    expect(figures.map((figure) => [figure.label, figure.value, figure.note ?? ''])).toEqual([
      ['Source systems', '1', 'crm'],
      ['Target', 'erp', 'PostgreSQL'],
      ['Strategy', 'Big bang', ''],
      ['Downtime window', '4 h', ''],
      ['Tables', '2', ''],
      ['Rows', '3,562', '2 of 2 tables proven'],
      ['Size', '392 KB', ''],
      ['Known quality problems', '0', ''],
      ['Left behind', '0', ''],
      ['Fields mapped', '2 of 3', '1 left behind, 0 open'],
      ['Validation rules', '1', '0 before the load, 1 after it, 0 without a gate'],
      ['Phases', '2', 'Reference data, Transactions'],
      ['Cutover, longest chain', '3 h 30 min', 'within the window of 4 h by what is known, 1 duration open'],
      ['Going back, all steps', '10 min', 'all durations known'],
      ['Left for people', '2', '2 owners'],
      ['Open questions', '1', ''],
    ]);
    const tight = withState(done, { migrationStrategy: { ...done.state.migrationStrategy, downtimeWindow: '3 h' } });
    expect(view(tight, 'review').panel.figures.find((figure) => figure.label.startsWith('Cutover'))?.note).toBe('30 min more than the window of 3 h, 1 duration open');
  });

  it('shows in discovery only what discovery fills', () => {
    expect(view(confirm(discovered(), ...DISCOVERY.slice(0, -1))).panel.figures.map((figure) => figure.label)).toEqual([
      'Source systems', 'Target', 'Strategy', 'Downtime window', 'Tables', 'Rows', 'Size', 'Known quality problems', 'Left behind', 'Open questions',
    ]);
  });

  it('stays with the last good plan, read-only, and says why', () => {
    const reason: Problem = { code: 'test.yaml', args: {}, severity: 'error', range: { start: 11, end: 12 }, place: { kind: 'document' }, fixes: [] };
    const shown = view(discovered(), 'volumes', [reason], parsed(undefined, [reason]));
    expect(shown.readOnly).toEqual({ message: 'test.yaml', line: 12 });
    expect(shown.panel.tables[0]?.rows.length).toBe(2);
  });

  it('never shows a panel of a locked step', () => {
    for (const id of ['mapping', 'nonsense', '__proto__']) expect(view(discovered(), id).panel.id).toBe('sources');
  });

  it('lists no more than a page can carry, and says how many more there are', () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => mappingRow('T', `F${index}`, '?', '?', '?'));
    const shown = view(withRows(confirm(generated(), ...DISCOVERY, 'inventory'), 'mapping', rows));
    expect(shown.panel.id).toBe('mapping');
    expect(shown.panel.blockers.length).toBe(301);
    expect(shown.panel.blockers.at(-1)?.message).toBe('and 700 more');
    expect(shown.panel.tables[0]?.footer).toBe('0 of 1,000 fields mapped · 0 left behind · 1,000 open');
  });
});

describe('the state of a section', () => {
  function state(one: Plan, section: SectionId): string {
    return sectionState(one, computeProgress(one, [], STEPS), section).map((part) => words(part.code, part.args)).join(' · ');
  }

  it('is told in a few words', () => {
    expect(state(discovered(), 'inventory')).toBe('2 rows · not signed off');
    expect(state(discovered(), 'mapping')).toBe('0 rows · not reached yet');
    expect(state(plan(), 'mapping')).toBe('missing · not reached yet');
    const done = confirm(generated(), ...DISCOVERY, ...GENERATE);
    expect(state(done, 'mapping')).toBe('4 rows · signed off by Ana');
    expect(state(done, 'overview')).toBe('signed off by Ana');
    const open = withRows(done, 'mapping', [...(done.rows.mapping ?? []), mappingRow('Track', 'Ms', '?', '?', '?'), mappingRow('Track', 'Kb', '?', '?', '?')]);
    expect(state(open, 'mapping')).toBe('6 rows · 3 open · changed since Ana signed off');
  });
});

describe('the words', () => {
  it('stand in the table for every code the workflow uses', () => {
    const folder = new URL('../../../src/core/workflow/', import.meta.url);
    const used = readdirSync(folder).filter((name) => name !== 'messages.ts' && name.endsWith('.ts'))
      .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/'(workflow\.[A-Za-z.]+)'/g)].map((match) => match[1] ?? ''));
    expect(used.length).toBeGreaterThan(40);
    const known = new Set(Object.keys(workflowMessages));
    expect(used.filter((code) => !known.has(code) && !(known.has(`${code}One`) && known.has(`${code}Many`)))).toEqual([]);
  });
});
