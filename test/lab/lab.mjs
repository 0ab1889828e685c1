// A real VS Code in a real browser, for tests and for people without a desktop VS Code.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { launchBrowser } from './browser.mjs';
import { listenForRunner } from './control.mjs';
import { repoDir, resultsDir, runnerExtensionDir } from './paths.mjs';
import { atExit } from './process.mjs';
import { ensureServer, installVsix, startServer, themeName } from './server.mjs';
import { findVsix } from './vsix.mjs';

/**
 * @typedef {object} LabOptions
 * @property {import('./server.mjs').VersionName} [version] the environment variable LAB_VERSION when left out, else `newest`
 * @property {string} [workspaceFolder]
 * @property {readonly string[]} [multiRoot] several folders in one window, instead of `workspaceFolder`
 * @property {'development' | 'vsix' | 'none'} [extension] where our extension comes from: the repository, the package, or nowhere
 * @property {readonly string[]} [extensionDevelopmentPaths] further extensions under development
 * @property {string} [extensionsDir] installed extensions; a temporary folder when left out
 * @property {string} [testsPath] a test suite to run inside the extension host; see `exitCode`
 * @property {Readonly<Record<string, unknown>>} [settings] on top of the lab's own
 * @property {import('./server.mjs').Theme} [theme] `light` when left out
 * @property {{ width: number, height: number }} [viewport]
 * @property {NodeJS.ProcessEnv} [env] for the extension host
 * @property {boolean} [headless]
 * @property {(type: string, args: unknown[]) => void} [onLog] what the window's test suite writes
 */

/**
 * @typedef {object} Lab
 * @property {import('playwright-core').Page} page
 * @property {import('playwright-core').BrowserContext} context
 * @property {import('playwright-core').Browser} browser
 * @property {string} url
 * @property {string | undefined} workspaceFolder
 * @property {Promise<number>} exitCode of the suite at `testsPath`; never settles without one
 * @property {string[]} consoleErrors of the window and of the pages in it
 * @property {<R, A = undefined>(work: (vscode: typeof import('vscode'), arg: A) => R | Promise<R>, arg?: A) => Promise<R>} evaluate
 *   runs a function inside the extension host; it may use nothing but its two arguments, and returns JSON
 * @property {(settings: Readonly<Record<string, unknown>>) => Promise<void>} changeSettings
 * @property {(theme: import('./server.mjs').Theme) => Promise<void>} changeTheme
 * @property {() => Promise<void>} reload the window, as a user's "Reload Window"
 * @property {(name: string) => Promise<string>} screenshot into test-results/; returns the file
 * @property {() => string} serverLog
 * @property {string} dataDir where the editor keeps settings, logs and storage
 * @property {() => Promise<void>} dispose
 */

/** @type {{ width: number, height: number }} */
const defaultViewport = { width: 1440, height: 900 };
/** A first start on a busy machine takes its time; in milliseconds. */
const startTimeout = 120_000;

/**
 * @param {LabOptions} options
 * @returns {Promise<Lab>}
 */
export async function startLab(options) {
  const version = options.version ?? (process.env['LAB_VERSION'] === 'floor' ? 'floor' : 'newest');
  /** @type {(() => Promise<void> | void)[]} */
  const disposables = [];
  const disposeAll = async () => {
    for (const dispose of disposables.splice(0).reverse()) await dispose();
  };
  try {
    const vscode = await ensureServer(version);
    const scratch = await temporaryFolder(disposables);
    const extensionsDir = options.extensionsDir ?? join(scratch, 'extensions');
    await mkdir(extensionsDir, { recursive: true });
    if (options.extension === 'vsix' && options.extensionsDir === undefined) {
      await installVsix(vscode, await findVsix(), extensionsDir);
    }

    /** @type {import('playwright-core').Page | undefined} */
    let window;
    const control = await listenForRunner(async (keys) => {
      if (window === undefined) throw new Error('The window is not open yet');
      if ('type' in keys) await window.keyboard.type(keys.type);
      else if ('copy' in keys) await window.evaluate((text) => navigator.clipboard.writeText(text), keys.copy);
      else for (const key of keys.press) await window.keyboard.press(key);
    });
    disposables.push(() => {
      control.dispose();
    });
    const server = await startServer({
      vscode,
      extensionsDir,
      settings: { 'workbench.colorTheme': themeName(version, options.theme ?? 'light'), ...options.settings },
      env: { ...control.env, ...options.env },
    });
    disposables.push(() => server.dispose());

    const development = options.extension === 'development' || options.extension === undefined ? [repoDir] : [];
    development.push(...(options.extensionDevelopmentPaths ?? []), runnerExtensionDir);
    const url = windowUrl(server, {
      development: await gather(scratch, development),
      testsPath: options.testsPath,
      folder: options.workspaceFolder,
      workspaceFile: options.multiRoot === undefined ? undefined : await workspaceFile(scratch, options.multiRoot),
    });

    const browser = await launchBrowser({ headless: options.headless ?? true });
    disposables.push(() => browser.close());
    const context = await browser.newContext({
      viewport: options.viewport ?? defaultViewport,
      permissions: ['clipboard-read', 'clipboard-write'],
      locale: 'en-US',
    });
    const page = await context.newPage();
    window = page;
    /** @type {string[]} */
    const consoleErrors = [];
    page.on('console', (message) => {
      const from = message.location().url;
      if (message.type() === 'error' && !isNoise(message.text(), from)) consoleErrors.push(`${message.text()} (${from})`);
    });
    page.on('pageerror', (error) => {
      if (!isNoise(error.message, '')) consoleErrors.push(error.message);
    });

    /** @type {(code: number) => void} */
    let suiteEnded = () => undefined;
    /** @type {Promise<number>} */
    const exitCode = new Promise((resolve) => {
      suiteEnded = resolve;
    });
    // The names under which VS Code's web window reports the end and the output of a test suite.
    await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => {
      suiteEnded(code);
    });
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
      options.onLog?.(type, args);
    });

    await page.goto(url, { timeout: startTimeout });
    await page.locator('.monaco-workbench').waitFor({ timeout: startTimeout });

    /** @type {Lab['evaluate']} */
    const evaluate = async (work, arg) => /** @type {any} */ (await control.evaluate(work.toString(), arg));
    // Through the extension host, as writing the settings file from outside is noticed late or not at all.
    const changeSettings = async (/** @type {Readonly<Record<string, unknown>>} */ settings) => {
      await evaluate(async (api, changes) => {
        for (const [name, value] of Object.entries(changes)) {
          await api.workspace.getConfiguration().update(name, value, api.ConfigurationTarget.Global);
        }
      }, settings);
    };

    return {
      page,
      context,
      browser,
      url,
      workspaceFolder: options.workspaceFolder,
      exitCode,
      consoleErrors,
      evaluate,
      changeSettings,
      async changeTheme(theme) {
        await changeSettings({ 'workbench.colorTheme': themeName(version, theme) });
        const kind = { light: 'vs', dark: 'vs-dark', highContrast: 'hc-black', highContrastLight: 'hc-light' }[theme];
        await page.locator(`.monaco-workbench.${kind}`).waitFor({ timeout: 15_000 });
      },
      async reload() {
        await page.reload({ timeout: startTimeout });
        await page.locator('.monaco-workbench').waitFor({ timeout: startTimeout });
      },
      async screenshot(name) {
        await mkdir(resultsDir, { recursive: true });
        const file = join(resultsDir, `${basename(name, '.png')}.png`);
        await page.screenshot({ path: file });
        return file;
      },
      serverLog: server.log,
      dataDir: server.dataDir,
      dispose: disposeAll,
    };
  } catch (error) {
    await disposeAll();
    throw error;
  }
}

