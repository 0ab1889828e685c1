import type * as vscode from 'vscode';
import { rowsOf } from '../../core/plan/plan.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { BLOCKS, SECTIONS } from '../../core/plan/sections.ts';
import type { SectionId } from '../../core/plan/sections.ts';
import { digest } from '../../core/workflow/digest.ts';

/** What the person saw of a plan when the wizard was last open here, so that resuming can say what changed since. */
export class LastSeen {
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
