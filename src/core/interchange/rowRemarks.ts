import type { ParsedPlan } from '../document/parsedPlan.ts';
import { inventoryKey, rowsOf } from '../plan/plan.ts';
import { blockSpec } from '../plan/sections.ts';
import { evidenceFor } from '../plan/volumes.ts';
import type { ImportDiff, RowChange } from './diffSheet.ts';
import { documentRows } from './sheet.ts';
import type { Sheet } from './sheet.ts';

/** What should be known of a row before it is taken over. */
export interface RowRemark {
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
  /** Taken over unseen, it would break something: the row is not chosen unless the person does. */
  readonly holds: boolean;
}

/**
 * Remarks by the ids of the differences: names that stand twice in the file or are in the plan already, and volumes that a new name
 * leaves behind. `diff` must be that of this very document and sheet.
 */
export function rowRemarks(parsed: ParsedPlan, diff: ImportDiff, sheet: Sheet): ReadonlyMap<string, readonly RowRemark[]> {
  const spec = blockSpec(diff.block);
  const pairs = diff.columns.matches.filter(({ column }) => spec.key.includes(column.key));
  const before = documentRows(parsed, diff.block, pairs.map(({ column }) => column)).map(nameIn);
  const after = sheet.rows.map((row) => nameIn(pairs.map(({ sheet: at }) => row[at] ?? '')));
  const inPlan = placesOf(before);
  const inFile = placesOf(after);
  const remarks = new Map<string, RowRemark[]>();
  for (const change of diff.rows) {
    const found = [...nameRemarks(change, before, after, inPlan, inFile), ...renameRemarks(parsed, diff, change)];
    if (found.length > 0) remarks.set(change.id, found);
  }
  return remarks;
}

function nameRemarks({ kind, row, sheetRow }: RowChange, before: readonly (string | undefined)[], after: readonly (string | undefined)[], inPlan: Places, inFile: Places): RowRemark[] {
  const name = sheetRow === undefined ? undefined : after[sheetRow];
  if (name === undefined || (kind !== 'changed' && kind !== 'added')) return [];
  const times = inFile.get(name)?.length ?? 0;
  const had = inPlan.get(name) ?? [];
  // What stands as often in the plan already is nothing the file brings.
  if (times > 1 && times > had.length) return [{ code: 'interchange.remark.twice', args: { count: String(times) }, holds: true }];
  const isNew = row === undefined || before[row] !== name;
  const other = had.find((at) => at !== row);
  return isNew && other !== undefined ? [{ code: 'interchange.remark.exists', args: { row: String(other + 1) }, holds: true }] : [];
}

/** A volume is known by the name of its row: a new name, written as one cell among others, leaves it behind. */
function renameRemarks({ plan }: ParsedPlan, { block }: ImportDiff, { kind, row, cells }: RowChange): RowRemark[] {
  if (block !== 'inventory' || kind !== 'changed' || row === undefined || !plan) return [];
  const isRenamed = cells.some(({ column }) => column.key === 'object' || column.key === 'sourceSystem');
  const old = rowsOf(plan, 'inventory')[row];
  const isKnown = isRenamed && old !== undefined && (evidenceFor(plan, inventoryKey(old))?.kind ?? 'unknown') !== 'unknown';
  return isKnown ? [{ code: 'interchange.remark.renamed', args: {}, holds: false }] : [];
}

type Places = ReadonlyMap<string, readonly number[]>;

function placesOf(names: readonly (string | undefined)[]): Places {
  const places = new Map<string, number[]>();
  names.forEach((name, at) => {
    if (name === undefined) return;
    const list = places.get(name);
    if (list) list.push(at);
    else places.set(name, [at]);
  });
  return places;
}

/** What names a row, for comparing; undefined where a part of it is open, as in two fields that nobody has mapped yet. */
function nameIn(values: readonly string[]): string | undefined {
  const parts = values.map((value) => value.trim());
  return parts.some((part) => part === '' || part === '?') ? undefined : JSON.stringify(parts);
}
