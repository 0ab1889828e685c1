// Runs one of the projects of vitest.config.ts and reads its counts.
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { add, crashed, none } from './counts.mjs';
import { tellFailure } from './failures.mjs';
import { repoDir, resultsDir } from './paths.mjs';
import { runForCode, say } from './process.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {{ name: string, status: string, message?: string, assertionResults: { status: string, fullName: string, failureMessages?: string[] }[] }} FileResult */
/** @typedef {{ name: string, counts: Counts, failures: readonly string[] }} RunFile */

/**
 * @param {string} folder
 * @param {string} ending
 * @returns {Promise<number>}
 */
export async function countFiles(folder, ending) {
  const names = await readdir(join(repoDir, folder), { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith(ending)).length;
}

/**
 * Files that failed run once more, each whole, and that is said: a machine can be late with a window or a process. What
 * fails twice has failed.
 * @param {string} project
 * @param {readonly string[]} extra
 * @returns {Promise<Counts>}
 */
export async function runVitest(project, extra) {
  const first = await runFiles(project, extra);
  if (first === undefined) return crashed;
  const failed = first.filter(({ counts }) => counts.failed > 0);
  if (failed.length === 0) return sum(first);
  say(`Once more, as they failed: ${failed.map(({ name }) => name).join(', ')}`);
  for (const { name, failures } of failed) for (const failure of failures) tellFailure(`${project} ${name}`, failure, false);
  const second = await runFiles(project, [...failed.map(({ name }) => name), ...extra]);
  if (second === undefined) return crashed;
  for (const { name, failures } of second) for (const failure of failures) tellFailure(`${project} ${name}`, failure, true);
  return sum([...first.filter((file) => !failed.includes(file)), ...second]);
}

/** @param {readonly RunFile[]} files */
function sum(files) {
  return files.map(({ counts }) => counts).reduce(add, none);
}

/**
 * The counts of each file; undefined where the ring broke down.
 * @param {string} project
 * @param {readonly string[]} extra
 * @returns {Promise<RunFile[] | undefined>}
 */
async function runFiles(project, extra) {
  await mkdir(resultsDir, { recursive: true });
  const file = join(resultsDir, `${project}.json`);
  await rm(file, { force: true });
  const vitest = join(repoDir, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...extra];
  const { code } = await runForCode(process.execPath, args, { cwd: repoDir, inherit: true });
  /** @type {FileResult[]} */
  let results;
  try {
    results = JSON.parse(await readFile(file, 'utf8')).testResults;
  } catch {
    return undefined;
  }
  const files = results.map(({ name, status, message, assertionResults }) => {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const failures = assertionResults.filter((test) => test.status === 'failed').map(({ fullName, failureMessages }) => `${fullName}\n${(failureMessages ?? []).join('\n')}`);
    for (const test of assertionResults) {
      if (test.status === 'passed') counts.passed++;
      else if (test.status === 'failed') counts.failed++;
      else counts.skipped++;
    }
    // A file that broke before its first test.
    if (status === 'failed' && counts.failed === 0) {
      counts.failed++;
      failures.push(message ?? 'broke before its first test');
    }
    return { name: relative(repoDir, name).replaceAll('\\', '/'), counts, failures };
  });
  // Errors outside of every test.
  if (code !== 0 && files.every(({ counts }) => counts.failed === 0)) files.push({ name: '', counts: crashed, failures: ['errors outside of every test'] });
  return files;
}
