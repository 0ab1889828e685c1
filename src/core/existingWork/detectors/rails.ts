import { argumentsOf, readCode } from '../codeText.ts';
import { Draft, counted } from '../draft.ts';
import type { Detector, Found, WorkFile } from '../found.ts';
import { baseName, folderOf, stemOf } from '../paths.ts';

/** Rails: `db/migrate/<time>_<name>.rb` and `db/schema.rb`. */
export const rails: Detector = {
  tool: 'Rails',
  globs: ['**/db/migrate/*.rb', '**/db/*schema.rb'],
  detect(files) {
    const homes = new Map<string, { migrations: WorkFile[]; schema?: WorkFile }>();
    const home = (path: string): { migrations: WorkFile[]; schema?: WorkFile } => {
      const known = homes.get(path) ?? { migrations: [] };
      homes.set(path, known);
      return known;
    };
    for (const file of files) {
      if (/\bActiveRecord::Schema\b/.test(file.text) && /schema\.rb$/.test(file.path)) home(folderOf(file.path)).schema = file;
      else if (/^\d{3,14}_/.test(baseName(file.path)) && /\bActiveRecord::Migration\b/.test(file.text)) home(folderOf(folderOf(file.path))).migrations.push(file);
    }
    return [...homes].map(([folder, { migrations, schema }]) => describe(folder, migrations, schema));
  },
};

function describe(folder: string, unsorted: readonly WorkFile[], schema: WorkFile | undefined): Found {
  const migrations = [...unsorted].sort((one, other) => (baseName(one.path) < baseName(other.path) ? -1 : 1));
  const newest = migrations.at(-1);
  const draft = new Draft('Rails', 'Rails migrations', newest ? folderOf(newest.path) : (schema?.path ?? folder));
  if (newest) {
    draft.facts.push(`${counted(migrations.length, 'migration')}, newest ${stemOf(newest.path)}`);
    draft.seenAt(newest.path, 1, 'newest migration');
  }
  if (schema) {
    const version = /\bdefine\s*\(\s*version:\s*([\d_]{1,30})/.exec(schema.text);
    if (version) draft.facts.push(`schema at version ${(version[1] ?? '').replaceAll('_', '')}`);
    draft.seen(schema, version?.index ?? 0, 'schema');
  }
  for (const { text } of schema ? [schema, ...migrations] : migrations) {
    const code = readCode(text, 'ruby');
    const down = code.bare.search(/\bdef\s+down\b/);
    for (const call of argumentsOf(code, /\b(create_table|change_table|add_column|remove_column|rename_column|change_column|add_reference|add_index|add_foreign_key|rename_table|drop_table|execute)\b\s*\(?/g)) {
      if (down >= 0 && call.at > down) continue;
      if (call.word === 'execute') draft.sql(call.text);
      else draft.write(call.text);
    }
    for (const match of code.bare.matchAll(/\b(?:create_table|change_table|add_column|remove_column|rename_column|change_column|add_reference|rename_table|drop_table)\b[ \t]*\(?[ \t]*:(\w{1,100})/g)) {
      if (down < 0 || match.index < down) draft.write(match[1] ?? '');
    }
  }
  return draft.done();
}
