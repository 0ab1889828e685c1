import type { Catalogue, Table } from '../catalogue/catalogue.ts';
import { isRoughlyStated } from '../collection/statedVolume.ts';
import { UNKNOWN, cellOf, inventoryKey, rowsOf } from '../plan/plan.ts';
import { asBatch } from '../proposals/asBatch.ts';
import { insertMissing } from '../proposals/insertMissing.ts';
import { formatCount, parseCount } from '../units/count.ts';
import { formatSize } from '../units/size.ts';
import { prioritiesOf } from './priority.ts';
import { namesWithin } from './tableNames.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { PlanEdit, SimpleEdit } from '../plan/planEdit.ts';
import type { Evidence } from '../plan/planState.ts';

export interface InventoryRow extends Record<string, string> {
  sourceSystem: string;
  object: string;
  recordCount: string;
  size: string;
  priority: string;
}

/** What a catalogue says of a table's volume, as the cells and the evidence show it. */
export interface TableVolume {
  readonly recordCount: string;
  readonly size: string;
  /** Absent where nothing was measured or estimated. */
  readonly evidence?: Evidence;
}

/**
 * The volume of a table by its catalogue. `at` stands in for a time that the catalogue does not give. What a list states is stated: nobody
 * measured it, and it counts once a person has confirmed it.
 */
export function volumeFrom(catalogue: Catalogue, table: Table, row: string, at: string): TableVolume {
  const { statistics } = table;
  const known = statistics.kind !== 'unknown' && statistics.rowCount !== undefined;
  const size = statistics.bytes === undefined ? UNKNOWN : formatSize(BigInt(statistics.bytes));
  if (!known) return { recordCount: UNKNOWN, size };
  return {
    recordCount: formatCount(BigInt(statistics.rowCount!), statistics.kind === 'estimated' || (statistics.kind === 'stated' && isRoughlyStated(statistics.query))),
    size,
    evidence: {
      row, kind: statistics.kind, count: statistics.rowCount!, size: size === UNKNOWN ? '' : size, query: statistics.query ?? '',
      at: statistics.at ?? (catalogue.scannedAt || at), confirmedBy: '', confirmedAt: '',
    },
  };
}

/**
 * Proposes the inventory: a row for each table of the sources (views left out), with the count and size that were measured
 * and the evidence for them. In rows that stand, `?` is filled and a value that came from an earlier scan is brought up to
 * date; what a person typed stays as it is.
 */
export function proposeInventory(plan: Plan, catalogues: readonly Catalogue[], { at }: { readonly at: string }): PlanEdit | undefined {
  const rows = rowsOf(plan, 'inventory');
  const standing = rows.map(inventoryKey);
  const places = new Map<string, number>();
  const evidenceOf = new Map(plan.state.evidence.map((entry) => [entry.row, entry]));
  const edits: SimpleEdit[] = [];
  const evidence: Evidence[] = [];
  const proposed: { key: string; row: InventoryRow }[] = [];

  for (const catalogue of catalogues) {
    if (catalogue.role !== 'source') continue;
    const names = namesWithin(catalogue);
    // Rows of this system, under whatever spelling of the table's name they stand.
    rows.forEach((row, index) => {
      if (cellOf(row, 'sourceSystem') !== catalogue.system) return;
      const ref = names.one(cellOf(row, 'object'));
      const key = `${catalogue.system}.${ref ? names.nameOf(ref.table) : cellOf(row, 'object')}`;
      if (!places.has(key)) {
        places.set(key, index);
        standing[index] = key;
      }
    });
    const priorities = prioritiesOf(names);
    for (const { table } of names.refs) {
      const object = names.nameOf(table);
      const key = `${catalogue.system}.${object}`;
      const priority = priorities.get(table) ?? 'Medium';
      const place = places.get(key);
      if (place === undefined) {
        const volume = volumeFrom(catalogue, table, key, at);
        proposed.push({ key, row: { sourceSystem: catalogue.system, object, recordCount: volume.recordCount, size: volume.size, priority } });
        if (volume.evidence) evidence.push(keepConfirmation(volume.evidence, evidenceOf.get(key)));
        continue;
      }
      const row = rows[place]!;
      proposed.push({ key, row: { sourceSystem: catalogue.system, object, recordCount: '', size: '', priority } });
      const rowKey = inventoryKey(row);
      const update = updateRow(row, place, volumeFrom(catalogue, table, rowKey, at), evidenceOf.get(rowKey));
      edits.push(...update.edits);
      if (update.evidence) evidence.push(update.evidence);
      if (isOpen(cellOf(row, 'priority'))) edits.push({ kind: 'setCell', block: 'inventory', row: refOf(row, place), column: 'priority', value: priority });
    }
  }
  edits.push(...insertMissing('inventory', standing, proposed));
  if (evidence.length > 0) edits.push({ kind: 'setEvidence', entries: evidence });
  return asBatch(edits);
}

