// All tests: npm test [-- ring …] [--grep=text]. Needs nothing but Node and npm; installs what is missing.
// The very last line is `N passed, N failed` (`, N skipped`) over all rings.
import { add, crashed, format, none } from './counts.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { toldFailures } from './failures.mjs';
import { join } from 'node:path';
import { repoDir } from './paths.mjs';
import { run, runForCode, say, step } from './process.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {'check' | 'unit' | 'webview' | 'integration' | 'e2e'} Ring */

/** @type {readonly Ring[]} */
const rings = ['check', 'unit', 'webview', 'integration', 'e2e'];

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const grep = process.argv.find((argument) => argument.startsWith('--grep='))?.slice('--grep='.length);
const unknown = wanted.filter((name) => !rings.some((ring) => ring === name));
if (unknown.length > 0) {
  console.error(`There is no ring ${unknown.join(', ')}; there are ${rings.join(', ')}.`);
  process.exit(2);
}
const chosen = rings.filter((ring) => wanted.length === 0 || wanted.includes(ring));

let total = none;
/** @type {string[]} */
const summary = [];

/**
 * @param {string} name
 * @param {() => Promise<Counts>} work
 */
async function ring(name, work) {
  /** @type {Counts} */
  let counts;
  try {
    counts = await step(name, work);
  } catch (error) {
    say(`${name} broke down: ${error instanceof Error ? error.message : String(error)}`);
    counts = crashed;
  }
  total = add(total, counts);
  summary.push(`${name}: ${format(counts)}`);
  say(summary.at(-1) ?? '');
}

/**
 * A ring whose files are there must have run something.
 * @param {number} files
 * @param {() => Promise<Counts>} work
 * @returns {Promise<Counts>}
 */
async function withFiles(files, work) {
  if (files === 0) {
    say('No test files yet.');
    return none;
  }
  const counts = await work();
  if (counts.passed + counts.failed + counts.skipped > 0) return counts;
  say('There are test files, but no test ran.');
  return crashed;
}

/**
 * @param {string} name
 * @param {() => Promise<unknown>} work
 * @returns {Promise<boolean>}
 */
async function prepare(name, work) {
  try {
    await step(name, work);
    return true;
  } catch (error) {
    say(`${name} failed: ${error instanceof Error ? error.message : String(error)}`);
    total = add(total, crashed);
    summary.push(`${name}: failed`);
    return false;
  }
}

const { countFiles, runVitest } = await import('./vitestRing.mjs');
const vitestGrep = grep === undefined ? [] : ['-t', grep];
if (grep !== undefined) process.env['LAB_GREP'] = grep;

let ready = await prepare('Dependencies', ensureDependencies);
if (ready && chosen.includes('check')) {
  await prepare('Type check and lint', async () => {
    const { code } = await runForCode(process.execPath, [join(repoDir, 'test', 'lab', 'check.mjs')], { cwd: repoDir, inherit: true });
    if (code !== 0) throw new Error('see above');
  });
}
if (ready && chosen.some((name) => name !== 'check')) {
  const built = await prepare('Build', () => run(process.execPath, ['esbuild.config.mjs', '--production'], { cwd: repoDir }));
  // The unit ring reads sources; it says more about a broken build than the build does.
  if (chosen.includes('unit')) await ring('unit', async () => withFiles(await countFiles('test/unit', '.test.ts'), () => runVitest('unit', vitestGrep)));
  ready = built;
}
// Before the rings that need them: an install is no part of a test's time, and its failure says what failed.
if (ready && chosen.some((name) => name === 'webview' || name === 'integration' || name === 'e2e')) {
  const { ensureChromium } = await import('./browser.mjs');
  ready = await prepare('Chromium', ensureChromium);
}
if (ready && chosen.includes('webview')) {
  await ring('webview', async () => withFiles(await countFiles('test/webview', '.test.ts'), () => runVitest('webview', vitestGrep)));
}
if (ready && (chosen.includes('integration') || chosen.includes('e2e'))) {
  const { packageVsix, sizeInKb } = await import('./vsix.mjs');
  ready = await prepare('Package', async () => {
    say(`VSIX: ${String(sizeInKb(await packageVsix()))} KB`);
  });
}
if (ready && (chosen.includes('integration') || chosen.includes('e2e'))) {
  const { ensureServer } = await import('./server.mjs');
  ready = await prepare('VS Code', () => ensureServer('newest'));
  if (ready && chosen.includes('integration')) ready = await prepare('The oldest VS Code', () => ensureServer('floor'));
}
if (ready && chosen.includes('integration')) {
  const { buildSuite, runIntegration } = await import('./integrationRing.mjs');
  for (const version of /** @type {const} */ (['newest', 'floor'])) {
    await ring(`integration (${version})`, async () => withFiles(await buildSuite(), () => runIntegration(version)));
  }
}
if (ready && chosen.includes('e2e')) {
  await ring('e2e', async () => withFiles(await countFiles('test/e2e', '.e2e.ts'), () => runVitest('e2e', vitestGrep)));
}

console.log(['', ...toldFailures(), '', ...summary, format(total)].join('\n'));
process.exitCode = total.failed > 0 || (total.passed === 0 && chosen.some((name) => name !== 'check')) ? 1 : 0;
process.exit();
