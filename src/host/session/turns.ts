import type { PlanEdit } from '../../core/plan/planEdit.ts';
import type { ProposalView, TurnView } from '../../core/workflow/wizardView.ts';

/** A proposal in the conversation, with the edit that its view only describes. */
export interface SessionProposal {
  readonly view: ProposalView;
  readonly edit: PlanEdit;
  readonly about: string;
}

/** The conversation of one plan: what was said, what was proposed, what became of it. The newest turns are kept. */
export class Turns {
  static readonly #kept = 60;
  readonly #views: TurnView[] = [];
  readonly #proposals = new Map<string, SessionProposal>();
  #next = 1;

  get views(): readonly TurnView[] {
    return this.#views.map((turn) => ({ ...turn, proposals: turn.proposals.map((proposal) => this.#proposals.get(proposal.id)?.view ?? proposal) }));
  }

  add(role: TurnView['role'], who: string, text: string, proposals: readonly Omit<SessionProposal, 'view'>[] = [], texts: readonly { text: string; details: readonly string[] }[] = [], suggestions: readonly string[] = []): void {
    const id = `turn-${this.#next++}`;
    const views = proposals.map((proposal, index): ProposalView => {
      const view: ProposalView = { id: `${id}-${index}`, text: texts[index]?.text ?? '', details: texts[index]?.details ?? [], state: 'open' };
      this.#proposals.set(view.id, { ...proposal, view });
      return view;
    });
    this.#views.push({ id, who, role, text, proposals: views, suggestions });
    for (const old of this.#views.splice(0, Math.max(0, this.#views.length - Turns.#kept))) {
      for (const proposal of old.proposals) this.#proposals.delete(proposal.id);
    }
  }

  proposal(id: string): SessionProposal | undefined {
    return this.#proposals.get(id);
  }

  mark(id: string, state: ProposalView['state']): void {
    const proposal = this.#proposals.get(id);
    if (proposal) this.#proposals.set(id, { ...proposal, view: { ...proposal.view, state } });
  }
}
