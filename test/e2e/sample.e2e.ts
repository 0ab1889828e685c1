import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { volumeOf } from '../../src/core/plan/volumes.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import { eventually } from '../lab/workbench.mjs';
import { Person, makeSampleWorkspace, stopAtFailure } from './wizard.ts';

const counts = (plan: Plan): Record<string, string> => Object.fromEntries((plan.rows.inventory ?? []).map(({ cells }) => [cells['object'] ?? '', cells['recordCount'] ?? '']));

describe('the sample project, with its dirt, to a complete plan', () => {
  let ana: Person;
  let place: Awaited<ReturnType<typeof makeSampleWorkspace>>;
  stopAtFailure();
  beforeAll(async () => {
    place = await makeSampleWorkspace();
    ana = await Person.sitDown(place.folder);
    await ana.create();
  });
  afterAll(() => Person.everybodyLeaves());

  test('the volumes are measured', async () => {
    await ana.alone();
    await ana.scanSource(place.source, place.system);
    const plan = await ana.plan();
    const rows = plan.rows.inventory ?? [];
    expect(rows.length).toBe(14);
    for (const row of rows) expect(volumeOf(plan, row), String(row.cells['object'])).toMatchObject({ kind: 'measured', proven: true });
    await ana.goOn('Volumes');
  });

  test('what is said is shown first, and stands in the document once it is applied', async () => {
    await ana.say('Customer data is most critical');
    expect(await ana.answer()).toContain('Customers: High');
    await ana.say('supplier data is most critical');
    expect((await ana.plan()).rows.inventory?.find(({ cells }) => cells['object'] === 'Suppliers')?.cells['priority']).not.toBe('High');
    await ana.decide('Suppliers', 'Apply');
    expect((await ana.plan()).rows.inventory?.find(({ cells }) => cells['object'] === 'Suppliers')?.cells['priority']).toBe('High');

    await ana.say('We need zero downtime');
    expect((await ana.plan()).state.migrationStrategy).toMatchObject({ approach: '', downtimeWindow: '' });
    await ana.decide('Zero downtime', 'Apply');
    expect((await ana.plan()).state.migrationStrategy).toMatchObject({ approach: 'parallel', downtimeWindow: '0' });
  });

  test('a stated volume is stated, not measured: it keeps Volumes from going on, and one undo takes it back', async () => {
    const before = await ana.text();
    await ana.say('about 2 million orders, 8 GB');
    await ana.decide('Orders', 'Apply');
    const plan = await ana.plan();
    const orders = (plan.rows.inventory ?? []).find(({ cells }) => cells['object'] === 'Orders');
    expect(orders?.cells).toMatchObject({ recordCount: '~2,000,000', size: '8 GB' });
    expect(orders === undefined ? undefined : volumeOf(plan, orders)).toMatchObject({ kind: 'stated', proven: false });
    expect(await ana.blockers()).toEqual([expect.stringContaining('Orders: ~2,000,000')]);
    const page = await ana.page();
    await page.locator('#panel-title').focus();
    await page.locator('#panel-title').press('Control+z');
    await eventually('the volume undone', async () => ((await ana.text()) === before ? true : undefined));
  });

  test('what is still open is told, and "continue" goes on', async () => {
    await ana.say('what is still open?');
    const answer = await ana.answer();
    expect(answer).toContain('Owner or steward is open');
    expect(answer).toContain('“Time zones” is still empty');
    await ana.say('continue');
    await eventually('the next panel', async () => ((await ana.panelTitle()) === 'Relationships' ? true : undefined));
  });

  test('what is not understood is said, with three sentences that would be, and changes nothing', async () => {
    const before = await ana.text();
    await ana.say('blue is a nice colour');
    expect(await ana.answer()).toContain('I did not understand “blue is a nice colour”');
    expect(await (await ana.page()).locator('#talk-log .turn').last().locator('.suggestion').count()).toBe(3);
    expect(await ana.text()).toBe(before);
  });

  test('the rest of Discovery', async () => {
    await ana.goOn('Data Quality');
    await ana.addRecord('dataQuality', { issue: 'Customers there twice', where: 'Customers.EMail', treatment: 'merge by e-mail before the load' });
    await ana.goOn('Rules');
    await ana.fill('constraints.timeZones', 'Europe/Dublin, without offset');
    await ana.fill('constraints.currencies', 'EUR, two decimals');
    await ana.goOn('Left Behind');
    await ana.addRecord('exclusions', { what: 'OrdersArchive2009', reason: 'copy of orders before 2009; no duty to keep it' });
    await ana.goOn('Target');
    await ana.readTarget(place.target);
    await ana.goOn('Strategy');
    await ana.fill('migrationStrategy.rationale', 'The shop sells at night as well');
    await ana.goOn('Summary');
    expect((await ana.plan()).state.stepsCompleted).toEqual([]);
    await ana.goOn('Inventory');
    const plan = await ana.plan();
    expect(plan.state.stepsCompleted).toEqual(['step-01-discovery']);
    expect(counts(plan)).toMatchObject({ Customers: expect.stringMatching(/^\d/) as string, Orders: '3,900' });
    await ana.goOn('Mapping');
  });

  test('unmapped fields and required targets without a source keep Mapping from going on', async () => {
    await ana.propose();
    const open = await ana.blockers();
    expect(open.length).toBeGreaterThan(5);
    for (const name of ['Employees.Salary', 'customer.privacy_accepted_at', 'customer.preferred_language', 'sales_order.currency_code']) {
      expect(open, name).toContainEqual(expect.stringContaining(name));
    }
    expect(open.filter((text) => text.startsWith('OrdersArchive2009'))).toEqual([]);
    expect((await ana.plan()).state.signOffs.map(({ panel }) => panel)).not.toContain('mapping');
  });

  test('mapped, left behind with a reason, filled with a constant: each takes its blocker away', async () => {
    const gaps = async (): Promise<readonly { readonly cells: Readonly<Record<string, string>> }[]> =>
      ((await ana.plan()).rows.mapping ?? []).filter(({ cells }) => Object.values(cells).includes('?'));
    const page = await ana.page();
    for (const row of await gaps()) {
      const { cells } = row;
      const name = `${cells['sourceTable'] ?? ''}.${cells['sourceField'] ?? ''}`;
      // The last gap is left for the reason.
      if (cells['targetField'] === 'preferred_language') continue;
      if (name === 'Employees.LeftDate') {
        await ana.setCell('mapping', ['Employees', 'LeftDate'], 2, 'employee');
        await ana.setCell('mapping', ['Employees', 'LeftDate'], 3, 'end_date');
        await ana.setCell('mapping', ['Employees', 'LeftDate'], 4, 'cast to date');
      } else if (cells['sourceField'] === '?' || cells['sourceField'] === '—') {
        const target = [cells['targetTable'] ?? '', cells['targetField'] ?? ''];
        await ana.setCell('mapping', target, 1, '—');
        if ((await gaps()).some((one) => one.cells['targetField'] === cells['targetField'])) await ana.setCell('mapping', target, 0, '—');
        await ana.setCell('mapping', target, 4, cells['targetField'] === 'currency_code' ? 'constant EUR' : 'default');
      } else {
        const source = [cells['sourceTable'] ?? '', cells['sourceField'] ?? ''];
        await ana.setCell('mapping', source, 3, '—');
        await ana.setCell('mapping', source, 2, '—');
        await ana.setCell('mapping', source, 4, 'leave behind: nobody reads it any more');
      }
    }
    await eventually('one gap only', async () => ((await page.locator('.blockers .problem-link').allInnerTexts()).length === 1 ? true : undefined), 10_000).catch(async (error: unknown) => {
      throw new Error(`${String(error)}: ${(await page.locator('.blockers .problem-link').allInnerTexts()).join(' | ')}`);
    });
    expect(await page.locator('.blockers .problem-link').allInnerTexts()).toEqual([expect.stringContaining('customer.preferred_language')]);
  });

  test('the last one is waived with a reason, which stands under Decisions', async () => {
    const page = await ana.page();
    await page.locator('.waive input').fill('The new shop asks each customer at the first visit');
    await page.locator('.waive vscode-button').click();
    await eventually('Validation', async () => ((await ana.panelTitle()) === 'Validation' ? true : undefined));
    const text = await ana.text();
    const { deviations } = (await ana.plan()).state;
    expect(deviations.map(({ panel, reason, by }) => ({ panel, reason, by }))).toEqual([{ panel: 'mapping', reason: 'The new shop asks each customer at the first visit', by: 'Ana Lind' }]);
    const decisions = /\n### Decisions\n([\s\S]*?)(?=\n##? |\n### |$)/.exec(text)?.[1] ?? '';
    expect(decisions).toContain('The new shop asks each customer at the first visit');
  });

  test('the rest of Generate, to a complete plan', async () => {
    for (const next of ['Sequence', 'Rollback', 'Cutover', 'Review']) {
      await ana.propose();
      await ana.goOn(next);
    }
    await (await ana.page()).locator('.menu-continue').click();
    await ana.notice('The plan is complete');
    const plan = await ana.plan();
    expect(plan.state.stepsCompleted).toEqual(['step-01-discovery', 'step-02-generate']);
    expect(plan.state.status).toBe('complete');
    for (const block of ['inventory', 'mapping', 'validation', 'phases', 'loadOrder', 'rollbackCriteria', 'restoreSteps', 'cutover'] as const) {
      expect(plan.rows[block]?.length ?? 0, block).toBeGreaterThan(0);
    }
    expect(ana.complaints()).toEqual([]);
  });
});