function isOpen(cell: string): boolean {
  return cell.trim() === '' || cell.trim() === UNKNOWN;
}

function refOf(row: PlanRow, index: number): { index: number; key: string[] } {
  return { index, key: [cellOf(row, 'sourceSystem'), cellOf(row, 'object')] };
}

/** Brings a row that stands up to date, cell by cell, where the cell is open or still says what the last evidence said. */
export function updateRow(row: PlanRow, index: number, volume: TableVolume, before: Evidence | undefined): { edits: SimpleEdit[]; evidence?: Evidence } {
  const edits: SimpleEdit[] = [];
  const set = (column: 'recordCount' | 'size', value: string): void => {
    if (cellOf(row, column).trim() !== value) edits.push({ kind: 'setCell', block: 'inventory', row: refOf(row, index), column, value });
  };
  // Stated with a place where it stands, it comes from a list that was read; without one, from a person.
  const ours = before?.kind === 'measured' || before?.kind === 'estimated' || (before?.kind === 'stated' && before.query !== '');
  const sizeCell = cellOf(row, 'size').trim();
  const sizeIsOurs = isOpen(sizeCell) || (ours && before.size !== '' && before.size.trim() === sizeCell);
  if (sizeIsOurs && volume.size !== UNKNOWN) set('size', volume.size);
  const sizeShown = sizeIsOurs && volume.size !== UNKNOWN ? volume.size : sizeCell;

  if (!volume.evidence) return { edits };
  const countCell = cellOf(row, 'recordCount');
  const shown = parseCount(countCell);
  const found = parseCount(volume.recordCount);
  const sameAsBefore = ours && shown !== undefined && before.count !== '' && shown.value === parseCount(before.count)?.value;
  const sameAsFound = shown !== undefined && found !== undefined && shown.value === found.value && shown.estimated === found.estimated;
  if (!isOpen(countCell) && !sameAsBefore && !sameAsFound) return { edits };
  // An exact count is not replaced by the statistics' guess, nor by what somebody wrote into a list.
  if (sameAsBefore && before.kind === 'measured' && volume.evidence.kind !== 'measured') return { edits };
  if (!sameAsFound) set('recordCount', volume.recordCount);
  const evidence = keepConfirmation({ ...volume.evidence, size: volume.evidence.size === sizeShown ? volume.evidence.size : '' }, before);
  return before && sameEvidence(before, evidence) ? { edits } : { edits, evidence };
}

/** A confirmation stands while the count it vouched for does. */
function keepConfirmation(evidence: Evidence, before: Evidence | undefined): Evidence {
  if (!before || before.confirmedBy === '' || parseCount(before.count)?.value !== parseCount(evidence.count)?.value) return evidence;
  return { ...evidence, confirmedBy: before.confirmedBy, confirmedAt: before.confirmedAt };
}

function sameEvidence(a: Evidence, b: Evidence): boolean {
  return a.row === b.row && a.kind === b.kind && a.count === b.count && a.size === b.size && a.query === b.query && a.at === b.at
    && a.confirmedBy === b.confirmedBy && a.confirmedAt === b.confirmedAt;
}
