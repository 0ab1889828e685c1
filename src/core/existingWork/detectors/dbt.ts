import { Draft, counted } from '../draft.ts';
import type { Detector, Found, WorkFile } from '../found.ts';
import { baseName, folderOf, isWithin, joinPath, stemOf } from '../paths.ts';
import { readSimpleSelect } from '../simpleSelect.ts';
import { readYamlValue, yamlObjects, yamlText, yamlTexts } from '../yamlValue.ts';
import type { YamlObject } from '../yamlValue.ts';

/** A table outside, as `source('crm', 'customers')` calls it. */
type Sources = ReadonlyMap<string, string>;

/** dbt: `dbt_project.yml` with the models and sources below it. Profiles, which hold passwords, are never read. */
export const dbt: Detector = {
  tool: 'dbt',
  globs: ['**/dbt_project.{yml,yaml}', '**/{models,staging,marts}/**/*.{sql,yml,yaml}', '**/snapshots/*.sql'],
  detect(files) {
    const projects = files.filter(({ path }) => /^dbt_project\.ya?ml$/.test(baseName(path)));
    return projects.map((project) => describe(project, files.filter(({ path }) => path !== project.path && isWithin(path, folderOf(project.path))))).filter((found) => found !== undefined);
  },
};

function describe(project: WorkFile, below: readonly WorkFile[]): Found | undefined {
  // Jinja in values is quoted in YAML; where somebody did without, the name alone is read.
  const settings: YamlObject = readYamlValue(project.text) ?? {};
  const name = yamlText(settings['name']) || (/^name[ \t]*:[ \t]*["']?([\w-]{1,100})/m.exec(project.text)?.[1] ?? '');
  if (name === '' || !/^(?:profile|model-paths|source-paths|models|config-version)[ \t]*:/m.test(project.text)) return undefined;
  const folder = folderOf(project.path);
  const draft = new Draft('dbt', `dbt project ${name}`, project.path);
  draft.seen(project, project.text.search(/^name[ \t]*:/m), 'project');
  draft.connect('target', yamlText(settings['profile']) === '' ? '' : `profile ${yamlText(settings['profile'])}`);
  const paths = [...yamlTexts(settings['model-paths']), ...yamlTexts(settings['source-paths'])];
  const roots = (paths.length > 0 ? paths : ['models']).map((path) => joinPath(folder, path)).filter((path) => path !== undefined);
  const inModels = below.filter(({ path }) => roots.some((root) => isWithin(path, root)));
  const sources = readSources(inModels.filter(({ path }) => /\.ya?ml$/.test(path)), draft);
  const models = inModels.filter(({ path }) => path.endsWith('.sql')).sort((one, other) => (one.path < other.path ? -1 : 1));
  draft.facts.push(counted(models.length, 'model'));
  for (const model of models) readModel(draft, model, sources);
  return draft.done();
}

function readSources(files: readonly WorkFile[], draft: Draft): Sources {
  const found = new Map<string, string>();
  for (const file of files) {
    if (!/^sources[ \t]*:/m.test(file.text)) continue;
    for (const source of yamlObjects(readYamlValue(file.text)?.['sources'])) {
      const name = yamlText(source['name']);
      const schema = yamlText(source['schema']) || name;
      const tables = yamlObjects(source['tables']);
      if (name === '' || tables.length === 0) continue;
      draft.connect('source', yamlText(source['database']) === '' ? name : `${name} (database ${yamlText(source['database'])})`);
      draft.seen(file, file.text.search(/^sources[ \t]*:/m), `source ${name}`);
      for (const table of tables) {
        const table_ = yamlText(table['identifier']) || yamlText(table['name']);
        // A name that is made at run time can't be told here.
        const whole = [schema, table_].filter((part) => part !== '' && !part.includes('{')).join('.');
        found.set(`${name}.${yamlText(table['name'])}`, whole);
        draft.read(whole);
      }
    }
  }
  return found;
}

const SOURCE = /\{\{\s{0,20}source\(\s{0,20}['"]([^'"]{1,200})['"]\s{0,20},\s{0,20}['"]([^'"]{1,200})['"]\s{0,20}\)\s{0,20}\}\}/g;

function readModel(draft: Draft, model: WorkFile, sources: Sources): void {
  const name = stemOf(model.path);
  draft.write(name);
  const text = model.text.slice(0, 200_000);
  const called = [...text.matchAll(SOURCE)].slice(0, 200);
  for (const call of called) {
    const key = `${call[1] ?? ''}.${call[2] ?? ''}`;
    draft.read(sources.get(key) ?? key);
  }
  const only = called[0];
  if (!only || called.length !== 1 || /\balias\s{0,20}=/.test(text)) return;
  const table = sources.get(`${only[1] ?? ''}.${only[2] ?? ''}`) ?? `${only[1] ?? ''}.${only[2] ?? ''}`;
  const sql = text.replace(/\{#[\s\S]{0,5000}?#\}/g, ' ').replace(/^\s{0,500}\{\{\s{0,20}config\([^{}]{0,2000}\)\s{0,20}\}\}/, ' ').replace(only[0], '"\u0001"');
  // What a macro makes of it is known to dbt alone.
  if (/\{[{%]/.test(sql)) return;
  const select = readSimpleSelect(sql);
  if (select?.table !== '\u0001') return;
  const line = text.slice(0, only.index).split('\n').length;
  for (const { field, as } of select.columns) draft.map({ sourceTable: table, sourceField: field, targetTable: name, targetField: as, path: model.path, line });
}
