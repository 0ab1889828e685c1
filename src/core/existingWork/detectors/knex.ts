import { argumentsOf, readCode } from '../codeText.ts';
import { Draft, counted } from '../draft.ts';
import type { Detector, Found, WorkFile } from '../found.ts';
import { baseName, byFolder, folderOf, isWithin, stemOf } from '../paths.ts';
import { connectionInCode } from './connectionInCode.ts';

/** Knex: `knexfile` and migrations with `exports.up` over `knex.schema`. */
export const knex: Detector = {
  tool: 'Knex',
  globs: ['**/knexfile.{js,ts,cjs,mjs}', '**/{migration,migrations}/*.{js,ts,cjs,mjs}'],
  detect(files) {
    const configs = files.filter((file) => /^knexfile\./.test(baseName(file.path)) && /\bclient\b/.test(file.text));
    const migrations = files.filter((file) => !/^knexfile\./.test(baseName(file.path)) && isMigration(file));
    const used = new Set<WorkFile>();
    const found: Found[] = [];
    for (const [folder, group] of byFolder(migrations)) {
      const config = configs.find((each) => isWithin(folder, folderOf(each.path)));
      if (config) used.add(config);
      found.push(describe(folder === '' ? (group[0]?.path ?? '') : folder, group, config));
    }
    for (const config of configs) if (!used.has(config)) found.push(describe(config.path, [], config));
    return found;
  },
};

function isMigration({ text }: WorkFile): boolean {
  if (!/\bknex\b/i.test(text) || text.includes('MigrationInterface')) return false;
  const { bare } = readCode(text, 'javascript');
  return /\bexports\.up\s*=|\bexport\s+(?:async\s+)?(?:function|const)\s+up\b|\bmodule\.exports\b/.test(bare) && /\.schema\b|\bknex\s*\(/.test(bare);
}

function describe(path: string, unsorted: readonly WorkFile[], config: WorkFile | undefined): Found {
  const migrations = [...unsorted].sort((one, other) => (one.path < other.path ? -1 : 1));
  const draft = new Draft('Knex', 'Knex migrations', path);
  const newest = migrations.at(-1);
  draft.facts.push(newest ? `${counted(migrations.length, 'migration')}, newest ${stemOf(newest.path)}` : 'configuration without migrations in this workspace');
  if (config) {
    draft.seen(config, config.text.search(/\bclient\b/), 'configuration');
    for (const name of connectionInCode(config.text, /\bclient\s*:/g)) draft.connect('target', name);
  }
  if (newest) draft.seenAt(newest.path, 1, 'newest migration');
  for (const { text } of migrations) {
    const code = readCode(text, 'javascript');
    const down = code.bare.search(/\bexports\.down\b|\bfunction\s+down\b|\bconst\s+down\b/);
    for (const call of argumentsOf(code, /(?:\.(createTable|createTableIfNotExists|alterTable|table|renameTable|dropTable|dropTableIfExists|raw|into)|\b(knex|trx))\s*(?:<[^<>()]{0,80}>)?\(/g)) {
      if (down >= 0 && call.at > down) continue;
      if (call.word === 'raw') draft.sql(call.text);
      else draft.write(call.text);
    }
  }
  return draft.done();
}
