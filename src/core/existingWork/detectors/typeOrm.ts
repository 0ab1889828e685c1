import { argumentsOf, readCode } from '../codeText.ts';
import { Draft, counted } from '../draft.ts';
import type { Detector, Found, WorkFile } from '../found.ts';
import { byFolder, folderOf, stemOf } from '../paths.ts';
import { connectionInCode } from './connectionInCode.ts';

/** TypeORM: classes that implement `MigrationInterface`, and the data source they run on. */
export const typeOrm: Detector = {
  tool: 'TypeORM',
  globs: ['**/{migration,migrations}/*.{ts,js}', '**/*{data-source,datasource,dataSource,ormconfig}*.{ts,js}'],
  detect(files) {
    const migrations = files.filter((file) => file.text.includes('MigrationInterface') && /\bimplements\s+MigrationInterface\b|\bqueryRunner\b/.test(readCode(file.text, 'javascript').bare));
    const sources = files.filter((file) => file.text.includes('typeorm') && /\bnew\s+DataSource\s*\(/.test(readCode(file.text, 'javascript').bare));
    return [...byFolder(migrations)].map(([folder, group]) => describe(folder === '' ? (group[0]?.path ?? '') : folder, group, nearest(sources, folder)));
  },
};

/** The data source that shares the longest way with the migrations. */
function nearest(sources: readonly WorkFile[], folder: string): WorkFile | undefined {
  const shared = (path: string): number => {
    const [a, b] = [folderOf(path).split('/'), folder.split('/')];
    let count = 0;
    while (count < a.length && a[count] === b[count]) count++;
    return count;
  };
  return [...sources].sort((one, other) => shared(other.path) - shared(one.path))[0];
}

function describe(path: string, unsorted: readonly WorkFile[], source: WorkFile | undefined): Found {
  const time = (file: WorkFile): string => /\d{10,14}/.exec(stemOf(file.path))?.[0] ?? '';
  const migrations = [...unsorted].sort((one, other) => (time(one) < time(other) || (time(one) === time(other) && one.path < other.path) ? -1 : 1));
  const draft = new Draft('TypeORM', 'TypeORM migrations', path);
  const newest = migrations.at(-1);
  draft.facts.push(`${counted(migrations.length, 'migration')}${newest ? `, newest ${stemOf(newest.path)}` : ''}`);
  if (newest) draft.seen(newest, newest.text.indexOf('MigrationInterface'), 'newest migration');
  if (source) {
    draft.seen(source, source.text.search(/\bnew\s+DataSource\b/), 'data source');
    for (const name of connectionInCode(source.text, /\btype\s*:/g)) draft.connect('target', name);
  }
  for (const { text } of migrations) {
    const code = readCode(text, 'javascript');
    const down = code.bare.search(/\bdown\s*\(/);
    for (const call of argumentsOf(code, /(?:\.(query|createTable|addColumn|addColumns|dropTable|renameTable|createForeignKey|createIndex|changeColumn)\s*\(|\bnew\s+(Table)\s*\(\s*\{\s*name\s*:)/g)) {
      if (down >= 0 && call.at > down) continue;
      if (call.word === 'query') draft.sql(call.text);
      else draft.write(call.text);
    }
    for (const match of code.bare.matchAll(/\bnew\s+Table\s*\(\s*\{\s*name\s*:\s*/g)) {
      const literal = code.strings.find(({ start }) => start === match.index + match[0].length);
      if (literal && (down < 0 || match.index < down)) draft.write(literal.text);
    }
  }
  return draft.done();
}
