import { argumentsOf, readCode } from '../codeText.ts';
import { Draft } from '../draft.ts';
import type { Detector, Found, WorkFile } from '../found.ts';
import { stemOf } from '../paths.ts';

/** Airflow: Python files that make a DAG. Connections are named by their ids, as the files do. */
export const airflow: Detector = {
  tool: 'Airflow',
  globs: ['**/dags/**/*.py', '**/*dag*.py', '**/airflow/**/*.py'],
  detect: (files) => files.map(describe).filter((found) => found !== undefined),
};

function describe(file: WorkFile): Found | undefined {
  if (!/airflow/.test(file.text)) return undefined;
  const code = readCode(file.text, 'python');
  if (!/^[ \t]*(?:from|import)[ \t]+airflow\b/m.test(code.bare)) return undefined;
  const made = /\bDAG\s*\(|^[ \t]*@dag\b/m.exec(code.bare);
  if (!made) return undefined;
  const ids = new Set([...argumentsOf(code, /\b(dag_id)\s*=/g, 50), ...argumentsOf(code, /\b(DAG)\s*\(/g, 50)].map(({ text }) => text).filter((id) => /^[\w.-]{1,200}$/.test(id)));
  const decorated = /@dag\b[^\n]*\n(?:[^\n]*\n){0,30}?[ \t]*def[ \t]+(\w{1,200})/.exec(code.bare.slice(made.index, made.index + 5_000))?.[1];
  if (ids.size === 0 && decorated !== undefined) ids.add(decorated);
  const name = [...ids].slice(0, 3).join(', ') || stemOf(file.path);
  const draft = new Draft('Airflow', `Airflow DAG ${name}`, file.path);
  draft.seen(file, made.index, 'DAG');
  const schedule = [...argumentsOf(code, /\b(schedule|schedule_interval)\s*=/g, 5)][0]?.text;
  if (schedule !== undefined && /^[@\w*/, -]{1,60}$/.test(schedule)) draft.facts.push(`runs ${schedule}`);
  for (const { word, text } of argumentsOf(code, /\b(\w{0,60}conn_id)\s*=/g, 200)) {
    if (!/^[\w.-]{1,200}$/.test(text)) continue;
    draft.connect(/^(?:source|src|from)/.test(word) ? 'source' : /^(?:dest|destination|target|to)/.test(word) ? 'target' : 'unknown', text);
  }
  for (const { word, text } of argumentsOf(code, /\b(source_table|src_table|destination_table|dest_table|target_table|table|table_name|\w{1,30}_table)\s*=/g, 500)) {
    if (!/^[\w."$]{1,200}$/.test(text)) continue;
    if (/^(?:source|src)_/.test(word)) draft.read(text.replaceAll('"', ''));
    else draft.write(text.replaceAll('"', ''));
  }
  let looked = 0;
  for (const { text, start } of code.strings) {
    if (looked < 200 && isValue(code.bare, start) && /\b(?:select|insert|update|delete|merge|create|truncate|copy)\b/i.test(text.slice(0, 400)) && /\b(?:from|into|set|table)\b/i.test(text)) {
      looked++;
      // A sentence may hold these words too: only what begins as a statement is read.
      if (/^\s{0,200}(?:--[^\n]{0,500}\n\s{0,200})?(?:select|insert|update|delete|merge|create|truncate|copy|with)\b/i.test(text)) draft.sql(text);
    }
  }
  return draft.done();
}

/** False for a text that stands for itself, as a function's description does. */
function isValue(bare: string, start: number): boolean {
  const before = bare.slice(Math.max(0, start - 200), start).replace(/[rbfu]{0,2}$/i, '');
  return /[=(,[{+][ \t\r\n]{0,200}$|:[ \t]{0,200}$/.test(before);
}
