/** One figure of a benchmark, beside what it is measured against. */
export interface Measurement {
  readonly name: string;
  /** What was measured: milliseconds, kilobytes. */
  readonly figure: number;
  /** The same work done by the obvious other way (a library, a plain loop), in the same unit. */
  readonly yardstick?: number;
  /** What the yardstick is. */
  readonly against?: string;
  readonly unit?: 'ms' | 'KB' | 'frames' | 'nodes';
  /** The most that `figure` may be. */
  readonly limit?: number;
  /** The most that `figure / yardstick` may be: holds on slow and fast machines alike. */
  readonly ratioLimit?: number;
}

/**
 * The median of several runs, in milliseconds, after one run that warms up.
 */
export async function median(work: () => unknown, runs = 5): Promise<number> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const begin = performance.now();
    await work();
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
}

/** The median of figures that were measured one by one. */
export function medianOf(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}

/** Whether a measurement keeps its limits. */
export function keepsLimits({ figure, yardstick, limit, ratioLimit }: Measurement): boolean {
  if (Number.isNaN(figure)) return false;
  if (limit !== undefined && figure > limit) return false;
  return ratioLimit === undefined || (yardstick !== undefined && figure / yardstick <= ratioLimit);
}

/** A ratio as people say it: `1/68`, `× 1.4`. */
function share(ratio: number): string {
  return ratio < 0.5 ? `1/${(1 / ratio).toFixed(0)}` : `× ${ratio.toFixed(2)}`;
}

/** The table of all measurements, one a line. */
export function table(measurements: readonly Measurement[]): string {
  const number = (value: number | undefined, unit: string): string => (value === undefined ? '' : `${value >= 100 ? value.toFixed(0) : value.toFixed(2)} ${unit}`);
  const rows = measurements.map((one) => {
    const unit = one.unit ?? 'ms';
    const ratio = one.yardstick === undefined || one.yardstick === 0 ? '' : share(one.figure / one.yardstick);
    const limits = [number(one.limit, unit), one.ratioLimit === undefined ? '' : share(one.ratioLimit)].filter((text) => text !== '').join(', ');
    const yardstick = [number(one.yardstick, unit), one.against ?? ''].filter((text) => text !== '').join(' ');
    return [one.name, number(one.figure, unit), yardstick, ratio, limits, keepsLimits(one) ? 'ok' : 'TOO MUCH'];
  });
  const all = [['name', 'figure', 'yardstick', 'ratio', 'limit', ''], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd()).join('\n');
}
