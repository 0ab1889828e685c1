import type { Catalogue } from '../catalogue/catalogue.ts';
import { tableKey } from '../catalogue/tableKey.ts';
import { computeTextEdits } from '../document/computeTextEdits.ts';
import { reparsePlan } from '../document/parsePlan.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import { proposeInventory, updateRow, volumeFrom } from '../inventory/proposeInventory.ts';
import { foldCase, namesWithin } from '../inventory/tableNames.ts';
import type { TableNames } from '../inventory/tableNames.ts';
import type { NameRef } from '../language/nameRef.ts';
import { renameTextEdits } from '../language/renameTextEdits.ts';
import { proposeMapping } from '../mapping/proposeMapping.ts';
import { UNKNOWN, cellOf, inventoryKey, rowsOf } from '../plan/plan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import { EditRefused } from '../plan/planEdit.ts';
import type { SimpleEdit } from '../plan/planEdit.ts';
import type { Evidence } from '../plan/planState.ts';
import { simpleEditsOf } from '../plan/simpleEdits.ts';
import { evidenceFor } from '../plan/volumes.ts';
import { catalogueSet } from '../proposals/catalogueSet.ts';
import { applyTextEdits } from '../text/applyTextEdits.ts';
import { composeTextEdits } from '../text/composeTextEdits.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { formatSize } from '../units/size.ts';
import { withColumnRenamed, withTableRenamed } from './renameInCatalogue.ts';
import type { Rescan, RescanItem, RescanMerge } from './rescan.ts';

/** A renaming that could not be made, and why. */
export interface NotRenamed {
  readonly item: RescanItem;
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
}

export interface RescanEdits {
  /** All of it as one list on the text: one undo step. */
  readonly edits: readonly TextEdit[];
  readonly notRenamed: readonly NotRenamed[];
}

export interface RescanChoice {
  /** Ids of the items that are taken over. */
  readonly chosen: ReadonlySet<string>;
  /** Path of the catalogue, as the plan names it. */
  readonly stored: string;
  /** The reason that a table which is gone is left behind for. */
  readonly goneReason: string;
}

/**
 * What was chosen, and what needs no choice (the facts of the system, the time of counts that are what they were), as edits of
 * the text. `merge` must be that of this very document. Renamings come first, through the plan's own: everywhere the name
 * stands, queries included. What could not be renamed stays, and is told.
 */
export function rescanTextEdits(parsed: ParsedPlan, rescan: Rescan, merge: RescanMerge, { chosen, stored, goneReason }: RescanChoice): RescanEdits {
  const taken = merge.items.filter((item) => item.choosable && chosen.has(item.id));
  const renaming = renameAll(parsed, rescan, taken);
  const { current } = renaming;
  if (!current.plan) throw new EditRefused('edit.unreadable', { reason: current.problems[0]?.code ?? '' });
  const done = taken.filter((item) => !renaming.notRenamed.some((failed) => failed.item === item));
  const edits = planEdits(current.plan, rescan, merge, done, { chosen, stored, goneReason });
  const list = edits.length === 0 ? [] : computeTextEdits(current, { kind: 'batch', edits });
  return { edits: composeTextEdits(parsed.text, [...renaming.lists, list]), notRenamed: renaming.notRenamed };
}

interface Renaming {
  readonly current: ParsedPlan;
  readonly lists: TextEdit[][];
  readonly notRenamed: NotRenamed[];
}

/** Tables first: a column is found in its table's new name. No new name is one that the earlier scan had, so none is in another's way. */
function renameAll(parsed: ParsedPlan, { before, others }: Rescan, taken: readonly RescanItem[]): Renaming {
  const lists: TextEdit[][] = [];
  const notRenamed: NotRenamed[] = [];
  let current = parsed;
  let known = before;
  if (!known) return { current, lists, notRenamed };
  const rename = (item: RescanItem, ref: NameRef, name: string, then: (catalogue: Catalogue) => Catalogue): void => {
    try {
      const list = renameTextEdits(current, [...others, known!], ref, name);
      if (list.length > 0) {
        lists.push(list);
        current = reparsePlan(current, applyTextEdits(current.text, list));
      }
      known = then(known!);
    } catch (error) {
      if (!(error instanceof EditRefused)) throw error;
      notRenamed.push({ item, code: error.code, args: error.args });
    }
  };
  for (const item of taken) {
    if (item.kind !== 'renamed' || item.what !== 'table') continue;
    const old = item.before;
    rename(item, { kind: 'sourceTable', ...nameOf(known, old) }, item.after.name, (catalogue) => {
      const table = catalogue.tables.find((each) => tableKey(each) === tableKey(old));
      return table ? withTableRenamed(catalogue, table, item.after.name) : catalogue;
    });
  }
  for (const item of taken) {
    if (item.kind !== 'renamed' || item.what !== 'column') continue;
    // Under its old name where the renaming of its table was not taken over.
    const table = known.tables.find((each) => tableKey(each) === tableKey(item.table)) ?? before?.tables.find((each) => each.columns.includes(item.before));
    if (!table) continue;
    const standing = known.tables.find((each) => tableKey(each) === tableKey(table)) ?? table;
    rename(item, { kind: 'sourceField', ...nameOf(known, standing), field: item.before.name }, item.after.name, (catalogue) => withColumnRenamed(catalogue, tableKey(standing), item.before.name, item.after.name));
  }
  return { current, lists, notRenamed };
}

