import type { Plan } from '../../plan/plan.ts';
import { BLOCKS } from '../../plan/sections.ts';
import type { BlockId, SectionId } from '../../plan/sections.ts';
import type { Finding, Probe, ProbeContext } from '../elicitation.ts';
import { currencies, noAccessRule, personalData, personalFieldNeed, timeZones } from './compliance.ts';
import { activityWithoutDependencies, activityWithoutDuration, activityWithoutOwner, chainTooLong, noReconciliation, standardActivities } from './cutover.ts';
import { fieldsOpen, keysNotAdvanced, leftWithoutReason, mergeWithoutRule, narrowing, requiredUnmapped, transformUnknown, unmappedTables } from './mapping.ts';
import { exclusionsWithoutReason, noRelationships, noSources, noWindow, oldQuestions, pastAttempts, strategyOpen, targetOpen } from './overview.ts';
import { noOwner, ownerOverload } from './ownership.ts';
import { criteriaIncomplete, noCriteria, noPointOfNoReturn, phaseWithoutCriterion, phaseWithoutRestore, restoreDuration, restoreWithoutOwner } from './rollback.ts';
import { emptyPhases, noPhases, tablesWithoutPhase } from './sequence.ts';
import { dirtWithoutRule, noOrphanRule, noPreGate, noRowCount, noSumRule, ruleWithoutGate, ruleWithoutQuery, toleranceOnMoney, toleranceOpen } from './validation.ts';
import { biggestTables, growthUnstated, historyNeed, unknownVolumes, unprovenVolumes } from './volumes.ts';

interface ProbeSpec {
  /** The sections in which its findings are to the point. */
  readonly sections: readonly SectionId[];
  /** The blocks it looks at: where one that must stand is missing or unreadable, it says nothing, since missing is not empty. */
  readonly reads: readonly BlockId[];
  readonly run: Probe;
}

const spec = (sections: readonly SectionId[], reads: readonly BlockId[], run: Probe): ProbeSpec => ({ sections, reads, run });
const silent: Probe = () => [];
const standard = (id: string): ProbeSpec => spec(id === 'no-backup' ? ['cutover', 'rollback'] : ['cutover'], ['cutover'], standardActivities[id] ?? silent);

