import { formatDuration, parseDuration } from '../../units/duration.ts';
import { cellOf, rowsOf } from '../../plan/plan.ts';
import type { Probe } from '../elicitation.ts';
import { append, finding, propose, proposeAsking, proposeDecision } from '../build.ts';
import { activities, isBlank, minutesOf, nameList, phaseName, phaseNames, rowRef, sameName, windowMinutes } from '../facts.ts';

/** Probes on the way back. */

/** Phases that load and cannot be undone: no restore step names them. */
export const phaseWithoutRestore: Probe = ({ plan }) => {
  const phases = phaseNames(plan);
  const covered = rowsOf(plan, 'restoreSteps').map((row) => phaseName(cellOf(row, 'phase')));
  if (covered.some((name) => /^(all|every phase|any)$/i.test(name))) return [];
  const open = phases.filter((phase) => !covered.some((name) => sameName(name, phase)));
  return open.map((phase) => {
    const tables = rowsOf(plan, 'loadOrder').filter((row) => sameName(phaseName(cellOf(row, 'phase')), phase)).map((row) => cellOf(row, 'targetTable')).toReversed();
    const args = { phase, count: String(open.length), total: String(phases.length), names: nameList(tables, 20) };
    const step = (text: string) => append(plan, 'restoreSteps', { phase, step: text, owner: '?', duration: '?' });
    return finding('phase-without-restore', {
      subject: phase, concerns: phase, args,
      proposals: [
        tables.length > 0 ? propose('emptyTables', args, step(`Empty, children first: ${nameList(tables, 20)}`)) : propose('restoreBackup', args, step(`Restore the target backup taken before ${phase}`)),
        proposeAsking('addRestoreStep', args, 'restoreStep', step),
      ],
    });
  });
};

/** No criterion for going back at all. */
export const noCriteria: Probe = ({ plan }) => (rowsOf(plan, 'rollbackCriteria').length > 0 ? []
  : [finding('no-criteria', {
    args: { count: String(rowsOf(plan, 'validation').length) },
    proposals: [
      propose('addCheckCriterion', {}, append(plan, 'rollbackCriteria', { criterion: 'A check after the load of any phase fails and cannot be mended inside the window', threshold: '?', decisionMaker: '?' })),
      proposeAsking('addCriterion', {}, 'criterion', (criterion) => append(plan, 'rollbackCriteria', { criterion, threshold: '?', decisionMaker: '?' })),
    ],
  })]);

/** Phases of which no criterion says when they have failed. */
export const phaseWithoutCriterion: Probe = ({ plan }) => {
  const criteria = rowsOf(plan, 'rollbackCriteria').map((row) => cellOf(row, 'criterion').toLowerCase());
  if (criteria.length === 0 || criteria.some((text) => /\b(any|each|every) phase\b/.test(text))) return [];
  const phases = phaseNames(plan);
  const open = phases.filter((phase) => !criteria.some((text) => text.includes(phase.toLowerCase())));
  return open.map((phase) => {
    const args = { phase, count: String(open.length), total: String(phases.length) };
    return finding('phase-without-criterion', {
      subject: phase, concerns: phase, args,
      proposals: [
        propose('addPhaseCriterion', args, append(plan, 'rollbackCriteria', { criterion: `${phase}: a check after the load fails and cannot be mended inside the window`, threshold: '?', decisionMaker: '?' })),
        proposeAsking('addCriterion', args, 'criterion', (text) => append(plan, 'rollbackCriteria', { criterion: `${phase}: ${text}`, threshold: '?', decisionMaker: '?' })),
      ],
    });
  });
};

/** Criteria without a threshold, or without somebody who decides. */
export const criteriaIncomplete: Probe = ({ plan }) => rowsOf(plan, 'rollbackCriteria').flatMap((row, index) => {
  const criterion = cellOf(row, 'criterion');
  const args = { criterion, total: String(rowsOf(plan, 'rollbackCriteria').length) };
  const set = (column: string) => (value: string) => ({ kind: 'setCell' as const, block: 'rollbackCriteria' as const, row: rowRef('rollbackCriteria', row, index), column, value });
  return [
    ...(isBlank(cellOf(row, 'threshold'))
      ? [finding('criteria-incomplete', { variant: 'threshold', subject: criterion, concerns: criterion, args, proposals: [proposeAsking('setThreshold', args, 'threshold', set('threshold'))] })] : []),
    ...(isBlank(cellOf(row, 'decisionMaker'))
      ? [finding('criteria-incomplete', { variant: 'decisionMaker', subject: criterion, concerns: criterion, args, proposals: [proposeAsking('setDecisionMaker', args, 'decisionMaker', set('decisionMaker'))] })] : []),
  ];
});

