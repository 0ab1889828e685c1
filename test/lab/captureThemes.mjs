// Writes themes/*.css: what VS Code itself sets on a webview's page in each of its themes. Run after a change of the
// newest version in server.mjs: node test/lab/captureThemes.mjs
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLab } from './lab.mjs';
import { labDir } from './paths.mjs';
import { say } from './process.mjs';
import { eventually, webviewFrame } from './workbench.mjs';

const folder = join(labDir, 'themes');
await mkdir(folder, { recursive: true });
const workspaceFolder = await mkdtemp(join(tmpdir(), 'lab-themes-'));
const lab = await startLab({ version: 'newest', extension: 'none', workspaceFolder });
try {
  await lab.evaluate((vscode) => {
    const panel = vscode.window.createWebviewPanel('lab.colours', 'Colours', vscode.ViewColumn.One, {});
    panel.webview.html = '<!DOCTYPE html><p id="here">Here</p>';
  });
  for (const theme of /** @type {const} */ (['light', 'dark', 'highContrast', 'highContrastLight'])) {
    await lab.changeTheme(theme);
    const frame = await webviewFrame(lab.page, '#here');
    const kind = { light: 'vscode-light', dark: 'vscode-dark', highContrast: 'vscode-high-contrast', highContrastLight: 'vscode-high-contrast-light' }[theme];
    await eventually(`the page in the theme ${theme}`, async () =>
      (await frame.evaluate(() => document.body.dataset['vscodeThemeKind'])) === kind ? true : undefined,
    );
    const style = await frame.evaluate(() => document.documentElement.style.cssText);
    await writeFile(join(folder, `${theme}.css`), `${style.split(/; ?/).filter((line) => line !== '').map((line) => `${line};`).join('\n')}\n`);
    if (theme !== 'light') continue;
    const defaults = await frame.evaluate(() => document.getElementById('_defaultStyles')?.textContent ?? '');
    await writeFile(join(folder, 'defaults.css'), `${defaults.split('\n').map((line) => line.trimEnd().replace(/^\t+/, '')).filter((line) => line !== '').join('\n')}\n`);
  }
  say(`Written to ${folder}`);
} finally {
  await lab.dispose();
  await rm(workspaceFolder, { recursive: true, force: true });
}
process.exit(0);
