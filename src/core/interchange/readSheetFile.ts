import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { BlockId } from '../plan/sections.ts';
import { readCsv } from './csv.ts';
import { decodeSheetText } from './decodeSheetText.ts';
import { InterchangeRefused } from './interchangeRefused.ts';
import { blockTitle } from './blockTitle.ts';
import { MAX_FILE_BYTES } from './limits.ts';
import { recogniseSheet } from './recogniseSheet.ts';
import type { Recognised } from './recogniseSheet.ts';
import { readXlsx } from './xlsx.ts';

/** Something about a file that people should know before they take over what it says. */
export interface FileNote {
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
}

export interface ReadFile {
  /** The sections it may hold, the most likely first; one at least. */
  readonly candidates: readonly Recognised[];
  readonly notes: readonly FileNote[];
}

/**
 * Reads a CSV file or a workbook (told by what is in it, not only by its name) and finds out which section it holds, or
 * where in it `only` is. Throws InterchangeRefused with what is wrong with it.
 */
export async function readSheetFile(parsed: ParsedPlan, file: { readonly name: string; readonly bytes: Uint8Array }, only?: BlockId): Promise<ReadFile> {
  const { name, bytes } = file;
  if (bytes.length > MAX_FILE_BYTES) throw new InterchangeRefused('interchange.fileTooLarge', { size: String(Math.ceil(bytes.length / 1024 / 1024)), limit: String(MAX_FILE_BYTES / 1024 / 1024) });
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const isOld = bytes[0] === 0xd0 && bytes[1] === 0xcf;
  if (isZip || isOld || /\.xls[xmb]?$/i.test(name)) return fromWorkbook(parsed, bytes, only);
  if (!/\.(?:csv|tsv|tab|txt)$/i.test(name)) throw new InterchangeRefused('interchange.unknownForm', { name });
  const { text, sure } = decodeSheetText(bytes);
  const { rows, badQuote } = readCsv(text);
  const notes: FileNote[] = [
    ...(sure ? [] : [{ code: 'interchange.note.encoding', args: {} }]),
    ...(badQuote === undefined ? [] : [{ code: 'interchange.note.quote', args: { row: String(badQuote) } }]),
  ];
  return { candidates: found(recogniseSheet(parsed, rows, only), rows.length === 0, only), notes };
}

async function fromWorkbook(parsed: ParsedPlan, bytes: Uint8Array, only: BlockId | undefined): Promise<ReadFile> {
  const sheets = await readXlsx(bytes);
  let best: { readonly name: string; readonly candidates: readonly Recognised[] } | undefined;
  for (const { name, rows } of sheets) {
    const candidates = recogniseSheet(parsed, rows, only);
    const fit = (of: readonly Recognised[] | undefined): number => (of?.[0] ? of[0].found * 2 - of[0].foreign : -1_000);
    if (fit(candidates) > fit(best?.candidates)) best = { name, candidates };
  }
  const candidates = found(best?.candidates ?? [], sheets.every(({ rows }) => rows.length === 0), only);
  return { candidates, notes: sheets.length > 1 && best ? [{ code: 'interchange.note.sheet', args: { sheet: best.name } }] : [] };
}

function found(candidates: readonly Recognised[], empty: boolean, only: BlockId | undefined): readonly Recognised[] {
  if (candidates.length > 0) return candidates;
  if (empty) throw new InterchangeRefused('interchange.empty');
  throw only === undefined ? new InterchangeRefused('interchange.notRecognised') : new InterchangeRefused('interchange.wrongSection', { section: blockTitle(only) });
}
