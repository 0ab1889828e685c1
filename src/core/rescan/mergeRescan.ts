import type { Column, Table } from '../catalogue/catalogue.ts';
import { tableKey } from '../catalogue/tableKey.ts';
import { updateRow, volumeFrom } from '../inventory/proposeInventory.ts';
import type { TableVolume } from '../inventory/proposeInventory.ts';
import { foldCase, namesWithin } from '../inventory/tableNames.ts';
import type { TableNames } from '../inventory/tableNames.ts';
import { UNKNOWN, cellOf, inventoryKey, rowsOf } from '../plan/plan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { Evidence } from '../plan/planState.ts';
import { evidenceFor, exclusionOf } from '../plan/volumes.ts';
import { catalogueSet } from '../proposals/catalogueSet.ts';
import { parseCount } from '../units/count.ts';
import { digest } from '../workflow/digest.ts';
import type { CatalogueChanges, Renamed, TableChange } from './catalogueChanges.ts';
import { compareCatalogues } from './compareCatalogues.ts';
import { keepKnown } from './keepKnown.ts';
import { MappedFields } from './mappedFields.ts';
import { RESCAN_KINDS } from './rescan.ts';
import type { CellOffer, Rescan, RescanItem, RescanKind, RescanMerge } from './rescan.ts';

/**
 * Holds a scan against what was kept of the system and against the plan as it stands, and says what there is to choose and to
 * know. Nothing that a person wrote is among what is chosen without them: a value that came from an earlier scan, and that
 * nobody touched while this one ran, is brought up to date; every other one is offered.
 */
export function mergeRescan(plan: Plan, rescan: Rescan): RescanMerge {
  const changes = rescan.before && compareCatalogues(rescan.before, rescan.after);
  const kept = rescan.before ? keepKnown(rescan.before, rescan.after) : rescan.after;
  const items = new Merging(plan, rescan, changes, namesWithin(kept)).items();
  const place = (kind: RescanKind): number => RESCAN_KINDS.indexOf(kind);
  return { kept, changes, items: items.map((item, index) => ({ item, index })).sort((a, b) => place(a.item.kind) - place(b.item.kind) || a.index - b.index).map(({ item }) => item) };
}

class Merging {
  readonly #plan: Plan;
  readonly #rescan: Rescan;
  readonly #changes: CatalogueChanges | undefined;
  readonly #names: TableNames;
  readonly #rows: readonly PlanRow[];
  readonly #mapped: MappedFields;
  /** The first row of the inventory for each table, by its key in the catalogue that has it under the row's name. */
  readonly #rowOf = new Map<string, number>();
  readonly #oldRowOf = new Map<string, number>();
  /** The rows of the inventory when the scan began, by their keys, and the tables they were for. */
  readonly #base: ReadonlyMap<string, PlanRow>;
  readonly #baseTables = new Set<Table>();
  readonly #earlier: ReadonlyMap<string, Table>;

  constructor(plan: Plan, rescan: Rescan, changes: CatalogueChanges | undefined, names: TableNames) {
    this.#plan = plan;
    this.#rescan = rescan;
    this.#changes = changes;
    this.#names = names;
    this.#rows = rowsOf(plan, 'inventory');
    const { system } = rescan.after;
    this.#mapped = new MappedFields(rowsOf(plan, 'mapping'), catalogueSet([...rescan.others, rescan.before ?? rescan.after]).sourceNames, system);
    this.#base = new Map(rescan.base.map((row) => [inventoryKey(row), row]));
    for (const row of rescan.base) {
      const ref = cellOf(row, 'sourceSystem') === system ? names.one(cellOf(row, 'object')) : undefined;
      if (ref) this.#baseTables.add(ref.table);
    }
    this.#earlier = new Map(changes?.pairs.map(({ before, after }) => [tableKey(after), before]));
    const oldNames = rescan.before && namesWithin(rescan.before);
    this.#rows.forEach((row, index) => {
      if (cellOf(row, 'sourceSystem') !== system) return;
      const object = cellOf(row, 'object');
      note(this.#rowOf, names.one(object)?.table, index);
      note(this.#oldRowOf, oldNames?.one(object)?.table, index);
    });
  }

