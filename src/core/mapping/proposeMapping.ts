import type { Catalogue, Table } from '../catalogue/catalogue.ts';
import { foldCase } from '../inventory/tableNames.ts';
import { NONE, UNKNOWN, cellOf, rowsOf } from '../plan/plan.ts';
import { blockSpec } from '../plan/sections.ts';
import { asBatch } from '../proposals/asBatch.ts';
import { catalogueSet } from '../proposals/catalogueSet.ts';
import { insertMissing } from '../proposals/insertMissing.ts';
import type { ProposedRow } from '../proposals/insertMissing.ts';
import { fieldTransform } from './fieldTransform.ts';
import { isOffered, matchNow } from './matching.ts';
import { fieldNeed } from './requiredField.ts';
import { scopeOf } from './scope.ts';
import type { CatalogueSet } from '../proposals/catalogueSet.ts';
import type { FieldMatch, Matching } from './matching.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { PlanEdit, RowRef, SimpleEdit } from '../plan/planEdit.ts';

export interface MappingRow extends Record<string, string> {
  sourceTable: string;
  sourceField: string;
  targetTable: string;
  targetField: string;
  transform: string;
}

/**
 * Proposes the mapping: a row for each source field in scope (its target where it is sure or likely, else `?`), and for each
 * required target field that nothing fills. Rows that stand are kept: a source field or target field that any row names is not proposed again, except
 * that a row whose target is still wholly `?` gets the target that was found for it.
 */
export function proposeMapping(sources: readonly Catalogue[], target: Catalogue | undefined, plan: Plan, matching?: Matching): PlanEdit | undefined {
  const set = catalogueSet(target ? [...sources, target] : sources);
  const scope = scopeOf(plan, sources);
  const found = matching ?? matchNow(plan, set);
  const standing = new Standing(rowsOf(plan, 'mapping'), set);
  const matches = found.choose((match) => !isOffered(match) && scope(match.source.catalogue, match.source.table) && standing.allows(match))
    .filter((match) => !isOffered(match));
  const edits: SimpleEdit[] = [];
  const proposed: ProposedRow[] = [];
  const filled = new Set<string>();
  for (const row of mappingRows(set, matches, scope)) {
    if (row.sourceField === UNKNOWN || row.sourceField === NONE) {
      proposed.push({ key: standing.keyOfTarget(row), row });
      continue;
    }
    const at = standing.source(row);
    const takesTarget = row.targetField !== UNKNOWN && !standing.mapsTarget(row);
    if (at === undefined) {
      const open = row.targetField !== UNKNOWN && !takesTarget;
      proposed.push({ key: `new source ${row.sourceTable}\u0000${row.sourceField}`, row: open ? { ...row, targetTable: UNKNOWN, targetField: UNKNOWN, transform: UNKNOWN } : row });
    } else {
      proposed.push({ key: String(at), row });
      if (takesTarget && standing.isOpen(at)) {
        for (const column of ['targetTable', 'targetField', 'transform'] as const) {
          edits.push({ kind: 'setCell', block: 'mapping', row: { index: at }, column, value: row[column] });
        }
      }
    }
    if (takesTarget && (at === undefined || standing.isOpen(at))) filled.add(standing.targetKey(row));
  }
  edits.push(...insertMissing('mapping', standing.rows.map((_, index) => String(index)), proposed));
  // A row that only said "this target field has no source" is done when one was found. Removed by key: rows have moved by now.
  const done = standing.openTargets(filled);
  if (done.length > 0) edits.push({ kind: 'removeRows', block: 'mapping', rows: done });
  edits.push(...proposeTableRules(plan, set, matches));
  return asBatch(edits);
}

/** The rows of a whole mapping: source tables in their order, each with its fields; then what a target table still needs. */
export function mappingRows(set: CatalogueSet, matches: readonly FieldMatch[], scope: (catalogue: Catalogue, table: Table) => boolean): MappingRow[] {
  const bySource = new Map(matches.map((match) => [match.sourceColumn, match]));
  const mapped = new Map<Table, Set<string>>();
  for (const { table, column } of matches) {
    const fields = mapped.get(table) ?? new Set<string>();
    mapped.set(table, fields.add(column.name));
  }
  const rows: MappingRow[] = [];
  const needsShown = new Set<Table>();
  for (const { catalogue, table } of set.sourceNames.refs) {
    if (!scope(catalogue, table)) continue;
    const sourceTable = set.sourceNames.nameOf(table);
    const targets = new Set<Table>();
    for (const column of table.columns) {
      const match = bySource.get(column);
      if (match) targets.add(match.table);
      rows.push(match ? asRow(set, match) : { sourceTable, sourceField: column.name, targetTable: UNKNOWN, targetField: UNKNOWN, transform: UNKNOWN });
    }
    for (const target of targets) {
      if (needsShown.has(target)) continue;
      needsShown.add(target);
      rows.push(...neededRows(set, target, mapped.get(target) ?? new Set()));
    }
  }
  return rows;
}

/** A proposal as a row. */
export function asRow(set: CatalogueSet, { source, sourceColumn, table, column }: FieldMatch): MappingRow {
  return {
    sourceTable: set.sourceNames.nameOf(source.table), sourceField: sourceColumn.name, targetTable: set.targetNames.nameOf(table), targetField: column.name,
    transform: fieldTransform(sourceColumn, column).transform,
  };
}

