// What failed, told again at the end: the log of a whole run is long.
import { say } from './process.mjs';

/** @type {string[]} */
const lines = [];

/**
 * @param {string} where the ring and the file
 * @param {string} failure the test and why, as far as 2,000 characters go
 * @param {boolean} again true where it counts: it failed at the second go, or there is none
 */
export function tellFailure(where, failure, again) {
  const line = `${again ? 'FAILED' : 'failed at first'} ${where}: ${failure.slice(0, 2_000)}`;
  say(line);
  lines.push(line);
}

/** @returns {readonly string[]} */
export function toldFailures() {
  return lines;
}