/**
 * code-server's shell around VS Code asks for files that only its own server, which we do not start, would have.
 * @param {string} text
 * @param {string} from
 */
function isNoise(text, from) {
  const places = ['/_static/', '/update/check', '/node_modules/vsda/'];
  return places.some((place) => from.includes(place) || text.includes(place)) || text.startsWith('A bad HTTP response code (404) was received when fetching the script.');
}

/**
 * @param {(() => Promise<void> | void)[]} disposables
 * @returns {Promise<string>}
 */
async function temporaryFolder(disposables) {
  const folder = await mkdtemp(join(tmpdir(), 'lab-'));
  const forget = atExit(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  disposables.push(async () => {
    forget();
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
  return folder;
}

/**
 * VS Code in the browser takes one folder for extensions under development (a second one replaces the first), but that
 * may be a folder of extensions: so they are linked into one.
 * @param {string} scratch
 * @param {readonly string[]} paths
 */
export async function gather(scratch, paths) {
  const folder = join(scratch, 'development');
  await mkdir(folder);
  for (const [index, path] of [...new Set(paths)].entries()) await symlink(path, join(folder, String(index)), 'junction');
  return folder;
}

/**
 * @param {string} scratch
 * @param {readonly string[]} folders
 */
async function workspaceFile(scratch, folders) {
  const file = join(scratch, 'lab.code-workspace');
  await writeFile(file, JSON.stringify({ folders: folders.map((path) => ({ path })) }, null, 2));
  return file;
}

/**
 * @param {{ url: string, authority: string }} server
 * @param {{ development: string, testsPath?: string | undefined, folder?: string | undefined, workspaceFile?: string | undefined }} what
 */
export function windowUrl(server, { development, testsPath, folder, workspaceFile: workspace }) {
  for (const path of [development, testsPath, folder, workspace]) {
    if (path !== undefined && !existsSync(path)) throw new Error(`${path} does not exist`);
  }
  const remote = (/** @type {string} */ path) => `vscode-remote://${server.authority}${uriPath(path)}`;
  /** @type {[string, string][]} */
  const payload = [['extensionDevelopmentPath', remote(development)]];
  if (testsPath !== undefined) payload.push(['extensionTestsPath', remote(testsPath)]);
  payload.push(['skipWelcome', 'true'], ['skipReleaseNotes', 'true']);
  const query = new URLSearchParams();
  if (workspace !== undefined) query.set('workspace', plainPath(workspace));
  else if (folder !== undefined) query.set('folder', plainPath(folder));
  else query.set('ew', 'true');
  // Only a server that was started with the smoke test switch looks at this.
  query.set('payload', JSON.stringify(payload));
  return `${server.url}?${query.toString()}`;
}

// The query's folder is a path as it is; the payload holds URIs, where a space or a `#` must be written otherwise.

/** @param {string} path */
function plainPath(path) {
  return process.platform === 'win32' ? `/${path.replaceAll('\\', '/')}` : path;
}

/** @param {string} path */
function uriPath(path) {
  return encodeURI(plainPath(path)).replaceAll('?', '%3F').replaceAll('#', '%23');
}
