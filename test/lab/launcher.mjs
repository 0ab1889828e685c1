// Takes the command line of the desktop VS Code and starts the lab instead, so that what was written for the one
// (`@vscode/test-electron`) runs on the other. Ends with the exit code of the test suite.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startLab } from './lab.mjs';

/** What the suite marks its own lines with, among all that a window logs; see test/integration/index.ts. */
const suiteMark = '[suite] ';
/** A suite in which nothing ends for so long hangs; on a busy machine a suite that goes on may take its time. */
const limitInMinutes = 6;

/** @type {Record<string, string[]>} */
const given = {};
/** @type {string[]} */
const folders = [];
for (const argument of process.argv.slice(2)) {
  const [, name, value] = /^--([\w-]+)(?:=(.*))?$/s.exec(argument) ?? [];
  if (name === undefined) folders.push(argument);
  else (given[name] ??= []).push(value ?? '');
}

/** @returns {Promise<Record<string, unknown>>} */
async function settings() {
  const dataDir = given['user-data-dir']?.[0];
  if (dataDir === undefined) return {};
  try {
    return JSON.parse(await readFile(join(dataDir, 'User', 'settings.json'), 'utf8'));
  } catch {
    return {};
  }
}

/**
 * A folder, or a workspace file, whose folders are opened together.
 * @param {string | undefined} path
 * @returns {Promise<{ workspaceFolder?: string, multiRoot?: string[] }>}
 */
async function workspace(path) {
  if (path === undefined) return {};
  if (!path.endsWith('.code-workspace')) return { workspaceFolder: path };
  /** @type {{ folders: { path: string }[] }} */
  const { folders } = JSON.parse(await readFile(path, 'utf8'));
  return { multiRoot: folders.map((folder) => folder.path) };
}

// Our standard input is a pipe from the process that wants the tests; when that one is gone, nobody waits for us.
process.stdin.on('end', () => process.exit(1)).resume();

let lastSign = Date.now();
const verbose = process.env['LAB_VERBOSE'] === '1';
const lab = await startLab({
  extension: 'none',
  extensionDevelopmentPaths: given['extensionDevelopmentPath'] ?? [],
  ...(given['extensionTestsPath']?.[0] === undefined ? {} : { testsPath: given['extensionTestsPath'][0] }),
  ...(given['extensions-dir']?.[0] === undefined ? {} : { extensionsDir: given['extensions-dir'][0] }),
  ...(await workspace(folders[0])),
  viewport: { width: 1000, height: 600 },
  settings: await settings(),
  onLog: (type, args) => {
    for (const line of args.map(String).join(' ').split('\n')) {
      if (line.startsWith(suiteMark)) {
        lastSign = Date.now();
        console.log(line.slice(suiteMark.length));
      } else if (verbose) console.log(`${type}: ${line}`);
    }
  },
});
const tooLate = new Promise((resolve) => {
  setInterval(() => {
    if (Date.now() - lastSign < limitInMinutes * 60_000) return;
    console.error(`The suite showed no sign of life for ${String(limitInMinutes)} minutes.`);
    resolve(1);
  }, 10_000);
});
const code = Number(await Promise.race([lab.exitCode, tooLate]));
await lab.dispose();
process.exit(code);
