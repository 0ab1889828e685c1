import { describe, expect, it } from 'vitest';
import { digest } from '../../../src/core/workflow/digest.ts';
import { panelBasis, panelContent, signOffEdit, signOffState } from '../../../src/core/workflow/signOffs.ts';
import { apply, discovery, generate, generated, inventoryRow, mappingRow, withRows, withState } from './memoryPlan.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import type { Panel } from '../../../src/core/workflow/stepFile.ts';

const panels = [...discovery.panels, ...generate.panels];

function panel(id: string): Panel {
  const found = panels.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no panel ${id}`);
  return found;
}

function signed(before: Plan, ...ids: string[]): Plan {
  return ids.reduce((plan, id) => apply(plan, signOffEdit(plan, panel(id), panels, 'Ana', '2026-05-02')), before);
}

function state(plan: Plan, id: string): string {
  const found = signOffState(plan, panel(id), panels);
  return found.state === 'stale' ? `stale by ${found.changed}` : found.state;
}

describe('a digest', () => {
  it('is 16 hex digits that stay the same from version to version: they stand in documents', () => {
    expect(digest('')).toBe('488bdcb81aee8d83');
    expect(digest('abc')).toBe('7a91f9f91ac18c8d');
    expect(digest('abc')).not.toBe(digest('acb'));
  });
});

describe('a sign-off', () => {
  it('is none, then valid, and says by whom', () => {
    expect(state(generated(), 'mapping')).toBe('none');
    const after = signed(generated(), 'mapping');
    expect(signOffState(after, panel('mapping'), panels)).toMatchObject({ state: 'valid', signOff: { by: 'Ana', at: '2026-05-02' } });
  });

  it('goes stale with the content it saw', () => {
    const after = signed(generated(), 'mapping');
    const rows = [...(after.rows.mapping ?? []), mappingRow('Track', 'Ms', 'track', 'ms', 'direct')];
    expect(state(withRows(after, 'mapping', rows), 'mapping')).toBe('stale by content');
    expect(state(withRows(after, 'mapping', []), 'mapping')).toBe('stale by content');
    expect(state({ ...after, rows: { ...after.rows, mapping: undefined } } as unknown as Plan, 'mapping')).toBe('stale by content');
  });

  it('is valid again when the content is back', () => {
    const after = signed(generated(), 'mapping');
    const rows = after.rows.mapping ?? [];
    expect(state(withRows(withRows(after, 'mapping', []), 'mapping', [...rows]), 'mapping')).toBe('valid');
  });

  it('goes stale with what it rests on: another panel', () => {
    const after = signed(generated(), 'mapping', 'validation');
    const rows = [...(after.rows.mapping ?? []), mappingRow('Track', 'Ms', 'track', 'ms', 'direct')];
    const changed = withRows(after, 'mapping', rows);
    expect(state(changed, 'validation')).toBe('stale by basis');
    expect(state(changed, 'sequence')).toBe('none');
  });

  it('goes stale with what it rests on: a field, a column', () => {
    const after = signed(generated(), 'mapping', 'cutover', 'sequence');
    const strategy = { ...after.state.migrationStrategy, downtimeWindow: '2 h' };
    expect(state(withState(after, { migrationStrategy: strategy }), 'cutover')).toBe('stale by basis');
    const inventory = after.rows.inventory ?? [];
    expect(state(withRows(after, 'inventory', [...inventory, inventoryRow('Genre', '25')]), 'mapping')).toBe('stale by basis');
    expect(state(withRows(after, 'mapping', [...(after.rows.mapping ?? []), mappingRow('—', '—', 'genre', 'id', 'generated')]), 'sequence')).toBe('stale by basis');
  });

  it('does not mind what it does not rest on', () => {
    const after = signed(generated(), 'mapping', 'sequence', 'summary');
    const [first = inventoryRow('', ''), ...rest] = after.rows.inventory ?? [];
    const other = { cells: { ...first.cells, priority: 'Low', recordCount: '60' } };
    expect(state(withRows(after, 'inventory', [other, ...rest]), 'mapping')).toBe('valid');
    expect(state(withRows(after, 'mapping', [...(after.rows.mapping ?? []), mappingRow('Track', 'Ms', 'track', 'ms', 'direct')]), 'sequence')).toBe('valid');
    expect(state(withState(after, { dataQuality: [{ issue: 'blanks' }], sourceSystems: [{ ...after.state.sourceSystems[0], owner: 'Jon' }] }), 'summary')).toBe('valid');
    expect(state(withState(after, { sourceSystems: [...after.state.sourceSystems, { name: 'erp' }] }), 'summary')).toBe('stale by basis');
  });

  it('does not mind how values are written: white space, line ends, extra columns, evidence, row order where it means nothing', () => {
    const after = signed(generated(), 'inventory', 'volumes', 'mapping', 'sources', 'sequence');
    const spread = Object.fromEntries(
      Object.entries(after.rows).map(([block, rows]) => [
        block,
        rows.map((row) => ({ cells: { 'Our remark': 'x', ...Object.fromEntries(Object.entries(row.cells).reverse().map(([key, value]) => [key, `  ${value.replaceAll(' ', '\r\n ')} `])) } })),
      ]),
    );
    const tidied: Plan = { state: withState(after, { evidence: [], sourceSystems: [{ ...after.state.sourceSystems[0], name: ' crm', connection: './shop.db' }] }).state, rows: spread };
    for (const id of ['inventory', 'volumes', 'mapping', 'sources', 'sequence']) expect(state(tidied, id), id).toBe('valid');
    expect(state(withRows(after, 'inventory', [...(after.rows.inventory ?? [])].reverse()), 'inventory')).toBe('valid');
    expect(state(withRows(after, 'loadOrder', [...(after.rows.loadOrder ?? [])].reverse()), 'sequence')).toBe('stale by content');
  });

  it('of two branches: the one that still holds wins', () => {
    const after = signed(generated(), 'mapping');
    const old = { panel: 'mapping', by: 'Jon', at: '2026-04-01', content: 'old', basis: 'old' };
    expect(signOffState(withState(after, { signOffs: [...after.state.signOffs, old] }), panel('mapping'), panels)).toMatchObject({ state: 'valid', signOff: { by: 'Ana' } });
    expect(signOffState(withState(after, { signOffs: [old] }), panel('mapping'), panels)).toMatchObject({ state: 'stale', signOff: { by: 'Jon' } });
  });

  it('written by hand without a digest is stale, not valid', () => {
    expect(state(withState(generated(), { signOffs: [{ panel: 'mapping', by: 'Ana' }] }), 'mapping')).toBe('stale by content');
  });

  it('has the values of the panel as its content, and no basis where it rests on nothing', () => {
    expect(panelContent(generated(), panel('target'))).toBe(
      '[[["targetSystem.location",""],["targetSystem.name","erp"],["targetSystem.owner",""],["targetSystem.schemaDefined","yes"],["targetSystem.technology","PostgreSQL"]],[]]',
    );
    expect(panelBasis(generated(), panel('target'), panels)).toBe('');
    expect(signOffEdit(generated(), panel('target'), panels, 'Ana', '2026-05-02')).toMatchObject({ kind: 'signOff', panel: 'target', basis: '' });
  });
});
