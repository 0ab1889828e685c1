import { Draft, counted } from '../draft.ts';
import type { Detector, Found, WorkFile } from '../found.ts';
import { baseName, byFolder, folderOf, isWithin, joinPath } from '../paths.ts';
import { withoutCredentials } from '../withoutCredentials.ts';

interface Migration extends WorkFile {
  /** Absent for a repeatable one. */
  readonly version?: readonly bigint[];
}

interface Config {
  readonly file: WorkFile;
  readonly url: string;
  readonly line: number;
  /** As written, without `filesystem:` and `classpath:`. */
  readonly locations: readonly string[];
}

/** Flyway: versioned, undo and repeatable scripts (`V1_2__name.sql`, `U…`, `R__name.sql`) and `flyway.conf` or `flyway.toml`. */
export const flyway: Detector = {
  tool: 'Flyway',
  globs: ['**/{V,U}*__*.sql', '**/R__*.sql', '**/flyway*.conf', '**/flyway*.toml'],
  detect(files) {
    const configs = files.map(readConfig).filter((config) => config !== undefined);
    const migrations = files.map(readMigration).filter((migration) => migration !== undefined);
    const used = new Set<Config>();
    const found: Found[] = [];
    for (const [folder, group] of byFolder(migrations)) {
      const config = configs.find((each) => isConfigured(each, folder)) ?? (configs.length === 1 && isWithin(folder, folderOf(configs[0]!.file.path)) && configs[0]!.locations.length === 0 ? configs[0] : undefined);
      if (config) used.add(config);
      found.push(describe(folder, group, config));
    }
    for (const config of configs) if (!used.has(config)) found.push(describe(config.file.path, [], config));
    return found;
  },
};

function describe(path: string, group: readonly Migration[], config: Config | undefined): Found {
  const versioned = group.filter((each) => each.version && /^V/.test(baseName(each.path))).sort(compareVersions);
  const repeatable = group.filter((each) => !each.version);
  const newest = versioned.at(-1);
  const sure = config !== undefined || versioned.length > 1 || /(?:^|\/)(?:flyway|db\/migrations?)(?:\/|$)/i.test(path);
  // A lonely script stands for itself: its folder is not Flyway's.
  const lonely = path === '' || (!sure && group.length === 1);
  const draft = new Draft('Flyway', 'Flyway migrations', lonely && group[0] ? group[0].path : path);
  draft.sure = sure;
  draft.facts.push(group.length === 0 ? 'configuration without migrations in this workspace' : counted(versioned.length, 'migration') + (newest ? `, newest ${nameOf(newest)}` : ''));
  if (repeatable.length > 0) draft.facts.push(counted(repeatable.length, 'repeatable script'));
  if (config) {
    draft.connect('target', withoutCredentials(config.url));
    draft.seenAt(config.file.path, config.line, 'configuration');
  }
  if (newest) draft.seenAt(newest.path, 1, 'newest migration');
  for (const each of [...versioned, ...repeatable]) draft.sql(each.text);
  return draft.done();
}

function nameOf(file: WorkFile): string {
  return baseName(file.path).replace(/\.sql$/, '');
}

function readMigration(file: WorkFile): Migration | undefined {
  const name = /^(?:[VU](\d{1,20}(?:[._]\d{1,20}){0,10})|R)__.+\.sql$/.exec(baseName(file.path));
  if (!name) return undefined;
  return name[1] === undefined ? file : { ...file, version: name[1].split(/[._]/).map(BigInt) };
}

function compareVersions(one: Migration, other: Migration): number {
  const [a, b] = [one.version ?? [], other.version ?? []];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [left, right] = [a[index] ?? 0n, b[index] ?? 0n];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function readConfig(file: WorkFile): Config | undefined {
  if (!/\.(?:conf|toml)$/.test(file.path)) return undefined;
  const toml = file.path.endsWith('.toml');
  let url = '';
  let line = 0;
  let section = '';
  let locations: string[] = [];
  file.text.slice(0, 100_000).split(/\r?\n/).forEach((text, index) => {
    const header = /^\s*\[([\w.]{1,100})\]\s*$/.exec(text);
    if (header) section = header[1] ?? '';
    const pair = /^\s*([\w.]{1,100})\s*=\s*(.*)$/.exec(text);
    if (!pair) return;
    const key = toml ? `${section}.${pair[1] ?? ''}` : (pair[1] ?? '');
    if (!/(?:^|\.)(?:flyway|environments)\./.test(`.${key}`)) return;
    line ||= index + 1;
    if (/^(?:flyway|environments\.\w+)\.url$/.test(key)) url ||= pair[2] ?? '';
    if (key === 'flyway.locations') locations = (pair[2] ?? '').replace(/[[\]"']/g, '').split(',').map((each) => each.trim().replace(/^(?:filesystem|classpath):/, '')).filter((each) => each !== '');
  });
  return line === 0 ? undefined : { file, url, line, locations };
}

/** A location is a path from the configuration's folder, or from a root that the build makes (`classpath:`). */
function isConfigured(config: Config, folder: string): boolean {
  return config.locations.some((location) => {
    const path = joinPath(folderOf(config.file.path), location);
    const tail = location.replace(/^[./\\]+/, '').replace(/\/+$/, '');
    return (path !== undefined && isWithin(folder, path)) || (tail !== '' && `/${folder}`.endsWith(`/${tail}`));
  });
}
