import * as vscode from 'vscode';
import { readSentence } from '../../core/conversation/readSentence.ts';
import type { Intent, Reading } from '../../core/conversation/reading.ts';
import type { PlanEdit } from '../../core/plan/planEdit.ts';
import { isoDate } from '../../core/workflow/clock.ts';
import { openPanels, panelForSection } from '../../core/workflow/lookup.ts';
import type { Analysis } from '../planAnalysis.ts';
import { unreadable } from '../editQueue.ts';
import { commandIds } from '../ids.ts';
import type { Services } from '../services.ts';
import { words } from '../words.ts';
import type { PlanSession } from './planSession.ts';

/** What people say to the plan: read, answered, shown as proposals; nothing is applied before they say so. */
export class ConversationRun {
  readonly #services: Services;
  readonly #session: PlanSession;

  constructor(services: Services, session: PlanSession) {
    this.#services = services;
    this.#session = session;
  }

  async say(text: string): Promise<void> {
    const session = this.#session;
    const analysis = await session.analysis();
    session.turns.add('person', this.#services.person.name || vscode.l10n.t('You'), text);
    if (!analysis.current.plan) {
      const { code, args } = unreadable(analysis.current);
      this.#answer(words(code, args));
      session.changed();
      return;
    }
    const reading = readSentence(text, {
      plan: analysis.plan,
      catalogues: analysis.catalogues,
      panel: session.panelShown(analysis),
      panels: openPanels(analysis.progress).map(({ panel: { id, title } }) => ({ id, title })),
      today: isoDate(new Date()),
      by: this.#services.person.name,
    });
    this.#propose(reading);
    for (const intent of reading.intents) {
      if (intent.kind !== 'propose') await this.#carryOut(intent, analysis);
    }
    session.changed();
  }

  /** Apply, reject or park one of the proposals shown. */
  async decide(id: string, verdict: 'apply' | 'reject' | 'park'): Promise<void> {
    const session = this.#session;
    const proposal = session.turns.proposal(id);
    if (proposal?.view.state !== 'open') return;
    if (verdict === 'reject') {
      session.turns.mark(id, 'rejected');
    } else {
      const edit = verdict === 'apply' ? proposal.edit : parkProposal(proposal.view.text, proposal.about, isoDate(new Date()));
      const refused = await session.apply(edit);
      session.turns.mark(id, refused === undefined ? (verdict === 'apply' ? 'applied' : 'parked') : 'outdated');
      if (refused !== undefined) session.notify(refused, 'warning');
    }
    session.changed();
  }

  /** One turn for all proposals of a sentence, with what was not understood and what would be. */
  #propose(reading: Reading): void {
    const proposals = reading.intents.filter((intent) => intent.kind === 'propose');
    const lost = reading.notUnderstood.length > 0
      ? words('host.notUnderstood', { text: reading.notUnderstood.map((part) => `“${part}”`).join(', ') })
      : '';
    if (proposals.length === 0 && lost === '' && reading.intents.length > 0) return;
    const lead = proposals.length > 0 ? vscode.l10n.t('I would change this in the plan:') : '';
    this.#session.turns.add('planner', vscode.l10n.t('Planner'), [lost, lead].filter(Boolean).join(' ') || words('host.nothingToDo'),
      proposals.map((intent) => ({ edit: intent.edit, about: '' })),
      proposals.map((intent) => ({ text: words(intent.code, intent.args), details: intent.details })),
      reading.suggestions);
  }

  async #carryOut(intent: Exclude<Intent, { kind: 'propose' }>, analysis: Analysis): Promise<void> {
    const session = this.#session;
    switch (intent.kind) {
      case 'continue': {
        const result = await session.continue();
        this.#answer(result.kind === 'blocked'
          ? [words('host.blocked', { count: String(result.blockers.length) }), ...result.blockers.slice(0, 8).map((blocker) => `• ${words(blocker.code, blocker.args)}`)].join('\n')
          : result.text);
        return;
      }
      case 'revise':
      case 'show': {
        const panel = intent.panel ?? (intent.section ? panelForSection(analysis.progress, intent.section) : undefined);
        if (intent.kind === 'revise') await session.revise(panel);
        else if (panel !== undefined) await session.showPanel(panel);
        else this.#answer(words('host.panelLocked'));
        return;
      }
      case 'deepDive':
        await session.elicitation.start('deepDive', {
          origin: { kind: 'panel' },
          ...(intent.section ? { section: intent.section } : {}), ...(intent.topic ? { topic: intent.topic } : {}), ...(intent.technique ? { technique: intent.technique } : {}),
        });
        return;
      case 'party':
        await session.elicitation.start('party', { origin: { kind: 'panel' }, ...(intent.section ? { section: intent.section } : {}) });
        return;
      case 'whatIsOpen':
      case 'status': {
        const view = await session.view();
        const open = [...view.problems.filter((problem) => problem.severity !== 'info'), ...(view.openPoints ?? [])].slice(0, 10).map((problem) => `• ${problem.message}`);
        this.#answer([view.headline.join(' · '), ...(intent.kind === 'whatIsOpen' ? open : [])].join('\n'));
        return;
      }
      case 'help':
        return;
      case 'undo':
        await vscode.commands.executeCommand('undo');
        return;
      case 'scan':
        await vscode.commands.executeCommand(intent.role === 'source' ? commandIds.scanSource : commandIds.readTargetSchema, session.uri);
        return;
      case 'answer':
        this.#answer(words(intent.code, intent.args));
        return;
      default:
        intent satisfies never;
    }
  }

  #answer(text: string): void {
    this.#session.turns.add('planner', vscode.l10n.t('Planner'), text);
  }
}

/** The edit by which a proposal is parked: its question stays in the plan. */
export function parkProposal(text: string, about: string, today: string): PlanEdit {
  return { kind: 'addItem', list: 'parkedQuestions', item: { question: text, about, at: today } };
}
