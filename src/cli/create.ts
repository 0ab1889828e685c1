import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { parseCatalogue } from '../core/catalogue/parseCatalogue.ts';
import { renderCatalogue } from '../core/catalogue/renderCatalogue.ts';
import { computeTextEdits } from '../core/document/computeTextEdits.ts';
import { newPlanText } from '../core/document/newPlan.ts';
import { parsePlan } from '../core/document/parsePlan.ts';
import { cellOf, rowsOf } from '../core/plan/plan.ts';
import { PROPOSED_PANELS, proposePanel } from '../core/proposals/proposePanel.ts';
import { applyTextEdits } from '../core/text/applyTextEdits.ts';
import { formatCount, parseCount } from '../core/units/count.ts';
import { formatSize } from '../core/units/size.ts';
import { cataloguePath } from './catalogueFiles.ts';
import { CliError } from './cliError.ts';
import { codeOf, readText, reasonFor } from './files.ts';
import { leftOpen } from './leftOpen.ts';
import { isMapped } from './rowKinds.ts';
import { oneLine } from './words.ts';
import { addressText } from '../connect/database/serverAddress.ts';
import { careDefaults } from '../connect/database/settings.ts';
import type { ScanRequest } from '../connect/protocol.ts';
import { scan } from '../connect/scan.ts';
import { isServerSource } from './sourceSpec.ts';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { ParsedPlan } from '../core/document/parsedPlan.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { PlanEdit, SimpleEdit } from '../core/plan/planEdit.ts';
import type { Command, NamedFile } from './args.ts';
import type { FileSource, ServerSource } from './sourceSpec.ts';
import type { CliIo } from './io.ts';

type CreateCommand = Extract<Command, { kind: 'create' }>;

/** Makes a draft plan from what the systems say of themselves. The exit code: 0, or a `CliError` (2). */
export async function create(command: CreateCommand, io: CliIo): Promise<number> {
  const planFile = resolve(io.cwd, command.out);
  if (await exists(planFile)) throw new CliError(`${command.out} exists already and was left as it is. Choose another --out, or open it in the editor to go on with it.`);
  const scanned: Catalogue[] = [];
  for (const source of command.sources) scanned.push(isServerSource(source) ? await readServer(source, command, io) : await readFile(source, 'source', source.kind, io));
  if (command.target) scanned.push(await readFile(command.target, 'target', 'ddl', io));
  const stored = await Promise.all(scanned.map((catalogue) => placeCatalogue(catalogue, planFile, command.out)));

  const catalogues = stored.map(({ catalogue }) => catalogue);
  const text = draft(command.project ?? command.sources[0]!.name, stored, io.now);
  await write(planFile, text, stored, command.out);
  report(text, command.out, stored, catalogues, io);
  await (await import('./existingWork.ts')).reportExistingWork(text, io);
  return 0;
}

async function readFile({ name, file }: NamedFile, role: Catalogue['role'], kind: FileSource['kind'] | 'ddl', io: CliIo): Promise<Catalogue> {
  const path = resolve(io.cwd, file);
  if (!(await exists(path))) throw new CliError(`${file} does not exist.`);
  const shown = relative(io.cwd, path).split(sep).join('/');
  // A path out of the project says where somebody keeps things; the file's name is enough.
  const origin = shown.startsWith('..') || shown.includes(':') ? basename(path) : shown;
  const common = { system: name, role, file: path, path: origin, now: io.now.toISOString() };
  return read(file, kind === 'ddl' ? { kind, dialect: 'auto', ...common } : { kind, ...common }, io);
}

/** Estimates first, then exact counts of the tables below a million rows, as the editor does by default. */
async function readServer({ name, ...server }: ServerSource, { passwordEnv }: CreateCommand, io: CliIo): Promise<Catalogue> {
  const variable = (passwordEnv.find((each) => each.name === name) ?? passwordEnv.find((each) => each.name === undefined))?.variable;
  const secret = variable === undefined ? undefined : io.env(variable);
  if (variable !== undefined && !secret) throw new CliError(`The environment variable ${variable} is not set. Put the password for ${name} into it.`);
  const common = { system: name, role: 'source', path: name, now: io.now.toISOString() } as const;
  return read(`${name} (${addressText(server)})`, { ...common, ...server, ...careDefaults, schemas: [] }, io, secret);
}