/** Rows for the target fields that must be filled and are not mapped: `?` where a source is needed, `—` where the engine fills it. */
export function neededRows(set: CatalogueSet, target: Table, mapped: ReadonlySet<string>): MappingRow[] {
  const rows: MappingRow[] = [];
  for (const column of target.columns) {
    if (mapped.has(column.name)) continue;
    const need = fieldNeed(column);
    if (need === 'optional') continue;
    const source = need === 'required' ? UNKNOWN : NONE;
    rows.push({
      sourceTable: source, sourceField: source, targetTable: set.targetNames.nameOf(target), targetField: column.name,
      transform: need === 'required' ? UNKNOWN : need,
    });
  }
  return rows;
}

/** What the rows that stand already say, by resolved names. */
class Standing {
  readonly #sources = new Map<string, number>();
  readonly #targets = new Map<string, number[]>();

  constructor(readonly rows: readonly PlanRow[], readonly set: CatalogueSet) {
    rows.forEach((row, index) => {
      const source = this.#sourceKey(cellOf(row, 'sourceTable'), cellOf(row, 'sourceField'));
      if (!this.#sources.has(source)) this.#sources.set(source, index);
      const target = this.#targetKeyOf(cellOf(row, 'targetTable'), cellOf(row, 'targetField'));
      const list = this.#targets.get(target);
      if (list) list.push(index);
      else this.#targets.set(target, [index]);
    });
  }

  #sourceKey(table: string, field: string): string {
    const ref = this.set.sourceNames.one(table);
    return foldCase(`${ref ? this.set.sourceNames.nameOf(ref.table) : table}\u0000${field}`);
  }

  #targetKeyOf(table: string, field: string): string {
    const ref = this.set.targetNames.one(table);
    return foldCase(`${ref ? this.set.targetNames.nameOf(ref.table) : table}\u0000${field}`);
  }

  source(row: MappingRow): number | undefined {
    return this.#sources.get(this.#sourceKey(row.sourceTable, row.sourceField));
  }

  /** Whether a pair can stand beside the rows: as one of them, or for a field and a target that none of them has settled. */
  allows(match: FieldMatch): boolean {
    const row = asRow(this.set, match);
    const at = this.source(row);
    if (at === undefined || this.isOpen(at)) return !this.mapsTarget(row);
    return (this.#targets.get(this.targetKey(row)) ?? []).includes(at);
  }

  targetKey(row: MappingRow): string {
    return this.#targetKeyOf(row.targetTable, row.targetField);
  }

  /** The place of the first row that names the target field, as a key; a key of no row where there is none. */
  keyOfTarget(row: MappingRow): string {
    const at = this.#targets.get(this.targetKey(row))?.[0];
    return at === undefined ? `new target ${this.targetKey(row)}` : String(at);
  }

  /** Whether a row fills the target field already: from the same system, or by a constant and the like. */
  mapsTarget(row: MappingRow): boolean {
    const system = this.set.sourceNames.one(row.sourceTable)?.catalogue;
    return (this.#targets.get(this.targetKey(row)) ?? []).some((index) => {
      const other = this.rows[index]!;
      const table = cellOf(other, 'sourceTable');
      if (table === UNKNOWN || cellOf(other, 'sourceField') === UNKNOWN) return false;
      if (table === NONE) return true;
      const known = this.set.sourceNames.one(table);
      return !known || known.catalogue === system;
    });
  }

  /** Whether nobody has said yet where the field of this row goes. */
  isOpen(index: number): boolean {
    const row = this.rows[index]!;
    return ['targetTable', 'targetField', 'transform'].every((column) => cellOf(row, column) === UNKNOWN || cellOf(row, column) === '');
  }

  /** The rows that only ask for a source of one of these target fields. */
  openTargets(filled: ReadonlySet<string>): RowRef[] {
    const found: RowRef[] = [];
    for (const key of filled) {
      for (const index of this.#targets.get(key) ?? []) {
        const row = this.rows[index]!;
        const open = (column: string): boolean => cellOf(row, column) === UNKNOWN || cellOf(row, column) === '';
        if (open('sourceTable') && open('sourceField') && open('transform')) {
          found.push({ index, key: blockSpec('mapping').key.map((column) => cellOf(row, column)) });
        }
      }
    }
    return found.sort((a, b) => a.index - b.index);
  }
}

/** A row for each target table that a source feeds and that has no rule yet. */
function proposeTableRules(plan: Plan, set: CatalogueSet, matches: readonly FieldMatch[]): SimpleEdit[] {
  const feeds = new Map<Table, Set<Table>>();
  for (const { source, table } of matches) feeds.set(table, (feeds.get(table) ?? new Set()).add(source.table));
  const proposed = set.targetNames.refs.filter(({ table }) => feeds.has(table)).map(({ table }) => {
    const from = [...feeds.get(table)!].map((source) => set.sourceNames.nameOf(source));
    return {
      targetTable: set.targetNames.nameOf(table), rowsFrom: from.join(', '),
      // How several sources become one is a decision, not a guess.
      rule: from.length === 1 ? `every row of ${from[0]!}` : UNKNOWN,
    };
  });
  const standing = rowsOf(plan, 'tableRules').map((row) => {
    const ref = set.targetNames.one(cellOf(row, 'targetTable'));
    return ref ? set.targetNames.nameOf(ref.table) : cellOf(row, 'targetTable');
  });
  return insertMissing('tableRules', standing, proposed.map((row) => ({ key: row.targetTable, row })));
}
