import type { Catalogue } from '../catalogue/catalogue.ts';
import { encodeCell, encodeItem } from '../document/cellText.ts';
import { computeTextEdits } from '../document/computeTextEdits.ts';
import { readFrontmatter } from '../document/frontmatter.ts';
import { overviewEdits } from '../document/overviewEdits.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import { parsePlan, partsOf } from '../document/parsePlan.ts';
import { scanRow } from '../document/rowScanner.ts';
import { yamlScalar } from '../document/yamlScalar.ts';
import type { PlanState } from '../plan/planState.ts';
import { blockSpec } from '../plan/sections.ts';
import type { BlockId } from '../plan/sections.ts';
import { applyTextEdits } from '../text/applyTextEdits.ts';
import type { TextEdit, TextRange } from '../text/textEdit.ts';
import { cellMap } from './cellMap.ts';
import type { NameRef } from './nameRef.ts';
import { byValue, checkedName, renameEdit, replaced, replacements } from './rename.ts';
import type { Replacement } from './rename.ts';

/**
 * The text edits of a rename, name by name: a cell's other words, its Markdown and its padding stay as they are. Where a name
 * can't be exchanged within its cell (it would need other quotes than the text around it), the cells are written anew.
 * Throws EditRefused where the name can't be given.
 */
export function renameTextEdits(parsed: ParsedPlan, catalogues: readonly Catalogue[], ref: NameRef, newName: string): TextEdit[] {
  const name = checkedName(parsed, catalogues, ref, newName);
  const groups = byValue(replacements(parsed, catalogues, ref, name));
  if (groups.length === 0) return [];
  return spliced(parsed, groups) ?? computeTextEdits(parsed, renameEdit(parsed, catalogues, ref, name));
}

function spliced(parsed: ParsedPlan, groups: readonly (readonly Replacement[])[]): TextEdit[] | undefined {
  const { plan } = parsed;
  if (!plan) return undefined;
  const front: TextEdit[] = [];
  const body: TextEdit[] = [];
  const rows = new Set(plan.state.evidence.map((entry) => entry.row));
  for (const group of groups) {
    const { occurrence } = group[0]!;
    const value = replaced(occurrence.value, group);
    if (occurrence.place === 'field') {
      // Evidence of another row by the new name has to go first: that is more than a name.
      if (occurrence.path.startsWith('evidence.') && occurrence.path.endsWith('.row') && rows.has(value)) return undefined;
      const edit = scalarEdit(parsed, occurrence.path, occurrence.value, value);
      if (!edit) return undefined;
      front.push(edit);
    } else {
      const edits = cellEdits(parsed, group);
      if (!edits) return undefined;
      body.push(...edits);
    }
  }
  const parts = partsOf(parsed);
  const after = front.length === 0 ? plan.state : readFrontmatter(applyTextEdits(parts.frontmatter.text, front)).state;
  if (!after) return undefined;
  const edits = [...front, ...(front.length === 0 ? [] : overviewEdits(parts.body, plan.state, after, parsed.eol, false)), ...body];
  return reads(parsed, edits, after, groups) ? edits : undefined;
}

/** A value of the frontmatter, in the quotes that it stands in. */
function scalarEdit(parsed: ParsedPlan, path: string, old: string, value: string): TextEdit | undefined {
  const range = parsed.fieldRange(path);
  const written = parsed.text.slice(range.start, range.end);
  if (written.startsWith("'")) return written === `'${old.replaceAll("'", "''")}'` ? { ...range, newText: `'${value.replaceAll("'", "''")}'` } : undefined;
  if (written.startsWith('"')) return { ...range, newText: JSON.stringify(value) };
  return written === old ? { ...range, newText: yamlScalar(value, true) === value ? value : yamlScalar(value) } : undefined;
}

