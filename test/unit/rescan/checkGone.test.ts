import { describe, expect, it } from 'vitest';
import { computeTextEdits } from '../../../src/core/document/computeTextEdits.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import type { ParsedPlan } from '../../../src/core/document/parsedPlan.ts';
import { proposeInventory } from '../../../src/core/inventory/proposeInventory.ts';
import { orphanEvidence } from '../../../src/core/plan/volumes.ts';
import { checkPlan } from '../../../src/core/proposals/checkPlan.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import { planWith } from '../interchange/plans.ts';
import { catalogue, table } from './catalogues.ts';

const customer = table('Customer', ['CustomerId integer', 'FirstName text(40)', 'Email text(60)'], 59);
const track = table('Track', ['TrackId integer', 'Title text(200)'], 3_503);
const after = catalogue([{ ...customer, name: 'Client' }, track], { scannedAt: '2026-11-23T10:32:00.000Z' });

function scannedBefore(): ParsedPlan {
  const first = planWith({ kind: 'addItem', list: 'sourceSystems', item: { name: 'crm', catalogue: 'data-migration/crm.json' } });
  const proposed = proposeInventory(first.plan!, [catalogue([customer, track])], { at: '' })!;
  const mapped = parsePlan(applyTextEdits(first.text, computeTextEdits(first, proposed)));
  return parsePlan(applyTextEdits(mapped.text, computeTextEdits(mapped, { kind: 'insertRows', block: 'mapping', at: 0, rows: customer.columns.map(({ name }) => ({ sourceTable: 'Customer', sourceField: name, targetTable: '?', targetField: '?', transform: '?' })) })));
}

describe('a table that is gone', () => {
  const plan = scannedBefore();
  const found = (parsed: ParsedPlan): ReturnType<typeof checkPlan> => checkPlan(parsed, [after]).filter(({ code, args }) => /^(?:rescan|inventory.unknown|mapping.unknownSource)/.test(code) && args['table'] === 'Customer');
  const [gone] = found(plan);
  const fixed = (code: string): ParsedPlan => parsePlan(applyTextEdits(plan.text, computeTextEdits(plan, gone!.fixes.find((fix) => fix.code === code)!.edit)));

  it('is marked in its row, with what it was and three ways out', () => {
    expect(gone).toMatchObject({ code: 'rescan.goneTable', severity: 'error', args: { system: 'crm', table: 'Customer', then: '2026-11-01', now: '2026-11-23' }, place: { kind: 'cell', block: 'inventory', row: 0, column: 'object' } });
    expect(gone?.fixes.map(({ code, args }) => [code, args['name'] ?? args['table']])).toEqual([['fix.renamedTo', 'Client'], ['fix.leaveBehind', 'Customer'], ['fix.removeGone', 'Customer']]);
    expect(found(plan).map(({ code }) => code)).toEqual(['rescan.goneTable', 'mapping.unknownSourceTable', 'mapping.unknownSourceTable', 'mapping.unknownSourceTable']);
  });

  it('gets its new name everywhere, evidence with it', () => {
    const parsed = fixed('fix.renamedTo');
    expect(checkPlan(parsed, [after]).filter(({ code }) => code.startsWith('rescan') || code.includes('unknown'))).toEqual([]);
    expect(parsed.plan?.rows.mapping?.map(({ cells }) => cells['sourceTable'])).toEqual(['Client', 'Client', 'Client']);
    expect(parsed.plan?.state.evidence.map(({ row }) => row)).toEqual(['crm.Client', 'crm.Track']);
  });

  it('is left behind with a reason, and is no problem then, in the mapping neither', () => {
    const parsed = fixed('fix.leaveBehind');
    expect(parsed.plan?.state.exclusions).toEqual([{ what: 'Customer', reason: 'No longer in the source: scan of 2026-11-23' }]);
    expect(found(parsed)).toEqual([]);
    expect(parsed.plan?.rows.mapping?.length).toBe(3);
  });

  it('loses its row alone where that is chosen: evidence and mapping stay', () => {
    const parsed = fixed('fix.removeGone');
    expect(parsed.plan?.rows.inventory?.map(({ cells }) => cells['object'])).toEqual(['Track']);
    expect([orphanEvidence(parsed.plan!).map(({ row }) => row), parsed.plan?.rows.mapping?.length]).toEqual([['crm.Customer'], 3]);
  });

  it('is not gone while the scan was not finished', () => {
    expect(checkPlan(plan, [{ ...after, complete: false }]).filter(({ code }) => code === 'rescan.goneTable')).toEqual([]);
  });
});
