import { findColumn, foldCase } from '../inventory/tableNames.ts';
import { nearestName } from '../inventory/nearestName.ts';
import { UNKNOWN, cellOf, rowsOf } from '../plan/plan.ts';
import { remembered } from '../plan/remembered.ts';
import { blockFinding, cellFinding, listNames, placed } from '../proposals/problemAt.ts';
import { blockSpec } from '../plan/sections.ts';
import { filledPlaceholders } from './placeholders.ts';
import { neededRows } from './proposeMapping.ts';
import { fieldNeed } from './requiredField.ts';
import { columnPlaces, resolvedRows } from './resolvedRow.ts';
import { scopeOf } from './scope.ts';
import type { Table } from '../catalogue/catalogue.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { RowRef } from '../plan/planEdit.ts';
import type { PlanState } from '../plan/planState.ts';
import type { Fix, Problem } from '../plan/problem.ts';
import type { CatalogueSet } from '../proposals/catalogueSet.ts';
import type { Finding } from '../proposals/problemAt.ts';
import type { ResolvedRow, ResolvedSide, RowFault } from './resolvedRow.ts';

/**
 * Checks every row of the mapping against both sides, and both sides against the rows. Linear in rows and columns; what is
 * said of a row alone is worked out once for each row, so that a keystroke costs one pass over numbers.
 */
export function checkMapping(parsed: ParsedPlan, plan: Plan, set: CatalogueSet): Problem[] {
  return placed(parsed, findings(set, plan.state.exclusions, rowsOf(plan, 'mapping'), rowsOf(plan, 'tableRules'), rowsOf(plan, 'inventory')));
}

const findings = remembered((set: CatalogueSet, exclusions: PlanState['exclusions'], rows: readonly PlanRow[], tableRules: readonly PlanRow[], inventory: readonly PlanRow[]): readonly Finding[] => {
  // Before there is a mapping nothing is missing in it.
  if (rows.length === 0) return [];
  const check = new MappingCheck(set, rows, tableRules);
  check.rows(new Set(exclusions.map(({ what }) => foldCase(what.trim()))));
  check.placeholders();
  check.tableRules();
  check.coverage(scopeOf({ state: { exclusions }, rows: { inventory } }, set.sources));
  return check.findings;
});

/** What fills a target column from one source table. */
interface Filling {
  readonly row: number;
  readonly source: Table | undefined;
  readonly system: string | undefined;
}

class MappingCheck {
  readonly findings: Finding[] = [];
  readonly #set: CatalogueSet;
  readonly #rows: readonly PlanRow[];
  readonly #tableRules: readonly PlanRow[];
  /** Whether a row names the column, by its place among the columns of its side. */
  readonly #sources: Uint8Array;
  readonly #targets: Uint8Array;
  /** The row that fills a target column first, counted from 1; 0 where none does. */
  readonly #first: Int32Array;
  /** All fillings of the columns that have more than one. */
  readonly #fillings = new Map<number, Filling[]>();
  /** Target tables that some source field goes into. */
  readonly #fed = new Set<Table>();
  #ruledTables: ReadonlySet<Table | undefined> | undefined;

  constructor(set: CatalogueSet, rows: readonly PlanRow[], tableRules: readonly PlanRow[]) {
    this.#set = set;
    this.#rows = rows;
    this.#tableRules = tableRules;
    this.#sources = new Uint8Array(columnPlaces(set.sourceNames).count);
    this.#targets = new Uint8Array(columnPlaces(set.targetNames).count);
    this.#first = new Int32Array(this.#targets.length);
  }