async function read(shown: string, request: ScanRequest, io: CliIo, secret?: string): Promise<Catalogue> {
  io.error(`Reading ${oneLine(shown)}…\n`);
  try {
    const catalogue = await scan(request, { childPath: io.childPath, ...(secret === undefined ? {} : { secret }) });
    if (!catalogue.complete) throw new CliError(`${shown} could not be read whole: ${catalogue.issues[0]?.message ?? 'the reading process ended early'}`);
    return catalogue;
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${shown} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

interface StoredCatalogue {
  readonly catalogue: Catalogue;
  /** As the plan names it. */
  readonly path: string;
  readonly file: string;
  /** It was there already, and says the same. */
  readonly standing: boolean;
}

/** Where the catalogue goes. One that is there and says something else is not touched, and nothing is written at all. */
async function placeCatalogue(catalogue: Catalogue, planFile: string, out: string): Promise<StoredCatalogue> {
  const path = cataloguePath(planFile, catalogue);
  const file = resolve(dirname(planFile), ...path.split('/'));
  if (!(await exists(file))) return { catalogue, path, file, standing: false };
  const shown = `${dirname(out) === '.' ? '' : `${dirname(out)}/`}${path}`;
  const reading = parseCatalogue(await readText(file, shown));
  if (!reading.ok) throw new CliError(`${shown} exists already and is not a catalogue. It was left as it is; move it away or choose another --out.`);
  const before = reading.catalogue;
  if (timeless(before) !== timeless(catalogue)) {
    throw new CliError(`${shown} exists already and says something else than what was read now. It was left as it is; move it away or choose another --out.`);
  }
  return { catalogue: before, path, file, standing: true };
}

/** A catalogue without the times of its scan, for comparing. */
function timeless(catalogue: Catalogue): string {
  return renderCatalogue({
    ...catalogue, scannedAt: '',
    tables: catalogue.tables.map((table) => ({ ...table, statistics: { ...table.statistics, at: '' } })),
  });
}

/** The text of the draft: a fresh plan, and every proposal put into it in turn. */
function draft(project: string, stored: readonly StoredCatalogue[], now: Date): string {
  const catalogues = stored.map(({ catalogue }) => catalogue);
  let text = edited(newPlanText(project), () => ({ kind: 'batch', edits: stored.flatMap(systemEdits) }));
  for (const panel of PROPOSED_PANELS) text = edited(text, (plan) => proposePanel(panel, plan, catalogues, { at: now.toISOString() }));
  return text;
}

function edited(text: string, propose: (plan: Plan) => PlanEdit | undefined): string {
  const parsed: ParsedPlan = parsePlan(text);
  if (!parsed.plan) throw new Error(`the draft can't be read back: ${parsed.problems[0]?.code ?? '?'}`);
  const edit = propose(parsed.plan);
  return edit ? applyTextEdits(text, computeTextEdits(parsed, edit)) : text;
}

function systemEdits({ catalogue, path }: StoredCatalogue): SimpleEdit[] {
  const facts = { name: catalogue.system, technology: catalogue.technology, connection: catalogue.origin.path, catalogue: path };
  if (catalogue.role === 'source') {
    return [{ kind: 'addItem', list: 'sourceSystems', item: { ...facts, ...(catalogue.bytes === undefined ? {} : { size: formatSize(BigInt(catalogue.bytes)) }) } }];
  }
  return Object.entries({ ...facts, schemaDefined: 'yes' }).map(([key, value]) => ({ kind: 'setField', path: `targetSystem.${key}`, value }));
}

/** Writes the catalogues, then the plan; nothing that exists is overwritten, and a failure leaves nothing behind. */
async function write(planFile: string, text: string, stored: readonly StoredCatalogue[], out: string): Promise<void> {
  const written: string[] = [];
  const put = async (file: string, content: string, shown: string): Promise<void> => {
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content, { flag: 'wx' });
      written.push(file);
    } catch (error) {
      // Only what this run made is taken away again; a file that was there is not among it.
      for (const mine of written) await rm(mine, { force: true });
      throw new CliError(reasonFor(error, shown));
    }
  };
  for (const { catalogue, path, file, standing } of stored) if (!standing) await put(file, renderCatalogue(catalogue), path);
  await put(planFile, text, out);
}

function report(text: string, out: string, stored: readonly StoredCatalogue[], catalogues: readonly Catalogue[], io: CliIo): void {
  const { plan } = parsePlan(text);
  if (!plan) throw new Error('the draft can\'t be read back');
  const inventory = rowsOf(plan, 'inventory');
  const rows = inventory.reduce((sum, row) => sum + (parseCount(cellOf(row, 'recordCount'))?.value ?? 0n), 0n);
  const mapping = rowsOf(plan, 'mapping');
  const fields = catalogues.filter(({ role }) => role === 'source').flatMap(({ tables }) => tables.filter(({ kind }) => kind === 'table')).reduce((sum, table) => sum + table.columns.length, 0);
  const folder = dirname(out) === '.' ? '' : `${dirname(out)}/`;
  const lines = [
    `${out}: draft written.`,
    ...stored.map(({ catalogue, path, standing }) => `${folder}${path}: catalogue of ${catalogue.system}${standing ? ', unchanged' : ''}.`),
    '',
    `${formatCount(BigInt(inventory.length))} tables, ${formatCount(rows)} rows; ${formatCount(BigInt(mapping.filter(isMapped).length))} of ${formatCount(BigInt(fields))} source fields mapped; `
      + `${rowsOf(plan, 'validation').length} validation rules; ${rowsOf(plan, 'loadOrder').length} tables in load order.`,
    ...catalogues.flatMap(({ system, tables }) => tables.flatMap(({ error }) => (error === undefined ? [] : [`Not read in ${system}: ${error}`]))),
    ...catalogues.flatMap(({ system, issues }) => issues.map(({ message, table, line }) => `Not read in ${[system, table, line === undefined ? undefined : `line ${line}`].filter(Boolean).join(', ')}: ${message}`)),
    '',
    'Left for people:',
    ...leftOpen(plan).map((line) => `- ${line}`),
  ];
  io.out(`${lines.map(oneLine).join('\n')}\n`);
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw new CliError(reasonFor(error, basename(file)));
  }
}
