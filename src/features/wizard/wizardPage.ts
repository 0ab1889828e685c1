import * as vscode from 'vscode';
import * as z from 'zod';
import { textColumn } from '../../host/activePlan.ts';
import { commandIds } from '../../host/ids.ts';
import { reasonOf } from '../../host/log.ts';
import { placeRange } from '../../host/placeRange.ts';
import type { Services } from '../../host/services.ts';
import type { PlanSession } from '../../host/session/planSession.ts';
import { pageMessageSchema } from '../../protocol/messages.ts';
import type { HostMessage, PageMessage } from '../../protocol/messages.ts';
import { SourcesSender } from '../../protocol/sourcesPatch.ts';
import { ViewSender } from '../../protocol/viewPatch.ts';

/** One open wizard: sends the page its view whenever something shown has changed, and carries out what it asks for. */
export class WizardPage implements vscode.Disposable {
  readonly #services: Services;
  readonly #document: vscode.TextDocument;
  readonly #panel: vscode.WebviewPanel;
  readonly #session: PlanSession;
  readonly #disposables: vscode.Disposable[] = [];
  readonly #sender = new ViewSender();
  readonly #sources = new SourcesSender();
  #ready = false;
  #drawing = false;
  #stale = false;
  #closed = false;

  constructor(services: Services, document: vscode.TextDocument, panel: vscode.WebviewPanel) {
    this.#services = services;
    this.#document = document;
    this.#panel = panel;
    this.#session = services.sessions.for(document.uri);
    const draw = (): void => { void this.#draw(); };
    this.#disposables.push(
      panel.webview.onDidReceiveMessage((message: unknown) => { void this.#receive(message); }),
      this.#session.attach({
        post: (message) => { this.#post(message); },
        // Where it stands: without a column it would be opened a second time, over the text that has the focus.
        reveal: () => { panel.reveal(panel.viewColumn); },
      }),
      this.#session.onDidChange(draw),
      services.catalogues.onDidChange(draw),
      services.matchings.onDidChange(draw),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === document && event.contentChanges.length > 0) draw();
      }),
      panel.onDidChangeViewState(() => {
        if (panel.visible) draw();
      }),
    );
  }

  dispose(): void {
    this.#closed = true;
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** A page that was closed meanwhile is not written to: the panel would throw. */
  #post(message: HostMessage): void {
    if (!this.#closed) void this.#panel.webview.postMessage(message);
  }

  /** One view at a time: what changes while one is made is in the next. */
  async #draw(): Promise<void> {
    this.#stale = true;
    if (this.#closed || !this.#ready || this.#drawing || !this.#panel.visible) return;
    this.#drawing = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        const view = await this.#session.view();
        this.#post(this.#sender.message(view));
        if (!view.panel.fields.some(({ field }) => field.path === 'sourceSystems')) continue;
        const sources = this.#sources.message(await this.#session.sources.view());
        if (sources) this.#post(sources);
      }
    } catch (error) {
      this.#services.log.error('The wizard could not be drawn.', error instanceof Error ? error : reasonOf(error));
    } finally {
      this.#drawing = false;
    }
  }

  async #receive(raw: unknown): Promise<void> {
    const parsed = pageMessageSchema.safeParse(raw);
    if (!parsed.success) {
      const reason = parsed.error.issues[0]?.message ?? '';
      this.#services.log.warn(`A message of the page was refused: ${reason}`);
      const edit = z.object({ type: z.literal('edit'), request: z.number() }).safeParse(raw);
      if (edit.success) this.#post({ type: 'edited', request: edit.data.request, error: vscode.l10n.t('That can’t be written: {reason}', { reason }) });
      return;
    }
    try {
      await this.#handle(parsed.data);
    } catch (error) {
      this.#services.log.error(`${parsed.data.type} failed`, error instanceof Error ? error : reasonOf(error));
      const words = vscode.l10n.t('That did not work: {reason}', { reason: reasonOf(error) });
      if (parsed.data.type === 'edit') this.#post({ type: 'edited', request: parsed.data.request, error: words });
      this.#session.notify(words, 'error');
    }
  }

  async #handle(message: PageMessage): Promise<void> {
    const session = this.#session;
    switch (message.type) {
      case 'ready':
        // A page that was hidden and is shown again starts anew, and has nothing to build on.
        this.#sender.forget();
        this.#sources.forget();
        this.#ready = true;
        await session.welcome();
        return this.#draw();
      case 'wholeView':
        this.#sender.forget();
        this.#sources.forget();
        return this.#draw();
      case 'edit': {
        const error = await session.applyByHand(message.edit);
        this.#post({ type: 'edited', request: message.request, ...(error === undefined ? {} : { error }) });
        return;
      }
      case 'showPanel':
        await session.showPanel(message.panel);
        return;
      case 'continue':
        await session.continue(message.panel, message.reason);
        return;
      case 'revise':
        await session.revise(message.panel);
        return;
      case 'deepDive':
      case 'partyMode':
        await session.elicitation.start(message.type === 'deepDive' ? 'deepDive' : 'party', { origin: { kind: 'panel' } });
        return;
      case 'pickElicitation':
        return session.elicitation.pick(message.choice);
      case 'endElicitation':
        return session.elicitation.end();
      case 'decide':
        return session.decide(message.proposal, message.verdict, message.answer);
      case 'say':
        return session.conversation.say(message.text);
      case 'action':
        return this.#action(message);
      case 'applyImport':
        return session.importing.apply(message.review, message.rows);
      case 'closeImport':
        return session.importing.end();
      case 'applyRescan':
        return session.rescanning.apply(message.review, message.rows);
      case 'closeRescan':
        if (message.discard) await session.rescanning.discard(message.review);
        else session.rescanning.putOff();
        return;
      case 'cancelScan':
        session.cancelScan();
        return;
      case 'sourceTable': {
        const detail = await session.sources.detail(message.table);
        if (detail) this.#post({ type: 'sourceTable', detail });
        return;
      }
      case 'scopeTables':
        return session.sources.scope(message.tables, message.reason);
      case 'setPerson':
        await this.#services.person.rename(message.name);
        session.changed();
        return;
      case 'reveal':
        return this.#reveal(message.place);
      case 'openText':
        await vscode.commands.executeCommand(commandIds.openText, this.#document.uri);
        return;
      case 'undo':
      case 'redo':
        await vscode.commands.executeCommand(message.type);
        return;
      case 'save':
        await this.#document.save();
        return;
      case 'keep':
        session.pageState = message.state;
        return;
      case 'pageError':
        this.#services.log.error(`In the page: ${message.message}`);
        return;
      default:
        return message satisfies never;
    }
  }

  async #action({ action, rows, block }: Extract<PageMessage, { type: 'action' }>): Promise<void> {
    switch (action) {
      case 'scanSource':
        await vscode.commands.executeCommand(commandIds.scanSource, this.#document.uri);
        return;
      case 'rescan':
        await vscode.commands.executeCommand(commandIds.rescan, this.#document.uri);
        return;
      case 'readTargetSchema':
        await vscode.commands.executeCommand(commandIds.readTargetSchema, this.#document.uri);
        return;
      case 'writeCollectionScript':
        await vscode.commands.executeCommand(commandIds.writeCollectionScript, this.#document.uri);
        return;
      case 'bringInExistingWork':
        await vscode.commands.executeCommand(commandIds.bringInExistingWork, this.#document.uri);
        return;
      case 'profileTables':
        await vscode.commands.executeCommand(commandIds.profileTables, this.#document.uri);
        return;
      case 'proposePanel':
        return this.#session.propose();
      case 'confirmVolumes':
        return this.#session.confirmVolumes(rows);
      case 'exportSection':
      case 'importSection':
        await vscode.commands.executeCommand(commandIds[action], { uri: this.#document.uri.toString(), block });
        return;
      default:
        return action satisfies never;
    }
  }

  async #reveal(place: Extract<PageMessage, { type: 'reveal' }>['place']): Promise<void> {
    const parsed = this.#services.documents.parse(this.#document);
    // Of a text that can't be read, the place is where it is broken.
    const broken = parsed.plan ? undefined : parsed.problems.find((problem) => problem.severity === 'error');
    const range = place.kind === 'document' && broken ? broken.range : placeRange(parsed, place);
    await vscode.window.showTextDocument(this.#document, {
      viewColumn: textColumn(this.#document.uri),
      selection: new vscode.Range(this.#document.positionAt(range.start), this.#document.positionAt(range.end)),
    });
  }
}
