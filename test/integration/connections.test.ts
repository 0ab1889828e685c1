// Scanning a database server: from the first question to the rows, with the password in the secret store and nowhere else.
import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type * as vscode from 'vscode';
import { newPlanText } from '../../src/core/document/newPlan.ts';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { answer, answerMessages, closeAll, openText, restoreDialogs, run, writeDocument } from './support.ts';

const { LAB_POSTGRES_PORT: port, LAB_POSTGRES_USER: user = '', LAB_POSTGRES_PASSWORD: password = '', LAB_POSTGRES_MISSING: missing } = process.env;

type Item = vscode.QuickPickItem & { readonly action?: string; readonly value?: unknown; readonly connection?: { readonly name: string }; readonly missing?: string };

describe('Scanning a database connection', () => {
  let said: ReturnType<typeof answerMessages>;

  before(function () {
    if (port === undefined) {
      console.log(`Skipped: ${missing ?? 'no PostgreSQL was started'}`);
      this.skip();
    }
  });
  beforeEach(() => { said = answerMessages(); });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
  });

  /** Answers each question by what it is about; gives back what was asked. */
  function person(choices: { readonly name: string; readonly database: string; readonly signIn: string; readonly password?: string | undefined; readonly first?: 'new' | 'known' }): { inputs: vscode.InputBoxOptions[] } {
    const inputs: vscode.InputBoxOptions[] = [];
    answer('showQuickPick', (items: readonly Item[]) => {
      const wanted = (item: Item): boolean => (items.some(({ action }) => action === 'new')
        ? (choices.first === 'known' ? item.connection?.name === choices.name : item.action === 'new')
        : ['postgres', 'off', choices.signIn, 'all'].includes(String(item.value)));
      const found = items.find(wanted);
      assert.ok(found, `one of ${items.map(({ label }) => label).join(', ')}`);
      return found;
    });
    answer('showInputBox', (options: vscode.InputBoxOptions) => {
      inputs.push(options);
      const reply = inputFor(options);
      if (reply !== undefined) assert.equal(options.validateInput?.(reply) ?? undefined, undefined, `${String(options.prompt)}: ${reply}`);
      return reply;
    });
    const inputFor = ({ prompt = '', title = '', password: masked }: vscode.InputBoxOptions): string | undefined => {
      if (masked === true) return choices.password;
      if (prompt.startsWith('Where is it?')) return `127.0.0.1:${String(port)}/${choices.database}`;
      if (prompt.startsWith('The user')) return user;
      if (prompt.startsWith('Schemas')) return '';
      if (prompt.startsWith('The name of the environment')) return 'LAB_POSTGRES_PASSWORD';
      if (prompt.startsWith('What is this connection')) return choices.name;
      return title.startsWith('What is this system') ? 'crm' : assert.fail(`${title}: ${prompt}`);
    };
    return { inputs };
  }

  function scan(plan: vscode.Uri): Thenable<unknown> {
    return run('dataMigrationPlanner.scanSource', plan);
  }

  it('a database without tables: says so, and changes nothing', async () => {
    const plan = writeDocument(newPlanText('Shop'));
    const { document } = await openText(plan);
    const first = person({ name: 'crm-prod', database: 'postgres', signIn: 'store', password });
    // The server has no tables yet: a message that says so, and the connection stays for the next time.
    await scan(plan);
    assert.deepEqual(said.errors, [`That did not work: The database postgres has no tables that ${user} may see. Check the database, the schemas (all) and the rights of this user.`]);
    assert.equal(document.getText(), newPlanText('Shop'));
    assert.equal(first.inputs.filter(({ password: masked }) => masked === true).length, 1);
    assert.equal(existsSync(join(dirname(plan.fsPath), 'data-migration')), false);
    assert.ok(!JSON.stringify(said).includes(password));
  });

  it('a wrong password: says so, does not remember it, asks again', async () => {
    const plan = writeDocument(newPlanText('Shop'));
    const { document } = await openText(plan);
    const asked = person({ name: 'wrong', database: 'template1', signIn: 'store', password: 'not-this-1' });
    await scan(plan);
    await closeAll();
    restoreDialogs();
    said = answerMessages();
    const again = person({ name: 'wrong', database: 'template1', signIn: 'store', password: 'not-this-2', first: 'known' });
    await openText(plan);
    await scan(plan);
    assert.match(said.errors[0] ?? '', /^That did not work: 127\.0\.0\.1 did not let postgres in/);
    assert.deepEqual([asked, again].map(({ inputs }) => inputs.filter(({ password: masked }) => masked === true).length), [1, 1]);
    assert.equal(document.getText(), newPlanText('Shop'));
    assert.ok(!JSON.stringify(said).includes('not-this'));
  });

  for (const signIn of ['store', 'environment']) {
    it(`reads the server’s own tables with the password from: ${signIn}`, async () => {
      const plan = writeDocument(newPlanText('Shop'));
      const { document } = await openText(plan);
      const name = `lab-${signIn}`;
      const first = person({ name, database: 'lab', signIn, password });
      await scan(plan);
      assert.deepEqual(said.errors, []);
      const { plan: read } = parsePlan(document.getText());
      assert.deepEqual(read?.state.sourceSystems.map(({ name: system, technology, connection, catalogue }) => [system, technology, connection, catalogue]), [['crm', 'PostgreSQL', name, 'data-migration/crm.json']]);
      assert.deepEqual(read.rows.inventory?.map(({ cells }) => [cells['object'], cells['recordCount']]), [['customer', '3'], ['order item', '0']]);
      assert.deepEqual(read.state.evidence.map(({ row, kind, query }) => [row, kind, query]), [
        ['crm.customer', 'measured', 'SELECT count(*) FROM "public"."customer"'], ['crm.order item', 'measured', 'SELECT count(*) FROM "public"."order item"'],
      ]);
      assert.deepEqual(said.infos, ['2 tables of crm read and measured.']);
      // Once more: neither the system's name nor, where it was remembered, the password is asked for.
      restoreDialogs();
      said = answerMessages();
      const second = person({ name, database: 'lab', signIn, first: 'known' });
      await scan(plan);
      assert.deepEqual(said.errors, []);
      assert.deepEqual(second.inputs, []);
      assert.equal(first.inputs.filter(({ password: masked }) => masked === true).length, signIn === 'store' ? 1 : 0);
      const everything = [document.getText(), readFileSync(join(dirname(plan.fsPath), 'data-migration', 'crm.json'), 'utf8'), JSON.stringify(said)].join('\n');
      assert.ok(!everything.includes(password));
      assert.ok(!everything.includes(String(port)), 'where the server is stays on this machine');
    });
  }
});
