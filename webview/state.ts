import { Drafts } from './drafts.ts';
import type { VsCodeApi } from './rpc.ts';

/** What the page itself remembers over a reload: what is being typed, what is folded, what was said. Nothing of the plan. */
export class PageState {
  readonly drafts: Drafts;
  /** Sentences said, oldest first, for ArrowUp. */
  readonly history: string[];
  readonly #api: VsCodeApi;
  readonly #folds: Record<string, boolean>;
  readonly #answers: Map<string, string>;

  constructor(api: VsCodeApi, changed: () => void) {
    this.#api = api;
    const kept = readKept(api.getState());
    this.#folds = kept.folds;
    this.history = kept.history;
    this.#answers = new Map(Object.entries(kept.answers));
    this.drafts = new Drafts(kept.drafts, () => {
      this.keep();
      changed();
    });
  }

  /** Whether something is unfolded; `otherwise` until the person has chosen. */
  unfolded(id: string, otherwise: boolean): boolean {
    return this.#folds[id] ?? otherwise;
  }

  fold(id: string, open: boolean): void {
    this.#folds[id] = open;
    this.keep();
  }

  /** What was typed as the answer to a proposal's question. */
  answer(proposal: string): string {
    return this.#answers.get(proposal) ?? '';
  }

  setAnswer(proposal: string, text: string): void {
    if (text === '') this.#answers.delete(proposal);
    else this.#answers.set(proposal, text);
    this.keep();
  }

  said(text: string): void {
    if (this.history.at(-1) !== text) this.history.push(text);
    if (this.history.length > 50) this.history.shift();
    this.keep();
  }

  keep(): void {
    this.#api.setState({ drafts: this.drafts.toKeep(), folds: this.#folds, history: this.history, answers: Object.fromEntries(this.#answers) });
  }
}

interface Kept {
  readonly drafts: Record<string, { text: string; base: string }>;
  readonly folds: Record<string, boolean>;
  readonly history: string[];
  readonly answers: Record<string, string>;
}

/** What an older version of the page kept may have another shape: what does not fit is dropped. */
function readKept(kept: unknown): Kept {
  const record = isRecord(kept) ? kept : {};
  const drafts: Kept['drafts'] = {};
  for (const [key, draft] of entriesOf(record['drafts'])) {
    if (isRecord(draft) && typeof draft['text'] === 'string' && typeof draft['base'] === 'string') {
      drafts[key] = { text: draft['text'], base: draft['base'] };
    }
  }
  const folds: Kept['folds'] = {};
  for (const [key, open] of entriesOf(record['folds'])) if (typeof open === 'boolean') folds[key] = open;
  const answers: Kept['answers'] = {};
  for (const [key, text] of entriesOf(record['answers'])) if (typeof text === 'string') answers[key] = text;
  const history = Array.isArray(record['history']) ? record['history'].filter((said): said is string => typeof said === 'string') : [];
  return { drafts, folds, history, answers };
}

function entriesOf(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
