import { UNKNOWN, cellOf, rowsOf } from '../core/plan/plan.ts';
import { isAbsentTarget } from './rowKinds.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { BlockId } from '../core/plan/sections.ts';

const SHOWN = 12;

/** What a draft leaves to people, a line each. */
export function leftOpen(plan: Plan): string[] {
  const { state } = plan;
  const lines: string[] = [];
  const unowned = state.sourceSystems.filter((system) => system.owner.trim() === '').map((system) => system.name);
  if (unowned.length > 0) lines.push(`Owner or steward of ${list(unowned)}`);
  const unplaced = state.sourceSystems.filter((system) => system.location.trim() === '').map((system) => system.name);
  if (unplaced.length > 0) lines.push(`Location (on-premises or cloud) of ${list(unplaced)}`);
  if (state.targetSystem.name.trim() === '') lines.push('Target system: its name, technology and schema');
  else if (state.targetSystem.owner.trim() === '') lines.push(`Owner of the target ${state.targetSystem.name}`);
  if (state.migrationStrategy.approach === '') lines.push('Strategy: big-bang, phased or parallel, and why (the cutover assumes big-bang until then)');
  if (state.migrationStrategy.downtimeWindow.trim() === '') lines.push('Downtime window');
  if (state.dataQuality.length === 0) lines.push('Known quality problems and past attempts');
  if (state.businessRules.length === 0) lines.push('Business rules');
  if (state.constraints.regulations.length === 0) lines.push('Regulation, time zones and currencies');
  lines.push('Data that must stay behind, and why');

  const volumes = rowsOf(plan, 'inventory').filter((row) => cellOf(row, 'recordCount') === UNKNOWN || cellOf(row, 'recordCount') === '')
    .map((row) => `${cellOf(row, 'sourceSystem')}.${cellOf(row, 'object')}`);
  if (volumes.length > 0) lines.push(`Volumes that could not be measured: ${list(volumes)}`);
  const mapping = rowsOf(plan, 'mapping');
  const targetless = mapping.filter((row) => isAbsentTarget(row)).map((row) => `${cellOf(row, 'sourceTable')}.${cellOf(row, 'sourceField')}`);
  if (targetless.length > 0) lines.push(`Source fields without a target (${targetless.length}): ${list(targetless)}`);
  const sourceless = mapping.filter((row) => cellOf(row, 'sourceField') === UNKNOWN).map((row) => `${cellOf(row, 'targetTable')}.${cellOf(row, 'targetField')}`);
  if (sourceless.length > 0) lines.push(`Required target fields without a source (${sourceless.length}): ${list(sourceless)}`);
  const rules = rowsOf(plan, 'tableRules').filter((row) => cellOf(row, 'rule') === UNKNOWN).map((row) => cellOf(row, 'targetTable'));
  if (rules.length > 0) lines.push(`How several tables become one: ${list(rules)}`);
  const queries = rowsOf(plan, 'validation').filter((row) => cellOf(row, 'sourceQuery') === UNKNOWN || cellOf(row, 'targetQuery') === UNKNOWN).length;
  if (queries > 0) lines.push(`Queries of ${queries} validation rules`);
  pushCount(lines, plan, 'rollbackCriteria', 'decisionMaker', 'Decision makers for rollback');
  pushCount(lines, plan, 'rollbackCriteria', 'threshold', 'Thresholds for rollback');
  pushCount(lines, plan, 'restoreSteps', 'owner', 'Owners of restore steps');
  pushCount(lines, plan, 'restoreSteps', 'duration', 'Durations of restore steps');
  lines.push('Point of no return: who decides it, and when at the latest');
  pushCount(lines, plan, 'cutover', 'owner', 'Owners of cutover activities');
  pushCount(lines, plan, 'cutover', 'duration', 'Durations of cutover activities');
  lines.push('Confirmation of every panel, by name and date');
  return lines;
}

function pushCount(lines: string[], plan: Plan, block: BlockId, column: string, what: string): void {
  const rows = rowsOf(plan, block);
  const open = rows.filter((row) => cellOf(row, column) === UNKNOWN).length;
  if (open > 0) lines.push(`${what}: ${open} of ${rows.length}`);
}

function list(names: readonly string[]): string {
  return names.length > SHOWN ? `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more` : names.join(', ');
}
