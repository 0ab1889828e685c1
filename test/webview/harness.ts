import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page as BrowserPage } from 'playwright-core';
import { pageMessageSchema } from '../../src/protocol/messages.ts';
import type { HostMessage, PageMessage } from '../../src/protocol/messages.ts';
import type { WizardView } from '../../src/core/workflow/wizardView.ts';
import { launchBrowser } from '../lab/browser.mjs';
import themes from './fixtures/themes.json' with { type: 'json' };

export type Theme = 'light' | 'dark' | 'high-contrast';
export const allThemes: readonly Theme[] = ['light', 'dark', 'high-contrast'];

const screenshots = join(import.meta.dirname, '../../test-results/webview');
const nonce = 'bm9uY2Ugb2YgdGhlIHRlc3Q=';

/** What VS Code puts into every page before the page's own styles. */
const defaultStyles = `@layer vscode-default {
  html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
  body { overscroll-behavior-x: none; background-color: transparent; color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family);
    font-weight: var(--vscode-font-weight); font-size: var(--vscode-font-size); margin: 0; padding: 0 20px; }
  a:focus, input:focus, select:focus, textarea:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
  code { color: var(--vscode-textPreformat-foreground); background-color: var(--vscode-textPreformat-background); padding: 1px 3px; border-radius: 4px; }
  kbd { background-color: var(--vscode-keybindingLabel-background); color: var(--vscode-keybindingLabel-foreground); border-style: solid; border-width: 1px;
    border-radius: 3px; vertical-align: middle; padding: 1px 3px; }
}`;

/** The built page, served the way a webview gets it. */
export interface Stage {
  /** Opens the page and waits until it asks for its first view. */
  readonly open: (options?: { readonly theme?: Theme; readonly width?: number; readonly height?: number; readonly state?: unknown; readonly view?: WizardView; readonly strings?: Readonly<Record<string, string>>; readonly forcedColors?: boolean }) => Promise<Shown>;
  readonly dispose: () => Promise<void>;
}

/** One open page. */
export interface Shown {
  readonly page: BrowserPage;
  /** What the page sent since the last call, each checked against the protocol. */
  readonly sent: () => Promise<PageMessage[]>;
  /** Waits for a message of the type, dropping those before it. */
  readonly next: <T extends PageMessage['type']>(type: T) => Promise<Extract<PageMessage, { type: T }>>;
  readonly tell: (message: HostMessage) => Promise<void>;
  readonly show: (view: WizardView) => Promise<void>;
  /** What the page keeps over a reload. */
  readonly state: () => Promise<unknown>;
  /** Breaches of the content policy and errors of the page. */
  readonly complaints: string[];
  readonly screenshot: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

declare global {
  interface Window {
    testSent: unknown[];
    testState: unknown;
    testComplaints: string[];
  }
}

export async function setStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'webview-'));
  await build({ entryPoints: [join(import.meta.dirname, '../../webview/main.ts')], bundle: true, minify: true, splitting: true, chunkNames: 'chunks/[name]-[hash]', format: 'esm', target: 'es2022', outdir: folder, logLevel: 'error', tsconfig: join(import.meta.dirname, '../../webview/tsconfig.json') });
  let html = '';
  const server = createServer((request, response) => {
    void answer(request.url ?? '/').then(({ type, body, status }) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
      response.end(body);
    });
  });
  const answer = async (url: string): Promise<{ type: string; body: string; status: number }> => {
    if (url === '/') return { type: 'text/html; charset=utf-8', body: html, status: 200 };
    const file = { js: 'text/javascript', css: 'text/css' }[/^\/(?:chunks\/)?[\w.-]+\.(js|css)$/.exec(url)?.[1] ?? ''];
    if (file === undefined) return { type: 'text/plain', body: '', status: 404 };
    return { type: file, body: await readFile(join(folder, url), 'utf8'), status: 200 };
  };
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const browser: Browser = await launchBrowser();
  return {
    async open({ theme = 'dark', width = 1400, height = 900, state, view, strings = {}, forcedColors = false } = {}) {
      html = document(origin, theme, state, strings);
      const page = await browser.newPage({ viewport: { width, height }, ...(forcedColors ? { forcedColors: 'active' } : {}) });
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(`${origin}/`);
      const shown = shownPage(page, complaints);
      await shown.next('ready');
      if (view !== undefined) await shown.show(view);
      return shown;
    },
    async dispose() {
      await browser.close();
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function document(origin: string, theme: Theme, state: unknown, strings: Readonly<Record<string, string>>): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${origin} 'nonce-${nonce}'; font-src ${origin}; img-src ${origin}`;
  const kind = `vscode-${theme}`;
  const json = (value: unknown): string => JSON.stringify(value ?? null).replaceAll('<', '\\u003c');
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${nonce}">
<script nonce="${nonce}">
  window.testSent = []; window.testComplaints = []; window.testState = ${json(state)};
  document.addEventListener('securitypolicyviolation', (event) => { window.testComplaints.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample); });
  globalThis.acquireVsCodeApi = () => Object.freeze({
    postMessage: (message) => { window.testSent.push(structuredClone(message)); },
    setState: (next) => { window.testState = structuredClone(next); },
    getState: () => window.testState ?? undefined,
  });
  for (const [name, value] of Object.entries(${json(themes[theme])})) document.documentElement.style.setProperty(name, value);
</script>
<style nonce="${nonce}">${defaultStyles}</style>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/main.css"><title>Data Migration Plan</title></head>
<body class="${kind}" data-vscode-theme-kind="${kind}">
<div id="app"></div>
<script type="application/json" id="strings" nonce="${nonce}">${json(strings)}</script>
<script type="module" nonce="${nonce}" src="/main.js"></script>
</body></html>`.replace('<link rel="icon" href="data:,">', '');
}

function shownPage(page: BrowserPage, complaints: string[]): Shown {
  const waiting: PageMessage[] = [];
  const fetchSent = async (): Promise<void> => {
    const raw = await page.evaluate(() => window.testSent.splice(0));
    // What it keeps of itself it tells with every key; `state()` shows the same.
    waiting.push(...raw.map((message) => pageMessageSchema.parse(message)).filter((message) => message.type !== 'keep'));
  };
  /** The page draws in a microtask, moves the focus in a frame, and its controls need another. */
  const settled = (): Promise<void> => page.evaluate(() => new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => {
      setTimeout(resolve, 0);
    }));
  }));
  const shown: Shown = {
    page, complaints,
    async sent() {
      await settled();
      await fetchSent();
      return waiting.splice(0);
    },
    async next(type) {
      for (let attempt = 0; attempt < 200; attempt++) {
        await fetchSent();
        for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
          if (message.type === type) return message as Extract<PageMessage, { type: typeof type }>;
        }
        await settled();
      }
      throw new Error(`the page sent no ${type}`);
    },
    async tell(message) {
      await page.evaluate((data) => {
        window.postMessage(data, '*');
      }, message);
      await settled();
    },
    async show(view) {
      await shown.tell({ type: 'view', view });
    },
    state: () => page.evaluate(() => window.testState),
    async screenshot(name) {
      await mkdir(screenshots, { recursive: true });
      await page.screenshot({ path: join(screenshots, `${name}.png`) });
    },
    async close() {
      complaints.push(...await page.evaluate(() => window.testComplaints));
      await page.close();
    },
  };
  return shown;
}
