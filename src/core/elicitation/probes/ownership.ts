import { rowsOf, cellOf } from '../../plan/plan.ts';
import type { Probe } from '../elicitation.ts';
import { finding, proposeAsking, proposeDecision } from '../build.ts';
import { activities, isBlank, isNamed } from '../facts.ts';

/** Probes on who answers for what. */

/** Systems nobody owns. */
export const noOwner: Probe = ({ plan }) => {
  const { sourceSystems, targetSystem } = plan.state;
  const findings = sourceSystems.flatMap((system, index) => (isBlank(system.owner)
    ? [finding('no-owner', {
      subject: system.name, concerns: system.name,
      args: { system: system.name, count: String(sourceSystems.filter((each) => isBlank(each.owner)).length), total: String(sourceSystems.length) },
      proposals: [proposeAsking('setOwner', { system: system.name }, 'owner', (owner) => ({ kind: 'setItem', list: 'sourceSystems', item: { index, key: system.name }, values: { owner } }))],
    })]
    : []));
  if (!isBlank(targetSystem.name) && isBlank(targetSystem.owner)) {
    findings.push(finding('no-owner', {
      variant: 'target', subject: targetSystem.name, concerns: targetSystem.name, args: { system: targetSystem.name },
      proposals: [proposeAsking('setOwner', { system: targetSystem.name }, 'owner', (owner) => ({ kind: 'setField', path: 'targetSystem.owner', value: owner }))],
    }));
  }
  return findings;
};

/** People with so much of the night on them that their absence stops it: four activities or more, and at least half of all that have an owner. */
export const ownerOverload: Probe = (context) => {
  const owned = new Map<string, { name: string; tasks: string[] }>();
  let all = 0;
  const note = (owner: string, task: string): void => {
    if (!isNamed(owner)) return;
    all += 1;
    const key = owner.trim().toLowerCase();
    const entry = owned.get(key) ?? { name: owner.trim(), tasks: [] };
    entry.tasks.push(task);
    owned.set(key, entry);
  };
  for (const activity of activities(context.plan)) note(activity.owner, activity.name);
  for (const row of rowsOf(context.plan, 'restoreSteps')) note(cellOf(row, 'owner'), cellOf(row, 'step'));
  return [...owned].filter(([, entry]) => entry.tasks.length >= 4 && entry.tasks.length * 2 >= all).map(([key, entry]) => finding('owner-overload', {
    subject: key, concerns: entry.name,
    args: { owner: entry.name, count: String(entry.tasks.length), total: String(all) },
    proposals: [proposeDecision(context, { owner: entry.name }, 'nameDeputy', 'deputy')],
  }));
};