  items(): RescanItem[] {
    return [...this.#renamedTables(), ...this.#tables(), ...this.#gone(), ...this.#columns()];
  }

  #renamedTables(): RescanItem[] {
    return this.#both((changes) => [changes.renamed, changes.maybeRenamed]).map(({ pair: { before, after, likeness }, sure }) => {
      const row = this.#oldRowOf.get(tableKey(before));
      return {
        kind: 'renamed', what: 'table', id: idOf('renamed', tableKey(before), tableKey(after)), before, after, sure, likeness, row, mapped: this.#mapped.ofTable(before),
        cells: row === undefined ? [] : this.#update(row, this.#kept(after)).offers,
        // A table that only went to another schema keeps its name in the plan.
        choosable: before.name !== after.name, chosen: sure && before.name !== after.name,
      };
    });
  }

  /** Tables without a row, and rows whose values are not what was found. */
  #tables(): RescanItem[] {
    const perhaps = new Map(this.#changes?.maybeRenamed.map(({ before, after }) => [tableKey(after), before]));
    const renamedTo = new Map(this.#both((changes) => [changes.renamed, changes.maybeRenamed]).map(({ pair }) => [tableKey(pair.after), tableKey(pair.before)]));
    const isNew = this.#changes && new Set(this.#changes.added.map(tableKey));
    const surely = new Set(this.#changes?.renamed.map(({ after }) => tableKey(after)));
    const empty = !this.#rows.some((row) => cellOf(row, 'sourceSystem') === this.#rescan.after.system) && !this.#rescan.base.some((row) => cellOf(row, 'sourceSystem') === this.#rescan.after.system);
    return this.#names.refs.flatMap(({ table }): RescanItem[] => {
      const key = tableKey(table);
      const old = renamedTo.get(key);
      const row = this.#rowOf.get(key) ?? (old === undefined ? undefined : this.#oldRowOf.get(old));
      const other = perhaps.get(key);
      // A table that is perhaps another one under a new name can be taken for a new one as well.
      const asNew: RescanItem[] = other === undefined ? [] : [{ kind: 'added', what: 'table', id: idOf('added', key), table, perhaps: other, choosable: true, chosen: false }];
      if (row !== undefined) return [...(this.#rowOf.has(key) ? [] : asNew), ...this.#row(row, table, this.#rowOf.has(key))];
      if (this.#baseTables.has(table)) {
        const volume = this.#volume(table, `${this.#rescan.after.system}.${this.#names.nameOf(table)}`);
        return [{ kind: 'yours', id: idOf('removed', key), table, row: undefined, removed: true, meanwhile: true, cells: cellsOf(volume), choosable: true, chosen: false }];
      }
      if (surely.has(key) || !(isNew?.has(key) ?? true) && !empty) return [];
      return other === undefined ? [{ kind: 'added', what: 'table', id: idOf('added', key), table, perhaps: undefined, choosable: true, chosen: true }] : asNew;
    });
  }

  /** `own`: the row stands under the table's own name; else the values go with the renaming. */
  #row(index: number, table: Table, own: boolean): RescanItem[] {
    const { offers, typed, meanwhile } = this.#update(index, table);
    const common = { table, row: index, choosable: true } as const;
    return [
      ...(own && offers.length > 0 ? [{ ...common, kind: 'counts' as const, id: idOf('counts', tableKey(table)), cells: offers, chosen: true }] : []),
      ...(typed.length > 0 ? [{ ...common, kind: 'yours' as const, id: idOf('yours', tableKey(table)), removed: false, meanwhile, cells: typed, chosen: false }] : []),
    ];
  }

  #update(index: number, table: Table): { offers: CellOffer[]; typed: CellOffer[]; meanwhile: boolean } {
    const row = this.#rows[index]!;
    const evidence = evidenceFor(this.#plan, inventoryKey(row));
    const volume = this.#volume(table, inventoryKey(row));
    const base = this.#base.get(inventoryKey(row));
    const touched = (column: 'recordCount' | 'size'): boolean => base !== undefined && cellOf(base, column).trim() !== cellOf(row, column).trim() || base === undefined && !isOpen(cellOf(row, column));
    const offers: CellOffer[] = [];
    const typed: CellOffer[] = [];
    // The count first, as the columns stand.
    for (const edit of [...updateRow(row, index, volume, evidence).edits].reverse()) {
      if (edit.kind !== 'setCell' || (edit.column !== 'recordCount' && edit.column !== 'size')) continue;
      (touched(edit.column) ? typed : offers).push({ column: edit.column, shown: cellOf(row, edit.column).trim(), found: edit.value });
    }
    if (offers.some(({ column }) => column === 'recordCount') || typed.some(({ column }) => column === 'recordCount')) return { offers, typed, meanwhile: typed.length > 0 };
    // A count that a person gave is offered again only where there is something new to hold it against.
    if (isTyped(row, volume, evidence) && (touched('recordCount') || this.#isNews(table))) {
      typed.unshift({ column: 'recordCount', shown: cellOf(row, 'recordCount').trim(), found: volume.recordCount });
    }
    return { offers, typed, meanwhile: touched('recordCount') || touched('size') };
  }

  /** The count is another one than the last scan brought, or there was none. */
  #isNews(table: Table): boolean {
    const before = this.#earlier.get(tableKey(table));
    return before !== undefined && (before.statistics.rowCount !== table.statistics.rowCount || before.statistics.kind !== table.statistics.kind);
  }

  #gone(): RescanItem[] {
    const perhaps = new Map(this.#changes?.maybeRenamed.map(({ before, after }) => [before, after]));
    return (this.#changes?.gone ?? []).filter(({ kind }) => kind === 'table').map((table) => {
      const row = this.#oldRowOf.get(tableKey(table));
      const reason = row === undefined ? undefined : exclusionOf(this.#plan, this.#rows[row]!)?.reason;
      return {
        kind: 'gone', what: 'table', id: idOf('gone', tableKey(table)), table, row, mapped: this.#mapped.ofTable(table), reason, perhaps: perhaps.get(table),
        choosable: row !== undefined && reason === undefined, chosen: false,
      };
    });
  }

  #columns(): RescanItem[] {
    return (this.#changes?.changed ?? []).filter(({ after }) => after.kind === 'table').flatMap((change): RescanItem[] => [...this.#renamedColumns(change), ...this.#newColumns(change), ...this.#goneColumns(change), ...this.#changedColumns(change)]);
  }

  #renamedColumns(change: TableChange): RescanItem[] {
    return [...change.renamed.map((pair) => ({ pair, sure: true })), ...change.maybeRenamed.map((pair) => ({ pair, sure: false }))].map(({ pair: { before, after, likeness }, sure }) => ({
      kind: 'renamed', what: 'column', id: idOf('renamedColumn', tableKey(change.after), before.name, after.name), table: change.after, before, after, sure, likeness,
      mapped: this.#mapped.ofField(change.before, before.name), choosable: true, chosen: sure,
    }));
  }

  #newColumns({ before, after, added, maybeRenamed }: TableChange): RescanItem[] {
    if (added.length === 0) return [];
    const perhaps = maybeRenamed.map((pair) => pair.after);
    // A mapping that knows the table gets rows for its new columns; before there is one, proposing it brings them.
    const open = added.filter((column) => this.#mapped.ofField(before, column.name) === 0);
    const choosable = this.#mapped.ofTable(before) > 0 && open.length > 0;
    return [{ kind: 'added', what: 'columns', id: idOf('columns', tableKey(after)), table: after, columns: added, perhaps, choosable, chosen: choosable && perhaps.length === 0 }];
  }

  #goneColumns({ before, after, gone }: TableChange): RescanItem[] {
    if (gone.length === 0) return [];
    return [{ kind: 'gone', what: 'columns', id: idOf('goneColumns', tableKey(after)), table: after, columns: gone, mapped: this.#sum(before, gone), choosable: false, chosen: false }];
  }

  #changedColumns(change: TableChange): RescanItem[] {
    if (change.changed.length + change.differences.length === 0) return [];
    return [{ kind: 'changed', id: idOf('changed', tableKey(change.after)), change, mapped: this.#sum(change.before, change.changed.map(({ before }) => before)), choosable: false, chosen: false }];
  }

  #sum(table: Table, columns: readonly Column[]): number {
    return columns.reduce((sum, { name }) => sum + this.#mapped.ofField(table, name), 0);
  }

  #both(pick: (changes: CatalogueChanges) => readonly [readonly Renamed<Table>[], readonly Renamed<Table>[]]): { readonly pair: Renamed<Table>; readonly sure: boolean }[] {
    if (!this.#changes) return [];
    const [sure, maybe] = pick(this.#changes);
    return [...sure.map((pair) => ({ pair, sure: true })), ...maybe.map((pair) => ({ pair, sure: false }))].filter(({ pair }) => pair.after.kind === 'table');
  }

  #kept(after: Table): Table {
    return this.#names.refs.find(({ table }) => tableKey(table) === tableKey(after))?.table ?? after;
  }

  #volume(table: Table, key: string): TableVolume {
    const catalogue = this.#names.catalogues[0]!;
    return volumeFrom(catalogue, table, key, catalogue.scannedAt);
  }
}