/** Nothing says after which moment there is no way back. */
export const noPointOfNoReturn: Probe = ({ plan }) => {
  if (rowsOf(plan, 'pointOfNoReturn').length > 0) return [];
  const live = activities(plan).find((activity) => /go.?live|switch|open (the )?(new )?system|users? (on|in)|release/i.test(activity.name));
  const args = { count: String(activities(plan).length), activity: live?.name ?? '' };
  return [finding('no-point-of-no-return', {
    args,
    proposals: [
      propose('firstWrite', args, append(plan, 'pointOfNoReturn', { statement: live === undefined ? 'The first live transaction in the new system' : `The first live transaction after "${live.name}"` })),
      proposeAsking('setPointOfNoReturn', args, 'pointOfNoReturn', (statement) => append(plan, 'pointOfNoReturn', { statement })),
    ],
  })];
};

/** Restore steps of unknown duration, and a way back that takes longer than the window. */
export const restoreDuration: Probe = (context) => {
  const { plan } = context;
  const steps = rowsOf(plan, 'restoreSteps');
  const window = windowMinutes(plan);
  const unknown = steps.filter((row) => minutesOf(cellOf(row, 'duration')) === undefined).length;
  const findings = steps.flatMap((row, index) => {
    if (minutesOf(cellOf(row, 'duration')) !== undefined) return [];
    const args = { step: cellOf(row, 'step'), phase: cellOf(row, 'phase'), count: String(unknown), total: String(steps.length), ...(window === undefined ? {} : { window: formatDuration(window) }) };
    return [finding('restore-duration', {
      ...(window === undefined ? { variant: 'noWindow' } : {}),
      subject: `${args.phase}>${args.step}`, concerns: args.phase, args,
      proposals: [
        proposeAsking('setRestoreDuration', args, 'duration', (answer) => {
          const minutes = parseDuration(answer);
          return minutes === undefined ? null : { kind: 'setCell', block: 'restoreSteps', row: rowRef('restoreSteps', row, index), column: 'duration', value: formatDuration(minutes) };
        }),
        proposeDecision(context, args, 'rehearseRestore', 'restoreRehearsal'),
      ],
    })];
  });
  const sum = steps.reduce((minutes, row) => minutes + (minutesOf(cellOf(row, 'duration')) ?? 0), 0);
  if (window !== undefined && window > 0 && sum > window) {
    const args = { needed: formatDuration(sum), window: formatDuration(window), over: formatDuration(sum - window), total: String(steps.length) };
    findings.unshift(finding('restore-duration', {
      variant: 'tooLong', args,
      proposals: [
        proposeDecision(context, args, 'shortenRestore', 'shortenRestore'),
        proposeAsking('setWindow', args, 'window', (answer) => {
          const minutes = parseDuration(answer);
          return minutes === undefined || minutes < sum ? null : { kind: 'setField', path: 'migrationStrategy.downtimeWindow', value: formatDuration(minutes) };
        }),
      ],
    }));
  }
  return findings;
};

/** Restore steps nobody carries out. */
export const restoreWithoutOwner: Probe = ({ plan }) => rowsOf(plan, 'restoreSteps').flatMap((row, index) => {
  if (!isBlank(cellOf(row, 'owner'))) return [];
  const args = { step: cellOf(row, 'step'), phase: cellOf(row, 'phase') };
  return [finding('restore-without-owner', {
    subject: `${args.phase}>${args.step}`, concerns: args.phase, args,
    proposals: [proposeAsking('setRestoreOwner', args, 'owner', (owner) => ({ kind: 'setCell', block: 'restoreSteps', row: rowRef('restoreSteps', row, index), column: 'owner', value: owner }))],
  })];
});
