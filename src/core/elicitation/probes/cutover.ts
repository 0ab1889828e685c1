import { formatDuration, parseDuration } from '../../units/duration.ts';
import type { Plan } from '../../plan/plan.ts';
import { NONE, rowsOf } from '../../plan/plan.ts';
import type { SimpleEdit } from '../../plan/planEdit.ts';
import type { Probe } from '../elicitation.ts';
import { append, finding, propose, proposeAsking, proposeDecision } from '../build.ts';
import { activities, isBlank, isNamed, rowRef, sameName, validationRules, windowMinutes } from '../facts.ts';
import type { Activity } from '../facts.ts';
import { longestChain } from '../longestChain.ts';

/** Probes on the night itself. */

const setCell = (activity: Activity, column: string) => (value: string): SimpleEdit =>
  ({ kind: 'setCell', block: 'cutover', row: rowRef('cutover', activity.row, activity.index), column, value });

/** Activities nobody carries out. */
export const activityWithoutOwner: Probe = ({ plan }) => {
  const all = activities(plan);
  const open = all.filter((activity) => isBlank(activity.owner));
  return open.map((activity) => {
    const args = { activity: activity.name, count: String(open.length), total: String(all.length) };
    return finding('activity-without-owner', {
      subject: activity.name, concerns: activity.name, args,
      proposals: [proposeAsking('setActivityOwner', args, 'owner', setCell(activity, 'owner'))],
    });
  });
};

/** Activities of which nobody knows how long they take. */
export const activityWithoutDuration: Probe = (context) => {
  const all = activities(context.plan);
  const open = all.filter((activity) => activity.minutes === undefined);
  return open.map((activity) => {
    const args = { activity: activity.name, count: String(open.length), total: String(all.length) };
    return finding('activity-without-duration', {
      subject: activity.name, concerns: activity.name, args,
      proposals: [
        proposeAsking('setDuration', args, 'duration', (answer) => {
          const minutes = parseDuration(answer);
          return minutes === undefined ? null : setCell(activity, 'duration')(formatDuration(minutes));
        }),
        proposeDecision(context, args, 'timeInRehearsal', 'whoMeasures'),
      ],
    });
  });
};

/** Activities of which nobody has said what they wait for; the first may wait for nothing. */
export const activityWithoutDependencies: Probe = ({ plan }) => {
  const all = activities(plan);
  return all.slice(1).flatMap((activity) => {
    if (!isBlank(activity.dependencies)) return [];
    const before = all.filter((each) => each.index < activity.index && !sameName(each.name, activity.name)).map((each) => each.name);
    const previous = before.at(-1);
    const args = { activity: activity.name, previous: previous ?? '' };
    return [finding('activity-without-dependencies', {
      subject: activity.name, concerns: activity.name, args,
      proposals: [
        previous === undefined ? undefined : propose('waitForPrevious', args, setCell(activity, 'dependencies')(previous)),
        before.length < 2 ? undefined : proposeAsking('waitFor', args, 'waitsFor', setCell(activity, 'dependencies'), before),
        propose('startAtOnce', args, setCell(activity, 'dependencies')(NONE)),
      ],
    })];
  });
};

/** The longest chain of activities against the downtime window. */
export const chainTooLong: Probe = (context) => {
  const { plan } = context;
  const window = windowMinutes(plan);
  const chain = longestChain(activities(plan));
  if (window === undefined || chain === undefined || window <= 0 || chain.minutes <= window) return [];
  const args = {
    needed: formatDuration(chain.minutes), window: formatDuration(window), over: formatDuration(chain.minutes - window),
    names: chain.names.join(' → '), longest: chain.longest,
  };
  return [finding('chain-too-long', {
    concerns: chain.longest, args,
    proposals: [
      proposeDecision(context, args, 'shortenChain', 'shortenChain'),
      proposeAsking('setWindow', args, 'window', (answer) => {
        const minutes = parseDuration(answer);
        return minutes === undefined || minutes < chain.minutes ? null : { kind: 'setField', path: 'migrationStrategy.downtimeWindow', value: formatDuration(minutes) };
      }),
    ],
  })];
};

/** What every cutover has, how to know it in a plan, what it is called here, and where it stands. */
const STANDARD: readonly { readonly id: string; readonly known: RegExp; readonly activity: string; readonly first: boolean; readonly after?: RegExp }[] = [
  { id: 'no-freeze', known: /freeze|read.?only|lock (the )?(source|old|legacy)|stop (all )?(changes|writes)/i, activity: 'Freeze the source systems', first: true },
  { id: 'no-backup', known: /back.?ups?\b|snapshot/i, activity: 'Back up source and target', first: true, after: /freeze|read.?only/i },
  { id: 'no-go-decision', known: /go.?(\/|or|-| )?.?no.?go|go decision/i, activity: 'Go/no-go decision', first: false },
  { id: 'no-communication', known: /communicat|inform|announce|notify|message to/i, activity: 'Inform users and partners', first: false },
  { id: 'no-monitoring', known: /monitor|hypercare|watch|observ/i, activity: 'Monitor the new system', first: false },
];

function standardActivity(spec: (typeof STANDARD)[number]): Probe {
  return ({ plan }) => {
    const all = activities(plan);
    if (all.some((activity) => spec.known.test(activity.name))) return [];
    const after = all.find((activity) => spec.after?.test(activity.name));
    const dependency = spec.first ? after?.name ?? NONE : all.at(-1)?.name ?? NONE;
    const at = spec.first ? (after === undefined ? 0 : after.index + 1) : rowsOf(plan, 'cutover').length;
    const row = (activity: string): SimpleEdit => ({ kind: 'insertRows', block: 'cutover', at, rows: [{ activity, owner: '?', duration: '?', dependencies: dependency }] });
    const args = { activity: spec.activity, count: String(all.length), dependency };
    return [finding(spec.id, {
      args,
      proposals: [
        propose('addActivity', args, row(spec.activity)),
        proposeAsking('addActivityBy', args, 'owner', (owner) => ({ kind: 'insertRows', block: 'cutover', at, rows: [{ activity: spec.activity, owner, duration: '?', dependencies: dependency }] })),
      ],
    })];
  };
}

/** One probe for each standard activity, by id: no-freeze, no-backup, no-go-decision, no-communication, no-monitoring. */
export const standardActivities: Readonly<Record<string, Probe>> = Object.fromEntries(STANDARD.map((spec) => [spec.id, standardActivity(spec)]));

const RECONCILE = /reconcil|parallel run|compare (both|old)|side by side/i;

function reconciles(plan: Plan): boolean {
  return activities(plan).some((activity) => RECONCILE.test(activity.name)) || validationRules(plan).some((rule) => RECONCILE.test(rule.check))
    || plan.state.businessRules.some((rule) => RECONCILE.test(rule));
}

/** A parallel run in which nobody compares the two systems. */
export const noReconciliation: Probe = (context) => {
  const { plan } = context;
  if (plan.state.migrationStrategy.approach !== 'parallel' || reconciles(plan)) return [];
  const last = activities(plan).at(-1);
  const args = { source: plan.state.sourceSystems.map((system) => system.name).join(', ') || '?', target: isNamed(plan.state.targetSystem.name) ? plan.state.targetSystem.name : '?' };
  return [finding('no-reconciliation', {
    args,
    proposals: [
      propose('addReconciliation', args, append(plan, 'cutover', { activity: 'Reconcile both systems each day of the parallel run', owner: '?', duration: '?', dependencies: last?.name ?? NONE })),
      proposeDecision(context, args, 'noteReconciliation', 'reconciliation'),
    ],
  })];
};
