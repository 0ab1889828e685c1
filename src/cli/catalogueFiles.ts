import { resolve } from 'node:path';
import { parseCatalogue } from '../core/catalogue/parseCatalogue.ts';
import { CliError } from './cliError.ts';
import { readText } from './files.ts';
import { words } from './words.ts';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { Plan } from '../core/plan/plan.ts';

/** Where the catalogue of a system lies, relative to the plan: in a folder of the plan's name. */
export function cataloguePath(planFile: string, catalogue: Pick<Catalogue, 'system' | 'role'>): string {
  const folder = planFile.replace(/^.*[/\\]/, '').replace(/\.md$/i, '');
  const name = catalogue.system.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'system';
  return `${folder}/${catalogue.role === 'target' ? `target-${name}` : name}.json`;
}

/** A path in a plan is a stranger's text: it stays below the plan's own folder. */
function below(folder: string, path: string): string | undefined {
  const segments = path.split('/');
  return segments.some((segment) => segment === '' || segment === '.' || segment === '..' || segment.includes('\\') || segment.includes(':')) ? undefined : resolve(folder, ...segments);
}

export interface UnreadCatalogue {
  /** Path of the field in the frontmatter. */
  readonly field: string;
  readonly path: string;
  readonly reason: string;
}

/** The catalogues that a plan names. `folder` is that of the plan. */
export async function loadCatalogues(plan: Plan, folder: string): Promise<{ catalogues: Catalogue[]; unread: UnreadCatalogue[] }> {
  const named = [
    ...plan.state.sourceSystems.map((system, index) => ({ field: `sourceSystems.${index}.catalogue`, path: system.catalogue })),
    { field: 'targetSystem.catalogue', path: plan.state.targetSystem.catalogue },
  ].filter(({ path }) => path !== '');
  const catalogues: Catalogue[] = [];
  const unread: UnreadCatalogue[] = [];
  for (const { field, path } of named) {
    try {
      const file = below(folder, path);
      if (file === undefined) throw new CliError('it does not lie beside the plan.');
      const reading = parseCatalogue(await readText(file, path));
      if (!reading.ok) throw new CliError(words(reading.code, reading.args));
      catalogues.push(reading.catalogue);
    } catch (error) {
      unread.push({ field, path, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { catalogues, unread };
}
