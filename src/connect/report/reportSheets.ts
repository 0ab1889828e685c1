import { readFile, stat } from 'node:fs/promises';
import { unzipSync, zipSync, strFromU8, strToU8 } from 'fflate';
import { fill } from '../../core/messages.ts';
import { decodeSheetText } from '../../core/interchange/decodeSheetText.ts';
import { InterchangeRefused } from '../../core/interchange/interchangeRefused.ts';
import { MAX_FILE_BYTES, MAX_UNPACKED_BYTES } from '../../core/interchange/limits.ts';
import { interchangeMessages } from '../../core/interchange/messages.ts';
import { readXlsx } from '../../core/interchange/xlsx.ts';
import type { NamedSheet } from '../../core/interchange/xlsx.ts';
import { ConnectError } from '../connectError.ts';
import { fileError } from '../fileError.ts';

/** A report as it lies there: a text, or the sheets of a workbook. */
export interface ReportFile {
  readonly text?: string;
  /** False where the bytes were not UTF-8 and were read as Windows-1252. */
  readonly sure: boolean;
  readonly sheets: readonly NamedSheet[];
  /** When it was made, as the workbook says or else the file system; ISO 8601. */
  readonly madeAt: string;
}

/** Reads the file. Throws a ConnectError that says what is wrong with it. */
export async function readReportFile(file: string, shownPath: string): Promise<ReportFile> {
  let bytes: Uint8Array;
  let madeAt: string;
  try {
    const { size, mtime } = await stat(file);
    if (size === 0) throw new ConnectError('file.empty', { path: shownPath });
    if (size > MAX_FILE_BYTES) throw new ConnectError('report.tooLarge', { path: shownPath, size: String(Math.ceil(size / 1024 / 1024)), limit: String(MAX_FILE_BYTES / 1024 / 1024) });
    bytes = await readFile(file);
    madeAt = mtime.toISOString();
  } catch (error) {
    throw error instanceof ConnectError ? error : fileError(error, shownPath);
  }
  try {
    const isWorkbook = (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf);
    if (!isWorkbook) {
      const { text, sure } = decodeSheetText(bytes);
      return { text: text.startsWith('\uFEFF') ? text.slice(1) : text, sure, sheets: [], madeAt };
    }
    const { reduced, created } = withoutValueSheets(bytes);
    return { sheets: await readXlsx(reduced), sure: true, madeAt: created ?? madeAt };
  } catch (error) {
    if (error instanceof InterchangeRefused) {
      const template = (interchangeMessages as Readonly<Record<string, string>>)[error.code] ?? error.code;
      throw new ConnectError('report.unreadable', { path: shownPath, detail: fill(template, error.args) });
    }
    throw error;
  }
}

const EMPTY_SHEET = strToU8('<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>');

/**
 * A WhiteRabbit scan report without its sheets of values, one a table, which are nearly all of it: they are neither unpacked nor read. Other
 * workbooks stay as they are.
 */
function withoutValueSheets(bytes: Uint8Array): { reduced: Uint8Array; created?: string } {
  let heads: Record<string, Uint8Array>;
  try {
    heads = unzipSync(bytes, { filter: ({ name, originalSize }) => /^(?:xl\/workbook\.xml|xl\/_rels\/workbook\.xml\.rels|docProps\/core\.xml)$/.test(name) && originalSize < 32 * 1024 * 1024 });
  } catch {
    // The reader of workbooks says what is wrong.
    return { reduced: bytes };
  }
  const textOf = (name: string): string => (heads[name] === undefined ? '' : strFromU8(heads[name]));
  const created = createdIn(textOf('docProps/core.xml'));
  const facts = created === undefined ? {} : { created };
  const sheets = [...textOf('xl/workbook.xml').matchAll(/<(?:\w{1,20}:)?sheet\s([^<>]{0,2000})>/g)].map(([, attributes]) => ({ name: attribute(attributes ?? '', 'name'), id: attribute(attributes ?? '', 'r:id') }));
  const wanted = sheets.filter(({ name }) => /^(?:(?:field |table )?overview|_)$/i.test(name));
  if (wanted.length === 0 || wanted.length === sheets.length) return { reduced: bytes, ...facts };
  const targets = new Map([...textOf('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w{1,20}:)?Relationship\s([^<>]{0,2000})>/g)].map(([, attributes]) => [attribute(attributes ?? '', 'Id'), attribute(attributes ?? '', 'Target')]));
  const kept = new Set(wanted.map(({ id }) => fullPath(targets.get(id) ?? '')));
  const isValues = (name: string): boolean => /^xl\/worksheets\/[^/]+\.xml$/.test(name) && !kept.has(name);
  let unpacked = 0;
  const left: string[] = [];
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (isValues(name)) {
        left.push(name);
        return false;
      }
      unpacked += originalSize;
      if (unpacked > MAX_UNPACKED_BYTES) throw new InterchangeRefused('interchange.unpacksTooLarge', { limit: String(MAX_UNPACKED_BYTES / 1024 / 1024) });
      return /\.(?:xml|rels)$/.test(name);
    },
  });
  return { reduced: zipSync({ ...parts, ...Object.fromEntries(left.map((name) => [name, EMPTY_SHEET])) }, { level: 0 }), ...facts };
}

function fullPath(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

function attribute(attributes: string, name: string): string {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
  return found.replace(/&(lt|gt|quot|apos|amp);/g, (_, entity: string) => ({ lt: '<', gt: '>', quot: '"', apos: `'`, amp: '&' })[entity] ?? '');
}

function createdIn(core: string): string | undefined {
  const text = /<dcterms:created[^<>]{0,200}>([^<]{10,40})</.exec(core)?.[1];
  const date = text === undefined ? undefined : new Date(text);
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
