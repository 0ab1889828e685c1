import { isNamed } from './facts.ts';
import type { Activity } from './facts.ts';

export interface Chain {
  /** Minutes of the chain; activities of unknown duration count as none, so it is a lower bound. */
  readonly minutes: number;
  readonly names: readonly string[];
  /** The longest activity of the chain. */
  readonly longest: string;
}

/** The names in a cell that lists activities: the whole cell where an activity is called that, else its parts. */
export function dependencyNames(cell: string, known: ReadonlySet<string>): readonly string[] {
  if (!isNamed(cell)) return [];
  const whole = cell.trim().toLowerCase();
  if (known.has(whole)) return [whole];
  return cell.split(/[,;]/).map((name) => name.trim().toLowerCase()).filter((name) => known.has(name));
}

/** The longest chain by duration; a dependency that closes a circle is passed over. None where no duration is known. */
export function longestChain(all: readonly Activity[]): Chain | undefined {
  const byName = new Map(all.map((activity) => [activity.name.toLowerCase(), activity] as const));
  const known = new Set(byName.keys());
  const before = new Map([...byName].map(([name, activity]) => [name, dependencyNames(activity.dependencies, known)] as const));
  const done = new Map<string, { minutes: number; via?: string }>();
  const open = new Set<string>();
  for (const start of byName.keys()) {
    // Depth first on a stack of its own: a chain may be as long as the plan.
    const stack = [start];
    while (stack.length > 0) {
      const name = stack.at(-1) ?? '';
      if (done.has(name)) {
        stack.pop();
        continue;
      }
      const waiting = (before.get(name) ?? []).filter((each) => !done.has(each) && !open.has(each) && each !== name);
      open.add(name);
      if (waiting.length > 0) {
        stack.push(...waiting);
        continue;
      }
      let best: string | undefined;
      for (const each of before.get(name) ?? []) {
        if (done.has(each) && (best === undefined || (done.get(each)?.minutes ?? 0) > (done.get(best)?.minutes ?? 0))) best = each;
      }
      const minutes = (byName.get(name)?.minutes ?? 0) + (best === undefined ? 0 : done.get(best)?.minutes ?? 0);
      done.set(name, best === undefined ? { minutes } : { minutes, via: best });
      open.delete(name);
      stack.pop();
    }
  }
  let end: string | undefined;
  for (const [name, { minutes }] of done) if (minutes > 0 && (end === undefined || minutes > (done.get(end)?.minutes ?? 0))) end = name;
  if (end === undefined) return undefined;
  const chain: Activity[] = [];
  for (let at: string | undefined = end; at !== undefined; at = done.get(at)?.via) {
    const activity = byName.get(at);
    if (activity !== undefined) chain.unshift(activity);
  }
  const longest = chain.reduce((most, activity) => ((activity.minutes ?? 0) > (most?.minutes ?? -1) ? activity : most), chain[0]);
  return { minutes: done.get(end)?.minutes ?? 0, names: chain.map((activity) => activity.name), longest: longest?.name ?? '' };
}
