import { Draft } from '../draft.ts';
import type { Detector, Found, WorkFile } from '../found.ts';
import { withoutCredentials } from '../withoutCredentials.ts';

/** ora2pg: a configuration with `ORACLE_DSN`, and what it exports. Users and passwords in it are not looked at. */
export const ora2pg: Detector = {
  tool: 'ora2pg',
  globs: ['**/*ora2pg*.conf', '**/ora2pg/**/*.conf', '**/config/*.conf'],
  detect: (files) => files.map(describe).filter((found) => found !== undefined),
};

function describe(file: WorkFile): Found | undefined {
  const settings = new Map<string, { value: string; line: number }>();
  file.text.slice(0, 500_000).split(/\r?\n/).forEach((text, index) => {
    const pair = /^\s{0,100}([A-Z][A-Z0-9_]{1,60})[ \t]+(\S.*)$/.exec(text);
    const key = pair?.[1] ?? '';
    if (key !== '' && !settings.has(key)) settings.set(key, { value: (pair?.[2] ?? '').trim(), line: index + 1 });
  });
  const dsn = settings.get('ORACLE_DSN');
  if (!dsn || !/^dbi:/i.test(dsn.value)) return undefined;
  const draft = new Draft('ora2pg', 'ora2pg export', file.path);
  const value = (key: string): string => settings.get(key)?.value ?? '';
  draft.connect('source', withoutCredentials(dsn.value));
  draft.connect('target', withoutCredentials(value('PG_DSN')));
  draft.seenAt(file.path, dsn.line, 'source');
  const types = value('TYPE').split(/[,\s]+/).filter((type) => /^[A-Z_]{2,30}$/i.test(type)).slice(0, 20);
  if (types.length > 0) draft.facts.push(`exports ${types.join(', ').toLowerCase()}`);
  const schema = value('SCHEMA');
  if (/^[\w$#]{1,128}$/.test(schema)) draft.facts.push(`schema ${schema}`);
  const allowed = tables(value('ALLOW'));
  draft.read(...allowed.names);
  if (allowed.patterns.length > 0) draft.facts.push(`tables like ${allowed.patterns.join(', ')}`);
  const left = tables(value('EXCLUDE'));
  const excluded = [...left.names, ...left.patterns];
  if (excluded.length > 0) draft.facts.push(`leaves out ${excluded.slice(0, 12).join(', ')}`);
  const renamed = new Map<string, string>();
  for (const pair of value('REPLACE_TABLES').split(/[,;\s]+/)) {
    const [from, to] = pair.split(':');
    if (from === undefined || to === undefined || to === '') continue;
    renamed.set(from.toLowerCase(), to);
    draft.read(from);
    draft.write(to);
  }
  const columns = settings.get('REPLACE_COLS');
  for (const table of columns?.value.matchAll(/([\w$#.]{1,128})\(([^()]{1,5000})\)/g) ?? []) {
    const from = table[1] ?? '';
    const to = renamed.get(from.toLowerCase()) ?? from;
    draft.read(from);
    for (const pair of (table[2] ?? '').split(',')) {
      const names = /^\s{0,20}([\w$#]{1,128})\s{0,20}:\s{0,20}([\w$#]{1,128})\s{0,20}$/.exec(pair);
      if (names) draft.map({ sourceTable: from, sourceField: names[1] ?? '', targetTable: to, targetField: names[2] ?? '', path: file.path, line: columns?.line ?? 1 });
    }
  }
  return draft.done();
}

/** A list of names divided by blanks or commas; what holds signs of a pattern is told apart. */
function tables(list: string): { names: string[]; patterns: string[] } {
  const words = list.replace(/#.*$/, '').split(/[,\s]+/).filter((word) => word !== '').slice(0, 500);
  return { names: words.filter((word) => /^[\w$#.]{1,128}$/.test(word) && !word.includes('.*')), patterns: words.filter((word) => !/^[\w$#.]{1,128}$/.test(word) || word.includes('.*')).map((word) => word.slice(0, 80)).slice(0, 12) };
}
