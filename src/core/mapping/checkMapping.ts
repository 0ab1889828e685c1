import { compareTypes } from '../catalogue/compareTypes.ts';
import { findColumn, foldCase } from '../inventory/tableNames.ts';
import { nearestName } from '../inventory/nearestName.ts';
import { NONE, UNKNOWN, cellOf, rowsOf } from '../plan/plan.ts';
import { blockProblem, cellProblem, listNames } from '../proposals/problemAt.ts';
import { blockSpec } from '../plan/sections.ts';
import { neededRows } from './proposeMapping.ts';
import { scopeOf } from './scope.ts';
import { needsCast, proposeTransform, transformWord } from './transform.ts';
import type { Column, Table } from '../catalogue/catalogue.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { TableNames, TableRef } from '../inventory/tableNames.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { Fix, Problem } from '../plan/problem.ts';
import type { CatalogueSet } from '../proposals/catalogueSet.ts';

type SideColumn = 'sourceTable' | 'sourceField' | 'targetTable' | 'targetField';

/** Checks every row of the mapping against both sides, and both sides against the rows. Linear in rows and columns. */
export function checkMapping(parsed: ParsedPlan, plan: Plan, set: CatalogueSet): Problem[] {
  const rows = rowsOf(plan, 'mapping');
  // Before there is a mapping nothing is missing in it.
  if (rows.length === 0) return [];
  const check = new MappingCheck(parsed, plan, set);
  rows.forEach((row, index) => { check.row(row, index); });
  check.tableRules();
  check.coverage();
  return check.problems;
}

interface Side {
  readonly ref: TableRef;
  readonly column: Column | undefined;
}

class MappingCheck {
  readonly problems: Problem[] = [];
  /** Folded names of the source fields that are in some row, by table. */
  readonly #sources = new Map<Table, Set<string>>();
  readonly #targets = new Map<Table, Set<string>>();
  /** Target tables that some source field goes into. */
  readonly #fed = new Set<Table>();
  /** The first row that fills a target column from a source table. */
  readonly #fills = new Map<Column, { readonly row: number; readonly source: Table | undefined; readonly system: string | undefined }[]>();
  readonly #ruled: ReadonlySet<Table | undefined>;

