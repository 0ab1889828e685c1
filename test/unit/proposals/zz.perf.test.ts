import { test } from 'vitest';
import { catalogue, table, fakePlan } from './fakePlan.ts';
import { proposeMapping } from '../../../src/core/mapping/proposeMapping.ts';
import { matchCatalogues } from '../../../src/core/mapping/matchCatalogues.ts';
import { prepareTables } from '../../../src/core/mapping/preparedTable.ts';
test('p', () => {
  const wide = Array.from({ length: 200 }, (_, number) => table(`T${number}`, Array.from({ length: 50 }, (__, field) => `F${number}x${field} int`), { rows: 1 }));
  const big = [catalogue('crm', 'source', 'SQLite', wide), catalogue('new', 'target', 'PostgreSQL', wide.map((each) => ({ ...each, name: each.name.toLowerCase() })))] as const;
  let t = performance.now(); 0; console.log('prep', performance.now() - t);
  t = performance.now(); matchCatalogues([big[0]], big[1]); console.log('match', performance.now() - t);
  t = performance.now(); proposeMapping([big[0]], big[1], fakePlan()); console.log('propose', performance.now() - t);
});
