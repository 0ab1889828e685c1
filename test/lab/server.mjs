// A real VS Code without a desktop: the server inside the npm package `code-server`, run by a Node from npm.
import { existsSync, rmSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cached, installPackages } from './cache.mjs';
import { labDir } from './paths.mjs';
import { atExit, killTree, npm, run, spawnGuarded, step } from './process.mjs';

/** @typedef {'newest' | 'floor'} VersionName */

/**
 * `floor` is the oldest VS Code that `engines.vscode` admits. Each is run by the major version of Node it was built for.
 * @type {Record<VersionName, { vscode: string, codeServer: string, node: number }>}
 */
export const versions = {
  newest: { vscode: '1.139', codeServer: '4.139.1', node: 24 },
  floor: { vscode: '1.104', codeServer: '4.104.0', node: 22 },
};

/** @typedef {'light' | 'dark' | 'highContrast' | 'highContrastLight'} Theme */

/**
 * VS Code's own themes; the two modern ones were renamed between the versions.
 * @param {VersionName} version
 * @param {Theme} theme
 */
export function themeName(version, theme) {
  const prefix = version === 'floor' ? 'Default ' : '';
  switch (theme) {
    case 'light':
      return `${prefix}Light Modern`;
    case 'dark':
      return `${prefix}Dark Modern`;
    case 'highContrast':
      return 'Default High Contrast';
    case 'highContrastLight':
      return 'Default High Contrast Light';
  }
}

/** @typedef {{ node: string, vscodeDir: string, main: string, version: string }} VsCodeServer */

/**
 * @param {VersionName} name
 * @returns {Promise<VsCodeServer>}
 */
export async function ensureServer(name) {
  const wanted = versions[name];
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const nodePackage = `node-${platform}-${process.arch}`;
  const folder = await cached(`${name}-${wanted.codeServer}-${platform}-${process.arch}`, (target) =>
    step(`Installing VS Code ${wanted.vscode} (code-server ${wanted.codeServer}, about 780 MB, once)`, async () => {
      const server = `code-server@${wanted.codeServer}`;
      try {
        await installPackages(target, [`${nodePackage}@${String(wanted.node)}`, server]);
      } catch (error) {
        // Not every platform has its Node on npm; our own does when it is of the right major version.
        if (ownMajor() !== wanted.node) throw error;
        await installPackages(target, [server]);
      }
      const vscodeDir = join(target, 'node_modules', 'code-server', 'lib', 'vscode');
      await npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: vscodeDir });
      await replaceNativeModules(vscodeDir);
    }),
  );
  const vscodeDir = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const node = join(folder, 'node_modules', nodePackage, 'bin', binary);
  return {
    node: existsSync(node) ? node : process.execPath,
    vscodeDir,
    main: join(vscodeDir, 'out', 'server-main.js'),
    version: wanted.vscode,
  };
}

/**
 * Without install scripts some native helpers are missing: the log writer (every process complains in a hundred lines,
 * and output channels stay empty), the watchdog, and in older versions the file search (`findFiles` finds nothing).
 * The first two get plain stand-ins, the third comes from npm.
 * @param {string} vscodeDir
 */
