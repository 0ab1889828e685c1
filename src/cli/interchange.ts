import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { parsePlan } from '../core/document/parsePlan.ts';
import type { ParsedPlan } from '../core/document/parsedPlan.ts';
import { blockTitle } from '../core/interchange/blockTitle.ts';
import { writeCsv } from '../core/interchange/csv.ts';
import { diffSheet } from '../core/interchange/diffSheet.ts';
import { importTextEdits } from '../core/interchange/importEdit.ts';
import { InterchangeRefused } from '../core/interchange/interchangeRefused.ts';
import { MAX_FILE_BYTES } from '../core/interchange/limits.ts';
import { notesSheet } from '../core/interchange/notesSheet.ts';
import { readSheetFile } from '../core/interchange/readSheetFile.ts';
import { isAmbiguous } from '../core/interchange/recogniseSheet.ts';
import { sheetOf } from '../core/interchange/sheet.ts';
import { writeXlsx } from '../core/interchange/xlsx.ts';
import { EditRefused } from '../core/plan/planEdit.ts';
import { BLOCKS } from '../core/plan/sections.ts';
import type { BlockId } from '../core/plan/sections.ts';
import { applyTextEdits } from '../core/text/applyTextEdits.ts';
import { CliError } from './cliError.ts';
import { readText, reasonFor } from './files.ts';
import type { CliIo } from './io.ts';
import { oneLine, words } from './words.ts';

/** Writes a table or list of a plan to a new CSV file or workbook, as its name says. Exit code 0. */
export async function exportSection(options: { readonly plan: string; readonly section: string; readonly out: string }, io: CliIo): Promise<number> {
  const parsed = await readPlan(options.plan, io);
  const block = blockNamed(options.section);
  if (!parsed.blocks[block]) throw new CliError(words('interchange.noBlock', { section: blockTitle(block) }));
  const sheet = sheetOf(parsed, block);
  const bytes = await inWords(async () => (/\.csv$/i.test(options.out) ? writeCsv(sheet)
    : writeXlsx(blockTitle(block), sheet, notesSheet(parsed, block, words, { exportedAt: io.now.toISOString().slice(0, 16).replace('T', ' '), document: options.plan }))));
  try {
    await writeFile(resolve(io.cwd, options.out), bytes, { flag: 'wx' });
  } catch (error) {
    throw new CliError(reasonFor(error, options.out));
  }
  io.out(`${options.out}: ${blockTitle(block)}, ${String(sheet.rows.length)} rows.\n`);
  return 0;
}

/**
 * Prints what a file says differently from a plan; with `apply`, writes it into the plan, without removing rows unless
 * `remove` says so. Exit code: 0 where nothing differs or it was written, 1 where something differs and was only shown.
 */
export async function importSection(options: { readonly plan: string; readonly file: string; readonly section?: string; readonly apply: boolean; readonly remove: boolean }, io: CliIo): Promise<number> {
  const parsed = await readPlan(options.plan, io);
  const only = options.section === undefined ? undefined : blockNamed(options.section);
  const bytes = await readBytes(resolve(io.cwd, options.file), options.file);
  return inWords(async () => {
    const { candidates, notes } = await readSheetFile(parsed, { name: basename(options.file), bytes }, only);
    const [recognised] = candidates;
    if (!recognised || isAmbiguous(candidates)) throw new CliError(`The file fits several sections: ${candidates.map(({ block }) => block).join(', ')}. Say which with --section.`);
    for (const { code, args } of notes) io.error(`${words(code, args)}\n`);
    const diff = diffSheet(parsed, recognised.block, recognised.sheet);
    const { missing, unknown } = diff.columns;
    if (missing.length > 0) io.error(`${words('interchange.note.missing', { columns: missing.map(({ header }) => header).join(', ') })}\n`);
    if (unknown.length > 0) io.error(`${words('interchange.note.unknown', { columns: unknown.join(', ') })}\n`);
    for (const { kind, name, cells } of diff.rows) {
      const details = kind === 'changed' ? cells.map(({ column, before, after }) => `${column.header}: ${before || '(empty)'} -> ${after || '(empty)'}`).join('; ') : '';
      io.out(`${oneLine(`${kind} ${name}${details === '' ? '' : `: ${details}`}`)}\n`);
    }
    if (diff.rows.length === 0 || !options.apply) return diff.rows.length === 0 ? 0 : 1;
    const chosen = new Set(diff.rows.filter(({ kind }) => kind !== 'removed' || options.remove).map(({ id }) => id));
    await writeFile(resolve(io.cwd, options.plan), applyTextEdits(parsed.text, importTextEdits(parsed, diff, chosen)));
    io.out(`${options.plan}: ${String(chosen.size)} of ${String(diff.rows.length)} differences taken over into ${blockTitle(recognised.block)}.\n`);
    return 0;
  });
}

async function readPlan(file: string, io: CliIo): Promise<ParsedPlan> {
  const parsed = parsePlan(await readText(resolve(io.cwd, file), file));
  if (!parsed.plan) throw new CliError(`${file} can't be read as a plan.`);
  return parsed;
}

function blockNamed(name: string): BlockId {
  const plain = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, '');
  const blocks = BLOCKS.filter(({ form }) => form !== 'rendered');
  const found = blocks.find(({ id }) => plain(id) === plain(name) || plain(blockTitle(id)) === plain(name));
  if (!found) throw new CliError(`There is no section "${name}". There are: ${blocks.map(({ id }) => id).join(', ')}.`);
  return found.id;
}

async function readBytes(path: string, shown: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) throw new CliError(words('interchange.fileTooLarge', { size: String(Math.ceil(size / 1024 / 1024)), limit: String(MAX_FILE_BYTES / 1024 / 1024) }));
    return new Uint8Array(await readFile(path));
  } catch (error) {
    throw error instanceof CliError ? error : new CliError(reasonFor(error, shown));
  }
}

async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InterchangeRefused || error instanceof EditRefused) throw new CliError(words(error.code, error.args));
    throw error;
  }
}