  constructor(readonly parsed: ParsedPlan, readonly plan: Plan, readonly set: CatalogueSet) {
    this.#ruled = new Set(rowsOf(plan, 'tableRules')
      .filter((row) => cellOf(row, 'rule').trim() !== '' && cellOf(row, 'rule').trim() !== UNKNOWN)
      .map((row) => set.targetNames.one(cellOf(row, 'targetTable'))?.table));
  }

  row(row: PlanRow, index: number): void {
    const source = this.set.sources.length > 0 ? this.#side(row, index, 'source', this.set.sourceNames, this.set.sources.every(({ complete }) => complete)) : undefined;
    const target = this.set.target ? this.#side(row, index, 'target', this.set.targetNames, this.set.target.complete) : undefined;
    if (source?.column) remember(this.#sources, source.ref.table, source.column.name);
    if (!target?.column) return;
    remember(this.#targets, target.ref.table, target.column.name);
    const names = { table: cellOf(row, 'targetTable'), field: cellOf(row, 'targetField') };
    const open = cellOf(row, 'sourceField').trim() === UNKNOWN || cellOf(row, 'sourceTable').trim() === UNKNOWN;
    // That it is still open is told by the workflow.
    if (open) return;
    if (source) this.#fed.add(target.ref.table);
    this.#twice(row, index, source, target, names);
    if (source?.column) this.#types(row, index, source, target);
  }

  /** Reads one side of a row; a name that is not known is a problem. */
  #side(row: PlanRow, index: number, side: 'source' | 'target', names: TableNames, complete: boolean): Side | undefined {
    const tableColumn = `${side}Table` as const;
    const fieldColumn = `${side}Field` as const;
    const table = cellOf(row, tableColumn).trim();
    const field = cellOf(row, fieldColumn).trim();
    if (table === '' || table === UNKNOWN || table === NONE) return undefined;
    const found = names.find(table);
    if (found.length === 0) {
      if (complete) {
        const near = nearestName(table, names.all());
        this.#cell(row, index, tableColumn, side === 'source' ? 'mapping.unknownSourceTable' : 'mapping.unknownTargetTable', { table }, 'error', near);
      }
      return undefined;
    }
    const ref = found[0]!;
    if (found.length > 1) {
      const choices = found.map((each) => names.nameOf(each.table));
      this.#cell(row, index, tableColumn, 'mapping.ambiguousTable', { table, choices: listNames(choices) }, 'error', ...choices.slice(0, 4));
      return undefined;
    }
    if (field === '' || field === UNKNOWN || field === NONE) return { ref, column: undefined };
    const column = findColumn(ref.table, field);
    if (!column && ref.table.error === undefined) {
      const near = nearestName(field, ref.table.columns.map((each) => each.name));
      this.#cell(row, index, fieldColumn, side === 'source' ? 'mapping.unknownSourceField' : 'mapping.unknownTargetField', { table, field }, 'error', near);
    }
    return { ref, column };
  }

  #cell(row: PlanRow, index: number, column: SideColumn | 'transform', code: string, args: Record<string, string>, severity: Problem['severity'], ...values: readonly (string | undefined)[]): void {
    const fixes = values.filter((value) => value !== undefined).map((value): Fix => ({
      code: column === 'transform' ? 'fix.useTransform' : 'fix.useName', args: column === 'transform' ? { transform: value } : { name: value },
      edit: { kind: 'setCell', block: 'mapping', row: { index, key: blockSpec('mapping').key.map((key) => cellOf(row, key)) }, column, value },
    }));
    this.problems.push(cellProblem(this.parsed, 'mapping', index, column, { code, args, severity, fixes }));
  }

  /** A target field has one filling from each source table; several tables of a system need a table rule that says how they become one. */
  #twice(row: PlanRow, index: number, source: Side | undefined, target: Side, names: { table: string; field: string }): void {
    const column = target.column!;
    const earlier = this.#fills.get(column) ?? [];
    const mine = { row: index, source: source?.ref.table, system: source?.ref.catalogue.system };
    const clash = earlier.find((fill) => fill.source === mine.source || fill.source === undefined || mine.source === undefined
      || (fill.system === mine.system && !this.#ruled.has(target.ref.table)));
    if (clash) {
      const sure = clash.source === mine.source || clash.source === undefined || mine.source === undefined;
      this.#cell(row, index, 'targetField', 'mapping.targetTwice', { ...names, row: String(clash.row + 1) }, sure ? 'error' : 'warning');
    }
    // One entry a source table keeps the search short however often a field is filled.
    if (!earlier.some((fill) => fill.source === mine.source)) earlier.push(mine);
    this.#fills.set(column, earlier);
  }

  #types(row: PlanRow, index: number, source: Side, target: Side): void {
    const from = source.column!;
    const to = target.column!;
    const word = transformWord(cellOf(row, 'transform'));
    if (word !== 'direct' && word !== 'cast') return;
    const args = { source: `${source.ref.table.name}.${from.name}`, sourceType: from.nativeType || from.type.kind, target: `${target.ref.table.name}.${to.name}`, targetType: to.nativeType || to.type.kind };
    if (word === 'direct' && needsCast(from, to)) this.#cell(row, index, 'transform', 'mapping.castNeeded', args, 'warning', proposeTransform(from, to));
    else if (word === 'direct' && narrows(from, to)) this.#cell(row, index, 'transform', 'mapping.typesDiffer', args, 'warning');
  }

  /** Table rules name tables of the target. */
  tableRules(): void {
    if (!this.set.target?.complete) return;
    rowsOf(this.plan, 'tableRules').forEach((row, index) => {
      const table = cellOf(row, 'targetTable').trim();
      if (table === '' || table === UNKNOWN || this.set.targetNames.find(table).length > 0) return;
      const near = nearestName(table, this.set.targetNames.all());
      this.problems.push(cellProblem(this.parsed, 'tableRules', index, 'targetTable', {
        code: 'mapping.unknownTargetTable', args: { table }, severity: 'error',
        fixes: near === undefined ? [] : [{ code: 'fix.useName', args: { name: near }, edit: { kind: 'setCell', block: 'tableRules', row: { index, key: [cellOf(row, 'targetTable')] }, column: 'targetTable', value: near } }],
      }));
    });
  }

  /** Fields that are in no row: of the sources in scope, and required ones of target tables that rows go into. */
  coverage(): void {
    const inScope = scopeOf(this.plan, this.set.sources);
    const at = rowsOf(this.plan, 'mapping').length;
    for (const { catalogue, table } of this.set.sourceNames.refs) {
      if (!inScope(catalogue, table)) continue;
      const seen = this.#sources.get(table);
      const missing = table.columns.filter((column) => !seen?.has(foldCase(column.name)));
      if (missing.length === 0) continue;
      const sourceTable = this.set.sourceNames.nameOf(table);
      const rows = missing.map((column) => ({ sourceTable, sourceField: column.name, targetTable: UNKNOWN, targetField: UNKNOWN, transform: UNKNOWN }));
      this.problems.push(blockProblem(this.parsed, 'mapping', {
        code: 'mapping.sourceMissing', args: { table: sourceTable, fields: listNames(missing.map(({ name }) => name)) }, severity: 'warning',
        fixes: [{ code: 'fix.addFields', args: { table: sourceTable }, edit: { kind: 'insertRows', block: 'mapping', at, rows } }],
      }));
    }
    for (const table of this.#fed) {
      const seen = this.#targets.get(table) ?? new Set();
      const rows = neededRows(this.set, table, new Set(table.columns.filter((column) => seen.has(foldCase(column.name))).map(({ name }) => name)));
      const missing = rows.filter((row) => row.sourceField === UNKNOWN);
      if (missing.length === 0) continue;
      this.problems.push(blockProblem(this.parsed, 'mapping', {
        code: 'mapping.requiredMissing', args: { table: this.set.targetNames.nameOf(table), fields: listNames(missing.map((row) => row.targetField)) }, severity: 'error',
        fixes: [{ code: 'fix.addFields', args: { table: this.set.targetNames.nameOf(table) }, edit: { kind: 'insertRows', block: 'mapping', at, rows: missing } }],
      }));
    }
  }
}

/** What a type may lose, where it is worth a word: a whole number that states no width of its own is not. */
function narrows(from: Column, to: Column): boolean {
  const { fits, reason } = compareTypes(from.type, to.type);
  return !fits && reason !== 'type.unboundedLength' && reason !== 'type.bits';
}

function remember(map: Map<Table, Set<string>>, table: Table, name: string): void {
  const names = map.get(table);
  if (names) names.add(foldCase(name));
  else map.set(table, new Set([foldCase(name)]));
}