function cellEdits(parsed: ParsedPlan, group: readonly Replacement[]): TextEdit[] | undefined {
  const { occurrence } = group[0]!;
  if (occurrence.place !== 'cell') return undefined;
  const cell = parsed.blocks[occurrence.block]?.cellRange(occurrence.row, occurrence.column);
  if (!cell) return undefined;
  const map = cellMap(parsed.text.slice(cell.start, cell.end));
  const item = blockSpec(occurrence.block).form !== 'table';
  const edits: TextEdit[] = [];
  for (const { occurrence: { mention }, newText } of group) {
    const range = map.textRange(mention.start, mention.end);
    if (!range || (map.code && newText.includes('`'))) return undefined;
    const encoded = map.code ? newText.replaceAll('|', '\\|') : item && mention.start === 0 ? encodeItem(newText) : encodeCell(newText, 'text');
    edits.push({ start: cell.start + range.start, end: cell.start + range.end, newText: encoded });
  }
  const grown = edits.reduce((sum, edit) => sum + edit.newText.length - (edit.end - edit.start), 0);
  const padding = grown === 0 ? undefined : paddingEdit(parsed, occurrence.block, occurrence.column, cell, cell.end - cell.start + grown);
  return padding ? [...edits, padding] : edits;
}

/** Keeps a cell as wide as its header where it was, in a table whose header is aligned with the line below it; undefined for all others. */
function paddingEdit(parsed: ParsedPlan, block: BlockId, column: string, cell: TextRange, length: number): TextEdit | undefined {
  const place = partsOf(parsed).blocks.get(block)?.place;
  const at = place?.kind === 'table' ? place.columns.get(column) : undefined;
  if (place?.kind !== 'table' || at === undefined) return undefined;
  const { lines } = partsOf(parsed).body;
  const width = (line: number): number | undefined => {
    const start = scanRow(parsed.text, lines.start(line), lines.end(line))[at * 2];
    const end = start === undefined ? -1 : parsed.text.indexOf('|', start);
    return start === undefined || end < 0 || end > lines.end(line) ? undefined : end - start;
  };
  const header = width(place.headerLine);
  let end = cell.end;
  while (/[ \t]/.test(parsed.text.charAt(end))) end++;
  if (header === undefined || header !== width(place.headerLine + 1) || parsed.text.charAt(end) !== '|') return undefined;
  const pad = (content: number): number => Math.max(1, header - content);
  return end - cell.end === pad(cell.end - cell.start) && pad(length) !== end - cell.end ? { start: cell.end, end, newText: ' '.repeat(pad(length)) } : undefined;
}

/** What was written reads back as exactly what was meant, and nothing else changed. */
function reads(parsed: ParsedPlan, edits: readonly TextEdit[], state: PlanState, groups: readonly (readonly Replacement[])[]): boolean {
  const before = parsed.plan;
  let after: ParsedPlan;
  try {
    after = parsePlan(applyTextEdits(parsed.text, edits));
  } catch {
    // Two edits of the same place: the slower way finds its own.
    return false;
  }
  if (!before || !after.plan || JSON.stringify(after.plan.state) !== JSON.stringify(state)) return false;
  const wanted = new Map<string, string>();
  for (const group of groups) {
    const { occurrence } = group[0]!;
    const value = replaced(occurrence.value, group);
    if (occurrence.place === 'cell') wanted.set(`${occurrence.block} ${occurrence.row} ${occurrence.column}`, value);
    else if (valueAt(state, occurrence.path) !== value) return false;
  }
  const blocks = new Set([...Object.keys(before.rows), ...Object.keys(after.plan.rows)]) as Set<keyof typeof before.rows>;
  for (const block of blocks) {
    const [old, now] = [before.rows[block] ?? [], after.plan.rows[block] ?? []];
    if (old.length !== now.length) return false;
    for (let row = 0; row < old.length; row++) {
      for (const [column, value] of Object.entries(old[row]!.cells)) {
        if (now[row]!.cells[column] !== (wanted.get(`${block} ${row} ${column}`) ?? value)) return false;
      }
    }
  }
  return true;
}

function valueAt(state: PlanState, path: string): unknown {
  let value: unknown = state;
  for (const name of path.split('.')) value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return value;
}