/** Every probe, by the id that technique and perspective files name it with. */
export const PROBES: Readonly<Record<string, ProbeSpec>> = {
  'no-sources': spec(['overview', 'inventory'], [], noSources),
  'target-open': spec(['overview', 'mapping'], [], targetOpen),
  'no-window': spec(['overview', 'sequence', 'cutover', 'rollback'], [], noWindow),
  'strategy-open': spec(['overview', 'sequence'], [], strategyOpen),
  'no-relationships': spec(['overview', 'sequence'], [], noRelationships),
  'past-attempts': spec(['overview'], [], pastAttempts),
  'exclusions-without-reason': spec(['overview', 'inventory'], [], exclusionsWithoutReason),
  'old-questions': spec(['overview', 'inventory', 'mapping', 'validation', 'sequence', 'rollback', 'cutover'], [], oldQuestions),
  'no-owner': spec(['overview', 'inventory'], [], noOwner),
  'owner-overload': spec(['cutover', 'rollback'], ['cutover', 'restoreSteps'], ownerOverload),
  'unknown-volumes': spec(['overview', 'inventory', 'sequence', 'cutover'], ['inventory'], unknownVolumes),
  'unproven-volumes': spec(['inventory'], ['inventory'], unprovenVolumes),
  'biggest-tables': spec(['inventory', 'sequence', 'cutover'], ['inventory', 'cutover'], biggestTables),
  'history-need': spec(['overview', 'inventory', 'sequence'], ['inventory'], historyNeed),
  'growth-unstated': spec(['overview', 'inventory'], ['inventory'], growthUnstated),
  'unmapped-tables': spec(['inventory', 'mapping'], ['inventory', 'mapping'], unmappedTables),
  'required-unmapped': spec(['mapping'], ['mapping'], requiredUnmapped),
  'fields-open': spec(['mapping'], ['mapping'], fieldsOpen),
  'transform-unknown': spec(['mapping'], ['mapping'], transformUnknown),
  'narrowing': spec(['mapping', 'validation'], ['mapping', 'validation'], narrowing),
  'merge-without-rule': spec(['mapping'], ['mapping'], mergeWithoutRule),
  'left-without-reason': spec(['mapping'], ['mapping'], leftWithoutReason),
  'keys-not-advanced': spec(['mapping', 'sequence', 'cutover'], ['mapping', 'cutover', 'phases'], keysNotAdvanced),
  'no-row-count': spec(['validation', 'inventory', 'mapping'], ['mapping', 'validation'], noRowCount),
  'no-sum-rule': spec(['validation', 'mapping'], ['mapping', 'validation'], noSumRule),
  'no-orphan-rule': spec(['validation', 'sequence'], ['mapping', 'validation'], noOrphanRule),
  'tolerance-on-money': spec(['validation'], ['validation'], toleranceOnMoney),
  'tolerance-open': spec(['validation'], ['validation'], toleranceOpen),
  'rule-without-query': spec(['validation'], ['validation'], ruleWithoutQuery),
  'rule-without-gate': spec(['validation'], ['validation'], ruleWithoutGate),
  'no-pre-gate': spec(['validation', 'rollback'], ['validation', 'mapping'], noPreGate),
  'dirt-without-rule': spec(['overview', 'mapping', 'validation'], ['validation', 'mapping'], dirtWithoutRule),
  'no-phases': spec(['sequence'], ['phases'], noPhases),
  'tables-without-phase': spec(['sequence'], ['phases', 'mapping'], tablesWithoutPhase),
  'empty-phases': spec(['sequence'], ['phases'], emptyPhases),
  'phase-without-restore': spec(['rollback', 'sequence'], ['phases', 'restoreSteps'], phaseWithoutRestore),
  'no-criteria': spec(['rollback'], ['rollbackCriteria'], noCriteria),
  'phase-without-criterion': spec(['rollback'], ['phases', 'rollbackCriteria'], phaseWithoutCriterion),
  'criteria-incomplete': spec(['rollback'], ['rollbackCriteria'], criteriaIncomplete),
  'no-point-of-no-return': spec(['rollback', 'cutover'], ['cutover'], noPointOfNoReturn),
  'restore-duration': spec(['rollback'], ['restoreSteps'], restoreDuration),
  'restore-without-owner': spec(['rollback'], ['restoreSteps'], restoreWithoutOwner),
  'activity-without-owner': spec(['cutover'], ['cutover'], activityWithoutOwner),
  'activity-without-duration': spec(['cutover'], ['cutover'], activityWithoutDuration),
  'activity-without-dependencies': spec(['cutover'], ['cutover'], activityWithoutDependencies),
  'chain-too-long': spec(['cutover', 'overview'], ['cutover'], chainTooLong),
  'no-freeze': standard('no-freeze'),
  'no-backup': standard('no-backup'),
  'no-go-decision': standard('no-go-decision'),
  'no-communication': standard('no-communication'),
  'no-monitoring': standard('no-monitoring'),
  'no-reconciliation': spec(['overview', 'validation', 'cutover'], ['cutover', 'validation'], noReconciliation),
  'no-access-rule': spec(['overview', 'mapping', 'cutover'], ['cutover'], noAccessRule),
  'personal-data': spec(['overview', 'mapping'], ['mapping'], personalData),
  'personal-field-need': spec(['mapping'], ['mapping'], personalFieldNeed),
  'time-zones': spec(['overview', 'mapping'], ['mapping'], timeZones),
  'currencies': spec(['overview', 'mapping', 'validation'], ['mapping'], currencies),
};

/** More than this of one probe helps nobody; the rest comes when these are settled. */
const MOST_FINDINGS = 500;

const required = new Set(BLOCKS.filter((block) => block.required).map((block) => block.id));

function readable(plan: Plan, blocks: readonly BlockId[]): boolean {
  return blocks.every((block) => plan.rows[block] !== undefined || !required.has(block));
}

/** What the probe sees in the plan, where it is to the point in the section and can read what it needs; nothing for an unknown id. */
export function runProbe(id: string, context: ProbeContext): readonly Finding[] {
  const probe = Object.hasOwn(PROBES, id) ? PROBES[id] : undefined;
  if (probe === undefined || !probe.sections.includes(context.section) || !readable(context.plan, probe.reads)) return [];
  return probe.run(context).filter((finding) => finding.proposals.length > 0).slice(0, MOST_FINDINGS);
}
