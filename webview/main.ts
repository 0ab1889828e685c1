/**
 * The wizard's page. What it needs of its host:
 *
 * - `<body><div id="app"></div>…<script type="module" nonce="…" src="main.js">`, and `<link rel="stylesheet" href="main.css">`;
 * - a policy of `default-src 'none'; script-src 'nonce-…'; style-src <cspSource> 'nonce-…'; font-src <cspSource>; img-src <cspSource>`,
 *   and `<meta property="csp-nonce" content="…">`, by which the controls find the nonce;
 * - optionally `<script type="application/json" id="strings" nonce="…">` with translations of any keys of `strings.ts`,
 *   with `<` written as `\u003c`;
 * - messages both ways as in `src/protocol/messages.ts`: the page says `ready` and gets a `view`, and a new one after every
 *   change of the plan, of the panel shown, of the conversation or of long work; every `edit` is answered by one `edited`
 *   with its number, whether or not the document changed. The view that shows the edit may come before or after it.
 *
 * Undo, redo and save by key are VS Code's own, which gets every key that the page does not keep.
 */
import './main.css';
import { isHostMessage } from './rpc.ts';
import type { VsCodeApi } from './rpc.ts';
import { translator } from './strings.ts';
import { registerControls } from './ui/toolkit.ts';
import { WizardPage } from './wizardPage.ts';

declare function acquireVsCodeApi(): VsCodeApi;

function readStrings(): Readonly<Record<string, unknown>> {
  try {
    const table: unknown = JSON.parse(document.getElementById('strings')?.textContent ?? '{}');
    return typeof table === 'object' && table !== null ? { ...table } : {};
  } catch {
    return {};
  }
}

function start(root: HTMLElement): void {
  const api = acquireVsCodeApi();
  const report = (error: unknown): void => {
    const message = error instanceof Error ? error.stack ?? error.message : String(error);
    api.postMessage({ type: 'pageError', message: message.slice(0, 5_000) });
  };
  window.addEventListener('error', (event) => {
    report(event.error ?? event.message);
  });
  window.addEventListener('unhandledrejection', (event) => {
    report(event.reason);
  });
  registerControls();
  const page = new WizardPage(api, root, translator(readStrings()));
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (isHostMessage(event.data)) page.receive(event.data);
  });
  api.postMessage({ type: 'ready' });
}

const root = document.getElementById('app');
if (root !== null) start(root);
