import { formatCount } from '../units/count.ts';
import { formatDuration } from '../units/duration.ts';
import { rowsOf } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import { sectionSpec } from '../plan/sections.ts';
import type { SectionId } from '../plan/sections.ts';
import { activities, inventoryTables, isBlank, mappingFields, nameList, phaseNames, windowMinutes } from './facts.ts';
import type { Words } from './words.ts';

/** The placeholders that technique and perspective files may use. */
export const PLAN_ARGS = [
  'project', 'section', 'sources', 'sourceCount', 'target', 'window', 'strategy', 'tables', 'rows', 'unknown', 'biggest', 'fields',
  'openFields', 'rules', 'phases', 'firstPhase', 'lastPhase', 'restoreSteps', 'criteria', 'activities', 'lastActivity', 'issues', 'questions',
] as const;
export type PlanArg = (typeof PLAN_ARGS)[number];

/** The plan's own numbers and names for these placeholders; what is not known reads so. */
export function planArgs(plan: Plan, section: SectionId, words: Words): Readonly<Record<PlanArg, string>> {
  const unknown = words('elicitation.value.unknown', {});
  const none = words('elicitation.value.none', {});
  const tables = inventoryTables(plan);
  const biggest = tables.reduce<(typeof tables)[number] | undefined>((most, table) => ((table.count ?? -1n) > (most?.count ?? -1n) ? table : most), undefined);
  const fields = mappingFields(plan);
  const phases = phaseNames(plan);
  const all = activities(plan);
  const window = windowMinutes(plan);
  const { state } = plan;
  return {
    project: state.project || unknown,
    section: sectionSpec(section).heading,
    sources: state.sourceSystems.length > 0 ? nameList(state.sourceSystems.map((system) => system.name)) : none,
    sourceCount: String(state.sourceSystems.length),
    target: isBlank(state.targetSystem.name) ? unknown : state.targetSystem.name,
    window: window === undefined ? unknown : window === 0 ? '0' : formatDuration(window),
    strategy: state.migrationStrategy.approach || unknown,
    tables: String(tables.length),
    rows: formatCount(tables.reduce((sum, table) => sum + (table.count ?? 0n), 0n)),
    unknown: String(tables.filter((table) => table.count === undefined).length),
    biggest: biggest?.name ?? none,
    fields: String(fields.length),
    openFields: String(fields.filter((field) => isBlank(field.targetField) || isBlank(field.sourceField)).length),
    rules: String(rowsOf(plan, 'validation').length),
    phases: String(phases.length),
    firstPhase: phases[0] ?? none,
    lastPhase: phases.at(-1) ?? none,
    restoreSteps: String(rowsOf(plan, 'restoreSteps').length),
    criteria: String(rowsOf(plan, 'rollbackCriteria').length),
    activities: String(all.length),
    lastActivity: all.at(-1)?.name ?? none,
    issues: String(state.dataQuality.length),
    questions: String(state.openQuestions.length),
  };
}
