import { describe, expect, test } from 'vitest';
import { findExistingWork } from '../../../src/core/existingWork/findExistingWork.ts';
import { brief, foundIn, workspace } from './fixtures.ts';

const mapped = (name: string): string[] => foundIn(name).flatMap(({ mappings }) => mappings.map((each) => `${each.sourceTable}.${each.sourceField} → ${each.targetTable}.${each.targetField} ${each.path}:${each.line}`));

describe('each tool, exactly', () => {
  test('Flyway: versions in order, SQL read, comments and texts not', () => {
    expect(foundIn('flyway').map(brief)).toEqual([{
      name: 'Flyway migrations', path: 'db/migration', sure: true, facts: ['3 migrations, newest V10__fill_status', '1 repeatable script'],
      reads: ['legacy_status'], writes: ['customer', 'sales.order'], connections: ['target postgresql db1.example.com/shop'],
      evidence: ['flyway.conf:2 configuration', 'db/migration/V10__fill_status.sql:1 newest migration'],
    }]);
  });
  test('Liquibase: one work for a log and all that it includes, in XML, YAML and SQL', () => {
    expect(foundIn('liquibase').map(brief)).toEqual([{
      name: 'Liquibase change log', path: 'db.changelog-master.xml', sure: true, facts: ['3 change sets, last 3-fill', '4 files'],
      reads: ['old_orders', 'old_invoice'], writes: ['customer', 'orders', 'invoice'], connections: ['target oracle ora1/ORCL'],
      evidence: ['db.changelog-master.xml:2 change log', 'changes/001-customer.xml:1 1 change set', 'changes/002-order.yaml:1 1 change set', 'changes/003-fill.sql:1 1 change set', 'liquibase.properties:2 connection'],
    }]);
  });
  test('Liquibase in JSON', () => {
    const text = JSON.stringify({ databaseChangeLog: [{ changeSet: { id: 7, author: 'a', changes: [{ addColumn: { tableName: 'customer' } }] } }] }, undefined, 2);
    expect(findExistingWork([{ path: 'db/changelog.json', text }]).map(brief)).toEqual([{
      name: 'Liquibase change log', path: 'db/changelog.json', sure: true, facts: ['1 change set, last 7'], reads: [], writes: ['customer'], connections: [], evidence: ['db/changelog.json:2 change log'],
    }]);
  });
  test('Alembic: the revision that no other follows is the newest; what downgrade does is left out', () => {
    expect(foundIn('alembic').map(brief)).toEqual([{
      name: 'Alembic migrations', path: 'alembic/versions', sure: true, facts: ['2 migrations, newest 3c4d_add_email'], reads: ['legacy_account'], writes: ['account', 'contact', 'account_log'],
      connections: ['target postgresql pg1.example.com/crm'], evidence: ['alembic.ini:1 configuration', 'alembic/versions/3c4d_add_email.py:3 newest migration'],
    }]);
  });
  test('Prisma: models under their table names', () => {
    expect(foundIn('prisma').map(brief)).toEqual([{
      name: 'Prisma schema', path: 'prisma/schema.prisma', sure: true, facts: ['2 models', '2 migrations, newest 20240215120000_add_orders'], reads: [], writes: ['customers', 'Order'],
      connections: ['target postgresql, environment variable DATABASE_URL'], evidence: ['prisma/schema.prisma:1 data source', 'prisma/migrations/20240215120000_add_orders/migration.sql:1 newest migration'],
    }]);
  });
  test('Knex', () => {
    expect(foundIn('knex').map(brief)).toEqual([{
      name: 'Knex migrations', path: 'migrations', sure: true, facts: ['2 migrations, newest 20240301000000_alter'], reads: ['old_prices'], writes: ['products', 'product_log', 'prices', 'price_history'],
      connections: ['target pg, db3/shop'], evidence: ['knexfile.js:3 configuration', 'migrations/20240301000000_alter.ts:1 newest migration'],
    }]);
  });
  test('TypeORM', () => {
    expect(foundIn('typeorm').map(brief)).toEqual([{
      name: 'TypeORM migrations', path: 'src/migration', sure: true, facts: ['1 migration, newest 1700000000000-CreateInvoice'], reads: [], writes: ['invoice', 'invoice_line'],
      connections: ['target mysql, mysql1/billing'], evidence: ['src/migration/1700000000000-CreateInvoice.ts:1 newest migration', 'src/data-source.ts:3 data source'],
    }]);
  });
  test('Rails', () => {
    expect(foundIn('rails').map(brief)).toEqual([{
      name: 'Rails migrations', path: 'db/migrate', sure: true, facts: ['1 migration, newest 20240101120000_create_articles', 'schema at version 20240101120000'], reads: [], writes: ['articles', 'authors'],
      connections: [], evidence: ['db/migrate/20240101120000_create_articles.rb:1 newest migration', 'db/schema.rb:1 schema'],
    }]);
  });
  test('dbt: sources by their real names; a model of nothing but columns is an exact mapping, one that filters is none', () => {
    expect(foundIn('dbt').map(brief)).toEqual([{
      name: 'dbt project shop_warehouse', path: 'dbt_project.yml', sure: true, facts: ['2 models'], reads: ['public.Customer', 'public.orders'], writes: ['customer', 'stg_orders'],
      connections: ['target profile warehouse', 'source crm (database crm_prod)'], evidence: ['dbt_project.yml:1 project', 'models/staging/sources.yml:2 source crm'],
    }]);
    expect(mapped('dbt')).toEqual([
      'public.Customer.CustomerId → customer.customer_id models/staging/customer.sql:4', 'public.Customer.FirstName → customer.first_name models/staging/customer.sql:4', 'public.Customer.Email → customer.Email models/staging/customer.sql:4',
    ]);
  });
  test('ora2pg: renamed columns are exact', () => {
    expect(foundIn('ora2pg').map(brief)).toEqual([{
      name: 'ora2pg export', path: 'ora2pg.conf', sure: true, facts: ['exports table, copy', 'schema HR', 'leaves out TMP_.*'], reads: ['EMPLOYEES', 'DEPARTMENTS'], writes: ['staff'],
      connections: ['source oracle ora1.example.com/LEGACY', 'target pg pg2/newhr'], evidence: ['ora2pg.conf:2 source'],
    }]);
    expect(mapped('ora2pg')).toEqual(['EMPLOYEES.EMP_ID → staff.id ora2pg.conf:10', 'EMPLOYEES.ENAME → staff.full_name ora2pg.conf:10']);
  });
  test('pgloader: databases and files', () => {
    expect(foundIn('pgloader').map(brief)).toEqual([
      { name: 'pgloader command countries', path: 'countries.load', sure: true, facts: ['loads csv'], reads: ['countries.csv'], writes: ['public.country'], connections: ['target postgresql pg.example.com/newshop'], evidence: ['countries.load:1 command'] },
      {
        name: 'pgloader command shop', path: 'shop.load', sure: true, facts: ['loads a database', 'tables like /^log_/', 'leaves out /tmp/', 'customer becomes customers'], reads: ['customer', 'orders'], writes: ['customers'],
        connections: ['source mysql mysql.example.com/shop', 'target postgresql pg.example.com/newshop'], evidence: ['shop.load:1 command'],
      },
    ]);
  });
  test('AWS DMS: rules and settings; a rule that changes all names leaves none exact', () => {
    expect(foundIn('dms').map(brief)).toEqual([
      {
        name: 'AWS DMS table mappings table-mappings', path: 'table-mappings.json', sure: true, facts: ['6 rules', 'takes SALES.%', 'leaves out SALES.TMP%', 'drops the columns EMPLOYEES.PHOTO'], reads: ['HR.EMPLOYEES'], writes: ['staff'],
        connections: [], evidence: ['table-mappings.json:3 rules'],
      },
      { name: 'AWS DMS task settings task-settings', path: 'task-settings.json', sure: true, facts: ['how a replication task loads', 'target tables: truncate before load'], reads: [], writes: [], connections: [], evidence: ['task-settings.json:1 settings'] },
    ]);
    expect(mapped('dms')).toEqual(['HR.EMPLOYEES.ENAME → staff.full_name table-mappings.json:7']);
    const [file] = workspace('dms');
    const sweeping = (file?.text ?? '').replace('"rules": [', '"rules": [ { "rule-type": "transformation", "rule-target": "column", "rule-action": "convert-lowercase", "object-locator": { "schema-name": "%", "table-name": "%", "column-name": "%" } },');
    expect(findExistingWork([{ path: 'dms-rules.json', text: sweeping }])[0]?.mappings).toEqual([]);
  });
  test('Kettle: one input straight into one output is exact, computed columns are not', () => {
    expect(foundIn('kettle').map(brief)).toEqual([
      {
        name: 'Kettle transformation load_customers', path: 'load_customers.ktr', sure: true, facts: ['2 steps'], reads: ['Customers'], writes: ['core.customer'], connections: ['unknown legacy (mysql mysql1/shop)'],
        evidence: ['load_customers.ktr:4 connection', 'load_customers.ktr:9 reads', 'load_customers.ktr:13 writes'],
      },
      { name: 'Kettle job nightly', path: 'nightly.kjb', sure: true, facts: ['runs load_customers.ktr'], reads: [], writes: ['tmp_customer'], connections: [], evidence: ['nightly.kjb:3 entries'] },
    ]);
    expect(mapped('kettle')).toEqual(['Customers.CustID → core.customer.id load_customers.ktr:13', 'Customers.CustName → core.customer.full_name load_customers.ktr:13']);
  });
  test('SSIS: the project stands for its packages; names of connections alone', () => {
    expect(foundIn('ssis').map(brief)).toEqual([{
      name: 'SSIS project Load', path: 'Load.dtproj', sure: true, facts: ['1 package', 'Customers.dtsx: 3 components'], reads: ['dbo.Customers', 'dbo.Order Details', 'dbo.Orders'], writes: ['dw.DimCustomer'],
      connections: ['unknown LegacyCrm', 'unknown Warehouse'], evidence: ['Load.dtproj:4 packages', 'Customers.dtsx:10 reads', 'Customers.dtsx:13 reads', 'Customers.dtsx:16 writes'],
    }]);
    const alone = workspace('ssis').filter(({ path }) => path.endsWith('.dtsx'));
    expect(findExistingWork(alone).map(({ name, path }) => [name, path])).toEqual([['SSIS package Customers', 'Customers.dtsx']]);
  });
  test('Airflow: connections by their ids; the words of a description are no query', () => {
    expect(foundIn('airflow').map(brief)).toEqual([{
      name: 'Airflow DAG load_shop', path: 'dags/load_shop.py', sure: true, facts: ['runs @daily'], reads: ['staging.orders', 'staging.customers'], writes: ['dw.orders'], connections: ['unknown warehouse'], evidence: ['dags/load_shop.py:7 DAG'],
    }]);
    const decorated = 'from airflow.decorators import dag, task\n\n@dag(schedule=None)\ndef nightly_copy():\n    pass\n';
    expect(findExistingWork([{ path: 'etl/dags/copy.py', text: decorated }]).map(({ name }) => name)).toEqual(['Airflow DAG nightly_copy']);
  });
  test('all of them in one workspace: nothing is taken for something else', () => {
    const folders = ['flyway', 'liquibase', 'alembic', 'prisma', 'knex', 'typeorm', 'rails', 'dbt', 'ora2pg', 'pgloader', 'dms', 'kettle', 'ssis', 'airflow'];
    const all = findExistingWork(folders.flatMap((folder) => workspace(folder).map(({ path, text }) => ({ path: `${folder}/${path}`, text }))));
    expect(all.map(({ tool, path }) => `${tool} ${path}`)).toEqual([
      'Flyway flyway/db/migration', 'Liquibase liquibase/db.changelog-master.xml', 'Alembic alembic/alembic/versions', 'Prisma prisma/prisma/schema.prisma', 'Knex knex/migrations', 'TypeORM typeorm/src/migration', 'Rails rails/db/migrate',
      'dbt dbt/dbt_project.yml', 'ora2pg ora2pg/ora2pg.conf', 'pgloader pgloader/countries.load', 'pgloader pgloader/shop.load', 'AWS DMS dms/table-mappings.json', 'AWS DMS dms/task-settings.json',
      'Kettle kettle/load_customers.ktr', 'Kettle kettle/nightly.kjb', 'SSIS ssis/Load.dtproj', 'Airflow airflow/dags/load_shop.py',
    ]);
  });
});