async function replaceNativeModules(vscodeDir) {
  const modules = join(vscodeDir, 'node_modules', '@vscode');
  await copyFile(join(labDir, 'standIns', 'spdlog.cjs'), join(modules, 'spdlog', 'index.js'));
  for (const watchdog of [join(modules, 'native-watchdog'), join(vscodeDir, 'node_modules', 'native-watchdog')]) {
    if (existsSync(watchdog)) await writeFile(join(watchdog, 'index.js'), 'exports.start = () => {};\n');
  }
  if (existsSync(join(modules, 'ripgrep')) && !existsSync(join(modules, 'ripgrep', 'bin'))) {
    const search = `@vscode/ripgrep-${process.platform}-${process.arch}`;
    const folder = await mkdtemp(join(tmpdir(), 'lab-rg-'));
    try {
      await installPackages(folder, [`${search}@1.18.0`]);
      await cp(join(folder, 'node_modules', search, 'bin'), join(modules, 'ripgrep', 'bin'), { recursive: true });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function ownMajor() {
  return Number(process.versions.node.split('.')[0]);
}

/**
 * @param {number} [wanted]
 * @returns {Promise<number>} a port of the loopback interface that was free a moment ago
 */
export function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () => {
      reject(new Error(`Port ${String(wanted)} is in use by another program; choose another one.`));
    });
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}

/** What every window of the lab starts with: nothing that is not ours, nothing that asks, nothing that calls home. */
export const baseSettings = {
  'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'window.dialogStyle': 'custom',
  'window.menuBarVisibility': 'classic',
  'git.openRepositoryInParentFolders': 'never',
  'files.autoSave': 'off',
};

/**
 * @typedef {object} RunningServer
 * @property {string} url without a query
 * @property {string} authority `127.0.0.1:PORT`, as it stands in vscode-remote URIs
 * @property {number} port
 * @property {string} dataDir
 * @property {() => string} log what the server wrote so far
 * @property {() => Promise<void>} dispose
 */

/**
 * @param {object} options
 * @param {VsCodeServer} options.vscode
 * @param {Readonly<Record<string, unknown>>} [options.settings]
 * @param {string} [options.extensionsDir]
 * @param {string} [options.dataDir] kept at the end when given, else a temporary one
 * @param {NodeJS.ProcessEnv} [options.env] for the extension host, on top of ours
 * @param {number} [options.port]
 * @returns {Promise<RunningServer>}
 */
export async function startServer({ vscode, settings = {}, extensionsDir, dataDir, env = {}, port: wantedPort }) {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'lab-data-')));
  const removeFolder = () => {
    if (dataDir === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const forget = atExit(removeFolder);
  const settingsFile = join(folder, 'data', 'User', 'settings.json');
  await mkdir(join(folder, 'data', 'User'), { recursive: true });
  if (dataDir === undefined || !existsSync(settingsFile)) {
    await writeFile(settingsFile, JSON.stringify({ ...baseSettings, ...settings }, null, 2));
  }

  // A port can be taken between the probe and the server's start; then another one is tried.
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(wantedPort);
    const args = [vscode.main, '--host', '127.0.0.1', '--port', String(port), '--without-connection-token'];
    args.push('--accept-server-license-terms', '--enable-smoke-test-driver', '--telemetry-level', 'off');
    args.push('--server-data-dir', folder);
    if (extensionsDir !== undefined) args.push('--extensions-dir', extensionsDir);
    const child = spawnGuarded(vscode.node, args, { env: { ...serverEnvironment(), EXTENSIONS_GALLERY: '{}', ...env } });
    let log = '';
    /** @param {Buffer} chunk */
    const collect = (chunk) => {
      log += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const url = `http://127.0.0.1:${String(port)}/`;
    const up = await waitForServer(url, () => child.exitCode !== null);
    if (up) {
      return {
        url,
        authority: `127.0.0.1:${String(port)}`,
        port,
        dataDir: folder,
        log: () => log,
        dispose: async () => {
          const gone = new Promise((resolve) => child.once('close', resolve));
          const running = child.exitCode === null && child.signalCode === null;
          killTree(child);
          if (running) await gone;
          forget();
          // The extension host may write its last files while it is being killed.
          if (dataDir === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
        },
      };
    }
    killTree(child);
    if (attempt >= 3 || wantedPort !== undefined) {
      removeFolder();
      throw new Error(`The VS Code server did not start on port ${String(port)}:\n${log}`);
    }
  }
}

function serverEnvironment() {
  /** @type {NodeJS.ProcessEnv} */
  const env = {};
  for (const [name, value] of Object.entries(process.env)) {
    // A lab started from a terminal of VS Code must not talk to that one; one started by npm must not read its settings.
    if (!/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_|VITEST|VITE_|NODE_ENV$)/.test(name)) env[name] = value;
  }
  return env;
}

/**
 * @param {string} url
 * @param {() => boolean} ended
 */
async function waitForServer(url, ended) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && !ended()) {
    try {
      const answer = await fetch(`${url}version`);
      if (answer.ok) return true;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return false;
}

/**
 * Installs a packaged extension the way a user's "Install from VSIX" does; needs no network.
 * @param {VsCodeServer} vscode
 * @param {string} vsix
 * @param {string} extensionsDir
 */
export async function installVsix(vscode, vsix, extensionsDir) {
  await mkdir(extensionsDir, { recursive: true });
  const dataDir = await mkdtemp(join(tmpdir(), 'lab-install-'));
  try {
    const args = [vscode.main, '--install-extension', vsix, '--force', '--extensions-dir', extensionsDir];
    args.push('--server-data-dir', dataDir, '--accept-server-license-terms', '--telemetry-level', 'off');
    const output = await run(vscode.node, args, { env: serverEnvironment() });
    if (!/successfully installed/i.test(output)) throw new Error(`${vsix} was not installed:\n${output}`);
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
