import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unified } from 'unified';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { computeTextEdits } from '../../src/core/document/computeTextEdits.ts';
import { parsePlan, reparsePlan } from '../../src/core/document/parsePlan.ts';
import type { ParsedPlan } from '../../src/core/document/parsedPlan.ts';
import { allMessages } from '../../src/core/allMessages.ts';
import { fill } from '../../src/core/messages.ts';
import type { PlanEdit, SimpleEdit } from '../../src/core/plan/planEdit.ts';
import { checkPlan } from '../../src/core/proposals/checkPlan.ts';
import { applyTextEdits } from '../../src/core/text/applyTextEdits.ts';
import { LineIndex } from '../../src/core/text/lines.ts';
import { loadWorkflow, workflowProblems } from '../../src/core/workflow/navigation.ts';
import { signOffEdit } from '../../src/core/workflow/signOffs.ts';
import { stepReader } from '../../src/core/workflow/stepReader.ts';
import { largePlan } from './document.bench.ts';
import { median } from './harness.ts';
import type { Measurement } from './harness.ts';

const ROWS = 10_000;
const TABLES = 200;
const KEYSTROKES = 25;
const AT = '2026-01-01T00:00:00.000Z';

/** Catalogues of both sides that hold every field the plan maps, and as many rows as it says. */
function catalogues(): Catalogue[] {
  const side = (system: string, role: Catalogue['role'], table: string, field: string): Catalogue => ({
    catalogueVersion: 1, system, role, technology: 'SQLite', origin: { kind: 'database', path: `${system}.db` }, scannedAt: AT, complete: true, issues: [],
    tables: Array.from({ length: TABLES }, (_, index) => ({
      name: `${table}_${index}`, kind: 'table', primaryKey: [`${field}_${index}`], uniqueKeys: [],
      columns: Array.from({ length: ROWS / TABLES }, (_each, position) => ({ name: `${field}_${index + position * TABLES}`, nativeType: 'INTEGER', type: { kind: 'integer', bits: 64 }, nullable: position > 0 })),
      // A tree of references, as real schemas have.
      foreignKeys: index === 0 ? [] : [{ columns: [`${field}_${index + TABLES}`], referencedTable: `${table}_${index >> 1}`, referencedColumns: [`${field}_${index >> 1}`] }],
      statistics: { kind: 'measured', rowCount: String(1000 + index), bytes: '12288', query: 'SELECT count(*)', at: AT },
    })),
  });
  return [side('crm', 'source', 'table', 'field'), side('new', 'target', 'target', 'column')];
}

/** The large plan with everything that stands around a mapping in use: rules, phases, load order, restore steps, a schedule. */
function fullPlan(): string {
  const text = largePlan(ROWS);
  const count = Array.from({ length: TABLES }, (_, index) => index);
  const edits: SimpleEdit[] = [
    { kind: 'setField', path: 'targetSystem.name', value: 'new' },
    { kind: 'setField', path: 'migrationStrategy.downtimeWindow', value: '400 h' },
    { kind: 'insertRows', block: 'validation', at: 0, rows: count.map((index) => ({ check: `Rows of target_${index}`, sourceQuery: `SELECT count(*) FROM table_${index}`, targetQuery: `SELECT count(*) FROM target_${index}`, tolerance: '0' })) },
    { kind: 'insertRows', block: 'ruleDetails', at: 0, rows: count.map((index) => ({ check: `Rows of target_${index}`, gate: 'post', phase: 'Load', blocks: 'Go-live' })) },
    { kind: 'insertRows', block: 'phases', at: 0, rows: [{ phase: 'Load: all of it' }] },
    { kind: 'insertRows', block: 'loadOrder', at: 0, rows: count.map((index) => ({ targetTable: `target_${index}`, phase: 'Load', waitsFor: index === 0 ? '—' : `target_${index >> 1}`, note: '' })) },
    { kind: 'insertRows', block: 'restoreSteps', at: 0, rows: count.map((index) => ({ phase: 'Load', step: `Empty target_${index}`, owner: 'Ana', duration: '5 min' })) },
    { kind: 'insertRows', block: 'cutover', at: 0, rows: count.map((index) => ({ activity: `Load target_${index}`, owner: 'Jon', duration: '10 min', dependencies: index === 0 ? '—' : `Load target_${index - 1}` })) },
  ];
  return applyTextEdits(text, computeTextEdits(parsePlan(text), { kind: 'batch', edits }));
}

const texts = new Map<string, string>();

async function readStep(id: string): Promise<string> {
  const known = texts.get(id) ?? await readFile(join('steps', `${id}.md`), 'utf8');
  texts.set(id, known);
  return known;
}

/** What the editor does after a keystroke, but for waiting and drawing: check, workflow, and each problem in words with its place. */
async function listProblems(parsed: ParsedPlan, sides: readonly Catalogue[], parseStep: ReturnType<typeof stepReader>): Promise<readonly string[]> {
  const { plan } = parsed;
  if (!plan) throw new Error('the plan of the benchmark can be read');
  const checked = [...parsed.problems, ...checkPlan(parsed, sides)];
  const progress = await loadWorkflow(readStep, plan, checked, parseStep);
  const lines = new LineIndex(parsed.text);
  return [...checked, ...workflowProblems(progress, parsed)].map(({ code, args, range }) => `${lines.lineOf(range.start)} ${fill(allMessages[code] ?? code, args)}`);
}

