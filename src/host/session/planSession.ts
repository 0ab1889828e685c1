import * as vscode from 'vscode';
import type { EditOutcome, EditSource } from '../editQueue.ts';
import { reasonOf } from '../log.ts';
import { MatchCancelled } from '../matching/matchThread.ts';
import { matchWithProgress } from '../matching/matchWithProgress.ts';
import type { Services } from '../services.ts';
import type { Analysis } from '../planAnalysis.ts';
import { words } from '../words.ts';
import { computeTextEdits } from '../../core/document/computeTextEdits.ts';
import { nameChange } from '../../core/language/nameChange.ts';
import { renameTextEdits } from '../../core/language/renameTextEdits.ts';
import { isoDate } from '../../core/workflow/clock.ts';
import { findPanel, panelForSection, startPanel } from '../../core/workflow/lookup.ts';
import { continueFrom } from '../../core/workflow/navigation.ts';
import { confirmableRows } from '../../core/plan/confirmableRows.ts';
import { sectionSpec } from '../../core/plan/sections.ts';
import { NO_MATCHING } from '../../core/mapping/matching.ts';
import type { Matching } from '../../core/mapping/matching.ts';
import { withRejections } from '../../core/mapping/rejections.ts';
import { rowsOf } from '../../core/plan/plan.ts';
import { catalogueSet } from '../../core/proposals/catalogueSet.ts';
import { PROPOSED_PANELS, proposePanel } from '../../core/proposals/proposePanel.ts';
import type { Blocker } from '../../core/workflow/conditions.ts';
import { buildWizardView } from '../../core/workflow/wizardModel.ts';
import type { ScanView, WizardView } from '../../core/workflow/wizardView.ts';
import type { PlanEdit } from '../../core/plan/planEdit.ts';
import { simpleEditsOf } from '../../core/plan/simpleEdits.ts';
import type { BlockId, SectionId } from '../../core/plan/sections.ts';
import { panelOfPlace } from '../../core/workflow/places.ts';
import type { HostMessage } from '../../protocol/messages.ts';
import { ConversationRun } from './conversationRun.ts';
import { ElicitationRun } from './elicitationRun.ts';
import { ImportRun } from './importRun.ts';
import { LastSeen } from './lastSeen.ts';
import { RescanRun } from './rescanRun.ts';
import { SourcesRun } from './sourcesRun.ts';
import type { LiveScan } from './sourcesRun.ts';
import { lineCounter } from './lines.ts';
import { Turns } from './turns.ts';

/** The open page of a wizard, as the session sees it. */
export interface Page {
  post(message: HostMessage): void;
  reveal(): void;
}

/** A wizard that is being scanned into: what to show, and how to stop it. */
export interface RunningScan {
  readonly view: ScanView;
  /** What came in, so that it shows before the scan ends. */
  readonly live?: LiveScan;
  cancel(): void;
}

export type ContinueResult = { readonly kind: 'done'; readonly text: string } | { readonly kind: 'blocked'; readonly blockers: readonly Blocker[] } | { readonly kind: 'refused'; readonly text: string };

/**
 * One person's work on one plan: which panel is shown, the conversation, a Deep Dive under way. Nothing of the plan is
 * kept here; that is the document's. The same session serves the page, the palette and the CodeLens.
 */
export class PlanSession implements vscode.Disposable {
  readonly uri: vscode.Uri;
  readonly turns = new Turns();
  readonly conversation: ConversationRun;
  readonly elicitation: ElicitationRun;
  /** A file under review. */
  readonly importing: ImportRun;
  /** Scans of known systems under review. */
  readonly rescanning: RescanRun;
  /** What was found in the sources. */
  readonly sources: SourcesRun;
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Something shown has changed; the document's own changes are told by the editor. */
  readonly onDidChange = this.#changed.event;
  readonly #pages = new Set<Page>();
  readonly #lastSeen: LastSeen;
  #panel: string | undefined;
  #notice: WizardView['notice'];
  #noticeId = 0;
  #scan: RunningScan | undefined;

