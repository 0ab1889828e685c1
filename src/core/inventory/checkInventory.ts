import { formatCount, parseCount } from '../units/count.ts';
import { cellOf, inventoryKey } from '../plan/plan.ts';
import { asBatch } from '../proposals/asBatch.ts';
import { blockFinding, cellFinding, listNames, placed } from '../proposals/problemAt.ts';
import { nearestName } from './nearestName.ts';
import { proposeInventory, volumeFrom } from './proposeInventory.ts';
import { namesWithin } from './tableNames.ts';
import type { Catalogue, Table } from '../catalogue/catalogue.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { PlanState } from '../plan/planState.ts';
import { remembered } from '../plan/remembered.ts';
import type { Finding } from '../proposals/problemAt.ts';
import type { Fix, Problem } from '../plan/problem.ts';
import type { CatalogueSet } from '../proposals/catalogueSet.ts';

/** Checks the inventory against the catalogues of the sources. */
export function checkInventory(parsed: ParsedPlan, plan: Plan, set: CatalogueSet): Problem[] {
  return plan.rows.inventory ? placed(parsed, findings(set, plan.state, plan.rows.inventory)) : [];
}

const findings = remembered((set: CatalogueSet, state: PlanState, inventory: readonly PlanRow[]): readonly Finding[] => {
  const problems: Finding[] = [];
  const systems = new Map(set.sources.map((catalogue) => [catalogue.system, { catalogue, names: namesWithin(catalogue), seen: new Set<Table>() }]));
  const scanned = new Set(state.evidence.filter(({ kind }) => kind === 'measured' || kind === 'estimated').map((entry) => entry.row));
  const stated = new Set(state.sourceSystems.map((system) => system.name));
  inventory.forEach((row, index) => {
    const system = cellOf(row, 'sourceSystem');
    const object = cellOf(row, 'object');
    const known = systems.get(system);
    if (!stated.has(system)) {
      const near = nearestName(system, stated);
      problems.push(cellFinding('inventory', index, 'sourceSystem', {
        code: 'inventory.unknownSystem', args: { system }, severity: 'warning', fixes: near === undefined ? [] : [useName(index, row, 'sourceSystem', near)],
      }));
    }
    if (!known) return;
    const ref = known.names.one(object);
    if (!ref) {
      // A cancelled scan has not seen every table; a view may be listed on purpose.
      if (!known.catalogue.complete || known.catalogue.tables.some((table) => table.name === object)) return;
      // One that was scanned before is gone, which is told apart (see checkGone).
      if (scanned.has(inventoryKey(row))) return;
      const near = nearestName(object, known.names.all());
      problems.push(cellFinding('inventory', index, 'object', {
        code: 'inventory.unknownTable', args: { system, table: object }, severity: 'error', fixes: near === undefined ? [] : [useName(index, row, 'object', near)],
      }));
      return;
    }
    known.seen.add(ref.table);
    const differs = countProblem(known.catalogue, ref.table, row, index);
    if (differs) problems.push(differs);
  });
  for (const { catalogue, names, seen } of systems.values()) {
    const missing = names.refs.filter(({ table }) => !seen.has(table));
    if (missing.length > 0 && seen.size > 0) {
      problems.push(blockFinding('inventory', {
        code: missing.length === 1 ? 'inventory.missingTable' : 'inventory.missingTables', severity: 'info',
        args: { system: catalogue.system, count: formatCount(BigInt(missing.length)), tables: listNames(missing.map(({ table }) => names.nameOf(table))) },
        fixes: addTables({ state, rows: { inventory } }, catalogue),
      }));
    }
  }
  return problems;
});

function useName(index: number, row: { readonly cells: Readonly<Record<string, string>> }, column: 'sourceSystem' | 'object', name: string): Fix {
  return {
    code: 'fix.useName', args: { name },
    edit: { kind: 'setCell', block: 'inventory', row: { index, key: [row.cells['sourceSystem'] ?? '', row.cells['object'] ?? ''] }, column, value: name },
  };
}

function addTables(plan: Plan, catalogue: Catalogue): Fix[] {
  const edit = proposeInventory(plan, [catalogue], { at: catalogue.scannedAt });
  return edit ? [{ code: 'fix.addTables', args: { system: catalogue.system }, edit }] : [];
}

/** A count in the table that is not the one that was measured. An estimate that is near is not worth a word. */
function countProblem(catalogue: Catalogue, table: Table, row: { readonly cells: Readonly<Record<string, string>> }, index: number): Finding | undefined {
  const shown = parseCount(row.cells['recordCount'] ?? '');
  if (!shown || table.statistics.kind !== 'measured' || table.statistics.rowCount === undefined) return undefined;
  const found = BigInt(table.statistics.rowCount);
  const apart = shown.value > found ? shown.value - found : found - shown.value;
  if (apart === 0n || (shown.estimated && apart * 10n <= found)) return undefined;
  const volume = volumeFrom(catalogue, table, inventoryKey(row), catalogue.scannedAt);
  const ref = { index, key: [row.cells['sourceSystem'] ?? '', row.cells['object'] ?? ''] };
  const edit = asBatch([
    { kind: 'setCell', block: 'inventory', row: ref, column: 'recordCount', value: volume.recordCount },
    ...(volume.evidence ? [{ kind: 'setEvidence' as const, entries: [{ ...volume.evidence, size: (row.cells['size'] ?? '') === volume.size ? volume.evidence.size : '' }] }] : []),
  ]);
  return cellFinding('inventory', index, 'recordCount', {
    code: 'inventory.countDiffers', severity: 'warning',
    args: { shown: row.cells['recordCount'] ?? '', found: volume.recordCount, table: table.name, at: (table.statistics.at ?? catalogue.scannedAt).slice(0, 10) },
    fixes: edit ? [{ code: 'fix.useCount', args: { count: volume.recordCount }, edit }] : [],
  });
}