  /** `excluded`: names of tables that stay behind, so that it does not matter whether they are still there. */
  rows(excluded: ReadonlySet<string>): void {
    const resolved = resolvedRows(this.#set, this.#rows);
    for (let index = 0; index < resolved.length; index++) {
      const { source, target, isOpen, faults } = resolved[index]!;
      for (const fault of faults) if (fault.code !== 'mapping.unknownSourceTable' || !excluded.has(foldCase(fault.args['table'] ?? ''))) this.#fault(index, fault);
      if (source && source.place >= 0) this.#sources[source.place] = 1;
      if (!target || target.place < 0) continue;
      this.#targets[target.place] = 1;
      // That it is still open is told by the workflow.
      if (isOpen) continue;
      if (source) this.#fed.add(target.ref.table);
      const first = this.#first[target.place]!;
      if (first === 0) this.#first[target.place] = index + 1;
      else this.#filledAgain(index, first - 1, source, target);
    }
  }

  #fault(index: number, { column, code, args, severity, values, span }: RowFault): void {
    const fixes = values.map((value): Fix => ({
      code: column === 'transform' ? 'fix.useTransform' : 'fix.useName', args: column === 'transform' ? { transform: value } : { name: value },
      edit: { kind: 'setCell', block: 'mapping', row: this.#ref(index), column, value },
    }));
    this.findings.push(cellFinding('mapping', index, column, { code, args, severity, fixes, ...(span ? { span } : {}) }));
  }

  #ref(index: number): RowRef {
    return { index, key: blockSpec('mapping').key.map((key) => cellOf(this.#rows[index]!, key)) };
  }

  /** A target field has one filling from each source table; several tables of a system need a table rule that says how they become one. */
  #filledAgain(index: number, first: number, source: ResolvedRow['source'], target: ResolvedSide): void {
    let earlier = this.#fillings.get(target.place);
    if (!earlier) this.#fillings.set(target.place, (earlier = [filling(first, resolvedRows(this.#set, this.#rows)[first]?.source)]));
    const mine = filling(index, source);
    const clash = earlier.find((fill) => fill.source === mine.source || fill.source === undefined || mine.source === undefined
      || (fill.system === mine.system && !this.#ruled().has(target.ref.table)));
    if (clash) {
      const sure = clash.source === mine.source || clash.source === undefined || mine.source === undefined;
      const row = this.#rows[index]!;
      this.findings.push(cellFinding('mapping', index, 'targetField', {
        code: 'mapping.targetTwice', args: { table: cellOf(row, 'targetTable'), field: cellOf(row, 'targetField'), row: String(clash.row + 1) }, severity: sure ? 'error' : 'warning',
      }));
    }
    // One entry a source table keeps the search short however often a field is filled.
    if (!earlier.some((fill) => fill.source === mine.source)) earlier.push(mine);
  }

  /** The target tables that have a rule. */
  #ruled(): ReadonlySet<Table | undefined> {
    return this.#ruledTables ??= new Set(this.#tableRules
      .filter((row) => cellOf(row, 'rule').trim() !== '' && cellOf(row, 'rule').trim() !== UNKNOWN)
      .map((row) => this.#set.targetNames.one(cellOf(row, 'targetTable'))?.table));
  }

  /** Rows that ask for a source of a field that another row fills. */
  placeholders(): void {
    for (const [index, by] of filledPlaceholders(this.#rows)) {
      const row = this.#rows[index]!;
      this.findings.push(cellFinding('mapping', index, 'targetField', {
        code: 'mapping.placeholderFilled', args: { table: cellOf(row, 'targetTable'), field: cellOf(row, 'targetField'), row: String(by + 1) }, severity: 'info',
        fixes: [{ code: 'fix.removeFilled', args: { row: String(by + 1) }, edit: { kind: 'removeRows', block: 'mapping', rows: [this.#ref(index)] } }],
      }));
    }
  }

  /** Table rules name tables of the target. */
  tableRules(): void {
    const { target, targetNames } = this.#set;
    if (!target?.complete) return;
    this.#tableRules.forEach((row, index) => {
      const table = cellOf(row, 'targetTable').trim();
      if (table === '' || table === UNKNOWN || targetNames.find(table).length > 0) return;
      const near = nearestName(table, targetNames.all());
      this.findings.push(cellFinding('tableRules', index, 'targetTable', {
        code: 'mapping.unknownTargetTable', args: { table }, severity: 'error',
        fixes: near === undefined ? [] : [{ code: 'fix.useName', args: { name: near }, edit: { kind: 'setCell', block: 'tableRules', row: { index, key: [cellOf(row, 'targetTable')] }, column: 'targetTable', value: near } }],
      }));
    });
  }

  /** Fields that are in no row: of the sources in scope, and required ones of target tables that rows go into. */
  coverage(inScope: ReturnType<typeof scopeOf>): void {
    const at = this.#rows.length;
    const { sourceNames, targetNames } = this.#set;
    const sourcePlaces = columnPlaces(sourceNames);
    for (const { catalogue, table } of sourceNames.refs) {
      const first = sourcePlaces.first(table);
      if (!table.columns.some((_, index) => this.#sources[first + index] === 0) || !inScope(catalogue, table)) continue;
      const missing = table.columns.filter((column, index) => this.#sources[first + index] === 0 && this.#isNotItself(table, column.name));
      if (missing.length === 0) continue;
      const sourceTable = sourceNames.nameOf(table);
      const rows = missing.map((column) => ({ sourceTable, sourceField: column.name, targetTable: UNKNOWN, targetField: UNKNOWN, transform: UNKNOWN }));
      this.findings.push(blockFinding('mapping', {
        code: 'mapping.sourceMissing', args: { table: sourceTable, fields: listNames(missing.map(({ name }) => name)) }, severity: 'warning',
        fixes: [{ code: 'fix.addFields', args: { table: sourceTable }, edit: { kind: 'insertRows', block: 'mapping', at, rows } }],
      }));
    }
    const targetPlaces = columnPlaces(targetNames);
    for (const table of this.#fed) {
      const first = targetPlaces.first(table);
      if (!table.columns.some((column, index) => this.#targets[first + index] === 0 && fieldNeed(column) === 'required')) continue;
      const seen = new Set(table.columns.filter((_, index) => this.#targets[first + index] === 1).map(({ name }) => name));
      const missing = neededRows(this.#set, table, seen).filter((row) => row.sourceField === UNKNOWN);
      if (missing.length === 0) continue;
      this.findings.push(blockFinding('mapping', {
        code: 'mapping.requiredMissing', args: { table: targetNames.nameOf(table), fields: listNames(missing.map((row) => row.targetField)) }, severity: 'error',
        fixes: [{ code: 'fix.addFields', args: { table: targetNames.nameOf(table) }, edit: { kind: 'insertRows', block: 'mapping', at, rows: missing } }],
      }));
    }
  }

  /** A column whose name another one has as well, as a damaged catalogue may say, is found as that one. */
  #isNotItself(table: Table, name: string): boolean {
    const found = findColumn(table, name);
    return found === undefined || this.#sources[columnPlaces(this.#set.sourceNames).of(table, found)] === 0;
  }
}

function filling(row: number, source: ResolvedSide | undefined): Filling {
  return { row, source: source?.ref.table, system: source?.ref.catalogue.system };
}
