import { Draft, counted } from '../draft.ts';
import type { Detector, Found, WorkFile } from '../found.ts';
import { baseName, byFolder, folderOf, isWithin } from '../paths.ts';
import { withoutCredentials } from '../withoutCredentials.ts';

/** Prisma: `schema.prisma` (one file or several in a folder) and `migrations/<time>_<name>/migration.sql`. */
export const prisma: Detector = {
  tool: 'Prisma',
  globs: ['**/*.prisma', '**/migrations/*/migration.sql'],
  detect(files) {
    const schemas = files.filter(({ path, text }) => path.endsWith('.prisma') && /^[ \t]*(?:model|datasource)[ \t]+\w+[ \t]*\{/m.test(text));
    const migrations = files.filter(({ path }) => /\/\d{8,14}_[^/]+\/migration\.sql$/.test(`/${path}`));
    const groups = [...byFolder(schemas)].map(([folder, own]) => ({ folder, schemas: own, migrations: [] as WorkFile[] }));
    const loose: WorkFile[] = [];
    for (const migration of migrations) {
      const home = folderOf(folderOf(folderOf(migration.path)));
      const group = groups.find(({ folder }) => folder === home) ?? groups.find(({ folder }) => isWithin(folder, home));
      if (group) group.migrations.push(migration);
      else loose.push(migration);
    }
    const found = groups.map((group) => describe(group.schemas, group.migrations));
    for (const group of byMigrationsFolder(loose).values()) found.push(describe([], group));
    return found;
  },
};

/** By the folder that holds the migrations' own folders. */
function byMigrationsFolder(migrations: readonly WorkFile[]): Map<string, WorkFile[]> {
  const groups = new Map<string, WorkFile[]>();
  for (const migration of migrations) {
    const home = folderOf(folderOf(migration.path));
    groups.set(home, [...(groups.get(home) ?? []), migration]);
  }
  return groups;
}

function describe(schemas: readonly WorkFile[], unsorted: readonly WorkFile[]): Found {
  const migrations = [...unsorted].sort((one, other) => (one.path < other.path ? -1 : 1));
  const first = schemas[0];
  const path = first ? (schemas.length > 1 ? folderOf(first.path) : first.path) : folderOf(folderOf(migrations[0]?.path ?? ''));
  const draft = new Draft('Prisma', 'Prisma schema', path);
  draft.sure = first !== undefined;
  let models = 0;
  for (const file of schemas) {
    for (const table of modelsOf(file.text)) {
      models++;
      draft.write(table);
    }
    const source = /^[ \t]*datasource[ \t]+\w+[ \t]*\{([^}]{0,2000})\}/m.exec(file.text);
    if (!source) continue;
    const provider = /^[ \t]*provider[ \t]*=[ \t]*"([\w-]{1,40})"/m.exec(source[1] ?? '')?.[1] ?? '';
    const url = /^[ \t]*url[ \t]*=[ \t]*(?:env\([ \t]*"(\w{1,80})"[ \t]*\)|"([^"\r\n]{1,1000})")/m.exec(source[1] ?? '');
    const name = url?.[1] === undefined ? withoutCredentials(url?.[2] ?? '') : `environment variable ${url[1]}`;
    draft.connect('target', [provider, name].filter((part) => part !== '').join(', '));
    draft.seen(file, source.index, 'data source');
  }
  if (models > 0) draft.facts.push(counted(models, 'model'));
  const newest = migrations.at(-1);
  if (newest) {
    draft.facts.push(`${counted(migrations.length, 'migration')}, newest ${baseName(folderOf(newest.path))}`);
    draft.seenAt(newest.path, 1, 'newest migration');
  }
  for (const migration of migrations) draft.sql(migration.text);
  return draft.done();
}

/** The tables of the models: their `@@map`, else their own names. */
function modelsOf(text: string): string[] {
  const tables: string[] = [];
  let model: string | undefined;
  let table: string | undefined;
  for (const line of text.slice(0, 1_000_000).split(/\r?\n/)) {
    const opens = /^[ \t]*model[ \t]+(\w{1,200})[ \t]*\{/.exec(line);
    if (opens) [model, table] = [opens[1], opens[1]];
    else if (model !== undefined && line.trim() === '}') {
      tables.push(table ?? model);
      model = undefined;
    } else if (model !== undefined) table = /^[ \t]*@@map\([ \t]*(?:name:[ \t]*)?"([^"]{1,200})"/.exec(line)?.[1] ?? table;
  }
  return tables;
}
