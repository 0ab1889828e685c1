import type * as vscode from 'vscode';
import { rowsOf } from '../../core/plan/plan.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { BLOCKS, SECTIONS } from '../../core/plan/sections.ts';
import type { SectionId } from '../../core/plan/sections.ts';
import { digest } from '../../core/workflow/digest.ts';

/** What the person saw of a plan when the wizard was last open here, so that resuming can say what changed since. */
export class LastSeen implements vscode.Disposable {
  /** Milliseconds: digests of a large plan are not made with every keystroke. */
  static readonly #delay = 2_000;
  #timer: NodeJS.Timeout | undefined;
  #latest: Plan | undefined;
  readonly #memento: vscode.Memento;
  readonly #key: string;

  constructor(memento: vscode.Memento, uri: vscode.Uri) {
    this.#memento = memento;
    this.#key = `seen:${uri.toString()}`;
  }

  /** The sections that differ from what was seen; none where nothing was seen yet. */
  changedSections(plan: Plan): SectionId[] {
    const seen = this.#memento.get<Record<string, string>>(this.#key);
    if (!seen) return [];
    const now = digests(plan);
    return SECTIONS.map(({ id }) => id).filter((id) => seen[id] !== undefined && seen[id] !== now[id]);
  }

  /** Remembers the newest of the plans shown, once it has been quiet for a moment. */
  rememberSoon(plan: Plan): void {
    if (this.#latest === plan) return;
    this.#latest = plan;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { void this.remember(plan); }, LastSeen.#delay);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  async remember(plan: Plan): Promise<void> {
    await this.#memento.update(this.#key, digests(plan));
  }
}

function digests(plan: Plan): Record<string, string> {
  const facts = { ...plan.state, evidence: [], signOffs: [], stepsCompleted: [], status: '' };
  return Object.fromEntries(SECTIONS.map(({ id }) => [id, digest(JSON.stringify(
    id === 'overview' ? facts : BLOCKS.filter((block) => block.section === id).map((block) => rowsOf(plan, block.id).map((row) => row.cells)),
  ))]));
}
