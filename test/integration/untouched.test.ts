// Opening and saving what nobody has changed changes no byte; an edit changes its own place and keeps how all else is written.
import { strict as assert } from 'node:assert';
import { readFileSync, statSync } from 'node:fs';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { newPlanText } from '../../src/core/document/newPlan.ts';
import { answerMessages, checked, closeAll, edit, expectProblems, openBoth, openText, openWizard, pause, restoreDialogs, run, undo, writeDocument } from './support.ts';
import { richPlan } from './fixtures.ts';

const trailing = richPlan().replace('Written on a Friday.', 'Written on a Friday.  \n\tand more   ');
const noNewline = richPlan().trimEnd();
const wide = richPlan().replaceAll('| crm |', '|   crm   |').replaceAll('| --- |', '|:---:|');

const texts: Readonly<Record<string, string>> = {
  'LF': richPlan(),
  'CRLF': richPlan('\r\n'),
  'a byte order mark': `\uFEFF${richPlan()}`,
  'a byte order mark and CRLF': `\uFEFF${richPlan('\r\n')}`,
  'blanks at line ends and tabs': trailing,
  'no line break at the end': noNewline,
  'tables in somebody’s own style': wide,
  'a fresh plan': newPlanText('Shop'),
  'YAML in flow style, block scalars and odd quotes': richPlan().replace('  - name: crm\n    technology: SQLite\n    owner: Ana Lind   # until May\n    x-room: B2\n', '  - { name: crm, technology: SQLite, owner: "Ana Lind" } # one line\n').replace('  rationale: One weekend', '  rationale: |\n    One weekend\n\n    and not two'),
  'letters beyond ASCII': richPlan().replaceAll('Customer', 'Kundë 顧客 👩‍💻'),
};

describe('A file that nobody changes', () => {
  beforeEach(() => { answerMessages(); });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
  });

  for (const [name, text] of Object.entries(texts)) {
    it(`with ${name}: opened in text and wizard, looked at, saved, closed: not a byte differs`, async () => {
      const uri = writeDocument(text);
      const bytes = readFileSync(uri.fsPath);
      const { mtimeMs } = statSync(uri.fsPath);
      const { document } = await openBoth(uri);
      await checked(uri);
      await pause(100);
      assert.equal(document.isDirty, false, 'nothing writes by itself');
      assert.equal(statSync(uri.fsPath).mtimeMs, mtimeMs);
      await run('workbench.action.files.save');
      await document.save();
      assert.equal(document.version, 1, 'nothing was edited');
      assert.ok(readFileSync(uri.fsPath).equals(bytes));
      await closeAll();
      await openWizard(uri);
      await closeAll();
      assert.ok(readFileSync(uri.fsPath).equals(bytes));
    });

    it(`with ${name}: an edit, saved, undone, saved again: not a byte differs`, async () => {
      const uri = writeDocument(text);
      const bytes = readFileSync(uri.fsPath);
      const { document } = await openText(uri);
      const shown = document.getText();
      await edit(uri, { kind: 'setField', path: 'targetSystem.technology', value: 'PostgreSQL 16' });
      await edit(uri, { kind: 'insertRows', block: 'inventory', at: 99, rows: [{ sourceSystem: 'crm', object: 'Added', recordCount: '7' }] });
      await edit(uri, { kind: 'addItem', list: 'decisions', item: { decision: 'Go', reason: 'because' } });
      const { plan } = parsePlan(document.getText());
      assert.equal(plan?.state.targetSystem.technology, 'PostgreSQL 16');
      assert.equal(plan.rows.inventory?.at(-1)?.cells['object'], 'Added');
      assert.equal(plan.state.decisions.at(-1)?.decision, 'Go');
      assert.equal(await document.save(), true);
      const written = readFileSync(uri.fsPath);
      assert.equal(written.toString('utf8').startsWith('\uFEFF'), text.startsWith('\uFEFF'), 'the byte order mark stays as it was');
      assert.equal(/[^\r]\n/.test(written.toString('utf8')), !text.includes('\r\n'), 'no line end of the other kind');
      for (let step = 0; step < 3; step++) await undo(uri);
      assert.equal(document.getText(), shown);
      assert.equal(await document.save(), true);
      assert.ok(readFileSync(uri.fsPath).equals(bytes));
    });
  }

  it('tables in code fences and in comments are no rows', async () => {
    const text = richPlan().replace('The room is where', '<!--\n| Source System | Tables/Objects |\n| --- | --- |\n| hidden | row |\n-->\n\n    | crm | Indented |\n\nThe room is where');
    const uri = writeDocument(text);
    const { document } = await openText(uri);
    await expectProblems(uri, []);
    assert.equal(parsePlan(text).plan?.rows.inventory?.length, 6);
    await edit(uri, { kind: 'setCell', block: 'inventory', row: { index: 5 }, column: 'recordCount', value: '8' });
    assert.equal(document.getText(), text.replace('| crm | Employee | ? |', '| crm | Employee | 8 |'));
  });
});