  constructor(services: Services, uri: vscode.Uri) {
    this.#services = services;
    this.uri = uri;
    this.#panel = services.context.workspaceState.get<string>(`panel:${uri.toString()}`);
    this.#lastSeen = new LastSeen(services.context.workspaceState, uri);
    this.conversation = new ConversationRun(services, this);
    this.elicitation = new ElicitationRun(services, this);
    this.importing = new ImportRun(services, this);
    this.rescanning = new RescanRun(services, this);
    this.sources = new SourcesRun(this);
  }

  get page(): Page | undefined {
    return [...this.#pages].at(-1);
  }

  /** What the last page remembered of itself, as JSON: what was being typed when it was closed is there again. */
  get pageState(): string {
    return this.#services.context.workspaceState.get(`page:${this.uri.toString()}`, '{}');
  }

  set pageState(state: string) {
    void this.#services.context.workspaceState.update(`page:${this.uri.toString()}`, state);
  }

  attach(page: Page): vscode.Disposable {
    this.#pages.add(page);
    return new vscode.Disposable(() => this.#pages.delete(page));
  }

  post(message: HostMessage): void {
    for (const page of this.#pages) page.post(message);
  }

  changed(): void {
    this.#changed.fire();
  }

  document(): Thenable<vscode.TextDocument> {
    return vscode.workspace.openTextDocument(this.uri);
  }

  /** The plan, read whole. */
  async analysis(): Promise<Analysis> {
    return this.#services.analysis.of(await this.document());
  }

  async view(): Promise<WizardView> {
    const analysis = await this.analysis();
    const { version, current, plan, problems, progress, catalogues } = analysis;
    const elicitation = await this.elicitation.view(plan);
    if (current.plan) this.#lastSeen.rememberSoon(plan);
    const panel = this.panelShown(analysis);
    // What the page shows of other panels needs no matching; nothing is worked out for them.
    const matches = findPanel(progress, panel)?.panel.blocks.includes('mapping') === true;
    const view = buildWizardView({
      version, plan, problems, progress, words,
      ...(matches ? { matching: this.#services.matchings.known(this.uri, plan, catalogues) } : {}),
      parsed: current,
      panel,
      turns: this.turns.views,
      ...(elicitation ? { elicitation } : {}),
      ...(this.#scan ? { scan: await this.sources.scanView(this.#scan.view) } : {}),
      ...(this.#notice ? { notice: this.#notice } : {}),
      person: this.#services.person.name,
      lineOf: lineCounter(current.text),
    });
    const importReview = this.importing.view(current);
    if (importReview) return { ...view, importReview };
    const rescanReview = await this.rescanning.view(analysis);
    return rescanReview ? { ...view, rescanReview } : view;
  }

  /** The panel that is shown: the one asked for while it is open, else the first that is not done. */
  panelShown(analysis: Analysis): string {
    if (this.#panel !== undefined && findPanel(analysis.progress, this.#panel)) return this.#panel;
    return startPanel(analysis.progress);
  }

  /** Shows a panel of a step that is open; says why not where it is not. */
  async showPanel(id: string): Promise<boolean> {
    const analysis = await this.analysis();
    if (!findPanel(analysis.progress, id)) {
      this.notify(words('host.panelLocked'), 'warning');
      return false;
    }
    this.#remember(id);
    this.changed();
    return true;
  }

  /** Shows the panel that fills a section, or the current one where its step is not open yet. */
  async showSection(section: SectionId): Promise<void> {
    const analysis = await this.analysis();
    await this.showPanel(panelForSection(analysis.progress, section) ?? startPanel(analysis.progress));
  }

  /** Shows a panel that has the table or list. False where its step is not open yet; then nothing else is shown. */
  async showBlock(block: BlockId): Promise<boolean> {
    const { progress } = await this.analysis();
    const id = panelOfPlace(progress, { kind: 'block', block });
    if (id === undefined || findPanel(progress, id)?.panel.blocks.includes(block) !== true) return false;
    return this.showPanel(id);
  }

  /** [C]: confirms a panel, completes the step at its last panel, saves, and moves on. Only this advances. */
  async continue(panel?: string, reason?: string): Promise<ContinueResult> {
    const analysis = await this.analysis();
    const id = panel ?? this.panelShown(analysis);
    const by = this.#services.person.name;
    if (by === '') return this.#refuse(words('host.nameNeeded'));
    const context = { by, at: isoDate(new Date()), ...(reason === undefined ? {} : { reason }) };
    const step = continueFrom(analysis.progress, id, context);
    if (step.kind === 'blocked') {
      this.#remember(id);
      // Without a page the blockers themselves are shown.
      if (this.page) this.notify(words('host.blocked', { count: String(step.blockers.length) }), 'warning');
      return { kind: 'blocked', blockers: step.blockers };
    }
    // Vouches for what was seen: where the document changes before this is written, the sign-off shows as stale.
    const outcome = await this.#services.queue.apply(await this.document(), step.edit);
    if (outcome.kind === 'refused') return this.#refuse(words(outcome.code, outcome.args));
    const after = await this.analysis();
    this.#remember(typeof step.next === 'string' && step.next !== 'complete' ? step.next : startPanel(after.progress));
    const saved = await save(await this.document());
    const done = words(step.next === 'complete' || after.progress.complete ? 'host.planComplete' : typeof step.next === 'string' ? 'host.panelConfirmed' : 'host.stepCompleted', { panel: findPanel(analysis.progress, id)?.panel.title ?? id });
    const text = saved ? done : words('host.notSaved', { text: done });
    this.notify(text, saved ? 'info' : 'warning');
    return { kind: 'done', text };
  }

  /** One edit from any view. The outcome's words are returned where it was refused. */
  async apply(edit: EditSource): Promise<string | undefined> {
    const outcome: EditOutcome = await this.#rename(edit) ?? await this.#services.queue.apply(await this.document(), edit);
    return outcome.kind === 'refused' ? words(outcome.code, outcome.args) : undefined;
  }

  /** A person's own edit of the page: a proposed target that it clears or changes is remembered as rejected. */
  async applyByHand(edit: PlanEdit): Promise<string | undefined> {
    if (!simpleEditsOf(edit).some((each) => (each.kind === 'setCell' || each.kind === 'setCells') && each.block === 'mapping')) return this.apply(edit);
    const { catalogues } = await this.analysis();
    const who = { by: this.#services.person.name, at: isoDate(new Date()) };
    return this.apply(({ plan }) => plan && withRejections(plan, catalogueSet(catalogues), this.#services.matchings.known(this.uri, plan, catalogues), edit, who));
  }

  /** A system that gets another name in the form gets it everywhere it stands. Undefined where the edit is no renaming. */
  async #rename(edit: EditSource): Promise<EditOutcome | undefined> {
    if (typeof edit === 'function') return undefined;
    const { current, catalogues } = await this.analysis();
    if (!current.plan || !nameChange(current.plan, edit)) return undefined;
    return this.#services.queue.applyText(await this.document(), (_text, read) => {
      const parsed = read();
      const change = parsed.plan && nameChange(parsed.plan, edit);
      return change ? renameTextEdits(parsed, catalogues, change.ref, change.newName) : computeTextEdits(parsed, edit);
    });
  }

  /** [R]: goes back to a panel. Nothing is deleted: what rests on it shows as stale once it has changed. */
  async revise(panel?: string): Promise<void> {
    const analysis = await this.analysis();
    const found = findPanel(analysis.progress, panel ?? this.panelShown(analysis));
    if (!found) {
      this.notify(words('host.panelLocked'), 'warning');
      return;
    }
    this.#remember(found.panel.id);
    this.notify(vscode.l10n.t('Back at {panel}. What rests on it is marked once it changes; nothing is deleted.', { panel: found.panel.title }));
  }

  /** Fills the panel shown with what the catalogues and the plan give reason to propose; what a person wrote stays. */
  async propose(): Promise<void> {
    const analysis = await this.analysis();
    const panel = this.panelShown(analysis);
    const matching = await this.#matchingFor(panel, analysis);
    if (matching === undefined) return;
    const refused = await this.apply((parsed) => parsed.plan && proposePanel(panel, parsed.plan, analysis.catalogues, { at: new Date().toISOString(), matching }));
    const after = await this.analysis();
    if (refused !== undefined) this.notify(refused, 'warning');
    else if (after.version === analysis.version) this.notify(vscode.l10n.t('Nothing to add: what is known is in the plan already.'));
    else this.notify(vscode.l10n.t('Proposed from what is known. Check it, change it, then sign it off.'));
  }

  /** What goes with what, where a proposal for the panel rests on it; undefined where it was called off or can't be had, which is said. */
  async #matchingFor(panel: string, { plan, catalogues }: Analysis): Promise<Matching | undefined> {
    const rests = panel === 'mapping' || (rowsOf(plan, 'mapping').length === 0 && PROPOSED_PANELS.some((each) => each === panel && each !== 'inventory'));
    if (!rests) return NO_MATCHING;
    try {
      return await matchWithProgress(this.#services.matchings, this.uri, plan, catalogues);
    } catch (error) {
      if (error instanceof MatchCancelled) this.notify(vscode.l10n.t('Called off. Nothing was proposed.'));
      else {
        this.#services.log.error('The fields could not be matched.', error instanceof Error ? error : String(error));
        this.notify(vscode.l10n.t('The fields of source and target could not be matched: {reason}. Nothing was changed; try again, or fill the rows by hand.', { reason: reasonOf(error) }), 'error');
      }
      return undefined;
    }
  }

  /** A person vouches for the volumes of these rows, or of all rows in scope that show a readable one. */
  async confirmVolumes(rows?: readonly string[]): Promise<void> {
    const by = this.#services.person.name;
    if (by === '') {
      this.notify(words('host.nameNeeded'), 'warning');
      return;
    }
    const refused = await this.apply(({ plan }) => {
      const named = rows ?? (plan ? confirmableRows(plan) : []);
      return named.length > 0 ? { kind: 'confirmVolumes', rows: [...named], by, at: isoDate(new Date()) } : undefined;
    });
    if (refused !== undefined) this.notify(refused, 'warning');
  }

  /** Apply, reject or park a proposal of the conversation or of the Deep Dive or Party Mode under way. */
  async decide(id: string, verdict: 'apply' | 'reject' | 'park', answer?: string): Promise<void> {
    if (await this.elicitation.decide(id, verdict, answer)) return;
    await this.conversation.decide(id, verdict);
  }

  /** Says what changed since the wizard was last open here. */
  async welcome(): Promise<void> {
    const analysis = await this.analysis();
    if (!analysis.current.plan) return;
    const changed = this.#lastSeen.changedSections(analysis.plan);
    if (changed.length > 0) {
      this.turns.add('planner', vscode.l10n.t('Planner'), vscode.l10n.t('Welcome back. Changed since you were last here: {sections}.', {
        sections: changed.map((id) => sectionSpec(id).heading).join(', '),
      }));
    }
    await this.#lastSeen.remember(analysis.plan);
  }

  /** Says something in the wizard; where none is open, in the window. */
  notify(text: string, severity: 'info' | 'warning' | 'error' = 'info'): void {
    if (!this.page) {
      void (severity === 'info' ? vscode.window.showInformationMessage(text) : severity === 'warning' ? vscode.window.showWarningMessage(text) : vscode.window.showErrorMessage(text));
      return;
    }
    this.#notice = { id: ++this.#noticeId, text, severity };
    this.changed();
  }

  setScan(scan: RunningScan | undefined): void {
    this.#scan = scan;
    this.sources.scanned(scan?.live, scan !== undefined);
  }

  cancelScan(): void {
    this.#scan?.cancel();
  }

  dispose(): void {
    this.elicitation.dispose();
    this.sources.dispose();
    this.#changed.dispose();
  }

  #refuse(text: string): ContinueResult {
    this.notify(text, 'warning');
    return { kind: 'refused', text };
  }

  #remember(panel: string | undefined): void {
    this.#panel = panel;
    void this.#services.context.workspaceState.update(`panel:${this.uri.toString()}`, panel);
  }
}

/** Auto-save that comes in between takes a save over: that one says no, and the next finds the text saved, or saves it. */
async function save(document: vscode.TextDocument): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt++) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, 100));
    if (await document.save()) return true;
  }
  return false;
}
