import { argumentsOf, readCode } from '../codeText.ts';
import { Draft, counted } from '../draft.ts';
import type { Detector, Found, WorkFile } from '../found.ts';
import { baseName, byFolder, folderOf, isWithin, joinPath, stemOf } from '../paths.ts';
import { withoutCredentials } from '../withoutCredentials.ts';

interface Revision {
  readonly file: WorkFile;
  readonly path: string;
  readonly id: string;
  readonly after: readonly string[];
  readonly at: number;
}

/** In these the table is the second argument: the first names the index or constraint. */
const SECOND = /^(?:create_index|create_unique_constraint|create_foreign_key|create_check_constraint|create_primary_key)$/;

/** Alembic: `alembic.ini` and the revisions in `versions/`. */
export const alembic: Detector = {
  tool: 'Alembic',
  globs: ['**/alembic.ini', '**/versions/*.py', '**/alembic/**/*.py', '**/migrations/versions/*.py'],
  detect(files) {
    const configs = files.filter((file) => baseName(file.path) === 'alembic.ini' && /^\[alembic\]/m.test(file.text));
    const revisions = files.map(readRevision).filter((revision) => revision !== undefined);
    const used = new Set<WorkFile>();
    const found: Found[] = [];
    for (const [folder, group] of byFolder(revisions)) {
      const config = configs.find((each) => {
        const place = joinPath(folderOf(each.path), setting(each, 'script_location')?.value.replace('%(here)s', '.') ?? '.');
        return place !== undefined && isWithin(folder, place);
      });
      if (config) used.add(config);
      found.push(describe(folder, group, config));
    }
    for (const config of configs) if (!used.has(config)) found.push(describe(config.path, [], config));
    return found;
  },
};

function describe(path: string, group: readonly Revision[], config: WorkFile | undefined): Found {
  const draft = new Draft('Alembic', 'Alembic migrations', path === '' ? (group[0]?.path ?? '') : path);
  draft.sure = config !== undefined || /(?:^|\/)versions$/.test(path);
  const older = new Set(group.flatMap(({ after }) => after));
  const heads = group.filter(({ id }) => !older.has(id));
  const newest = heads.map(({ path: file }) => stemOf(file)).join(' and ');
  draft.facts.push(group.length === 0 ? 'configuration without migrations in this workspace' : counted(group.length, 'migration') + (newest === '' ? '' : `, newest ${newest}`));
  if (config) {
    const url = setting(config, 'sqlalchemy.url');
    draft.seen(config, config.text.indexOf('[alembic]'), 'configuration');
    if (url) draft.connect('target', withoutCredentials(url.value));
  }
  for (const { file, at } of heads) draft.seen(file, at, 'newest migration');
  for (const { file } of group) {
    const code = readCode(file.text, 'python');
    // What goes back belongs to the other direction.
    const down = code.bare.search(/^def downgrade\b/m);
    for (const call of argumentsOf(code, /\bop\.(create_table|add_column|drop_column|alter_column|bulk_insert|rename_table|drop_table|batch_alter_table|create_index|create_unique_constraint|create_foreign_key|create_check_constraint|create_primary_key|execute)\s*\(/g)) {
      if (down >= 0 && call.at > down) continue;
      if (call.word === 'execute') draft.sql(call.text);
      else draft.write(SECOND.test(call.word) ? (call.second ?? '') : call.text);
    }
  }
  return draft.done();
}

function readRevision(file: WorkFile): Revision | undefined {
  if (!file.path.endsWith('.py')) return undefined;
  const down = /^down_revision\b[^=\r\n]{0,100}=[ \t]*([^\r\n]{0,300})/m.exec(file.text);
  const id = /^revision\b[^=\r\n]{0,100}=[ \t]*["']([^"'\r\n]{1,100})["']/m.exec(file.text);
  if (!down || !id) return undefined;
  return { file, path: file.path, id: id[1] ?? '', after: [...(down[1] ?? '').matchAll(/["']([^"']{1,100})["']/g)].map((match) => match[1] ?? ''), at: id.index };
}

function setting(file: WorkFile, key: string): { readonly value: string } | undefined {
  const match = new RegExp(`^${key.replace('.', '\\.')}[ \\t]*=[ \\t]*([^\\r\\n]{1,1000})`, 'm').exec(file.text);
  return match ? { value: (match[1] ?? '').trim() } : undefined;
}
