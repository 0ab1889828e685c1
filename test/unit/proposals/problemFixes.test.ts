import { describe, expect, it } from 'vitest';
import { allMessages } from '../../../src/core/allMessages.ts';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { newPlanText } from '../../../src/core/document/newPlan.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { openRows } from '../../../src/core/mapping/openRows.ts';
import { fill } from '../../../src/core/messages.ts';
import type { PlanEdit, SimpleEdit } from '../../../src/core/plan/planEdit.ts';
import type { Problem } from '../../../src/core/plan/problem.ts';
import type { BlockId } from '../../../src/core/plan/sections.ts';
import { checkPlan } from '../../../src/core/proposals/checkPlan.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { mappingGaps } from '../../../src/core/workflow/conditions.ts';
import { mappingTotals } from '../../../src/core/workflow/planFigures.ts';
import { catalogue, table } from './fakePlan.ts';

const source = catalogue('crm', 'source', 'SQLite', [table('Customer', ['CustomerId int!', 'Name varchar(200)!', 'Born date'], { rows: 59 })]);
const target = catalogue('new', 'target', 'PostgreSQL', [table('customer', ['customer_id int!', 'name varchar(80)!', 'region text!', 'born date'])]);

function edited(text: string, edit: PlanEdit): string {
  return applyTextEdits(text, computeTextEdits(parsePlan(text), edit));
}

function insert(block: BlockId, ...rows: readonly Record<string, string>[]): SimpleEdit {
  return { kind: 'insertRows', block, at: 0, rows: [...rows] };
}

const map = (line: string): Record<string, string> => {
  const [sourceTable = '', sourceField = '', targetTable = '', targetField = '', transform = ''] = line.split(' / ');
  return { sourceTable, sourceField, targetTable, targetField, transform };
};
const MAPPED = ['Customer / CustomerId / customer / customer_id / direct', 'Customer / Name / customer / name / leave', 'Customer / Born / customer / born / direct', '— / — / customer / region / constant EU'];

/** A plan with nothing wrong in it, but for what is put in. */
function plan(...edits: readonly SimpleEdit[]): string {
  const mapping = edits.some((edit) => edit.kind === 'insertRows' && edit.block === 'mapping') ? [] : [insert('mapping', ...MAPPED.map(map))];
  return edited(newPlanText('Shop'), { kind: 'batch', edits: [
    { kind: 'addItem', list: 'sourceSystems', item: { name: 'crm' } },
    ...(edits.some((edit) => edit.kind === 'insertRows' && edit.block === 'inventory') ? [] : [insert('inventory', { sourceSystem: 'crm', object: 'Customer', recordCount: '59', size: '59 KB', priority: 'High' })]),
    ...mapping, ...edits,
  ] });
}

function problems(text: string): Problem[] {
  const parsed = parsePlan(text);
  return [...parsed.problems, ...checkPlan(parsed, [source, target])].sort((a, b) => a.range.start - b.range.start);
}

/** The one problem of a plan: code, severity, the text it stands on, and the row or block's table after each of its fixes. */
function only(text: string, shown: (fixed: string) => unknown = () => undefined): unknown[] {
  const [found, ...others] = problems(text);
  expect(others.map(({ code }) => code)).toEqual([]);
  if (!found) return [];
  expect(fill(allMessages[found.code] ?? '', found.args)).not.toMatch(/^$|\{\w+\}/);
  return [`${found.severity} ${found.code} [${text.slice(found.range.start, found.range.end).replace(/ +/g, ' ')}]`, ...found.fixes.map((fix) => {
    expect(fill(allMessages[fix.code] ?? '', fix.args)).not.toMatch(/^$|\{\w+\}/);
    return [fill(allMessages[fix.code] ?? '', fix.args), shown(edited(text, fix.edit))];
  })];
}

const cells = (block: BlockId, row: number, column: string) => (text: string): string | undefined => parsePlan(text).plan?.rows[block]?.[row]?.cells[column];
const count = (block: BlockId) => (text: string): number | undefined => parsePlan(text).plan?.rows[block]?.length;