function note(rows: Map<string, number>, table: Table | undefined, index: number): void {
  if (table && !rows.has(tableKey(table))) rows.set(tableKey(table), index);
}

/** A count of a person's own, which is another one than was found. */
function isTyped(row: PlanRow, volume: TableVolume, evidence: Evidence | undefined): boolean {
  const [shown, found] = [parseCount(cellOf(row, 'recordCount')), parseCount(volume.recordCount)];
  if (!volume.evidence || !found || isOpen(cellOf(row, 'recordCount'))) return false;
  const scanned = evidence?.kind === 'measured' || evidence?.kind === 'estimated';
  if (scanned && shown !== undefined && parseCount(evidence.count)?.value === shown.value) return false;
  return shown?.value !== found.value || shown.estimated !== found.estimated;
}

function cellsOf({ recordCount, size }: TableVolume): CellOffer[] {
  return [{ column: 'recordCount', shown: '', found: recordCount }, ...(size === UNKNOWN ? [] : [{ column: 'size' as const, shown: '', found: size }])];
}

function isOpen(cell: string): boolean {
  return cell.trim() === '' || cell.trim() === UNKNOWN;
}

/** Short whatever the names are, and the same for the same ones. */
function idOf(...parts: readonly string[]): string {
  return `${parts[0] ?? ''}:${digest(JSON.stringify(parts.map(foldCase)))}`;
}
