// No path skips a step: what the frontmatter claims is one thing, what the plan proves another. This file comes first:
// it watches which step files are read, and in its last test one more is.
import { strict as assert } from 'node:assert';
import type * as vscode from 'vscode';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { answer, answerMessages, closeAll, eventually, expectProblems, extension, fixesAt, lenses, lineOf, openBoth, openText, problemsShown, restoreDialogs, run, undo, useFix, wizardTabs, writeDocument } from './support.ts';
import { richPlan } from './fixtures.ts';

const sections = ['overview', 'inventory', 'mapping', 'validation', 'sequence', 'rollback', 'cutover'] as const;

async function stepFilesRead(): Promise<readonly string[]> {
  const api = await extension().activate();
  return (await api.stepFilesRead()).filter((file) => file.startsWith('step-'));
}

async function onlyTheFirstStep(): Promise<void> {
  assert.deepEqual(await stepFilesRead(), ['step-01-discovery.md']);
}

function claiming(claims: string): string {
  return richPlan().replace('stepsCompleted: []', claims);
}

describe('Claimed and proven', () => {
  let said: ReturnType<typeof answerMessages>;
  beforeEach(() => { said = answerMessages(); });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
  });

  it('a plan that claims nothing reads the first step and no other', async () => {
    const uri = writeDocument(richPlan());
    await openBoth(uri);
    await eventually(() => assert.equal(extension().isActive, true, 'a Markdown file wakes the extension'));
    assert.equal((await lenses(uri))[0]?.command?.title, 'Discovery: Sources · 8 open · 6 tables · ~4,014 rows · 1 table without a count');
    await onlyTheFirstStep();
  });

  it('step 2 claimed without step 1: said on its line, taken back by its fix', async () => {
    const text = claiming('stepsCompleted:\n  - step-02-generate');
    const uri = writeDocument(text);
    const editor = await openBoth(uri);
    const line = lineOf(text, '- step-02-generate');
    await expectProblems(uri, [{ line, message: 'Generate is marked complete before Discovery is', severity: 'error' }]);
    assert.deepEqual([...(await fixesAt(uri, line)).keys()], ['Take back that Generate is complete']);
    await useFix(uri, line, 'Take back that Generate is complete');
    assert.deepEqual(parsePlan(editor.document.getText()).plan?.state.stepsCompleted, []);
    await expectProblems(uri, []);
    await undo(uri);
    assert.equal(editor.document.getText(), text);
    await onlyTheFirstStep();
  });

  it('step 1 claimed and not proven: said with what is open, and step 2 stays shut', async () => {
    const text = claiming('stepsCompleted: [step-01-discovery]');
    const uri = writeDocument(text);
    const editor = await openBoth(uri);
    const line = lineOf(text, 'stepsCompleted');
    await expectProblems(uri, [{ line, message: 'Discovery is marked complete, but these are open: Volumes, Summary', severity: 'error' }]);
    await useFix(uri, line, 'Take back that Discovery is complete');
    assert.deepEqual(parsePlan(editor.document.getText()).plan?.state.stepsCompleted, []);
    await expectProblems(uri, []);
    await onlyTheFirstStep();
  });

  it('both claimed, and the whole plan too, by hand', async () => {
    const text = claiming('stepsCompleted: [step-01-discovery, step-02-generate]').replace('status: draft', 'status: complete');
    const uri = writeDocument(text);
    const editor = await openBoth(uri);
    const [statusLine, line] = [lineOf(text, 'status: complete'), lineOf(text, 'stepsCompleted')];
    await expectProblems(uri, [
      { line: statusLine, message: 'The plan is marked complete, but Discovery is open', severity: 'error' },
      { line, message: 'Discovery is marked complete, but these are open: Volumes, Summary', severity: 'error' },
    ]);
    await useFix(uri, statusLine, 'Mark the plan as a draft');
    assert.equal(editor.document.getText(), text.replace('status: complete', 'status: draft'));
    await onlyTheFirstStep();
  });

  it('steps that do not exist, and names that want to be paths', async () => {
    const text = claiming('stepsCompleted:\n  - step-03-celebrate\n  - ../../package\n  - __proto__');
    const uri = writeDocument(text);
    const editor = await openBoth(uri);
    const first = lineOf(text, 'step-03-celebrate');
    await expectProblems(uri, [
      { line: first, message: 'step-03-celebrate is marked complete before Discovery is', severity: 'error' },
      { line: first + 1, message: '../../package is marked complete before Discovery is', severity: 'error' },
      { line: first + 2, message: '__proto__ is marked complete before Discovery is', severity: 'error' },
    ]);
    await useFix(uri, first + 1, 'Take back that ../../package is complete');
    assert.deepEqual(parsePlan(editor.document.getText()).plan?.state.stepsCompleted, ['step-03-celebrate', '__proto__']);
    await onlyTheFirstStep();
  });

  it('no command on any section goes around it', async () => {
    const text = claiming('stepsCompleted: [step-02-generate]');
    const uri = writeDocument(text);
    const editor = await openText(uri);
    answer('showInputBox', () => 'Ana Lind');
    const blocked = answer('showQuickPick', () => undefined);
    for (const section of sections) {
      for (const command of ['deepDive', 'partyMode', 'revise', 'continue']) await run(`dataMigrationPlanner.${command}`, { uri: uri.toString(), section });
    }
    await run('dataMigrationPlanner.say', { uri: uri.toString() });
    await onlyTheFirstStep();
    assert.equal(wizardTabs(uri).length, 1, 'the wizard opened, once');
    assert.ok(blocked.length > 0, 'Continue said what is open');
    const { plan } = parsePlan(editor.document.getText());
    assert.deepEqual(plan?.state.stepsCompleted, ['step-02-generate'], 'no command claims a step');
    assert.equal(plan.state.status, 'draft');
    assert.deepEqual(plan.state.signOffs.map(({ panel }) => panel).filter((panel) => !['sources', 'volumes', 'relationships', 'quality', 'rules', 'exclusions', 'target', 'strategy', 'summary'].includes(panel)), [], 'nothing of step 2 is signed');
    assert.deepEqual(said.errors, []);
  });

  it('Continue goes through step 1 part by part, and only its end opens step 2', async () => {
    const uri = writeDocument(richPlan().replace("  schemaDefined: 'yes'\n", '').replace(' — schema defined: yes', ''));
    const editor = await openText(uri);
    const names = answer('showInputBox', (options: vscode.InputBoxOptions) => (options.title === 'Who confirms?' ? 'Ana Lind' : 'Agreed with the board'));
    const asked: string[][] = [];
    let open = true;
    answer('showQuickPick', (items: readonly vscode.QuickPickItem[], options: vscode.QuickPickOptions) => {
      assert.equal(options.title, 'Before this part can be confirmed');
      asked.push(items.map(({ label }) => label));
      return open ? items.find(({ label }) => label.includes('Go on with a reason')) : undefined;
    });
    const state = (): NonNullable<ReturnType<typeof parsePlan>['plan']>['state'] => {
      const { plan } = parsePlan(editor.document.getText());
      assert.ok(plan);
      return plan.state;
    };
    const goOn = (): Thenable<unknown> => run('dataMigrationPlanner.continue', { uri: uri.toString() });

    await goOn();
    assert.deepEqual(state().signOffs.map(({ panel, by }) => [panel, by]), [['sources', 'Ana Lind']]);
    assert.equal(editor.document.isDirty, false, 'saved at every confirmation');

    // Volumes hold it up, and no reason sets that aside.
    await goOn();
    assert.deepEqual(asked.at(-1), [
      '$(circle-outline) crm.Track: ~3,500 was typed in; measure or confirm it',
      '$(circle-outline) crm.Invoice: 412 was typed in; measure or confirm it',
      '$(circle-outline) crm.Genre: 25 was typed in; measure or confirm it',
      '$(circle-outline) crm.Playlist: 18 was typed in; measure or confirm it',
      '$(circle-outline) crm.Employee: record count unknown; measure it or ask for it',
    ]);
    assert.deepEqual(state().signOffs.map(({ panel }) => panel), ['sources']);
    await onlyTheFirstStep();
    const rows = ['Track', 'Invoice', 'Genre', 'Playlist', 'Employee'].map((name) => `crm.${name}`);
    await run('dataMigrationPlanner.applyFix', uri.toString(), { kind: 'setCell', block: 'inventory', row: { index: 5 }, column: 'recordCount', value: '8' });
    await run('dataMigrationPlanner.applyFix', uri.toString(), { kind: 'confirmVolumes', rows, by: 'Ana Lind', at: '2026-01-06' });

    for (const panel of ['volumes', 'relationships', 'quality', 'rules', 'exclusions', 'target', 'strategy']) {
      await goOn();
      assert.equal(state().signOffs.at(-1)?.panel, panel);
      assert.deepEqual(state().stepsCompleted, []);
      await onlyTheFirstStep();
    }
    // What was set aside stands in the document, with who and why.
    assert.deepEqual(state().deviations.map(({ panel, reason, by }) => [panel, reason, by]), [
      ['target', 'Agreed with the board', 'Ana Lind'],
    ]);
    assert.ok(editor.document.getText().includes('Agreed with the board'));
    open = false;
    await goOn();
    assert.deepEqual(state().stepsCompleted, ['step-01-discovery']);
    assert.equal(names.filter(([options]) => (options as vscode.InputBoxOptions).title === 'Who confirms?').length, 0, 'the name is asked once a machine, in the test before');
    await expectProblems(uri, []);
    assert.deepEqual(await stepFilesRead(), ['step-01-discovery.md', 'step-02-generate.md']);

    // What proved it goes: the claim is said to be wrong, on its line.
    const line = lineOf(editor.document.getText(), 'step-01-discovery');
    await run('dataMigrationPlanner.applyFix', uri.toString(), { kind: 'setCell', block: 'inventory', row: { index: 5 }, column: 'recordCount', value: '9' });
    await expectProblems(uri, [{ line, message: 'Discovery is marked complete, but these are open: Volumes', severity: 'error' }]);
    assert.deepEqual(problemsShown(uri).map((problem) => problem.line), [line]);
  });
});
