// Runs one of the projects of vitest.config.ts and reads its counts.
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crashed } from './counts.mjs';
import { repoDir, resultsDir } from './paths.mjs';
import { runForCode } from './process.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {{ status: string, assertionResults: { status: string }[] }} FileResult */

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
 * @param {string} project
 * @param {readonly string[]} extra
 * @returns {Promise<Counts>}
 */
export async function runVitest(project, extra) {
  await mkdir(resultsDir, { recursive: true });
  const file = join(resultsDir, `${project}.json`);
  await rm(file, { force: true });
  const vitest = join(repoDir, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...extra];
  const { code } = await runForCode(process.execPath, args, { cwd: repoDir, inherit: true });
  /** @type {FileResult[]} */
  let files;
  try {
    files = JSON.parse(await readFile(file, 'utf8')).testResults;
  } catch {
    return crashed;
  }
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, assertionResults } of files) {
    for (const test of assertionResults) {
      if (test.status === 'passed') counts.passed++;
      else if (test.status === 'failed') counts.failed++;
      else counts.skipped++;
    }
    // A file that broke before its first test.
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) counts.failed++;
  }
  // Errors outside of every test.
  if (code !== 0 && counts.failed === 0) counts.failed++;
  return counts;
}
