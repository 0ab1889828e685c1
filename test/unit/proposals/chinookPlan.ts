import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { PROPOSED_PANELS, proposePanel } from '../../../src/core/proposals/proposePanel.ts';
import { applied, fakePlan } from './fakePlan.ts';
import { scanHere } from './scanHere.ts';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';

const folder = resolve(import.meta.dirname, '../../../../shared/data/chinook');
export const CHINOOK_SQLITE = resolve(folder, 'Chinook_Sqlite.sqlite');
export const CHINOOK_POSTGRES = resolve(folder, 'Chinook_PostgreSql.sql');
/** False where the real data is not at hand: then its tests are skipped. */
export const hasChinook = existsSync(CHINOOK_SQLITE) && existsSync(CHINOOK_POSTGRES);
if (!hasChinook) console.warn(`skipped: no Chinook in ${folder}`);

export const SYSTEM = { technology: '', location: '', owner: '', size: '', connection: '', catalogue: '' };

/** The catalogues of Chinook and a plan with every proposal in it. */
export async function chinookPlan(): Promise<{ catalogues: Catalogue[]; plan: Plan }> {
  const catalogues = [await scanHere(CHINOOK_SQLITE, 'source', 'Chinook'), await scanHere(CHINOOK_POSTGRES, 'target', 'New')];
  return { catalogues, plan: fullPlan(catalogues) };
}

/** A plan with every proposal in it, panel after panel. */
export function fullPlan(catalogues: readonly Catalogue[]): Plan {
  let plan = fakePlan({ sourceSystems: catalogues.filter(({ role }) => role === 'source').map(({ system }) => ({ ...SYSTEM, name: system })) });
  for (const panel of PROPOSED_PANELS) plan = applied(plan, proposePanel(panel, plan, catalogues, { at: '2026-01-02T03:04:05.000Z' }));
  return plan;
}
