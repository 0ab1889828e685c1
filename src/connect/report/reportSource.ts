import type { Table } from '../../core/catalogue/catalogue.ts';
import { readCsv } from '../../core/interchange/csv.ts';
import { InterchangeRefused } from '../../core/interchange/interchangeRefused.ts';
import type { NamedSheet } from '../../core/interchange/xlsx.ts';
import { ConnectError, connectText } from '../connectError.ts';
import type { OpenSource, SourceContext, TableRef } from '../source.ts';
import { collectionStart } from './collectionStart.ts';
import { collectionRows, readCollection } from './readCollection.ts';
import { inventoryHeader, readInventory } from './readInventory.ts';
import { readWhiteRabbit } from './readWhiteRabbit.ts';
import { reportForm } from './recognise.ts';
import { readReportFile } from './reportSheets.ts';
import type { ReportFile } from './reportSheets.ts';
import type { ReadReport } from './tableDrafts.ts';

/**
 * Reads a list of what a database holds that somebody else made there: the output of a collection script, a WhiteRabbit scan report, or
 * an inventory. What it is, its content says. The whole file is read at opening: it is small beside what it speaks of.
 */
export const openReport: OpenSource<'report'> = async (request, context) => {
  const { path, system } = request;
  const file = await readReportFile(request.file, path);
  context.working();
  const report = read(file, path, system, context);
  const issues = file.sure ? report.issues : [{ message: connectText('report.notUtf8') }, ...report.issues];
  if (report.tables.length === 0) throw issues[0] === undefined ? new ConnectError('report.empty', { path }) : new ConnectError('report.noTables', { path, detail: issues[0].message });
  const { bytes } = report;
  const listed = new Map<TableRef, Table>(report.tables.map((table) => [table, table]));
  return {
    technology: report.technology,
    origin: 'report',
    ...(bytes === undefined ? {} : { bytes: BigInt(bytes) }),
    listTables: () => Promise.resolve(report.tables),
    readTable(ref) {
      const table = listed.get(ref);
      return table === undefined ? Promise.reject(new Error('not in the list')) : Promise.resolve(table);
    },
    issues: () => Promise.resolve(issues),
    close: () => Promise.resolve(),
  };
};

function read(file: ReportFile, path: string, system: string, context: SourceContext): ReadReport {
  const { text, madeAt } = file;
  if (text !== undefined && collectionStart(text) !== undefined) {
    const { rows, messages } = collectionRows(text);
    context.working();
    return readCollection(rows, messages, path, madeAt);
  }
  const sheets = text === undefined ? file.sheets : [{ name: '', rows: csvRows(text, path) }];
  const forms = sheets.map(({ rows }) => reportForm(rows[0] ?? []));
  // A list that a spreadsheet took in and saved.
  const collected = forms.indexOf('collection');
  if (collected >= 0) return readCollection((sheets[collected]?.rows ?? []).slice(1), [], path, madeAt);
  if (forms.some((form) => form === 'whiteRabbit' || form === 'whiteRabbitTables')) return readWhiteRabbit(named(sheets, path), path, madeAt);
  if (sheets.some(({ rows }) => inventoryHeader(rows) !== undefined)) return readInventory(sheets, { path, system });
  throw new ConnectError('report.notRecognised', { path });
}

function named(sheets: readonly NamedSheet[], path: string): NamedSheet[] {
  return sheets.map((sheet) => ({ ...sheet, name: sheet.name === '' ? path : sheet.name }));
}

function csvRows(text: string, path: string): readonly (readonly string[])[] {
  try {
    return readCsv(text).rows;
  } catch (error) {
    if (error instanceof InterchangeRefused) throw new ConnectError('report.tooMuch', { path, count: error.args['limit'] ?? '?', what: 'rows' });
    throw error;
  }
}