describe('no false alarms', () => {
  test.each([
    ['a README about Flyway', 'README.md', 'We use Flyway: `V1__init.sql`, flyway.url=jdbc:postgresql://x/y'],
    ['a changelog of a product', 'docs/changelog.xml', '<releases><release version="1"/></releases>'],
    ['a changelog in YAML', 'changelog/1.0.yaml', 'changes:\n  - databaseChangeLog was mentioned\n'],
    ['a package named versions', 'lib/versions/loader.py', 'revision = "1"\nprint("down_revision = None")\n'],
    ['a migrations folder of a web app', 'src/migrations/index.ts', 'export const up = () => sendBirdsSouth();\n'],
    ['a JSON of rules', 'lint/mapping-rules.json', '{"rules": [{"rule-type": "spelling", "rule-id": "1"}]}'],
    ['settings of something else', 'task-settings.json', '{"TargetMetadata": {}}'],
    ['a load file of something else', 'engine.load', 'LOAD 3 tons INTO truck'],
    ['a Python file about days', 'reports/sunday.py', 'import datetime\n# from airflow import DAG\nDAG = 1\n'],
    ['a text about Airflow', 'dags/notes.py', '"""\nfrom airflow import DAG\nDAG(\n"""\n'],
    ['a configuration file', 'config/app.conf', 'ORACLE_HOME /opt/oracle\nTYPE TABLE\n'],
    ['an XML that is a job of a person', 'hr/job.kjb', '<job><title>DBA</title></job>'],
    ['a models folder without a project', 'app/models/customer.sql', "select id from {{ source('a', 'b') }}"],
    ['a copy of somebody else', 'vendor/lib/db/migration/V1__a.sql', 'create table a (b int)'],
    ['a copy in packages', 'node_modules/x/knexfile.js', "module.exports = { client: 'pg' }"],
    ['a Ruby file', 'db/migrate/20240101000000_x.rb', 'puts "ActiveRecord"'],
  ])('%s', (_, path, text) => { expect(findExistingWork([{ path, text }])).toEqual([]); });

  test('one lonely script that looks like Flyway’s is a maybe', () => {
    expect(findExistingWork([{ path: 'scripts/V1__cleanup.sql', text: 'delete from a' }]).map(({ tool, path, sure, writes }) => [tool, path, sure, writes])).toEqual([['Flyway', 'scripts/V1__cleanup.sql', false, ['a']]]);
  });
});

describe('secrets', () => {
  test('no password of any fixture is in anything that is found', () => {
    const secrets = ['hunter2secret', 'tiger2secret', 's3cret-pw', 'kn3x-secret', 'typ3orm-secret', 'manager-secret', 'pg-secret', 'my-s3cret', 'pg-s3cret', '2be98afc86aa7f2e4cb79ce10df90acde', 'ssis-s3cret', 'scott'];
    const folders = ['flyway', 'liquibase', 'alembic', 'knex', 'typeorm', 'ora2pg', 'pgloader', 'kettle', 'ssis'];
    const texts = folders.flatMap((folder) => workspace(folder)).map(({ text }) => text).join('\n');
    expect(secrets.filter((secret) => !texts.includes(secret))).toEqual([]);
    const found = JSON.stringify(folders.flatMap(foundIn));
    expect(secrets.filter((secret) => found.includes(secret))).toEqual([]);
  });
});
