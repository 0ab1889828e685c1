// The command Create Data Migration Plan, on everything that can stand where the plan belongs.
import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { newPlanText } from '../../src/core/document/newPlan.ts';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { answer, answerMessages, closeAll, eventually, freshFolder, onDisk, openText, restoreDialogs, run, setting, undo, wizardTabs, workspaceFolder } from './support.ts';
import { richPlan } from './fixtures.ts';

const adopt = 'Adopt It';
const backUp = 'Back It Up and Start Fresh';

/** Sets the plan's place to a new folder of the workspace; gives back the file's place. */
async function placeForPlan(content?: string | Uint8Array): Promise<vscode.Uri> {
  const folder = freshFolder();
  await setting('dataMigrationPlanner.planPath', `${basename(folder)}/plan.md`);
  const file = join(folder, 'plan.md');
  if (content !== undefined) writeFileSync(file, content);
  return vscode.Uri.file(file);
}

function create(): Thenable<unknown> {
  return run('dataMigrationPlanner.create');
}

async function expectOpen(uri: vscode.Uri): Promise<vscode.TextDocument> {
  await eventually(() => {
    assert.equal(wizardTabs(uri).length, 1, 'the wizard is open');
    assert.ok(vscode.window.tabGroups.all.some((group) => group.tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString())), 'the text is open');
  });
  const columns = vscode.window.tabGroups.all.filter((group) => group.tabs.length > 0).map((group) => group.viewColumn);
  assert.equal(columns.length, 2, 'beside each other');
  return vscode.workspace.openTextDocument(uri);
}

function project(): string {
  return workspaceFolder().name;
}

