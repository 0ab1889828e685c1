// Another program, another branch, a deleted file: neither what is unsaved here nor what is written there goes without a word.
import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { answer, answerMessages, checked, closeAll, edit, eventually, expectProblems, onDisk, openBoth, openText, pause, problemsShown, restoreDialogs, run, setting, writeDocument } from './support.ts';
import { richPlan } from './fixtures.ts';

const theirs = richPlan().replace('| 412 |', '| 413 |');

describe('Changes from outside', () => {
  let said: ReturnType<typeof answerMessages>;
  let uri: vscode.Uri;
  let document: vscode.TextDocument;

  beforeEach(async () => {
    said = answerMessages();
    uri = writeDocument(richPlan());
    document = (await openBoth(uri)).document;
    await checked(uri);
  });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
  });

  it('while nothing is unsaved: shown at once, with its problems', async () => {
    writeFileSync(uri.fsPath, richPlan().replace('## Cutover Schedule', '## Cutover'));
    await eventually(() => assert.ok(document.getText().includes('## Cutover\n')));
    assert.equal(document.isDirty, false);
    await eventually(() => assert.deepEqual(problemsShown(uri).map(({ message }) => message), ['The heading "## Cutover Schedule" is missing.']));
    writeFileSync(uri.fsPath, richPlan());
    await expectProblems(uri, []);
    assert.equal(document.getText(), richPlan());
  });

  it('of the same length, while something is unsaved: VS Code would save over it, so it is kept, and said', async () => {
    await edit(uri, { kind: 'setField', path: 'project', value: 'Mine' });
    const mine = document.getText();
    assert.equal(theirs.length, richPlan().length);
    writeFileSync(uri.fsPath, theirs);
    await pause(300);
    assert.equal(document.getText(), mine);
    assert.equal(await document.save(), true);
    assert.equal(onDisk(uri), mine);
    const kept = join(dirname(uri.fsPath), 'data-migration.outside.md');
    assert.equal(readFileSync(kept, 'utf8'), theirs);
    await eventually(() => assert.deepEqual(said.warnings, [`${vscode.workspace.asRelativePath(uri)} was changed by another program while it had unsaved changes here. What the other program wrote is kept as ${vscode.workspace.asRelativePath(kept)}.`]));

    // It happens once: what is saved now is known.
    await edit(uri, { kind: 'setField', path: 'project', value: 'Mine too' });
    assert.equal(await document.save(), true);
    assert.deepEqual(readdirSync(dirname(uri.fsPath)).sort(), ['data-migration.md', 'data-migration.outside.md']);
    assert.equal(said.warnings.length, 1);
  });

  it('of the same length, with auto-save: kept all the same', async () => {
    await setting('files.autoSaveDelay', 400);
    await setting('files.autoSave', 'afterDelay');
    try {
      await edit(uri, { kind: 'setField', path: 'project', value: 'Mine' });
      writeFileSync(uri.fsPath, theirs);
      const mine = document.getText();
      await eventually(() => assert.equal(onDisk(uri), mine));
      assert.equal(readFileSync(join(dirname(uri.fsPath), 'data-migration.outside.md'), 'utf8'), theirs);
    } finally {
      await setting('files.autoSave', undefined);
    }
  });

  it('an ordinary save keeps nothing beside the plan and says nothing', async () => {
    for (let round = 0; round < 5; round++) {
      await edit(uri, { kind: 'setField', path: 'project', value: `Round ${String(round)}` });
      assert.equal(await document.save(), true);
    }
    writeFileSync(uri.fsPath, theirs);
    await eventually(() => assert.equal(document.getText(), theirs));
    await edit(uri, { kind: 'setField', path: 'project', value: 'After a reload' });
    assert.equal(await document.save(), true);
    assert.deepEqual(readdirSync(dirname(uri.fsPath)), ['data-migration.md']);
    assert.deepEqual(said.warnings, []);
  });

  it('under a conflict Continue confirms in the text, says that it is not saved, and leaves the disk alone', async () => {
    await closeAll();
    await openText(uri);
    answer('showInputBox', () => 'Ana Lind');
    await edit(uri, { kind: 'setField', path: 'project', value: 'Mine' });
    const disk = `${theirs}\nA line more.\n`;
    writeFileSync(uri.fsPath, disk);
    await pause(200);
    await run('dataMigrationPlanner.continue', { uri: uri.toString() });
    assert.deepEqual(parsePlan(document.getText()).plan?.state.signOffs.map(({ panel }) => panel), ['sources']);
    assert.deepEqual(said.infos, []);
    assert.deepEqual(said.warnings, ['Sources confirmed. The document could not be saved yet.']);
    assert.equal(onDisk(uri), disk);
    assert.equal(document.isDirty, true);
  });

  it('the file is deleted: the text stays, the wizard goes on, saving brings it back', async () => {
    await edit(uri, { kind: 'setField', path: 'project', value: 'Mine' });
    rmSync(uri.fsPath);
    await pause(500);
    await edit(uri, { kind: 'setField', path: 'targetSystem.name', value: 'erp2' });
    const text = document.getText();
    assert.ok(text.includes('project: Mine') && text.includes('name: erp2'));
    assert.equal(await document.save(), true);
    assert.equal(onDisk(uri), text);
    assert.deepEqual(said.errors, []);
  });

  it('a merge that went wrong, and is mended outside', async () => {
    const conflict = richPlan().replace('ticket: MIG-17', '<<<<<<< HEAD\nticket: MIG-17\n=======\nticket: MIG-18\n>>>>>>> other');
    writeFileSync(uri.fsPath, conflict);
    await expectProblems(uri, [{ line: 8, message: 'Git left a merge conflict here (<<<<<<< HEAD). Decide between the two sides, then save.', severity: 'error' }]);
    await edit(uri, { kind: 'setField', path: 'project', value: 'Nobody listens' });
    assert.equal(document.getText(), conflict);
    writeFileSync(uri.fsPath, richPlan());
    await expectProblems(uri, []);
    await edit(uri, { kind: 'setField', path: 'project', value: 'Mended' });
    assert.equal(parsePlan(document.getText()).plan?.state.project, 'Mended');
  });
});