function nameOf({ system }: Catalogue, table: { readonly schema?: string | undefined; readonly name: string }): { side: 'source'; system: string; schema?: string; table: string } {
  return { side: 'source', system, ...(table.schema === undefined || table.schema === '' ? {} : { schema: table.schema }), table: table.name };
}

function planEdits(plan: Plan, rescan: Rescan, { kept }: RescanMerge, taken: readonly RescanItem[], { stored, goneReason }: RescanChoice): SimpleEdit[] {
  const names = namesWithin(kept);
  const inventory = new InventoryEdits(plan, kept, names, taken, rescan.before === undefined);
  return [
    ...systemEdits(plan, rescan, kept, stored), ...inventory.edits(),
    ...taken.flatMap((item): SimpleEdit[] => (item.kind === 'gone' && item.what === 'table' && item.row !== undefined
      ? [{ kind: 'addItem', list: 'exclusions', item: { what: exclusionName(plan, item.row), reason: goneReason } }] : [])),
    ...mappingEdits(plan, rescan, kept, taken),
  ];
}

/** An exclusion goes by the object alone where no other system has one of that name. */
function exclusionName(plan: Plan, index: number): string {
  const rows = rowsOf(plan, 'inventory');
  const row = rows[index]!;
  const object = cellOf(row, 'object');
  return rows.some((other) => other !== row && foldCase(cellOf(other, 'object')) === foldCase(object)) ? inventoryKey(row) : object;
}

/** The facts of the system. Its size is brought up to date where it is the one that was scanned before. */
function systemEdits(plan: Plan, { before, after }: Rescan, kept: Catalogue, stored: string): SimpleEdit[] {
  const systems = plan.state.sourceSystems;
  const index = systems.findIndex(({ name }) => name === after.system);
  const existing = systems[index];
  const size = kept.bytes === undefined ? undefined : formatSize(BigInt(kept.bytes));
  // A list does not always say what engine it is of.
  const technology = kept.technology === 'Other' ? UNKNOWN : kept.technology;
  const facts = { technology, connection: kept.origin.path, catalogue: stored };
  if (!existing) return [{ kind: 'addItem', list: 'sourceSystems', item: { name: after.system, ...facts, ...(size === undefined ? {} : { size }) } }];
  const ours = ['', '?'].includes(existing.size.trim()) || (before?.bytes !== undefined && existing.size.trim() === formatSize(BigInt(before.bytes)));
  return [{
    kind: 'setItem', list: 'sourceSystems', item: { index, key: existing.name },
    values: { ...facts, technology: ['', UNKNOWN].includes(existing.technology.trim()) ? technology : existing.technology, ...(size === undefined || !ours ? {} : { size }) },
  }];
}

/** The rows of the inventory. Their numbers are still those of the merge: renaming moves none. */
class InventoryEdits {
  readonly #cells: { row: { index: number }; column: string; value: string }[] = [];
  readonly #evidence = new Map<string, Evidence>();
  readonly #rows: readonly PlanRow[];

  constructor(readonly plan: Plan, readonly kept: Catalogue, readonly names: TableNames, readonly taken: readonly RescanItem[], readonly first: boolean) {
    this.#rows = rowsOf(plan, 'inventory');
  }