describe('Create Data Migration Plan', () => {
  let said: ReturnType<typeof answerMessages>;
  let asked: unknown[][];
  let choice: string | undefined;

  beforeEach(() => {
    said = answerMessages();
    choice = undefined;
    asked = answer('showWarningMessage', () => choice);
  });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
    await setting('dataMigrationPlanner.planPath', undefined);
  });

  it('makes the file where there is none, folders and all', async () => {
    const folder = freshFolder();
    await setting('dataMigrationPlanner.planPath', `${basename(folder)}/deep/er/plan.md`);
    const uri = vscode.Uri.file(join(folder, 'deep', 'er', 'plan.md'));
    await create();
    const document = await expectOpen(uri);
    assert.equal(document.getText(), newPlanText(project()));
    assert.equal(onDisk(uri), newPlanText(project()));
    assert.equal(document.isDirty, false);
    assert.deepEqual(asked, []);
  });

  it('opens a plan that is there, and changes nothing', async () => {
    const uri = await placeForPlan(richPlan('\r\n'));
    const { mtimeMs } = statSync(uri.fsPath);
    await create();
    await create();
    const document = await expectOpen(uri);
    assert.equal(document.getText(), richPlan('\r\n'));
    assert.equal(statSync(uri.fsPath).mtimeMs, mtimeMs);
    assert.equal(wizardTabs().length, 1, 'a second call opens nothing twice');
    assert.deepEqual(asked, []);
  });

  it('opens a plan with a byte order mark and one whose YAML is broken', async () => {
    for (const content of [`\uFEFF${richPlan()}`, richPlan().replace('project: "Shop to ERP"', 'project: "Shop to ERP')]) {
      const uri = await placeForPlan(content);
      await create();
      await expectOpen(uri);
      assert.equal(onDisk(uri), content);
      await closeAll();
    }
    assert.deepEqual(asked, []);
  });

  it('fills an empty file, and one of blanks', async () => {
    for (const content of ['', ' \n\n\t\n']) {
      const uri = await placeForPlan(content);
      await create();
      assert.equal((await expectOpen(uri)).getText(), newPlanText(project()));
      assert.equal(onDisk(uri), newPlanText(project()));
      await closeAll();
    }
    assert.deepEqual(asked, []);
  });

  describe('a file that is not a plan', () => {
    const notes = '# Our notes\r\n\r\n## Data Inventory\r\n\r\n| Tables/Objects | Source System | Record Count | Size | Priority | Who |\r\n|---|---|---|---|---|---|\r\n| Customer | crm | 59 | ? | High | Ana |\r\n\r\nAnd some *prose*.\r\n';

    it('is left alone when the person cancels', async () => {
      const uri = await placeForPlan(notes);
      await create();
      assert.equal(asked.length, 1);
      const [text, options, ...buttons] = asked[0] as [string, vscode.MessageOptions, ...string[]];
      assert.equal(text, `${vscode.workspace.asRelativePath(uri)} exists already and is not a data migration plan.`);
      assert.equal(options.modal, true);
      assert.deepEqual(buttons, [adopt, backUp]);
      assert.equal(onDisk(uri), notes);
      assert.deepEqual(readdirSync(dirname(uri.fsPath)), ['plan.md']);
      assert.equal(wizardTabs().length, 0);
    });

    it('is adopted: its tables are the rows, its text stays, undo takes it back', async () => {
      const uri = await placeForPlan(notes);
      choice = adopt;
      await create();
      const document = await expectOpen(uri);
      const { plan, problems } = parsePlan(document.getText());
      assert.deepEqual(problems, []);
      assert.deepEqual(plan?.rows.inventory, [{ cells: { object: 'Customer', sourceSystem: 'crm', recordCount: '59', size: '?', priority: 'High' } }]);
      let from = 0;
      for (const line of notes.split('\r\n')) {
        from = document.getText().indexOf(`${line}\r\n`, from);
        assert.ok(from >= 0, `"${line}" stands as it was, in its order`);
        from += line.length + 2;
      }
      assert.ok(!/[^\r]\n/.test(document.getText()), 'its line ends are kept');
      assert.equal(onDisk(uri), document.getText());
      await undo(uri);
      assert.equal(document.getText(), notes);
    });

    it('is backed up under a name that is free, and undo takes the new plan back', async () => {
      const uri = await placeForPlan(notes);
      const folder = dirname(uri.fsPath);
      writeFileSync(join(folder, 'plan.backup.md'), 'the first one');
      choice = backUp;
      await create();
      const document = await expectOpen(uri);
      assert.equal(document.getText(), newPlanText(project(), '\r\n'));
      assert.equal(readFileSync(join(folder, 'plan.backup.md'), 'utf8'), 'the first one');
      assert.equal(readFileSync(join(folder, 'plan.backup-2.md'), 'utf8'), notes);
      assert.deepEqual(said.infos, [`The old file is kept as ${vscode.workspace.asRelativePath(join(folder, 'plan.backup-2.md'))}.`]);
      await undo(uri);
      assert.equal(document.getText(), notes);
    });

    it('with unsaved changes in it: what the person sees is kept, not what the disk holds', async () => {
      const uri = await placeForPlan(notes);
      const editor = await openText(uri);
      await editor.edit((builder) => { builder.insert(new vscode.Position(0, 0), 'unsaved\r\n'); });
      choice = backUp;
      await create();
      await expectOpen(uri);
      assert.equal(readFileSync(join(dirname(uri.fsPath), 'plan.backup.md'), 'utf8'), `unsaved\r\n${notes}`);
      await undo(uri);
      assert.equal(editor.document.getText(), `unsaved\r\n${notes}`);
    });

    it('whose frontmatter can’t be read is not adopted, and says why', async () => {
      for (const content of ['---js\n{ x: 1 }\n---\n\n# Notes\n', '---\ntitle: "half\n---\n\n# Notes\n']) {
        const uri = await placeForPlan(content);
        choice = adopt;
        await create();
        assert.equal(onDisk(uri), content);
        assert.equal(wizardTabs().length, 0);
        assert.match(said.errors.at(-1) ?? '', /^The frontmatter of this file can't be read, so it can't be adopted as it is: The frontmatter is (marked as "js"|not valid YAML)/);
      }
    });
  });

  describe('what can’t be a plan is refused with a reason and left as it is', () => {
    it('a folder of that name', async () => {
      const folder = freshFolder();
      await setting('dataMigrationPlanner.planPath', `${basename(folder)}/plan.md`);
      mkdirSync(join(folder, 'plan.md'));
      await create();
      assert.deepEqual(said.errors, [`${basename(folder)}/plan.md is a folder. Rename it, or set another place for the plan in the settings.`]);
      assert.equal(wizardTabs().length, 0);
    });

    it('a file where a folder is needed', async () => {
      const folder = freshFolder();
      writeFileSync(join(folder, 'docs'), 'not a folder');
      await setting('dataMigrationPlanner.planPath', `${basename(folder)}/docs/plan.md`);
      await create();
      assert.equal(said.errors.length, 1);
      assert.equal(readFileSync(join(folder, 'docs'), 'utf8'), 'not a folder');
      assert.equal(wizardTabs().length, 0);
    });

    it('21 MB', async () => {
      const uri = await placeForPlan(Buffer.alloc(21 * 1024 * 1024, 'a'));
      await create();
      assert.deepEqual(said.errors, [`${vscode.workspace.asRelativePath(uri)} is 21 MB: too large for a plan (limit 20 MB). Move it away, or set another place for the plan in the settings.`]);
      assert.equal(statSync(uri.fsPath).size, 21 * 1024 * 1024);
      assert.equal(wizardTabs().length, 0);
    });

    it('binary content, and text that is not UTF-8', async () => {
      for (const content of [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), Buffer.from('# Größe', 'latin1'), Buffer.from('# Plan', 'utf16le')]) {
        const uri = await placeForPlan(content);
        await create();
        assert.deepEqual(said.errors, [`${vscode.workspace.asRelativePath(uri)} is not a text file in UTF-8. Move it away, or set another place for the plan in the settings.`]);
        assert.deepEqual(readFileSync(uri.fsPath), content);
        assert.equal(wizardTabs().length, 0);
        said.errors.length = 0;
      }
    });
  });

  describe('the setting planPath', () => {
    const usual = (): string => join(workspaceFolder().uri.fsPath, 'docs', 'data-migration.md');
    beforeEach(() => { rmSync(usual(), { force: true }); });
    afterEach(() => { rmSync(usual(), { force: true }); });

    for (const path of ['../outside.md', 'docs/../../outside.md', '..\\outside.md', 'plan.txt', '', '   ', '..', '.md/..', 'docs/']) {
      it(`${JSON.stringify(path)} falls back to docs/data-migration.md`, async () => {
        await setting('dataMigrationPlanner.planPath', path);
        await create();
        await expectOpen(vscode.Uri.file(usual()));
        assert.equal(existsSync(join(workspaceFolder().uri.fsPath, '..', 'outside.md')), false);
      });
    }

    it('an absolute path stays inside the folder', async () => {
      const outside = mkdtempSync(join(tmpdir(), 'outside-'));
      try {
        await setting('dataMigrationPlanner.planPath', `${outside}/plan.md`);
        await create();
        assert.deepEqual(readdirSync(outside), []);
        const [tab] = await eventually(() => {
          const tabs = wizardTabs();
          assert.equal(tabs.length, 1);
          return tabs;
        });
        const { input } = tab ?? {};
        assert.ok(input instanceof vscode.TabInputCustom && input.uri.fsPath.startsWith(workspaceFolder().uri.fsPath), 'it lies in the folder');
      } finally {
        rmSync(outside, { recursive: true });
      }
    });
  });

  it('asks in which folder, where the window has several', async function () {
    if (vscode.workspace.workspaceFile === undefined) this.skip();
    const second = mkdtempSync(join(tmpdir(), 'second-'));
    const changed = new Promise((resolve) => { vscode.workspace.onDidChangeWorkspaceFolders(resolve); });
    assert.equal(vscode.workspace.updateWorkspaceFolders(1, 0, { uri: vscode.Uri.file(second), name: 'Second' }), true);
    await changed;
    try {
      const picks: vscode.WorkspaceFolder[] = [];
      const questions = answer('showWorkspaceFolderPick', () => picks[0]);
      await create();
      assert.equal(questions.length, 1);
      assert.equal(wizardTabs().length, 0, 'nothing happens where none is picked');
      assert.deepEqual(readdirSync(second), []);
      picks.push(...(vscode.workspace.workspaceFolders ?? []).slice(1));
      await create();
      const document = await expectOpen(vscode.Uri.file(join(second, 'docs', 'data-migration.md')));
      assert.equal(document.getText(), newPlanText('Second'));
      assert.equal(existsSync(join(workspaceFolder().uri.fsPath, 'docs', 'data-migration.md')), false);
    } finally {
      await closeAll();
      const back = new Promise((resolve) => { vscode.workspace.onDidChangeWorkspaceFolders(resolve); });
      vscode.workspace.updateWorkspaceFolders(1, 1);
      await back;
      rmSync(second, { recursive: true, force: true });
    }
  });
});
