import { describe, expect, it } from 'vitest';
import { nameChange } from '../../../src/core/language/nameChange.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import { planStateSchema } from '../../../src/core/plan/planState.ts';

const plan: Plan = { state: planStateSchema.parse({ workflow: 'create-data-migration', sourceSystems: [{ name: 'crm' }, { name: '?' }], targetSystem: { name: 'shop' } }), rows: {} };

describe('an edit of the form renames', () => {
  it('a source system that has a name', () => {
    expect(nameChange(plan, { kind: 'setItem', list: 'sourceSystems', item: { index: 0, key: 'crm' }, values: { name: 'sales' } })).toEqual({ ref: { kind: 'system', side: 'source', name: 'crm' }, newName: 'sales' });
  });

  it('the target', () => {
    expect(nameChange(plan, { kind: 'setField', path: 'targetSystem.name', value: 'store' })).toEqual({ ref: { kind: 'system', side: 'target', name: 'shop' }, newName: 'store' });
  });

  it.each([
    { kind: 'setItem', list: 'sourceSystems', item: { index: 1 }, values: { name: 'first name' } },
    { kind: 'setItem', list: 'sourceSystems', item: { index: 0 }, values: { name: '' } },
    { kind: 'setItem', list: 'sourceSystems', item: { index: 0, key: 'another' }, values: { name: 'sales' } },
    { kind: 'setItem', list: 'sourceSystems', item: { index: 0 }, values: { owner: 'Ana' } },
    { kind: 'setField', path: 'targetSystem.name', value: 'shop' },
    { kind: 'setField', path: 'project', value: 'Shop' },
  ] as const)('nothing with %j', (edit) => {
    expect(nameChange(plan, edit)).toBeUndefined();
  });
});
