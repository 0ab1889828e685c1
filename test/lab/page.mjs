// The built page of the wizard in Chromium, without VS Code: for the webview ring. The html around it has the shape and
// the policy of src/host/webviewHtml.ts, and the names VS Code puts into a page (colours, font, `acquireVsCodeApi`).
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, extname, join } from 'node:path';
import { launchBrowser } from './browser.mjs';
import { labDir, repoDir, resultsDir } from './paths.mjs';
import { atExit } from './process.mjs';

/** @typedef {import('./server.mjs').Theme} Theme */

/**
 * @typedef {object} WizardPage
 * @property {import('playwright-core').Page} page
 * @property {() => Promise<unknown[]>} sent what the page posted to the host so far
 * @property {(message: unknown) => Promise<void>} send a message as from the host
 * @property {string[]} errors console errors, uncaught errors and breaches of the content security policy
 * @property {(theme: Theme) => Promise<void>} changeTheme
 * @property {() => Promise<void>} reload with the state the page had set, as VS Code does with a hidden page
 * @property {(name: string) => Promise<string>} screenshot into test-results/; returns the file
 * @property {() => Promise<void>} dispose
 */

const kinds = { light: 'vscode-light', dark: 'vscode-dark', highContrast: 'vscode-high-contrast', highContrastLight: 'vscode-high-contrast-light' };
const mimeTypes = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf', '.map': 'application/json', '.svg': 'image/svg+xml' };
const nonce = 'bm9uY2U';

/**
 * @param {{ strings?: Readonly<Record<string, string>>, theme?: Theme, viewport?: { width: number, height: number }, scripts?: string }} [options]
 *   `scripts` is a folder with main.js and main.css; dist/webview when left out
 * @returns {Promise<WizardPage>}
 */
export async function openPage(options = {}) {
  const folder = options.scripts ?? join(repoDir, 'dist', 'webview');
  if (!existsSync(join(folder, 'main.js'))) throw new Error(`${join(folder, 'main.js')} is not there: run "npm run build" first`);
  let theme = options.theme ?? 'light';
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/') {
      void html(theme, options.strings ?? {}).then((text) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text));
      return;
    }
    // Browsers ask for it; an answer of 404 would stand among the errors.
    if (path === '/favicon.ico') return void response.writeHead(204).end();
    const file = join(folder, ...(path.startsWith('/chunks/') ? ['chunks'] : []), basename(path));
    if (!existsSync(file)) return void response.writeHead(404).end();
    const type = Object.entries(mimeTypes).find(([ending]) => ending === extname(file))?.[1] ?? 'application/octet-stream';
    createReadStream(file).pipe(response.writeHead(200, { 'content-type': type }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const forget = atExit(() => server.close());
  const address = server.address();
  const url = `http://127.0.0.1:${String(typeof address === 'object' && address !== null ? address.port : 0)}/`;

  const browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1000, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    locale: 'en-US',
  });
  const page = await context.newPage();
  /** @type {string[]} */
  const errors = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => {
    errors.push(error.message);
  });
  await page.addInitScript(standInForVsCode);
  await page.goto(url);

  return {
    page,
    errors,
    sent: () => page.evaluate(() => /** @type {{ sentToHost: unknown[] }} */ (/** @type {unknown} */ (window)).sentToHost),
    send: (message) => page.evaluate((data) => window.postMessage(data, '*'), message),
    async changeTheme(next) {
      theme = next;
      const variables = await themeVariables(next);
      await page.evaluate(
        ([style, kind]) => {
          document.documentElement.style.cssText = style ?? '';
          document.body.className = kind ?? '';
          document.body.dataset['vscodeThemeKind'] = kind ?? '';
        },
        [variables, kinds[next]],
      );
    },
    async reload() {
      await page.reload();
    },
    async screenshot(name) {
      await mkdir(resultsDir, { recursive: true });
      const file = join(resultsDir, `${basename(name, '.png')}.png`);
      await page.screenshot({ path: file });
      return file;
    },
    async dispose() {
      await browser.close();
      forget();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Runs in the page before its own scripts. */
function standInForVsCode() {
  /** @type {unknown[]} */
  const sentToHost = [];
  let taken = false;
  Object.assign(window, {
    sentToHost,
    acquireVsCodeApi: () => {
      // VS Code gives it out once.
      if (taken) throw new Error('An instance of the VS Code API has already been acquired');
      taken = true;
      return {
        // A copy, as it goes through a channel in VS Code: what can't be copied fails here as there.
        postMessage: (/** @type {unknown} */ message) => void sentToHost.push(structuredClone(message)),
        getState: () => /** @type {unknown} */ (JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined),
        setState: (/** @type {unknown} */ state) => {
          sessionStorage.setItem('state', JSON.stringify(state));
          return state;
        },
      };
    },
  });
}

/**
 * The custom properties VS Code sets on a page, as captured from the lab (see captureThemes.mjs).
 * @param {Theme} theme
 * @returns {Promise<string>}
 */
async function themeVariables(theme) {
  return (await readFile(join(labDir, 'themes', `${theme}.css`), 'utf8')).replaceAll('\n', ' ');
}

/**
 * @param {Theme} theme
 * @param {Readonly<Record<string, string>>} strings
 */
async function html(theme, strings) {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    // The theme stands in a style attribute here; VS Code sets it by script.
    `style-src 'self' 'nonce-${nonce}'`,
    `font-src 'self'`,
    `img-src 'self'`,
  ].join('; ');
  const defaults = await readFile(join(labDir, 'themes', 'defaults.css'), 'utf8');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${nonce}">
<style nonce="${nonce}">:root { ${await themeVariables(theme)} }
${defaults}</style>
<link rel="stylesheet" href="/main.css">
<title>Data Migration Plan</title>
</head>
<body class="${kinds[theme]}" data-vscode-theme-kind="${kinds[theme]}">
<div id="app"></div>
<script type="application/json" id="strings" nonce="${nonce}">${JSON.stringify(strings).replaceAll('<', '\\u003c')}</script>
<script type="module" nonce="${nonce}" src="/main.js"></script>
</body>
</html>`;
}