/** The texts after each of some keystrokes at a place. Made flat beforehand, as an editor hands them over. */
function typedAt(text: string, at: number): string[] {
  return Array.from({ length: KEYSTROKES }, (_, index) => Buffer.from(`${text.slice(0, at)}${'x'.repeat(index + 1)}${text.slice(at)}`).toString('utf8'));
}

/** The time of each keystroke, from the new text to the problems: the median. */
async function typing(text: string, at: number, sides: readonly Catalogue[]): Promise<number> {
  const parseStep = stepReader();
  let parsed = parsePlan(text);
  await listProblems(parsed, sides, parseStep);
  const versions = typedAt(text, at);
  let next = 0;
  return median(async () => {
    parsed = reparsePlan(parsed, versions[next++ % versions.length] ?? text);
    await listProblems(parsed, sides, parseStep);
  }, KEYSTROKES - 1);
}

/** The plan with its mapping signed off, which is then compared at every keystroke, and 2,000 names that are wrong. */
async function signedPlan(text: string, wrong: boolean, sides: readonly Catalogue[]): Promise<string> {
  let result = text;
  if (wrong) {
    let seen = 0;
    result = result.replace(/\bcolumn_(\d+)/g, (name) => (seen++ % 5 === 0 ? `wrong_${name}` : name));
  }
  for (const panel of ['mapping']) {
    const parsed = parsePlan(result);
    const { plan } = parsed;
    if (!plan) throw new Error('the plan of the benchmark can be read');
    const progress = await loadWorkflow(readStep, plan, checkPlan(parsed, sides));
    const parseStep = stepReader();
    const panels = [...progress.context.steps, parseStep(await readStep('step-02-generate'), 'steps/step-02-generate.md')].flatMap((step) => step.panels);
    const found = panels.find(({ id }) => id === panel);
    if (!found) throw new Error(`no panel ${panel}`);
    const edit: PlanEdit = signOffEdit(plan, found, panels, 'Ana', '2026-01-01');
    result = applyTextEdits(result, computeTextEdits(parsed, edit));
  }
  return result;
}

/** From a keystroke to refreshed problems, and from a cell of the grid to the text, at ten thousand rows. The wait after the last keystroke is no work and is not counted. */
export async function bench(): Promise<Measurement[]> {
  const text = fullPlan();
  const sides = catalogues();
  const remark = unified().use(remarkParse).use(remarkGfm).freeze();
  const yardstick = await median(() => remark.parse(text), 3);
  const own = await median(async () => listProblems(parsePlan(text), sides, stepReader()), 5);
  const rows = ROWS.toLocaleString('en');
  const held = (name: string, figure: number, ratioLimit = 1 / 100): Measurement => ({ name: `${rows} mapping rows: ${name}`, figure, yardstick, against: 'full remark parse', unit: 'ms', ratioLimit });

  const inCell = text.indexOf(`field_${ROWS >> 1} `) + `field_${ROWS >> 1}`.length;
  const cell = await typing(text, inCell, sides);
  const signed = await signedPlan(text, true, sides);
  const parsed = parsePlan(text);
  let turn = 0;
  const setCell = await median(() => computeTextEdits(parsed, { kind: 'setCell', block: 'mapping', row: { index: (turn += 37) % ROWS }, column: 'transform', value: `direct ${turn}` }), 21);
  const undone = typedAt(text, inCell);
  let last = parsed;
  const editAndRead = await median(() => {
    const edits = computeTextEdits(last, { kind: 'setCell', block: 'mapping', row: { index: (turn += 37) % ROWS }, column: 'transform', value: `direct ${turn}` });
    last = reparsePlan(last, applyTextEdits(last.text, edits));
  }, 21);
  const reading = await median(() => { last = reparsePlan(last, undone[turn++ % undone.length] ?? text); }, 21);
  return [
    held('keystroke in a cell to refreshed problems', cell),
    held('keystroke in the inventory to refreshed problems', await typing(text, text.indexOf('table_100 ') + 'table_100'.length, sides)),
    held('keystroke in prose to refreshed problems', await typing(text, text.indexOf('## Data Mapping') + '## Data Mapping\n'.length, sides)),
    held('keystroke in the frontmatter to refreshed problems', await typing(text, text.indexOf('technology: SQLite') + 'technology: SQLite'.length, sides), 1 / 100),
    held('keystroke in a cell, signed off, with 2,000 problems', await typing(signed, signed.indexOf(`field_${ROWS >> 1} `) + `field_${ROWS >> 1}`.length, sides)),
    held('reading what a keystroke changed', reading),
    held('grid cell edit to text', setCell),
    held('grid cell edit to text, and read again', editAndRead),
    { name: `${rows} mapping rows: keystroke in a cell to refreshed problems`, figure: cell, yardstick: own, against: 'our own full reading and checks', unit: 'ms' },
  ];
}
