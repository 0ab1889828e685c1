// npm start: VS Code with the extension and a copy of the sample project, from a fresh clone. The desktop VS Code where
// there is one, else the lab's server for the browser (--lab forces it, --port=N fixes its port). Ends with Ctrl+C.
import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { repoDir } from './paths.mjs';
import { run, runForCode, step } from './process.mjs';

const forceLab = process.argv.includes('--lab');
const port = portFrom(process.argv.slice(2));
const sample = join(repoDir, '.vscode-test', 'sample');

await ensureDependencies();
await step('Building the extension', () => run(process.execPath, ['esbuild.config.mjs'], { cwd: repoDir }));
if (!existsSync(sample)) {
  await step('Copying the sample project', async () => {
    const original = join(repoDir, 'media', 'sample');
    if (existsSync(original)) await cp(original, sample, { recursive: true });
    else await mkdir(sample, { recursive: true });
  });
}

const desktop = forceLab ? undefined : findDesktop();
if (desktop !== undefined) {
  await step('Opening VS Code', async () => {
    const args = [`--extensionDevelopmentPath=${repoDir}`, '--new-window', sample];
    const windows = process.platform === 'win32';
    const { code, output } = await runForCode(windows ? `"${desktop}"` : desktop, windows ? args.map((one) => `"${one}"`) : args, { shell: windows });
    if (code !== 0) throw new Error(`${desktop} ended with ${String(code)}:\n${output}`);
  });
  console.log('VS Code is open. Run "Create Data Migration Plan" from its command palette.');
  process.exit(0);
}

const { ensureServer, startServer } = await import('./server.mjs');
const { windowUrl } = await import('./lab.mjs');
const vscode = await ensureServer('newest');
const dataDir = join(repoDir, '.vscode-test', 'start');
await mkdir(dataDir, { recursive: true });
const server = await step('Starting VS Code for the browser', () =>
  startServer({ vscode, dataDir, extensionsDir: join(dataDir, 'extensions'), ...(port === undefined ? {} : { port }) }),
);
console.log(`Open ${windowUrl(server, { development: repoDir, folder: sample })} in your browser.`);
console.log('Then run "Create Data Migration Plan" from the command palette (F1). Ctrl+C ends it.');
// Only a signal ends this: see atExit in process.mjs, which takes the server along.
setInterval(() => undefined, 60_000);

/** @returns {string | undefined} */
function findDesktop() {
  const windows = process.platform === 'win32';
  const names = windows ? ['code.cmd', 'code-insiders.cmd'] : ['code', 'code-insiders', 'codium'];
  const onPath = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const home = process.env['HOME'] ?? '';
  const mac = ['', home].map((base) => join(base, '/Applications', 'Visual Studio Code.app', 'Contents', 'Resources', 'app', 'bin', 'code'));
  const installed = [process.env['LOCALAPPDATA'], process.env['ProgramFiles']]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [join(folder, 'Programs', 'Microsoft VS Code', 'bin', 'code.cmd'), join(folder, 'Microsoft VS Code', 'bin', 'code.cmd')]);
  const linux = ['/usr/share/code/bin/code', '/snap/bin/code', '/usr/bin/code'];
  const others = windows ? installed : process.platform === 'darwin' ? mac : linux;
  // Without a screen the desktop one would start and end again without a word.
  if (process.platform === 'linux' && process.env['DISPLAY'] === undefined && process.env['WAYLAND_DISPLAY'] === undefined) return undefined;
  return [...onPath, ...others].find((file) => existsSync(file));
}

/** @param {readonly string[]} args */
function portFrom(args) {
  const index = args.findIndex((one) => one === '--port' || one.startsWith('--port='));
  if (index === -1) return undefined;
  const value = Number(args[index]?.split('=')[1] ?? args[index + 1]);
  if (!Number.isInteger(value) || value < 1 || value > 65_535) throw new Error('--port needs a number, such as --port=8080');
  return value;
}
