import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { existingWorkLines, reportExistingWork } from '../../../src/cli/existingWork.ts';
import { newPlanText } from '../../../src/core/document/newPlan.ts';
import { fakePlan } from '../proposals/fakePlan.ts';
import { FIXTURES } from './fixtures.ts';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'plan-existing-')); });
afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

const io = (cwd: string, out: (text: string) => void): Parameters<typeof reportExistingWork>[1] => ({ cwd, now: new Date(0), childPath: '', env: () => undefined, out, error: out });

test('an empty folder: nothing is printed', async () => {
  let out = '';
  await reportExistingWork(newPlanText('x'), io(folder, (text) => { out += text; }));
  expect(out).toBe('');
});

test('a line for each tool and document; packages, loops and binaries are passed by', async () => {
  const place = join(folder, 'full');
  await cp(join(FIXTURES, 'flyway'), join(place, 'etl/flyway'), { recursive: true });
  await cp(join(FIXTURES, 'kettle/nightly.kjb'), join(place, 'etl/nightly.kjb'));
  await cp(join(FIXTURES, 'documents/docs'), join(place, 'docs'), { recursive: true });
  await cp(join(FIXTURES, 'knex'), join(place, 'node_modules/knex'), { recursive: true });
  await mkdir(join(place, 'data'), { recursive: true });
  await writeFile(join(place, 'data/image.ktr'), Uint8Array.from({ length: 1_000 }, (_, index) => index % 256));
  await symlink(place, join(place, 'data/loop'));
  expect(await existingWorkLines(place, fakePlan())).toEqual([
    'Flyway migrations, etl/flyway/db/migration: 3 migrations, newest V10__fill_status; 1 repeatable script; reads legacy_status; writes customer, sales.order; to postgresql db1.example.com/shop',
    'Kettle job nightly, etl/nightly.kjb: runs load_customers.ktr; writes tmp_customer',
    'docs/integration-spec.md: open the plan in the editor and choose Bring In Existing Work',
    'docs/research-landscape.md: open the plan in the editor and choose Bring In Existing Work',
  ]);
  let out = '';
  await reportExistingWork(newPlanText('x'), io(place, (text) => { out += text; }));
  expect(out.startsWith('\nExisting work:\n- Flyway migrations, ')).toBe(true);
});
