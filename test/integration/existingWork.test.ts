// Existing work: found in the folder, shown in one list, taken over as one step. And told of once, where it is quiet.
import { strict as assert } from 'node:assert';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { newPlanText } from '../../src/core/document/newPlan.ts';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { answer, answerMessages, closeAll, edit, expectProblems, openBoth, openText, restoreDialogs, run, setting, undo, workspaceFolder, writeDocument } from './support.ts';

const FIXTURES = join(process.env['LAB_REPO'] ?? '', 'test', 'fixtures', 'existingWork');

interface Item extends vscode.QuickPickItem {
  readonly offer?: { readonly group: string };
}

describe('Bringing in existing work', () => {
  let said: ReturnType<typeof answerMessages>;
  const made: string[] = [];

  beforeEach(() => { said = answerMessages(); });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
    // The whole folder is searched: what one test lays down is nothing to the next.
    for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
    await setting('dataMigrationPlanner.planPath', undefined);
  });

  /** A plan with five tools and two documents around it. */
  function placeWithWork(): vscode.Uri {
    const plan = writeDocument(newPlanText('Shop'));
    const folder = dirname(plan.fsPath);
    made.push(folder);
    for (const tool of ['flyway', 'dbt', 'ora2pg', 'kettle', 'ssis']) cpSync(join(FIXTURES, tool), join(folder, 'work', tool), { recursive: true });
    cpSync(join(FIXTURES, 'documents', 'docs'), folder, { recursive: true });
    mkdirSync(join(folder, 'node_modules', 'other', 'db', 'migration'), { recursive: true });
    writeFileSync(join(folder, 'node_modules', 'other', 'db', 'migration', 'V1__not_ours.sql'), 'create table a (b int);');
    mkdirSync(join(folder, 'etl'));
    writeFileSync(join(folder, 'etl', 'broken.ktr'), Uint8Array.from({ length: 4_096 }, (_, index) => index % 256));
    return plan;
  }

  /** Takes of the list what `wanted` says, else what is chosen beforehand; only what this test laid down. */
  function choose(plan: vscode.Uri, wanted: (item: Item) => boolean = ({ picked }) => picked === true): { lists: Item[][]; options: vscode.QuickPickOptions[] } {
    const [lists, options]: [Item[][], vscode.QuickPickOptions[]] = [[], []];
    const here = basename(dirname(plan.fsPath));
    answer('showQuickPick', (items: readonly Item[], option: vscode.QuickPickOptions) => {
      const own = items.filter(({ kind, description = '' }) => kind === vscode.QuickPickItemKind.Separator || description.startsWith(`${here}/`));
      lists.push(own);
      options.push(option);
      return own.filter((item) => item.kind !== vscode.QuickPickItemKind.Separator && wanted(item));
    });
    return { lists, options };
  }

  it('five tools and two documents come into the plan as one step back', async () => {
    const plan = placeWithWork();
    const here = basename(dirname(plan.fsPath));
    const { document } = await openText(plan);
    const { lists, options } = choose(plan);
    await run('dataMigrationPlanner.bringInExistingWork', plan);

    assert.equal(options[0]?.canPickMany, true);
    const shown = lists[0]?.filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator).map(({ picked, label, description }) => `${picked === true ? 'x' : ' '} ${label} (${String(description).replace(`${here}/`, '')})`);
    assert.deepEqual(shown, [
      'x Flyway migrations (work/flyway/db/migration)', 'x dbt project shop_warehouse (work/dbt/dbt_project.yml)', 'x ora2pg export (work/ora2pg/ora2pg.conf)',
      'x Kettle transformation load_customers (work/kettle/load_customers.ktr)', 'x Kettle job nightly (work/kettle/nightly.kjb)', 'x SSIS project Load (work/ssis/Load.dtproj)',
      'x Archive: DB2, owner Nora Quist (research-landscape.md › frontmatter › knownSystems)', 'x CRM: Oracle 12c, on-premises, owner Jon Berg, 40 GB (research-landscape.md › Known Systems)',
      '  ERP: SAP ECC 6, cloud, 1.2 TB (research-landscape.md › Known Systems)', 'x Fax gateway: Windows service, owner Olaf Ek (research-landscape.md › Known Systems › Fax gateway)',
      '  Owner of Archive: Per Lind (research-landscape.md › frontmatter › stakeholders)', '  Owner of ERP: Ana Silva (research-landscape.md › Stakeholders)',
      'x New Portal: PostgreSQL 16, cloud, owner Mia Holm, schema defined: yes (research-landscape.md › Known Systems)',
      'x CRM.Customer: ~1,200,000 rows, 3 GB (integration-spec.md › Volumes)', 'x CRM.Contact: 2,400,113 rows (integration-spec.md › Volumes)', '  Size of ERP: 1.3 TB (integration-spec.md › Volumes)',
      'x CRM → ERP: customer file by SFTP, nightly (integration-spec.md › Integrations)', 'x Customers without a country (research-landscape.md › Known data quality issues)',
      'x Double e-mail addresses in Contact (research-landscape.md › Known data quality issues)', 'x No load on the last day of a month (integration-spec.md › Constraints)',
      'x GDPR: rehearsals only with masked names (research-landscape.md › Regulations)',
      'x Customer → account: Id → account_id, Name → full_name (integration-spec.md › Field Mapping › Field Mapping: Customer → account)', 'x Contact → person: Email → email (integration-spec.md › Field Mapping › Contacts)',
    ]);

    const { plan: read } = parsePlan(document.getText());
    assert.deepEqual(read?.state.existingTools.map(({ name, path }) => [name, path]), [
      ['Flyway migrations', `${here}/work/flyway/db/migration`], ['dbt project shop_warehouse', `${here}/work/dbt/dbt_project.yml`], ['ora2pg export', `${here}/work/ora2pg/ora2pg.conf`],
      ['Kettle transformation load_customers', `${here}/work/kettle/load_customers.ktr`], ['Kettle job nightly', `${here}/work/kettle/nightly.kjb`], ['SSIS project Load', `${here}/work/ssis/Load.dtproj`],
    ]);
    assert.equal(read.state.existingTools[0]?.covers, '3 migrations, newest V10__fill_status; 1 repeatable script; reads legacy_status; writes customer, sales.order; to postgresql db1.example.com/shop');
    assert.deepEqual(read.state.sourceSystems.map(({ name, owner }) => [name, owner]), [['Archive', 'Nora Quist'], ['CRM', 'Jon Berg'], ['Fax gateway', 'Olaf Ek']]);
    assert.deepEqual(read.state.evidence.map(({ row, kind, query, confirmedBy }) => [row, kind, query, confirmedBy]).sort(), [
      ['CRM.Contact', 'stated', `${here}/integration-spec.md › Volumes`, ''], ['CRM.Customer', 'stated', `${here}/integration-spec.md › Volumes`, ''],
    ]);
    assert.equal(read.rows.mapping?.length, 3);
    for (const secret of ['hunter2secret', 'manager-secret', 'pg-secret', '2be98afc86aa7f2e4cb79ce10df90acde', 'ssis-s3cret']) assert.ok(!document.getText().includes(secret), `${secret} is not in the plan`);
    await expectProblems(plan, []);
    assert.deepEqual(said.infos, ['Taken over: Tools and scripts (6), Systems (3), Target system (1), Volumes (2), Relationships between systems (1), Known quality problems (2), Rules and limits (2), Field mapping (2). Undo takes all of it back.']);

    const taken = document.getText();
    await undo(plan);
    assert.equal(document.getText(), newPlanText('Shop'), 'one step back');
    await run('redo');
    assert.equal(document.getText(), taken);

    // Once more: what is there is not offered again.
    await run('dataMigrationPlanner.bringInExistingWork', plan);
    assert.deepEqual(lists[1]?.filter(({ picked }) => picked === true).map(({ label }) => label), []);
    assert.equal(document.getText(), taken);
    assert.deepEqual([said.errors, said.warnings], [[], []]);
  });

  it('what the plan says stays, unless the other is chosen', async () => {
    const plan = placeWithWork();
    const { document } = await openText(plan);
    await edit(plan, { kind: 'addItem', list: 'sourceSystems', item: { name: 'crm', technology: 'Oracle 12c', owner: 'Ana Silva' } });
    const { lists } = choose(plan);
    await run('dataMigrationPlanner.bringInExistingWork', plan);
    const conflict = lists[0]?.find(({ label }) => label === 'Owner of crm: Jon Berg');
    assert.equal(conflict?.detail, 'plan: Ana Silva; here: Jon Berg');
    assert.notEqual(conflict.picked, true);
    const owner = (): string | undefined => parsePlan(document.getText()).plan?.state.sourceSystems.find(({ name }) => name === 'crm')?.owner;
    assert.equal(owner(), 'Ana Silva');
    restoreDialogs();
    said = answerMessages();
    choose(plan, ({ label }) => label === 'Owner of crm: Jon Berg');
    await run('dataMigrationPlanner.bringInExistingWork', plan);
    assert.equal(owner(), 'Jon Berg');
  });

  it('nothing chosen, or closed: nothing is written', async () => {
    const plan = placeWithWork();
    const { document } = await openText(plan);
    choose(plan, () => false);
    await run('dataMigrationPlanner.bringInExistingWork', plan);
    answer('showQuickPick', () => undefined);
    await run('dataMigrationPlanner.bringInExistingWork', plan);
    assert.equal(document.getText(), newPlanText('Shop'));
    assert.deepEqual([said.infos, said.errors], [[], []]);
  });

  it('opening a plan with work around it changes nothing and asks nothing', async () => {
    const plan = placeWithWork();
    const asked = answer('showQuickPick', () => undefined);
    const { document } = await openBoth(plan);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    assert.deepEqual([said.infos, said.warnings, said.errors, asked], [[], [], [], []]);
    assert.equal(document.getText(), newPlanText('Shop'));
    assert.ok(workspaceFolder());
  });
});
