import { Graph, alg } from '@dagrejs/graphlib';

/** A dependency: `from` waits for `on`; both are indexes. */
export interface Dependency {
  readonly from: number;
  readonly on: number;
  /** A dependency that may be left empty at first and filled afterwards is the first to give way in a cycle. */
  readonly soft: boolean;
}

export interface Ordering {
  /** Indexes in load order. */
  readonly order: readonly number[];
  /** The phase rank of each: its own, or a later one where what it waits for is later. */
  readonly ranks: readonly number[];
  /** Dependencies inside a cycle that the order can't keep: to be filled after the load. Self references are among them. */
  readonly deferred: readonly Dependency[];
  /** The cycles: groups of more than one, in which all depend on each other. */
  readonly cycles: readonly (readonly number[])[];
}

/**
 * Orders tables so that each comes after what it waits for, phase by phase. Cycles never stop it: within each the fewest
 * and softest dependencies give way. Equal choices go by rank, then by index, so that the result is always the same.
 */
export function orderTables(ranks: readonly number[], dependencies: readonly Dependency[]): Ordering {
  const count = ranks.length;
  const merged = mergeDependencies(dependencies);
  const cycles = findCycles(count, merged);
  const componentOf = new Map<number, number>();
  cycles.forEach((cycle, component) => { for (const node of cycle) componentOf.set(node, component); });
  const deferred: Dependency[] = [];
  const kept: Dependency[] = [];
  const within = cycles.map((): Dependency[] => []);
  for (const dependency of merged) {
    const component = componentOf.get(dependency.from);
    if (dependency.from === dependency.on) deferred.push(dependency);
    else if (component !== undefined && component === componentOf.get(dependency.on)) within[component]!.push(dependency);
    else kept.push(dependency);
  }
  cycles.forEach((cycle, component) => {
    const broken = breakCycle(cycle, within[component]!, ranks);
    deferred.push(...broken);
    const gone = new Set(broken);
    kept.push(...within[component]!.filter((dependency) => !gone.has(dependency)));
  });

  // Ranks first: nothing may stand in an earlier phase than what it waits for.
  const raised = [...ranks];
  const waits = Array.from({ length: count }, (): number[] => []);
  for (const { from, on } of kept) waits[from]!.push(on);
  for (const node of topological(count, kept, (a, b) => a - b)) {
    for (const on of waits[node]!) raised[node] = Math.max(raised[node]!, raised[on]!);
  }
  const order = topological(count, kept, (a, b) => raised[a]! - raised[b]! || a - b);
  return { order, ranks: raised, deferred, cycles };
}

function mergeDependencies(dependencies: readonly Dependency[]): Dependency[] {
  const merged = new Map<string, Dependency>();
  for (const dependency of dependencies) {
    const key = `${dependency.from} ${dependency.on}`;
    const known = merged.get(key);
    merged.set(key, known ? { ...known, soft: known.soft && dependency.soft } : dependency);
  }
  return [...merged.values()];
}

/** The strongly connected groups of more than one node, each sorted. What is in no cycle is peeled off first, so that the search is not deep. */
export function findCycles(count: number, dependencies: readonly { readonly from: number; readonly on: number }[]): number[][] {
  const edges = dependencies.filter(({ from, on }) => from !== on);
  const forward = peel(count, edges, new Set());
  const both = peel(count, edges.map(({ from, on }) => ({ from: on, on: from })), forward);
  const graph = new Graph();
  for (let node = 0; node < count; node++) if (!both.has(node)) graph.setNode(String(node));
  for (const { from, on } of edges) if (!both.has(from) && !both.has(on)) graph.setEdge(String(from), String(on));
  let components: string[][];
  try {
    components = alg.tarjan(graph);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // A single cycle of many thousands: deeper than the stack. It is one group, as far as anyone needs to know.
    components = [graph.nodes()];
  }
  return components.filter((component) => component.length > 1)
    .map((component) => component.map(Number).sort((a, b) => a - b))
    .sort((a, b) => a[0]! - b[0]!);
}

/** Takes away, again and again, the nodes that wait for nothing that is left. */
function peel(count: number, edges: readonly { readonly from: number; readonly on: number }[], gone: ReadonlySet<number>): Set<number> {
  const removed = new Set(gone);
  const open = new Array<number>(count).fill(0);
  const dependents = new Map<number, number[]>();
  for (const { from, on } of edges) {
    if (removed.has(from) || removed.has(on)) continue;
    open[from]!++;
    const list = dependents.get(on);
    if (list) list.push(from);
    else dependents.set(on, [from]);
  }
  const ready: number[] = [];
  for (let node = 0; node < count; node++) if (open[node] === 0 && !removed.has(node)) ready.push(node);
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    removed.add(node);
    for (const dependent of dependents.get(node) ?? []) if (--open[dependent]! === 0) ready.push(dependent);
  }
  return removed;
}

/** The dependencies inside a cycle that must give way, chosen greedily: hard ones last, then as few as possible. */
function breakCycle(cycle: readonly number[], within: readonly Dependency[], ranks: readonly number[]): Dependency[] {
  const unmet = new Map<number, Set<Dependency>>(cycle.map((node) => [node, new Set()]));
  const dependents = new Map<number, Dependency[]>(cycle.map((node) => [node, []]));
  for (const dependency of within) {
    unmet.get(dependency.from)!.add(dependency);
    dependents.get(dependency.on)!.push(dependency);
  }
  const left = new Set(cycle);
  const broken: Dependency[] = [];
  while (left.size > 0) {
    let best: number | undefined;
    let bestCost: readonly number[] = [];
    for (const node of left) {
      const open = [...unmet.get(node)!];
      const cost = [open.filter(({ soft }) => !soft).length, open.length, ranks[node]!, node];
      if (best === undefined || lessThan(cost, bestCost)) { best = node; bestCost = cost; }
    }
    left.delete(best!);
    broken.push(...unmet.get(best!)!);
    for (const dependency of dependents.get(best!)!) unmet.get(dependency.from)!.delete(dependency);
  }
  return broken;
}

function lessThan(a: readonly number[], b: readonly number[]): boolean {
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return a[index]! < b[index]!;
  return false;
}

/** A topological order of an acyclic graph that prefers, among the nodes that are ready, the first by `compare`. */
function topological(count: number, edges: readonly Dependency[], compare: (a: number, b: number) => number): number[] {
  const open = new Array<number>(count).fill(0);
  const dependents = Array.from({ length: count }, (): number[] => []);
  for (const { from, on } of edges) {
    open[from]!++;
    dependents[on]!.push(from);
  }
  const heap = new Heap(compare);
  for (let node = 0; node < count; node++) if (open[node] === 0) heap.push(node);
  const order: number[] = [];
  for (let node = heap.pop(); node !== undefined; node = heap.pop()) {
    order.push(node);
    for (const dependent of dependents[node]!) if (--open[dependent]! === 0) heap.push(dependent);
  }
  return order;
}

/** A binary heap: the least by `compare` comes out first. */
class Heap {
  readonly #items: number[] = [];
  constructor(readonly compare: (a: number, b: number) => number) {}

  push(item: number): void {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.compare(items[parent]!, item) <= 0) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = item;
  }

  pop(): number | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.compare(items[child + 1]!, items[child]!) < 0) child++;
      if (this.compare(last, items[child]!) <= 0) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = last;
    return top;
  }
}
