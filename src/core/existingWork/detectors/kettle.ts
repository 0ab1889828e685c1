import { Draft } from '../draft.ts';
import type { Detector, Found, WorkFile } from '../found.ts';
import { baseName, stemOf } from '../paths.ts';
import { readSimpleSelect } from '../simpleSelect.ts';
import { childOf, isNamed, readXml, textOf } from '../xml.ts';
import type { XmlElement } from '../xml.ts';

/** Kettle (Pentaho Data Integration): transformations (`.ktr`) and jobs (`.kjb`). Connections by name, host and database; their passwords are not looked at. */
export const kettle: Detector = {
  tool: 'Kettle',
  globs: ['**/*.{ktr,kjb}'],
  detect: (files) => files.map(describe).filter((found) => found !== undefined),
};

function describe(file: WorkFile): Found | undefined {
  const root = readXml(file.text);
  if (root && isNamed(root, 'transformation') && (childOf(root, 'info') || childOf(root, 'step'))) return transformation(file, root);
  if (root && isNamed(root, 'job') && childOf(root, 'entries')) return job(file, root);
  return undefined;
}

function connections(draft: Draft, root: XmlElement): void {
  for (const connection of root.children) {
    if (connection.name !== 'connection') continue;
    const place = [textOf(connection, 'server'), textOf(connection, 'database')].filter((part) => /^[\w.${}-]{1,200}$/.test(part)).join('/');
    const name = textOf(connection, 'name');
    draft.connect('unknown', place === '' ? name : `${name} (${textOf(connection, 'type').toLowerCase()} ${place})`);
    draft.seenAt(draft.path, connection.line, 'connection');
  }
}

function transformation(file: WorkFile, root: XmlElement): Found {
  const draft = new Draft('Kettle', `Kettle transformation ${textOf(childOf(root, 'info'), 'name') || stemOf(file.path)}`, file.path);
  connections(draft, root);
  const steps = root.children.filter((child) => child.name === 'step');
  draft.facts.push(`${steps.length} ${steps.length === 1 ? 'step' : 'steps'}`);
  const inputs: XmlElement[] = [];
  const outputs: XmlElement[] = [];
  for (const step of steps) {
    const type = textOf(step, 'type');
    const lookup = childOf(step, 'lookup');
    const table = [textOf(step, 'schema') || textOf(lookup, 'schema'), textOf(step, 'table') || textOf(lookup, 'table')].filter((part) => part !== '').join('.');
    if (type === 'TableInput') {
      inputs.push(step);
      draft.sql(textOf(step, 'sql'));
      draft.seenAt(file.path, step.line, 'reads');
    } else if (/^(?:TableOutput|InsertUpdate|Update|Delete|SynchronizeAfterMerge|PGBulkLoader|OraBulkLoader|MySQLBulkLoader|DimensionLookup|CombinationLookup)$/.test(type)) {
      outputs.push(step);
      draft.write(table);
      draft.seenAt(file.path, step.line, 'writes');
    } else if (/^(?:DBLookup|DatabaseLookup|DBJoin)$/.test(type)) draft.read(table);
    else if (type === 'ExecSQL') draft.sql(textOf(step, 'sql'));
    else if (/^(?:CsvInput|TextFileInput|ExcelInput)$/.test(type)) {
      const name = textOf(step, 'filename') || textOf(childOf(step, 'file'), 'name');
      draft.read(baseName(name.replaceAll('\\', '/')));
    }
  }
  const [input] = inputs;
  const [output] = outputs;
  if (steps.length === 2 && input && output && hops(root, textOf(input, 'name'), textOf(output, 'name'))) copied(draft, file, input, output);
  return draft.done();
}

/** One input straight into one output: what goes where is plain. */
function copied(draft: Draft, file: WorkFile, input: XmlElement, output: XmlElement): void {
  const select = readSimpleSelect(textOf(input, 'sql'));
  const targetTable = [textOf(output, 'schema') || textOf(childOf(output, 'lookup'), 'schema'), textOf(output, 'table') || textOf(childOf(output, 'lookup'), 'table')].filter((part) => part !== '').join('.');
  if (!select || targetTable === '' || /\$\{|%%|\?/.test(textOf(input, 'sql') + targetTable)) return;
  const type = textOf(output, 'type');
  const streamOf = new Map<string, string>();
  const fields = type === 'TableOutput' ? childOf(output, 'fields')?.children.filter(({ name }) => name === 'field') : childOf(output, 'lookup')?.children.filter(({ name }) => name === 'value');
  if (type === 'TableOutput' && textOf(output, 'specify_fields') !== 'Y') for (const { as } of select.columns) streamOf.set(as, as);
  else for (const field of fields ?? []) streamOf.set(textOf(field, 'column_name') || textOf(field, 'name'), textOf(field, 'stream_name') || textOf(field, 'rename'));
  for (const [targetField, stream] of streamOf) {
    const column = select.columns.find(({ as }) => as === stream);
    if (column && targetField !== '') draft.map({ sourceTable: select.table, sourceField: column.field, targetTable, targetField, path: file.path, line: output.line });
  }
}

function hops(root: XmlElement, from: string, to: string): boolean {
  const order = childOf(root, 'order')?.children.filter(({ name }) => name === 'hop') ?? [];
  return order.length === 1 && textOf(order[0], 'from') === from && textOf(order[0], 'to') === to && textOf(order[0], 'enabled') !== 'N';
}

function job(file: WorkFile, root: XmlElement): Found {
  const draft = new Draft('Kettle', `Kettle job ${textOf(root, 'name') || stemOf(file.path)}`, file.path);
  connections(draft, root);
  const entries = childOf(root, 'entries')?.children.filter(({ name }) => name === 'entry') ?? [];
  const runs: string[] = [];
  for (const entry of entries) {
    const type = textOf(entry, 'type');
    if (type === 'TRANS' || type === 'JOB') runs.push(baseName((textOf(entry, 'filename') || textOf(entry, 'transname') || textOf(entry, 'jobname')).replaceAll('\\', '/')));
    else if (type === 'SQL') draft.sql(textOf(entry, 'sql'));
  }
  const named = runs.filter((each) => each !== '');
  if (named.length > 0) draft.facts.push(`runs ${named.slice(0, 12).join(', ')}`);
  draft.seenAt(file.path, childOf(root, 'entries')?.line ?? 1, 'entries');
  return draft.done();
}