describe('problems as one types, each with its place and its ways out', () => {
  it('has none where nothing is wrong', () => {
    expect(problems(plan())).toEqual([]);
  });
  it.each<[string, string, string, unknown]>([
    ['recordCount', '1,20,59', 'error cell.unreadableCount [1,20,59]', [['Write 12,059', '12,059']]],
    ['size', '12kb', 'info cell.looseForm [12kb]', [['Write 12 KB', '12 KB']]],
    ['size', 'big', 'error cell.unreadableSize [big]', []],
    ['priority', 'hi', 'warning cell.unknownPriority [hi]', [['Write High', 'High']]],
  ])('%s %j', (column, value, found, fixes) => {
    const row = { sourceSystem: 'crm', object: 'Customer', recordCount: '59', size: '59 KB', priority: 'High', [column]: value };
    expect(only(plan(insert('inventory', row)), cells('inventory', 0, column))).toEqual([found, ...(fixes as unknown[])]);
  });
  it('a duration and a tolerance', () => {
    expect(only(plan(insert('cutover', { activity: 'Freeze', owner: 'Ana', duration: '90', dependencies: '—' })), cells('cutover', 0, 'duration')))
      .toEqual(['error cell.unreadableDuration [90]', ['Write 1 h 30 min', '1 h 30 min'], ['Write 3 d 18 h', '3 d 18 h']]);
    expect(only(plan(insert('validation', { check: 'Rows', sourceQuery: 'SELECT 1', targetQuery: 'SELECT 1', tolerance: '5 or so' })), cells('validation', 0, 'tolerance')))
      .toEqual(['error cell.unreadableTolerance [`5 or so`]', ['Write 5', '5']]);
  });
  it('a row that stands twice', () => {
    const row = { phase: 'Load', step: 'Empty the tables', owner: 'Ana', duration: '5 min' };
    const text = plan(insert('restoreSteps', row, row));
    expect(only(text, count('restoreSteps'))).toEqual([expect.stringMatching(/^error row\.duplicate \[\| Load \| Empty the tables \| Ana \| 5 min \|\]$/), ['Remove this row', 1]]);
    expect(problems(text)[0]?.place).toEqual({ kind: 'cell', block: 'restoreSteps', row: 1, column: 'phase' });
  });
  it('a table and a field that nobody knows, on both sides', () => {
    const wrong = (row: string): string => plan(insert('mapping', ...[row, ...MAPPED.slice(1)].map(map)));
    const first = (text: string): unknown[] => {
      const found = problems(text).filter(({ code }) => code.startsWith('mapping.unknown'));
      return found.map(({ code, range, fixes }) => [code, text.slice(range.start, range.end), ...fixes.map((fix) => parsePlan(edited(text, fix.edit)).plan?.rows.mapping?.[0]?.cells)]);
    };
    const right = map(MAPPED[0]!);
    expect(first(wrong('Custmer / CustomerId / customer / customer_id / direct'))).toEqual([['mapping.unknownSourceTable', 'Custmer', right]]);
    expect(first(wrong('Customer / CustomrId / customer / customer_id / direct'))).toEqual([['mapping.unknownSourceField', 'CustomrId', right]]);
    expect(first(wrong('Customer / CustomerId / custmer / customer_id / direct'))).toEqual([['mapping.unknownTargetTable', 'custmer', right]]);
    expect(first(wrong('Customer / CustomerId / customer / customr_id / direct'))).toEqual([['mapping.unknownTargetField', 'customr_id', right]]);
  });
  it('a target field that is filled twice', () => {
    const text = plan(insert('mapping', ...[...MAPPED, 'Customer / Name / customer / born / cast to date'].map(map)));
    expect(only(text)).toEqual(['error mapping.targetTwice [born]']);
  });
  it('a required target field that is in no row', () => {
    const text = plan(insert('mapping', ...MAPPED.slice(0, 3).map(map)));
    expect(only(text, cells('mapping', 3, 'targetField'))).toEqual([expect.stringMatching(/^error mapping\.requiredMissing \[\| Source Table /), ['Add rows for the missing fields of customer', 'region']]);
  });
  it('a type that holds less', () => {
    const text = plan(insert('mapping', ...[...MAPPED.slice(0, 1), 'Customer / Name / customer / name / direct', ...MAPPED.slice(2)].map(map)));
    expect(only(text)).toEqual(['warning mapping.typesDiffer [`direct`]']);
  });
  it('a dependency on an activity that is not there, on itself, and in a circle', () => {
    const steps = (...lines: readonly string[]): string => plan(insert('cutover', ...lines.map((line) => {
      const [activity = '', dependencies = ''] = line.split(' / ');
      return { activity, owner: 'Ana', duration: '5 min', dependencies };
    })));
    expect(only(steps('Final backup / —', 'Load / Final bakup'), cells('cutover', 1, 'dependencies')))
      .toEqual(['error cutover.unknownDependency [Final bakup]', ['Change to Final backup', 'Final backup'], ['Do not wait for Final bakup', '—']]);
    expect(only(steps('Load / Load'), cells('cutover', 0, 'dependencies'))).toEqual(['error cutover.selfDependency [Load]', ['Do not wait for Load', '—']]);
    const circle = steps('Final backup / Load', 'Load / Final backup', 'Tell users / Load');
    expect(problems(circle).map(({ code, range, fixes }) => [code, circle.slice(range.start, range.end), ...fixes.map((fix) => parsePlan(edited(circle, fix.edit)).plan?.rows.cutover?.map((row) => row.cells['dependencies']))])).toEqual([
      ['cutover.cycle', 'Load', ['—', 'Final backup', 'Load']], ['cutover.cycle', 'Final backup', ['Load', '—', 'Load']],
    ]);
  });
});

describe('a row that asks for the source of a required field', () => {
  const waiting = '? / ? / customer / region / ?';
  const rows = (...lines: readonly string[]): string => plan(insert('mapping', ...[...MAPPED.slice(0, 3), ...lines].map(map)));

  it('is open while nothing fills the field', () => {
    const text = rows(waiting);
    const parsed = parsePlan(text);
    expect(problems(text)).toEqual([]);
    expect(openRows(parsed, parsed.plan!).map(({ code, place }) => [code, place])).toEqual([['mapping.requiredOpen', { kind: 'cell', block: 'mapping', row: 3, column: 'sourceField' }]]);
    expect([...mappingGaps(parsed.plan!.rows.mapping!)]).toEqual([[3, { column: 'sourceField', code: 'workflow.targetWithoutSource' }]]);
    expect(mappingTotals(parsed.plan!).targetsOpen).toBe(1);
  });
  it.each(['— / — / customer / region / constant EU', 'Customer / Name / Customer / REGION / substr(Name, 1, 2)'])('is closed once a row fills it, and offers to go: %s', (filler) => {
    for (const text of [rows(waiting, filler), rows(filler, waiting)]) {
      const parsed = parsePlan(text);
      expect(openRows(parsed, parsed.plan!)).toEqual([]);
      expect(mappingGaps(parsed.plan!.rows.mapping!).size).toBe(0);
      expect(mappingTotals(parsed.plan!).targetsOpen).toBe(0);
      const by = parsed.plan!.rows.mapping!.findIndex((row) => row.cells['targetField']?.toLowerCase() === 'region' && row.cells['transform'] !== '?') + 1;
      const found = problems(text).filter(({ code }) => code === 'mapping.placeholderFilled');
      expect(found.map(({ severity, range, fixes }) => [severity, text.slice(range.start, range.end), fixes.map((fix) => fill(allMessages[fix.code] ?? '', fix.args))])).toEqual([['info', 'region', [`Filled by row ${by}: remove this row`]]]);
      expect(parsePlan(edited(text, found[0]!.fixes[0]!.edit)).plan?.rows.mapping).toEqual([...MAPPED.slice(0, 3), filler].map((line) => ({ cells: map(line) })));
    }
  });
  it.each(['Customer / Name / — / — / leave behind: nobody needs it', '? / ? / customer / region / ?', 'Customer / Name / customer / name / direct'])('stays open with: %s', (other) => {
    expect(mappingGaps(parsePlan(rows(waiting, other)).plan!.rows.mapping!).has(3)).toBe(true);
  });
});

describe('a field of the frontmatter that is not there', () => {
  const head = '---\nworkflow: create-data-migration\nproject: Shop\nsourceSystems:\n  - name: crm\n    technology: SQLite\ntargetSystem:\n  technology: PostgreSQL\nmigrationStrategy:\nevidence: []\n---\n\n# Data Migration Plan: Shop\n';
  it.each([
    ['targetSystem.technology', 'PostgreSQL'], ['targetSystem.name', 'targetSystem'], ['migrationStrategy.downtimeWindow', 'migrationStrategy'], ['sourceSystems.0.owner', 'name: crm'], ['sourceSystems.4.owner', 'sourceSystems'],
    ['volumes.history', 'migrationStrategy'], ['signOffs', 'evidence'], ['evidence', '[]'], ['status', 'project'], ['nothing.like.this', 'workflow'],
  ])('%s is shown at %s', (path, expected) => {
    const { start, end } = parsePlan(head).fieldRange(path);
    expect(head.slice(start, end)).toBe(expected);
  });
});
