import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Plan } from '../plan/plan.ts';
import { coversText } from './covers.ts';
import type { Found } from './found.ts';
import { mappingOffers } from './mappingOffers.ts';
import { plainLabel } from './offer.ts';
import type { Offer } from './offer.ts';

/** What the tools found can bring into a plan: an entry each for the list of existing tools, and the fields that they carry over for certain. */
export function toolOffers(plan: Plan, catalogues: readonly Catalogue[], found: readonly Found[]): Offer[] {
  const tools = found.filter((each) => !isListed(plan, each)).map((each): Offer => {
    const [first] = each.evidence;
    return {
      id: `tool:${each.tool}:${each.path}`, group: 'tools', label: plainLabel(each.name), cite: each.path, path: first?.path ?? each.path, line: first?.line ?? 1, sure: each.sure,
      ...(each.sure ? {} : { note: { code: 'existingWork.maybe', args: { tool: each.tool } } }),
      taking: { kind: 'tool', name: each.name, path: each.path, covers: coversText(plan, each) },
    };
  });
  const mappings = found.flatMap((each) => each.mappings.map((mapping) => ({ ...mapping, transform: 'direct', cite: `${mapping.path} › ${each.name}` })));
  return [...tools, ...mappingOffers(plan, catalogues, mappings, 'catalogued')];
}

/** Whether the plan lists it: by its path, or by a place around or below it under the tool's name. A person's words for it stay as they are. */
export function isListed(plan: Plan, found: Pick<Found, 'tool' | 'path'>): boolean {
  const path = normal(found.path);
  return plan.state.existingTools.some((item) => {
    const other = normal(item.path);
    if (other === '') return false;
    if (other === path) return true;
    const around = path.startsWith(`${other}/`) || other.startsWith(`${path}/`);
    return around && item.name.toLowerCase().includes(found.tool.toLowerCase());
  });
}

function normal(path: string): string {
  return path.trim().replaceAll('\\', '/').replace(/^(?:\.\/)+|\/+$/g, '').toLowerCase();
}
