// Runs the integration suite inside a real VS Code, with the packaged extension installed.
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { add, crashed, none } from './counts.mjs';
import { tellFailure } from './failures.mjs';
import { labDir, repoDir, runnerExtensionDir } from './paths.mjs';
import { run, say } from './process.mjs';
import { baseSettings, ensureServer, installVsix, versions } from './server.mjs';
import { startPostgres } from './servers/postgres.mjs';
import { findVsix } from './vsix.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {Counts & { name: string, failures: string[] }} FileCounts as test/integration/index.ts writes them */

/** The oldest VS Code gets a smaller share of the random mixes: what is ours is the same there. */
const floorMixes = 40;

const sources = join(repoDir, 'test', 'integration');
const outDir = join(repoDir, 'out', 'test', 'integration');

export async function buildSuite() {
  const files = (await readdir(sources, { recursive: true })).filter((name) => name.endsWith('.test.ts'));
  await rm(outDir, { recursive: true, force: true });
  if (files.length === 0) return 0;
  const esbuild = await import('esbuild');
  await esbuild.build({
    absWorkingDir: repoDir,
    // Flat, as that is where index.ts looks.
    entryPoints: Object.fromEntries(['index.ts', ...files].map((name) => [name.replace(/\.ts$/, '').replaceAll(/[\\/]/g, '.'), join(sources, name)])),
    outdir: outDir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return files.length;
}

/** Nobody looks at this window: what is not drawn is not waited for. */
const plainSettings = {
  'breadcrumbs.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.guides.indentation': false,
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.stickyScroll.enabled': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.reduceMotion': 'on',
  'workbench.statusBar.visible': false,
};

/**
 * In a real window the machine can be late: files that failed run once more, each whole, and that is said. What fails
 * twice has failed.
 * @param {import('./server.mjs').VersionName} version
 * @returns {Promise<Counts>}
 */
export async function runIntegration(version) {
  const server = await startPostgres();
  const database = typeof server === 'string'
    ? { LAB_POSTGRES_MISSING: server }
    : { LAB_POSTGRES_PORT: String(server.port), LAB_POSTGRES_USER: server.user, LAB_POSTGRES_PASSWORD: server.password };
  try {
    if (typeof server !== 'string') await makeLabDatabase(server);
    return await runSuite(version, database);
  } finally {
    if (typeof server !== 'string') await server.stop();
  }
}

/** @param {import('./servers/postgres.mjs').PostgresServer} server */
async function makeLabDatabase(server) {
  const admin = await server.connect();
  await admin.query('CREATE DATABASE lab');
  await admin.end();
  const client = await server.connect('lab');
  await client.query('CREATE TABLE customer (id int PRIMARY KEY, name varchar(40)); CREATE TABLE "order item" (id int PRIMARY KEY, customer int REFERENCES customer)');
  await client.query(`INSERT INTO customer SELECT n, 'c' || n FROM generate_series(1, 3) n`);
  await client.end();
}

/**
 * @param {import('./server.mjs').VersionName} version
 * @param {Readonly<Record<string, string>>} database where a server is that tests may read
 * @returns {Promise<Counts>}
 */
async function runSuite(version, database) {
  // The same mixes in each run, so that a red run tells of a change.
  const env = { ...database, LAB_SEED: process.env['LAB_SEED'] ?? '20' };
  const mixes = process.env['LAB_MIXES'] ?? (version === 'floor' ? String(floorMixes) : undefined);
  if (mixes !== undefined) Object.assign(env, { LAB_MIXES: mixes });
  if (process.env['LAB_MIXES'] === undefined && version === 'floor') say(`Everything but the random mixes runs whole on the oldest VS Code; of those ${String(floorMixes)} do.`);
  const first = await runFiles(version, env).catch((/** @type {unknown} */ error) => {
    say(error instanceof Error ? error.message : String(error));
    return undefined;
  });
  const failed = first?.filter(({ failed: count }) => count > 0);
  if (first !== undefined && failed?.length === 0) return sum(first);
  // A window that broke down, or a failure outside of every file, says nothing about the rest.
  const again = failed === undefined || failed.some(({ name }) => name === '') ? undefined : failed.map(({ name }) => name);
  for (const { name, failures } of failed ?? []) for (const failure of failures) tellFailure(`integration on ${version} ${name}`, failure, false);
  say(`Once more, as ${again === undefined ? 'the run broke down' : `they failed: ${again.join(', ')}`}`);
  const second = await runFiles(version, again === undefined ? env : { ...env, LAB_FILES: again.join(',') });
  if (second === undefined) return crashed;
  for (const { name, failures } of second) for (const failure of failures) tellFailure(`integration on ${version} ${name}`, failure, true);
  return sum(again === undefined ? second : [...(first ?? []).filter(({ name }) => !again.includes(name)), ...second]);
}

/** @param {readonly Counts[]} files */
function sum(files) {
  return files.reduce(add, none);
}

/**
 * The counts of each file; undefined where the run broke down.
 * @param {import('./server.mjs').VersionName} version
 * @param {Readonly<Record<string, string>>} extraEnv
 * @returns {Promise<FileCounts[] | undefined>}
 */
async function runFiles(version, extraEnv) {
  const scratch = await mkdtemp(join(tmpdir(), 'lab-integration-'));
  const results = join(scratch, 'results.json');
  try {
    const workspace = await makeWorkspace(scratch);
    const userDataDir = join(scratch, 'user');
    const extensionsDir = join(scratch, 'extensions');
    await mkdir(join(userDataDir, 'User'), { recursive: true });
    await writeFile(join(userDataDir, 'User', 'settings.json'), JSON.stringify({ ...baseSettings, ...plainSettings }));
    const env = { ...extraEnv, LAB_VERSION: version, LAB_RESULTS: results, LAB_REPO: repoDir };
    const { runTests } = await import('@vscode/test-electron');
    const desktop = await findDesktop(version, extensionsDir);
    if (desktop === undefined) await installVsix(await ensureServer(version), await findVsix(), extensionsDir);
    try {
      await runTests({
        vscodeExecutablePath: desktop ?? (await makeLauncher(scratch)),
        extensionDevelopmentPath: runnerExtensionDir,
        extensionTestsPath: join(outDir, 'index.cjs'),
        extensionTestsEnv: env,
        launchArgs: [workspace, `--user-data-dir=${userDataDir}`, `--extensions-dir=${extensionsDir}`],
      });
    } catch (error) {
      say(`integration on ${version}: ${error instanceof Error ? error.message : String(error)}`);
    }
    return existsSync(results) ? /** @type {FileCounts[]} */ (JSON.parse(await readFile(results, 'utf8'))) : undefined;
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/**
 * The sample, in a workspace file: a second folder can be added to that without a restart of the extension host.
 * @param {string} scratch
 */
async function makeWorkspace(scratch) {
  const workspace = join(scratch, 'workspace');
  const sample = join(repoDir, 'media', 'sample');
  if (existsSync(sample)) await cp(sample, workspace, { recursive: true });
  else await mkdir(workspace);
  const file = join(scratch, 'lab.code-workspace');
  await writeFile(file, JSON.stringify({ folders: [{ path: workspace }] }));
  return file;
}

/**
 * A file that can be executed, made here as not every checkout keeps the mode of files.
 * @param {string} scratch
 */
async function makeLauncher(scratch) {
  const windows = process.platform === 'win32';
  const file = join(scratch, windows ? 'launcher.cmd' : 'launcher.sh');
  const script = join(labDir, 'launcher.mjs');
  await writeFile(file, windows ? `@"${process.execPath}" "${script}" %*\r\n` : `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  await chmod(file, 0o755);
  return file;
}

/**
 * LAB_DESKTOP names a desktop VS Code to use instead of the lab, or is `download` to fetch one.
 * @param {import('./server.mjs').VersionName} version
 * @param {string} extensionsDir
 * @returns {Promise<string | undefined>}
 */
async function findDesktop(version, extensionsDir) {
  const wanted = process.env['LAB_DESKTOP'];
  if (wanted === undefined || wanted === '') return undefined;
  const { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath } = await import('@vscode/test-electron');
  const release = version === 'floor' ? `${versions.floor.vscode}.0` : 'stable';
  const executable = wanted === 'download' ? await downloadAndUnzipVSCode(release) : wanted;
  const cli = resolveCliPathFromVSCodeExecutablePath(executable);
  const args = ['--install-extension', await findVsix(), '--force', `--extensions-dir=${extensionsDir}`];
  await run(cli, args, { shell: process.platform === 'win32' });
  return executable;
}
