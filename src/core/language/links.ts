import type { ParsedPlan } from '../document/parsedPlan.ts';
import { cellMap } from './cellMap.ts';
import type { TextRange } from '../text/textEdit.ts';
import { BLOCKS } from '../plan/sections.ts';
import { cellOf, rowsOf } from '../plan/plan.ts';
import { scalarRange } from './occurrences.ts';

/** A path that stands in the document. Whether there is such a file, the host finds out. */
export interface PathLink {
  readonly range: TextRange;
  readonly path: string;
  /** Where the path starts: beside the document, or in the workspace folder; `either` where nothing says. */
  readonly from: 'document' | 'either';
}

/** So many paths are looked for at most. */
const MOST = 500;
/** `etl/load.sql`, `./shop.sqlite`, `crm.json`: names with an ending, of a file beside or below. */
const PATH = /(?<![\p{L}\p{N}_@/.\\-])(?:\.{1,2}\/)*(?:[\p{L}\p{N}_-][\p{L}\p{N}_.-]{0,100}\/){0,12}[\p{L}\p{N}_-][\p{L}\p{N}_.-]{0,100}\.(?:sqlite3?|db|sql|ddl|json|csv|tsv|xlsx?|parquet|md|txt|ya?ml|py|sh|ps1|js|ts|xml|pdf|docx?)(?![\p{L}\p{N}_])/giu;

/** The paths in the frontmatter's fields that hold one, and in the words of cells. Web addresses are the editor's own. */
export function pathsIn(parsed: ParsedPlan): PathLink[] {
  const { plan, text } = parsed;
  if (!plan) return [];
  const links: PathLink[] = [];
  const field = (path: string, value: string, from: PathLink['from']): void => {
    if (isPath(value)) links.push({ range: scalarRange(text, parsed.fieldRange(path), value, { start: 0, end: value.length }), path: value, from });
  };
  plan.state.sourceSystems.forEach((system, index) => {
    field(`sourceSystems.${index}.catalogue`, system.catalogue, 'document');
    field(`sourceSystems.${index}.connection`, system.connection, 'either');
  });
  field('targetSystem.catalogue', plan.state.targetSystem.catalogue, 'document');
  field('targetSystem.connection', plan.state.targetSystem.connection, 'either');
  plan.state.existingTools.forEach((tool, index) => { field(`existingTools.${index}.path`, tool.path, 'either'); });
  for (const { id, columns } of BLOCKS) {
    for (const column of columns) {
      if (column.kind !== 'text' || links.length >= MOST) continue;
      rowsOf(plan, id).forEach((row, index) => {
        const value = cellOf(row, column.key);
        if (links.length >= MOST || value.length > 5_000 || !/\.[A-Za-z]/.test(value)) return;
        const cell = parsed.blocks[id]?.cellRange(index, column.key);
        const map = cell && cellMap(text.slice(cell.start, cell.end));
        for (const match of value.matchAll(PATH)) {
          const range = map?.textRange(match.index, match.index + match[0].length);
          if (cell && range && !/:\/\/\S*$/.test(value.slice(0, match.index))) links.push({ range: { start: cell.start + range.start, end: cell.start + range.end }, path: match[0], from: 'either' });
        }
      });
    }
  }
  return links.slice(0, MOST);
}

/** A relative path of this workspace: nothing of the web, of a drive or of the whole machine. */
function isPath(value: string): boolean {
  return value !== '' && value.length <= 500 && !/^[A-Za-z][A-Za-z0-9+.-]*:|^[\\/~]|[\u0000-\u001f]/.test(value) && /[./]/.test(value);
}

/** The line (from 0) of a catalogue file on which a table, or a column of it, stands; 0 where it is not found. */
export function catalogueLine(json: string, table: string, schema?: string, column?: string): number {
  const lines = json.split(/\r\n|\n/);
  const [name, own] = [`"name": ${JSON.stringify(table)}`, schema === undefined ? undefined : `"schema": ${JSON.stringify(schema)}`];
  const says = (line: string, text: string): boolean => line.trim().replace(/,$/, '') === text;
  const at = lines.findIndex((line, index) => says(line, name) && (own === undefined || lines.slice(Math.max(0, index - 2), index + 3).some((near) => says(near, own))));
  if (at < 0) return 0;
  if (column === undefined) return at;
  const wanted = `{ "name": ${JSON.stringify(column)}, `;
  for (let line = at; line < lines.length && !/^ {4}\}/.test(lines[line]!); line++) if (lines[line]!.trimStart().startsWith(wanted)) return line;
  return at;
}
