import type { PlanEdit } from '../src/core/plan/planEdit.ts';
import type { HostMessage, PageMessage } from '../src/protocol/messages.ts';

/** What VS Code gives a page. */
export interface VsCodeApi {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** Whether it has the shape of a message from the host; anything else that reaches the window is left alone. */
export function isHostMessage(data: unknown): data is HostMessage {
  if (typeof data !== 'object' || data === null || !('type' in data)) return false;
  switch (data.type) {
    case 'view':
      return 'view' in data && typeof data.view === 'object' && data.view !== null;
    case 'edited':
      return 'request' in data && typeof data.request === 'number';
    case 'sources':
      return 'tables' in data && Array.isArray(data.tables) && 'systems' in data && Array.isArray(data.systems);
    case 'sourceTable':
      return 'detail' in data && typeof data.detail === 'object' && data.detail !== null;
    case 'focus':
      return 'target' in data;
    default:
      return false;
  }
}

/** Sends to the host, and pairs each edit with the host's answer. */
export class Rpc {
  readonly #api: VsCodeApi;
  readonly #waiting = new Map<number, (error: string | undefined) => void>();
  #lastRequest = 0;
  #idle: ((allSaved: boolean) => void)[] = [];
  #failed = false;

  constructor(api: VsCodeApi) {
    this.#api = api;
  }

  send(message: PageMessage): void {
    this.#api.postMessage(message);
  }

  /** Resolves with the host's words where it refused the edit, with undefined where the edit stands in the document. */
  edit(edit: PlanEdit): Promise<string | undefined> {
    const request = ++this.#lastRequest;
    return new Promise((resolve) => {
      this.#waiting.set(request, resolve);
      this.#api.postMessage({ type: 'edit', request, edit });
    });
  }

  /** The host's answer to an edit. */
  answered(request: number, error: string | undefined): void {
    const resolve = this.#waiting.get(request);
    if (resolve === undefined) return;
    this.#waiting.delete(request);
    if (error !== undefined) this.#failed = true;
    resolve(error);
    if (this.#waiting.size > 0) return;
    const allSaved = !this.#failed;
    this.#failed = false;
    for (const idle of this.#idle.splice(0)) idle(allSaved);
  }

  /**
   * Runs the work once every edit sent so far is answered: at once where none is under way. It does not run where one of
   * them was refused, so that nobody confirms a panel without what they just typed.
   */
  afterEdits(work: () => void): void {
    if (this.#waiting.size === 0) work();
    else {
      this.#idle.push((allSaved) => {
        if (allSaved) work();
      });
    }
  }
}
