// Documents that mean harm, or that somebody is in the middle of writing: said in plain words on the right line, never
// touched, never run, and everything works again once they are mended.
import { strict as assert } from 'node:assert';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { answerMessages, closeAll, edit, eventually, expectProblems, fixesAt, lenses, lineOf, onDisk, openBoth, problemsShown, restoreDialogs, run, setting, undo, useFix, writeDocument } from './support.ts';
import type { Shown } from './support.ts';
import { richPlan } from './fixtures.ts';

const closing = '\n---\n';

/** The rich plan with other frontmatter. */
function withFrontmatter(frontmatter: string): string {
  const plan = richPlan();
  return frontmatter + plan.slice(plan.indexOf(closing) + closing.length);
}

function broken(line: number, message: string): Shown[] {
  return [{ line, message, severity: 'error' }];
}

const wide = Array.from({ length: 12 }, (_, level) => `  l${String(level)}: &l${String(level)} [${Array.from({ length: 9 }, () => (level === 0 ? 'lol' : `*l${String(level - 1)}`)).join(', ')}]`).join('\n');
const noAlias = 'Anchors and aliases (& and *) are not read in a plan. Write the value out.';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly problems: Shown[];
}

const unreadable: readonly Case[] = [
  ...['js', 'javascript', 'json', 'coffee', 'toml'].map((language): Case => ({
    name: `a frontmatter marked as ${language}`,
    text: withFrontmatter(`---${language}\nworkflow: create-data-migration\nx: (globalThis.ran = '${language}')\n---\n`),
    problems: broken(1, `The frontmatter is marked as "${language}". Only plain YAML between "---" lines is read; nothing else is ever run.`),
  })),
  {
    name: 'JavaScript behind a blank',
    text: withFrontmatter("--- js\n{ workflow: (globalThis.ran = 'blank') }\n---\n"),
    problems: broken(1, 'The frontmatter is marked as "js". Only plain YAML between "---" lines is read; nothing else is ever run.'),
  },
  {
    name: 'a YAML bomb',
    text: withFrontmatter(`---\nworkflow: create-data-migration\nbomb:\n${wide}\n---\n`),
    problems: broken(4, noAlias),
  },
  {
    name: 'cyclic anchors',
    text: withFrontmatter('---\nworkflow: create-data-migration\nproject: x\nloop: &loop\n  - *loop\n---\n'),
    problems: broken(4, noAlias),
  },
  {
    name: 'a merge key',
    text: withFrontmatter('---\nworkflow: create-data-migration\nbase: &base\n  a: 1\ntargetSystem:\n  <<: *base\n---\n'),
    problems: broken(3, noAlias),
  },
  {
    name: 'nested ten thousand levels deep',
    text: withFrontmatter(`---\nworkflow: create-data-migration\nproject: x\ndeep: ${'['.repeat(10_000)}\n---\n`),
    problems: broken(4, 'The frontmatter is nested more than 24 levels deep.'),
  },
  {
    name: 'a quote that is not closed yet',
    text: richPlan().replace('project: "Shop to ERP"   # as on the poster', 'project: "Shop to'),
    problems: broken(5, 'The frontmatter is not valid YAML: Missing closing "quote'),
  },
  {
    name: 'a key twice',
    text: richPlan().replace('ticket: MIG-17', 'ticket: MIG-17\nstatus: complete'),
    problems: broken(9, '"status" stands twice here. Keep one.'),
  },
  {
    name: 'a tab for indentation',
    text: richPlan().replace('  name: erp', '\tname: erp'),
    problems: broken(15, 'The frontmatter is not valid YAML: Tabs are not allowed as indentation'),
  },
  {
    name: 'a frontmatter that is not closed',
    text: richPlan().replace('myNotes: ask the board\n---\n', 'myNotes: ask the board\n').replace(/^---$/gm, (fence, at: number) => (at === 0 ? fence : '')),
    problems: broken(1, 'The frontmatter has no closing "---" line.'),
  },
  {
    name: 'a merge conflict in the frontmatter',
    text: richPlan().replace('ticket: MIG-17', '<<<<<<< HEAD\nticket: MIG-17\n=======\nticket: MIG-18\n>>>>>>> feature/mig-18'),
    problems: broken(8, 'Git left a merge conflict here (<<<<<<< HEAD). Decide between the two sides, then save.'),
  },
  {
    name: 'a merge conflict in a table',
    text: richPlan().replace('| crm | Track | ~3,500 | 380 KB | Medium | |', '<<<<<<< ours\n| crm | Track | 3,503 | 380 KB | Medium | |\n=======\n| crm | Track | 3,504 | 380 KB | Medium | |\n>>>>>>> theirs'),
    problems: broken(0, 'Git left a merge conflict here (<<<<<<< ours). Decide between the two sides, then save.'),
  },
];

