/**
 * The wizard's page. What it needs of its host:
 *
 * - `<body><div id="app"></div>…<script type="module" nonce="…" src="main.js">`, and `<link rel="stylesheet" href="main.css">`;
 * - a policy of `default-src 'none'; script-src 'nonce-…'; style-src <cspSource> 'nonce-…'; font-src <cspSource>`,
 *   and `<meta property="csp-nonce" content="…">`, by which the controls find the nonce;
 * - optionally `<script type="application/json" id="strings" nonce="…">` with translations of any keys of `strings.ts`,
 *   with `<` written as `\u003c`, and one of id `kept` with what the page's last `keep` message held;
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

/** What the host wrote into the page. */
function readJson(id: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(document.getElementById(id)?.textContent ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** VS Code keeps a page's state over a reload of the window, the host keeps it over closing the page. */
function remembering(api: VsCodeApi): VsCodeApi {
  return {
    postMessage: (message) => {
      api.postMessage(message);
    },
    getState: () => {
      const [own, kept] = [api.getState(), readJson('kept')];
      return keptAt(own) >= keptAt(kept) ? own ?? kept : kept;
    },
    setState: (state) => {
      const stamped = { ...(state as object), keptAt: Date.now() };
      api.setState(stamped);
      const text = JSON.stringify(stamped);
      if (text.length <= 200_000) api.postMessage({ type: 'keep', state: text });
    },
  };
}

/** When it was kept: of the two, either may be the older one. */
function keptAt(state: unknown): number {
  return typeof state === 'object' && state !== null && 'keptAt' in state && typeof state.keptAt === 'number' ? state.keptAt : 0;
}

function start(root: HTMLElement): void {
  const api = remembering(acquireVsCodeApi());
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
  const page = new WizardPage(api, root, translator(readJson('strings') ?? {}));
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (isHostMessage(event.data)) page.receive(event.data);
  });
  api.postMessage({ type: 'ready' });
}

const root = document.getElementById('app');
if (root !== null) start(root);
