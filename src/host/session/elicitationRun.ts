import * as vscode from 'vscode';
import * as z from 'zod';
import { elicitationView } from '../../core/elicitation/elicitationView.ts';
import { decide, hasProposal, openElicitation, pick } from '../../core/elicitation/engine.ts';
import { elicitationStateSchema } from '../../core/elicitation/state.ts';
import type { ElicitationState } from '../../core/elicitation/state.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { SectionId } from '../../core/plan/sections.ts';
import { isoDate } from '../../core/workflow/clock.ts';
import { findPanel } from '../../core/workflow/lookup.ts';
import type { ElicitationView } from '../../core/workflow/wizardView.ts';
import { loadElicitationFiles } from '../elicitationFiles.ts';
import type { Services } from '../services.ts';
import { words } from '../words.ts';
import type { PlanSession } from './planSession.ts';

/** Where a Deep Dive or Party Mode was called, to come back to. */
const originSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('panel') }),
  z.object({ kind: z.literal('text'), line: z.number().int().nonnegative(), character: z.number().int().nonnegative(), column: z.enum(vscode.ViewColumn).optional() }),
]);
export type Origin = z.infer<typeof originSchema>;

const keptSchema = z.object({ state: elicitationStateSchema, origin: originSchema });

export interface ElicitationCall {
  readonly origin: Origin;
  /** The section of the panel shown, where none is named. */
  readonly section?: SectionId;
  readonly topic?: string;
  readonly technique?: string;
}

/** The Deep Dive or Party Mode under way on one plan. It survives a reload of the window. */
export class ElicitationRun implements vscode.Disposable {
  readonly #services: Services;
  readonly #session: PlanSession;
  readonly #key: string;
  readonly #following: vscode.Disposable;
  #run: z.infer<typeof keptSchema> | undefined;

  constructor(services: Services, session: PlanSession) {
    this.#services = services;
    this.#session = session;
    this.#key = `elicitation:${session.uri.toString()}`;
    const kept = keptSchema.safeParse(services.context.workspaceState.get(this.#key));
    this.#run = kept.success ? kept.data : undefined;
    this.#following = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (this.#run?.origin.kind === 'text' && document.uri.toString() === session.uri.toString()) this.#follow(contentChanges);
    });
  }

  dispose(): void {
    this.#following.dispose();
  }

  async view(plan: Plan): Promise<ElicitationView | undefined> {
    const run = this.#run;
    return run && elicitationView(run.state, plan, words, await loadElicitationFiles(this.#services.steps));
  }

  async start(mode: 'deepDive' | 'party', call: ElicitationCall): Promise<void> {
    const analysis = await this.#session.analysis();
    const panel = findPanel(analysis.progress, this.#session.panelShown(analysis));
    const section = call.section ?? panel?.panel.section ?? 'overview';
    const state = openElicitation({
      mode, section, words,
      plan: analysis.plan,
      files: await loadElicitationFiles(this.#services.steps),
      today: isoDate(new Date()),
      by: this.#services.person.name,
      ...(call.topic === undefined ? {} : { topic: call.topic }),
      ...(call.technique === undefined ? {} : { choice: call.technique }),
    });
    this.#keep({ state, origin: call.origin });
  }

  async pick(choice: string): Promise<void> {
    const run = this.#run;
    if (!run) return;
    const { plan } = await this.#session.analysis();
    this.#keep({ ...run, state: pick(run.state, choice, { plan, words, files: await loadElicitationFiles(this.#services.steps) }) });
  }

  /** True where the proposal is one of this run. The state moves on only where the edit went into the document. */
  async decide(proposal: string, verdict: 'apply' | 'reject' | 'park', answer = ''): Promise<boolean> {
    const run = this.#run;
    if (!run) return false;
    const { plan } = await this.#session.analysis();
    const world = { plan, words, files: await loadElicitationFiles(this.#services.steps) };
    if (!hasProposal(run.state, proposal, world)) return false;
    const decided = decide(run.state, proposal, verdict, world, answer);
    const refused = decided.problem ? words(decided.problem.code, decided.problem.args) : decided.edit && await this.#session.apply(decided.edit);
    // The edit may have moved the place it was called from meanwhile.
    if (refused === undefined) this.#keep({ state: decided.state, origin: this.#run?.origin ?? run.origin });
    else this.#session.notify(refused, 'warning');
    return true;
  }

  /** Ends it, and goes back to where it was called. */
  async end(): Promise<void> {
    const run = this.#run;
    this.#keep(undefined);
    if (run?.origin.kind !== 'text') return;
    const at = new vscode.Position(run.origin.line, run.origin.character);
    await vscode.window.showTextDocument(this.#session.uri, {
      selection: new vscode.Range(at, at), ...(run.origin.column === undefined ? {} : { viewColumn: run.origin.column }),
    });
  }

  /** The accepted edits move the place where it was called: one comes back to the same words, not to the same number. */
  #follow(changes: readonly vscode.TextDocumentContentChangeEvent[]): void {
    const run = this.#run;
    if (run?.origin.kind !== 'text') return;
    const { line } = run.origin;
    const moved = changes
      .filter(({ range }) => range.end.line < line || (range.end.line === line && range.isEmpty && range.start.character === 0))
      .reduce((sum, { range, text }) => sum + text.split('\n').length - 1 - (range.end.line - range.start.line), 0);
    if (moved === 0) return;
    this.#run = { ...run, origin: { ...run.origin, line: Math.max(0, line + moved) } };
    void this.#services.context.workspaceState.update(this.#key, this.#run);
  }

  #keep(run: { state: ElicitationState; origin: Origin } | undefined): void {
    this.#run = run;
    void this.#services.context.workspaceState.update(this.#key, run);
    this.#session.changed();
  }
}