  edits(): SimpleEdit[] {
    this.#refresh();
    const added = new Set<string>();
    for (const item of this.taken) {
      switch (item.kind) {
        case 'counts':
          this.#bringUpToDate(item.row, item.cells.map(({ column }) => column));
          break;
        case 'renamed':
          if (item.what === 'table' && item.row !== undefined) this.#bringUpToDate(item.row, item.cells.map(({ column }) => column));
          break;
        case 'yours':
          if (item.row === undefined) added.add(this.names.nameOf(item.table));
          else this.#overwrite(item.row, item.cells);
          break;
        case 'added':
          if (item.what === 'table') added.add(this.names.nameOf(item.table));
          break;
        case 'gone': case 'changed':
          break;
        default:
          item satisfies never;
      }
    }
    const inserts = added.size === 0 && !this.first ? [] : this.#inserts(added);
    const evidence = [...this.#evidence.values()];
    return [
      ...(this.#cells.length === 0 ? [] : [{ kind: 'setCells' as const, block: 'inventory' as const, cells: this.#cells }]), ...inserts,
      ...(evidence.length === 0 ? [] : [{ kind: 'setEvidence' as const, entries: evidence }]),
    ];
  }

  #table(index: number): Parameters<typeof volumeFrom>[1] | undefined {
    const row = this.#rows[index];
    return row && cellOf(row, 'sourceSystem') === this.kept.system ? this.names.one(cellOf(row, 'object'))?.table : undefined;
  }

  /** Counts that are what they were are as old as the new scan. */
  #refresh(): void {
    this.#rows.forEach((row, index) => {
      const table = this.#table(index);
      if (!table) return;
      const update = updateRow(row, index, volumeFrom(this.kept, table, inventoryKey(row), this.kept.scannedAt), evidenceFor(this.plan, inventoryKey(row)));
      if (update.edits.length === 0 && update.evidence) this.#evidence.set(update.evidence.row, update.evidence);
    });
  }

  /** As a scan does with values that are its own, in the columns named. */
  #bringUpToDate(index: number, columns: readonly string[]): void {
    const [row, table] = [this.#rows[index], this.#table(index)];
    if (!row || !table) return;
    const update = updateRow(row, index, volumeFrom(this.kept, table, inventoryKey(row), this.kept.scannedAt), evidenceFor(this.plan, inventoryKey(row)));
    for (const edit of update.edits) {
      if (edit.kind === 'setCell' && columns.includes(edit.column)) this.#cells.push({ row: { index }, column: edit.column, value: edit.value });
    }
    const vouches = update.edits.every((edit) => edit.kind !== 'setCell' || edit.column !== 'recordCount' || columns.includes('recordCount'));
    if (update.evidence && vouches) this.#evidence.set(update.evidence.row, update.evidence);
  }

  /** Values of a person's own, given up for those that were found. */
  #overwrite(index: number, cells: readonly { readonly column: string; readonly found: string }[]): void {
    const [row, table] = [this.#rows[index], this.#table(index)];
    if (!row || !table) return;
    for (const { column, found } of cells) this.#cells.push({ row: { index }, column, value: found });
    const { evidence } = volumeFrom(this.kept, table, inventoryKey(row), this.kept.scannedAt);
    const shown = (column: string): string => cells.find((cell) => cell.column === column)?.found ?? cellOf(row, column).trim();
    if (evidence) this.#evidence.set(evidence.row, { ...evidence, size: evidence.size === shown('size') ? evidence.size : '' });
  }

  /** New rows in their places, as a proposal would put them, and nothing else of it. */
  #inserts(objects: ReadonlySet<string>): SimpleEdit[] {
    const { system } = this.kept;
    return simpleEditsOf(proposeInventory(this.plan, [this.kept], { at: this.kept.scannedAt })).flatMap((edit): SimpleEdit[] => {
      if (edit.kind === 'setEvidence') {
        for (const entry of edit.entries) if (entry.row.startsWith(`${system}.`) && objects.has(entry.row.slice(system.length + 1))) this.#evidence.set(entry.row, entry);
        return [];
      }
      // A first scan says how much rows matter that stand already.
      if (this.first && edit.kind === 'setCell' && edit.column === 'priority') return [edit];
      if (edit.kind !== 'insertRows') return [];
      const rows = edit.rows.filter((row) => objects.has(row['object'] ?? ''));
      return rows.length === 0 ? [] : [{ ...edit, rows }];
    });
  }
}

/** Rows for new columns, with the target that is found for them, and nothing else of the proposal. */
function mappingEdits(plan: Plan, { others }: Rescan, kept: Catalogue, taken: readonly RescanItem[]): SimpleEdit[] {
  const set = catalogueSet([...others, kept]);
  const wanted = new Set<string>();
  for (const item of taken) {
    if (item.kind !== 'added' || item.what !== 'columns') continue;
    const table = set.sourceNames.refs.find((ref) => ref.catalogue === kept && tableKey(ref.table) === tableKey(item.table))?.table;
    if (table) for (const { name } of item.columns) wanted.add(`${set.sourceNames.nameOf(table)}\u0000${name}`);
  }
  if (wanted.size === 0) return [];
  return simpleEditsOf(proposeMapping(set.sources, set.target, plan)).flatMap((edit): SimpleEdit[] => {
    if (edit.kind !== 'insertRows' || edit.block !== 'mapping') return [];
    const rows = edit.rows.filter((row) => wanted.has(`${row['sourceTable'] ?? ''}\u0000${row['sourceField'] ?? ''}`));
    return rows.length === 0 ? [] : [{ ...edit, rows }];
  });
}
