import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fill } from '../../../src/core/messages.ts';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { documentMessages } from '../../../src/core/document/messages.ts';
import { newPlanText } from '../../../src/core/document/newPlan.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import { EditRefused } from '../../../src/core/plan/planEdit.ts';
import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';

const BODY = newPlanText('x').slice(newPlanText('x').indexOf('\n# ') + 1);
const doc = (yaml: string, fence = '---'): string => `${fence}\n${yaml}\n---\n\n${BODY}`;
const ours = (yaml: string): string => doc(`workflow: create-data-migration\n${yaml}`);
const edited = (text: string, edit: PlanEdit): string => applyTextEdits(text, computeTextEdits(parsePlan(text), edit));
/** The frontmatter's lines between the fences. */
const yamlOf = (text: string): string => text.slice(text.indexOf('\n') + 1, text.indexOf('\n---'));
const firstProblem = (text: string): { code: string; line: number; plan: boolean } => {
  const parsed = parsePlan(text);
  const problem = parsed.problems[0];
  return { code: problem?.code ?? '', line: text.slice(0, problem?.range.start ?? 0).split('\n').length, plan: parsed.plan !== undefined };
};

describe('hostile frontmatter', () => {
  it.each(['js', 'javascript', 'json', 'coffee', 'coffeescript', 'cson', 'toml', 'JS', ' js', 'yaml js'])('refuses a ---%s fence and runs nothing', (language) => {
    const text = `---${language}\n(globalThis.hacked = true, { workflow: 'create-data-migration' })\n---\n\n${BODY}`;
    expect(firstProblem(text)).toEqual({ code: 'frontmatter.language', line: 1, plan: false });
    expect((globalThis as Record<string, unknown>)['hacked']).toBeUndefined();
  });
  it('reads ---yaml', () => {
    expect(parsePlan(doc('workflow: create-data-migration', '---yaml')).plan).toBeDefined();
  });
  it.each([
    ['an alias', 'a: &x 1\nb: *x', 'frontmatter.alias', 3],
    ['a cyclic anchor', 'a: &x\n  b: *x', 'frontmatter.alias', 3],
    ['a billion laughs', `a: &a [x,x]\n${Array.from({ length: 20 }, (_, index) => `b${index}: &b${index} [${'*a,'.repeat(9)}*a]`).join('\n')}`, 'frontmatter.alias', 3],
    ['a half-written line', 'project: "open\nstatus: draft', 'frontmatter.broken', 4],
    ['a tab indent', 'targetSystem:\n\tname: x', 'frontmatter.broken', 4],
    ['a doubled key', 'project: a\nproject: b', 'frontmatter.duplicateKey', 4],
    ['deep flow nesting', `a: ${'['.repeat(50_000)}`, 'frontmatter.tooDeep', 3],
    ['deep block nesting', `a:\n  ${'- '.repeat(50_000)}x`, 'frontmatter.tooDeep', 4],
    ['a wide indent', `a:\n${' '.repeat(100_000)}b: c`, 'frontmatter.tooDeep', 4],
    ['a list key', '? [a, b]\n: c', 'frontmatter.broken', 3],
    ["git's markers", '<<<<<<< HEAD\nproject: a\n=======\nproject: b\n>>>>>>> other', 'document.conflict', 3],
    ['a fence that says more', 'project: a\n---x', 'frontmatter.fence', 4],
  ])('%s is a problem on its line and nothing is read', (_name, yaml, code, line) => {
    expect(firstProblem(ours(yaml))).toEqual({ code, line, plan: false });
  });
  it('is bounded in size', () => {
    expect(firstProblem(ours(`x: ${'y'.repeat(2_000_001)}`)).code).toBe('frontmatter.tooLarge');
  });
  it('with very many keys is read in one pass', () => {
    expect(parsePlan(ours(Array.from({ length: 20_000 }, (_, index) => `k${index}: v`).join('\n'))).plan).toBeDefined();
  });
  it('cannot reach a prototype', () => {
    const parsed = parsePlan(ours('__proto__:\n  polluted: yes\nconstructor:\n  prototype:\n    polluted: yes\ntargetSystem:\n  __proto__:\n    owner: x\n  name: T'));
    expect(parsed.plan?.state.targetSystem).toMatchObject({ name: 'T', owner: '' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(parsed.plan?.state ?? {})).not.toContain('polluted');
  });
  it.each([
    ['no frontmatter', '# Hello\n', 'document.notOurs', 1],
    ['a foreign one', '---\ntitle: x\n---\n# Hello\n', 'document.notOurs', 1],
    ['an unclosed one', '---\nworkflow: create-data-migration\n', 'frontmatter.unclosed', 1],
    ['an empty one', '---\n---\n', 'document.notOurs', 1],
    ['nothing', '', 'document.notOurs', 1],
    ['a rule', '----\nx\n', 'document.notOurs', 1],
    ['a list', '---\n- a\n---\n', 'frontmatter.notMap', 2],
  ])('%s is named', (_name, text, code, line) => {
    expect(firstProblem(text)).toEqual({ code, line, plan: false });
    expect(() => computeTextEdits(parsePlan(text), { kind: 'setField', path: 'project', value: 'x' })).toThrow(EditRefused);
  });
  it('never makes the reader throw', () => {
    const piece = fc.constantFrom('---\n', '---', 'workflow: create-data-migration\n', 'a: ', '- ', '  ', '\n', '[', '{', '}', ']', '"', "'", '|', '>', '&a', '*a', '!t ', '# c', ': ', ',', 'x', '\t', '\r\n', '? ', '%YAML', '...\n', '<<<<<<< a\n', '\uFEFF', 'evidence:\n', '  - row: x\n', '## Data Inventory\n', '| a |\n|--|\n');
    fc.assert(fc.property(fc.array(piece, { maxLength: 25 }), fc.boolean(), (parts, head) => {
      parsePlan((head ? '---\nworkflow: create-data-migration\n' : '') + parts.join(''));
    }), { numRuns: 2_000 });
  }, 120_000);
});

describe('single values', () => {
  it('that are invalid are problems at their place, and the rest is read', () => {
    const text = ours('project: Shop\nstatus: done\nsourceSystems:\n  - name: A\n  - technology: lost\n  - just text\n  - name: B\nmigrationStrategy:\n  approach: someday\n  rationale: because\npastAttempts: none');
    const parsed = parsePlan(text);
    expect(parsed.plan?.state).toMatchObject({ project: 'Shop', status: 'draft', sourceSystems: [{ name: 'A' }, { name: 'B' }], migrationStrategy: { approach: '', rationale: 'because' }, pastAttempts: [] });
    expect(parsed.problems.filter((problem) => problem.code === 'frontmatter.invalidValue').map((problem) => [problem.args['path'], text.slice(problem.range.start, problem.range.end).trim()])).toEqual([
      ['status', 'done'], ['sourceSystems.1', 'technology: lost'], ['sourceSystems.2', 'just text'], ['migrationStrategy.approach', 'someday'], ['pastAttempts', 'none'],
    ]);
  });
  it('edits the item meant, not the one at its place in the YAML', () => {
    const text = ours('sourceSystems:\n  - technology: lost\n  - name: B # here');
    expect(yamlOf(edited(text, { kind: 'setItem', list: 'sourceSystems', item: { index: 0, key: 'B' }, values: { owner: 'Ann' } }))).toBe('workflow: create-data-migration\nsourceSystems:\n  - technology: lost\n  - name: B # here\n    owner: Ann');
    const parsed = parsePlan(text);
    const range = parsed.fieldRange('sourceSystems.0.name');
    expect(text.slice(range.start, range.end)).toBe('B');
  });
  it('stay strings', () => {
    const parsed = parsePlan(ours('project: 1:30\nvolumes:\n  history: 2026-01-01\n  growth: 9007199254740993\n  largestTables: null'));
    expect(parsed.plan?.state).toMatchObject({ project: '1:30', volumes: { history: '2026-01-01', growth: '9007199254740993', largestTables: 'null' } });
  });
});

describe('writing', () => {
  it('any text reads back exactly', () => {
    const base = ours('targetSystem:\n  name: old # c\npastAttempts: [a]\n');
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.string({ maxLength: 30 }), fc.array(fc.constantFrom('a', ' ', ': ', ' #', '- ', '"', "'", '\\', '\n', '\r', '\t', '{', '[', ']', ',', '&', '*', '!', '|', '>', '%', '@', '`', '---', '...', '\u0085', '\u2028', '\uFEFF', '\u00a0', '~', '?', '=', '<<', 'null', '\0'), { maxLength: 8 }).map((parts) => parts.join('')));
    fc.assert(fc.property(text.filter((value) => value !== ''), fc.boolean(), (value, flow) => {
      const edit: PlanEdit = flow ? { kind: 'setField', path: 'pastAttempts', value: ['a', value] } : { kind: 'setField', path: 'targetSystem.name', value };
      const edits = computeTextEdits(parsePlan(base), edit);
      const { state } = parsePlan(applyTextEdits(base, edits)).plan!;
      expect(flow ? state.pastAttempts : state.targetSystem.name).toEqual(flow ? ['a', value] : value);
    }), { numRuns: 2_000 });
  }, 120_000);

  it.each<[string, string, PlanEdit, string]>([
    ['a new key in the order of the schema', 'evidence: []\nproject: P', { kind: 'setField', path: 'targetSystem.name', value: 'T' }, 'evidence: []\nproject: P\ntargetSystem:\n  name: T'],
    ['a value before its comment', 'project: P # note', { kind: 'setField', path: 'project', value: 'Q' }, 'project: Q # note'],
    ['an empty value before its comment', 'project: # note', { kind: 'setField', path: 'project', value: 'Q' }, 'project: Q # note'],
    ['a group that stands empty', 'targetSystem: {} # c\nx: 1', { kind: 'setField', path: 'targetSystem.name', value: 'T' }, 'targetSystem: # c\n  name: T\nx: 1'],
    ['into a flow map', 'targetSystem: { owner: "Ann" }', { kind: 'setField', path: 'targetSystem.name', value: 'a, b' }, 'targetSystem: { owner: "Ann", name: "a, b" }'],
    ['into a flow list', 'pastAttempts: [a, "b"]', { kind: 'setField', path: 'pastAttempts', value: ['a', 'b', 'c d'] }, 'pastAttempts: [a, "b", c d]'],
    ['out of a flow list', 'pastAttempts: [a, b, c]', { kind: 'setField', path: 'pastAttempts', value: ['c'] }, 'pastAttempts: [c]'],
    ['a list that stands empty', 'pastAttempts: []', { kind: 'setField', path: 'pastAttempts', value: ['a'] }, 'pastAttempts:\n  - a'],
    ['a block scalar by one line', 'project: |\n  a\n  b\nx: 1', { kind: 'setField', path: 'project', value: 'Q' }, 'project: Q\nx: 1'],
    ['several lines as one', 'project: P', { kind: 'setField', path: 'project', value: 'a\nb' }, 'project: "a\\nb"'],
    ['a removed last field takes its group along', 'targetSystem:\n  name: T\nx: 1', { kind: 'setField', path: 'targetSystem.name', value: '' }, 'x: 1'],
    ['a removed item with its lines', 'decisions:\n- decision: a\n  reason: r # c\n# next\n- decision: b', { kind: 'removeItem', list: 'decisions', item: { index: 0 } }, 'decisions:\n# next\n- decision: b'],
    ['the last item takes its list along', 'decisions:\n  - decision: a\nx: 1', { kind: 'removeItem', list: 'decisions', item: { index: 0, key: 'a' } }, 'x: 1'],
    ['evidence in its order', 'evidence:\n  - row: a.A\n    kind: stated\n  - row: a.C\n    kind: stated', { kind: 'addItem', list: 'evidence', item: { row: 'a.B', kind: 'stated', count: '5' } }, 'evidence:\n  - row: a.A\n    kind: stated\n  - row: a.B\n    kind: stated\n    count: 5\n  - row: a.C\n    kind: stated'],
    ['a first key that goes leaves the dash', 'sourceSystems:\n  - owner: Ann\n    name: A', { kind: 'setItem', list: 'sourceSystems', item: { index: 0 }, values: { owner: '' } }, 'sourceSystems:\n  - name: A'],
    ['a sign-off over the old one', 'signOffs:\n  - panel: p\n    by: Ann\n    at: x', { kind: 'signOff', panel: 'p', by: 'Bob', at: '2026-01-01', content: 'c1', basis: '' }, 'signOffs:\n  - panel: p\n    by: Bob\n    at: 2026-01-01\n    content: c1'],
    ['a completed step', 'stepsCompleted: []', { kind: 'completeStep', step: 'step-01-discovery' }, 'stepsCompleted:\n  - step-01-discovery'],
    ['a reopened step', 'stepsCompleted: [a, b]', { kind: 'reopenStep', step: 'a' }, 'stepsCompleted: [b]'],
  ])('%s', (_name, before, edit, after) => {
    expect(yamlOf(edited(ours(before), edit))).toBe(`workflow: create-data-migration\n${after}`);
  });

  it.each<[PlanEdit, string]>([
    [{ kind: 'setField', path: 'status', value: 'done' }, 'edit.invalidValue'],
    [{ kind: 'setField', path: 'workflow', value: 'other' }, 'edit.unknownField'],
    [{ kind: 'setField', path: 'no.such', value: 'x' }, 'edit.unknownField'],
    [{ kind: 'addItem', list: 'decisions', item: { reason: 'only' } }, 'edit.decisionIncomplete'],
    [{ kind: 'addItem', list: 'decisions', item: { decision: 'd', other: 'x' } }, 'edit.unknownField'],
    [{ kind: 'removeItem', list: 'decisions', item: { index: 3 } }, 'edit.itemMoved'],
    [{ kind: 'dropEvidence', row: 'a.b' }, 'edit.evidenceMissing'],
    [{ kind: 'confirmVolumes', rows: ['a.b'], by: 'Ann', at: '2026-01-01' }, 'edit.rowMissing'],
    [{ kind: 'setCell', block: 'inventory', row: { index: 0, key: ['a', 'b'] }, column: 'size', value: 'x' }, 'edit.rowMoved'],
    [{ kind: 'insertRows', block: 'inventory', at: 0, rows: [{ nope: 'x' }] }, 'edit.unknownColumn'],
    [{ kind: 'setCell', block: 'overview', row: { index: 0 }, column: 'x', value: 'y' }, 'edit.rendered'],
  ])('refuses %j', (edit, code) => {
    expect(() => computeTextEdits(parsePlan(ours('project: P')), edit)).toThrow(expect.objectContaining({ code }));
    expect(Object.keys(documentMessages)).toContain(code);
  });

  it('puts every code into words', () => {
    expect(fill(documentMessages['document.conflict'], { marker: '<<<<<<< HEAD' })).toBe('Git left a merge conflict here (<<<<<<< HEAD). Decide between the two sides, then save.');
  });
});
