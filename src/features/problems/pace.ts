/** Shortly after the last keystroke: soon enough to follow it, late enough not to run for each of several in a row. */
const SOONEST = 60;
/** Below this, in milliseconds, nobody notices that the plan is being checked. */
const QUICK = 15;
const LATEST = 1_000;

/**
 * How long to wait after a keystroke before the plan is checked again, in milliseconds: soon while the last check was
 * quick, later the longer it took, so that typing never waits for checks. `last`: what the last check took; undefined
 * before the first.
 */
export function delayAfter(last: number | undefined): number {
  if (last === undefined || last <= QUICK) return SOONEST;
  return Math.min(LATEST, Math.round(SOONEST + (last - QUICK) * 4));
}
