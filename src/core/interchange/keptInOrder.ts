/** The most numbers of a list without repeats that stand in rising order (a longest increasing subsequence). */
export function keptInOrder(order: readonly number[]): Set<number> {
  // ends[n]: place of the smallest number that ends a rising run of n + 1.
  const ends: number[] = [];
  const previous: number[] = [];
  order.forEach((value, at) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((order[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[at] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = at;
  });
  const kept = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) kept.add(order[at] ?? 0);
  return kept;
}