describe('Hostile and half-written documents', () => {
  let said: ReturnType<typeof answerMessages>;
  let uri: vscode.Uri;
  let document: vscode.TextDocument;

  beforeEach(() => { said = answerMessages(); });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
  });
  after(() => setting('dataMigrationPlanner.planPath', undefined));

  /** Where the plan belongs, so that the document counts as one whatever it says. */
  async function open(text: string): Promise<void> {
    uri = writeDocument(text);
    await setting('dataMigrationPlanner.planPath', `${basename(vscode.Uri.joinPath(uri, '..').path)}/data-migration.md`);
    document = (await openBoth(uri)).document;
    assert.equal(document.getText(), text);
  }

  async function write(text: string): Promise<void> {
    const change = new vscode.WorkspaceEdit();
    change.replace(uri, new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length)), text);
    assert.equal(await vscode.workspace.applyEdit(change), true);
  }

  for (const { name, text, problems } of unreadable) {
    it(`${name}: named on its line, left as it is, and good again once mended`, async () => {
      await open(text);
      const [expected] = problems;
      assert.ok(expected);
      const line = expected.line === 0 ? lineOf(text, '<<<<<<<') : expected.line;
      await eventually(() => {
        const [first, ...more] = problemsShown(uri);
        assert.deepEqual(more, []);
        assert.equal(first?.line, line);
        assert.equal(first.severity, 'error');
        assert.ok(first.message.startsWith(expected.message), first.message);
      });
      const shown = await lenses(uri);
      assert.equal(shown.length, 1);
      const { message } = problemsShown(uri)[0] ?? {};
      assert.equal(shown[0]?.command?.title, `$(warning) The plan can’t be read: ${String(message)}`);
      assert.equal(shown[0].range.start.line, 0);

      await edit(uri, { kind: 'setField', path: 'project', value: 'Taken over' });
      await edit(uri, { kind: 'renderOverview' });
      assert.deepEqual(said.warnings, Array<string>(2).fill(`The document can't be read just now, so nothing was changed. Mend it first: ${String(message)}`));
      for (const command of ['continue', 'revise', 'deepDive', 'partyMode']) void run(`dataMigrationPlanner.${command}`, { uri: uri.toString(), section: 'mapping' });
      assert.equal(document.getText(), text, 'no byte has changed');
      assert.equal(onDisk(uri), text);
      assert.equal((globalThis as { ran?: string }).ran, undefined, 'nothing ran');
      await run('workbench.action.closeQuickOpen');

      await write(richPlan());
      await expectProblems(uri, []);
      assert.equal((await lenses(uri)).length, 40);
      await edit(uri, { kind: 'setField', path: 'project', value: 'Mended' });
      assert.equal(parsePlan(document.getText()).plan?.state.project, 'Mended');
    });
  }

  it('keys that would reach a prototype are somebody’s keys and nothing more', async () => {
    const text = richPlan().replace('ticket: MIG-17', '__proto__:\n  polluted: yes\nconstructor:\n  prototype:\n    polluted: yes\nticket: MIG-17')
      .replace('| crm | Genre | 25', '| crm | constructor | 25');
    await open(text);
    await expectProblems(uri, []);
    await edit(uri, { kind: 'setField', path: '__proto__.polluted', value: 'yes' } as never);
    await edit(uri, { kind: 'setField', path: 'constructor.prototype', value: 'yes' });
    await edit(uri, { kind: 'setCell', block: 'inventory', row: { index: 0 }, column: '__proto__', value: 'yes' });
    assert.equal(document.getText(), text);
    await edit(uri, { kind: 'insertRows', block: 'inventory', at: 99, rows: [JSON.parse('{ "__proto__": "yes", "object": "X" }') as Record<string, string>] });
    assert.equal(parsePlan(document.getText()).plan?.rows.inventory?.at(-1)?.cells['object'], 'X');
    await undo(uri);
    assert.equal(document.getText(), text);
    await edit(uri, { kind: 'setField', path: 'targetSystem.name', value: 'erp2' });
    assert.equal(document.getText(), text.replace('  name: erp\n', '  name: erp2\n').replace('- **Target system:** erp —', '- **Target system:** erp2 —'));
    assert.equal(({} as { polluted?: string }).polluted, undefined);
  });

  it('an edit that is no edit is refused', async () => {
    await open(richPlan());
    for (const nonsense of [undefined, null, 'delete', {}, { kind: 'eval', code: '1' }, { kind: 'setField', path: '../x', value: 'y' }, { kind: 'batch', edits: [{ kind: 'batch', edits: [] }] }, { kind: 'setCell', block: 'nothing', row: { index: 0 }, column: 'x', value: 'y' }]) {
      await run('dataMigrationPlanner.applyFix', uri.toString(), nonsense);
    }
    await run('dataMigrationPlanner.applyFix', 42, { kind: 'renderOverview' });
    assert.equal(said.errors.length, 8);
    assert.equal(document.getText(), richPlan());
    assert.equal(document.isDirty, false);
  });

  describe('what was cut away is missed, and Restore brings it back', () => {
    it('a heading', async () => {
      const text = richPlan().replace('## Rollback Plan\n\n', '');
      await open(text);
      await expectProblems(uri, broken(text.split('\n').length, 'The heading "## Rollback Plan" is missing.'));
      await useFix(uri, text.split('\n').length, 'Restore the heading "Rollback Plan"');
      await eventually(() => assert.equal(problemsShown(uri).some(({ message }) => message.includes('Rollback Plan')), false));
      assert.deepEqual(parsePlan(document.getText()).plan?.rows.rollbackCriteria, parsePlan(richPlan()).plan?.rows.rollbackCriteria, 'its tables are its rows again');
      await undo(uri);
      assert.equal(document.getText(), text);
    });

    it('the heading above a table', async () => {
      const text = richPlan().replace('## Data Mapping\n\n', '');
      await open(text);
      await eventually(() => assert.ok(problemsShown(uri).some(({ message }) => message === 'The heading "## Data Mapping" is missing.')));
      const line = problemsShown(uri).find(({ message }) => message.includes('is missing'))?.line ?? 0;
      await useFix(uri, line, 'Restore the heading "Data Mapping"');
      await expectProblems(uri, []);
      assert.deepEqual(parsePlan(document.getText()).plan?.rows.mapping, parsePlan(richPlan()).plan?.rows.mapping, 'its table is its rows again');
      await undo(uri);
      assert.equal(document.getText(), text);
    });

    it('a table', async () => {
      const plan = richPlan();
      const from = plan.indexOf('| Source Table |');
      const text = plan.slice(0, from) + plan.slice(plan.indexOf('> A quote'));
      await open(text);
      const line = lineOf(text, '## Data Mapping');
      await expectProblems(uri, broken(line, 'The table of "Data Mapping" is missing.'));
      assert.deepEqual([...(await fixesAt(uri, line)).keys()], ['Restore the table of "Data Mapping"']);
      await useFix(uri, line, 'Restore the table of "Data Mapping"');
      assert.deepEqual(parsePlan(document.getText()).plan?.rows.mapping, []);
      await expectProblems(uri, []);
      assert.equal(document.getText().replace(/\| Source Table[^\n]*\n\| -[^\n]*\n\n?/, ''), text, 'nothing else has changed');
    });

    it('a column', async () => {
      const text = richPlan().replace('| Check | Source Query | Target Query | Tolerance |\n| --- | --- | --- | --- |', '| Check | Source Query | Target Query |\n| --- | --- | --- |').replace(' customer` | `0` |', ' customer` |');
      await open(text);
      const line = lineOf(text, '| Check | Source Query');
      await expectProblems(uri, broken(line, 'The column "Tolerance" is missing in "Validation Rules".'));
      await useFix(uri, line, 'Restore the missing columns of "Validation Rules"');
      await expectProblems(uri, []);
      await edit(uri, { kind: 'setCell', block: 'validation', row: { index: 0 }, column: 'tolerance', value: '0' });
      assert.deepEqual(parsePlan(document.getText()).plan?.rows.validation, parsePlan(richPlan()).plan?.rows.validation);
    });
  });

  describe('what stands twice is named where it stands the second time', () => {
    it('a heading', async () => {
      const text = `${richPlan()}\n## Data Inventory\n\nAgain.\n`;
      await open(text);
      await expectProblems(uri, broken(text.split('\n').indexOf('## Data Inventory', 60) + 1, 'The heading "Data Inventory" stands twice; only the first is read.'));
    });

    it('a table', async () => {
      const plan = richPlan();
      const table = plan.slice(plan.indexOf('| Source Table |'), plan.indexOf('> A quote'));
      const text = plan.replace('> A quote', `${table}> A quote`);
      await open(text);
      const second = text.split('\n').findLastIndex((line) => line.startsWith('| Source Table |')) + 1;
      await expectProblems(uri, broken(second, 'A second table of "Data Mapping" stands here; only the first is read.'));
      await edit(uri, { kind: 'setCell', block: 'mapping', row: { index: 0 }, column: 'transform', value: 'trim(x)' });
      assert.equal(document.getText(), text.replace('| CustomerId | customer | customer_id | direct |', '| CustomerId | customer | customer_id | `trim(x)` |'));
    });

    it('a row', async () => {
      const text = richPlan().replace('| crm | Genre | 25 | 1 KB | Low | |', '| crm | Genre | 25 | 1 KB | Low | |\n| crm | Customer | 60 | ? | ? | |');
      await open(text);
      await expectProblems(uri, broken(lineOf(text, '| crm | Customer | 60'), '"crm · Customer" stands twice in "Data Inventory".'));
    });
  });

  it('cells that can’t be read stay as typed, with what is expected', async () => {
    const text = richPlan().replace('~3,500', 'a few thousand').replace('15 min', 'soon').replace('12 KB', 'big').replace('| Medium |', '| Urgent |');
    await open(text);
    await expectProblems(uri, [
      { line: lineOf(text, '| big |'), message: '"big" is not a size. Write it like 12 KB or 1.4 GB, or ? while nobody knows.', severity: 'error' },
      { line: lineOf(text, 'a few thousand'), message: '"a few thousand" is not a count. Write it like 1,204,331, or ~1,200,000 for an estimate, or ? while nobody knows.', severity: 'error' },
      { line: lineOf(text, 'a few thousand'), message: '"Urgent" is not a priority. Write High, Medium or Low.', severity: 'warning' },
      { line: lineOf(text, '| soon |'), message: '"soon" is not a duration. Write it like 45 min, 2 h 30 min or 1:30, or ? while nobody knows.', severity: 'error' },
    ]);
    assert.equal(document.getText(), text);
  });
});
