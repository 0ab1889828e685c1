import { open } from 'node:fs/promises';
import { collectionStart } from '../report/collectionStart.ts';
import { looksLikeReport } from '../report/recognise.ts';
import { csvRecords } from './csvRecords.ts';
import { dataFileForm } from './dataFileKind.ts';

/** Enough for what database clients write above their output. */
const headBytes = 256 * 1024;
const delimiters = [',', ';', '\t', '|'];

/** Whether a file is a list of what a database holds (a scan report, the output of a collection script, an inventory), not data itself. */
export async function looksLikeList(file: string): Promise<boolean> {
  if (/\.xls[xm]$/i.test(file)) return true;
  const form = dataFileForm(file.replace(/^.*[\\/]/, ''));
  if (form?.kind !== 'csv' || form.packed) return false;
  const text = await headText(file).catch(() => '');
  if (collectionStart(text) !== undefined) return true;
  const first = text.slice(0, 20_000);
  return delimiters.some((delimiter) => {
    // Titles may stand above the header of a list that people keep.
    const { records } = csvRecords(first, delimiter, '"', false);
    return records.slice(0, 10).some(({ fields }) => fields.length > 1 && looksLikeReport(fields));
  });
}

async function headText(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const head = buffer.subarray(0, bytesRead);
    const encoding = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
    return new TextDecoder(encoding).decode(head);
  } finally {
    await handle.close();
  }
}
