import * as vscode from 'vscode';
import { SECTIONS } from '../../core/plan/sections.ts';
import type { SectionId } from '../../core/plan/sections.ts';
import { panelForSection, startPanel } from '../../core/workflow/lookup.ts';
import { commandIds } from '../../host/ids.ts';
import { placeRange } from '../../host/placeRange.ts';
import type { PlanTarget } from '../../host/planTarget.ts';
import type { Services } from '../../host/services.ts';
import type { Origin } from '../../host/session/elicitationRun.ts';
import type { PlanSession } from '../../host/session/planSession.ts';
import { pickBlocker } from './pickBlocker.ts';

/** [C]: confirms the part named, else the panel shown, and leads to what is open where it can't. */
export async function continueHere(services: Services, target: PlanTarget): Promise<void> {
  if (!await askName(services)) return;
  const session = services.sessions.for(target.uri);
  const panel = await panelOf(session, sectionOf(services, target));
  const result = await session.continue(panel);
  if (result.kind === 'blocked') {
    const choice = await pickBlocker(result.blockers);
    if (choice?.kind === 'reason') await session.continue(panel, choice.reason);
    else if (choice?.kind === 'show') await showPlace(services, target.uri, choice.blocker);
  }
}

/** [R]: goes back to the part named, else asks which. */
export async function reviseHere(services: Services, target: PlanTarget): Promise<void> {
  const session = services.sessions.for(target.uri);
  const section = sectionOf(services, target);
  const panel = section ? await panelOf(session, section) : await pickPanel(session);
  if (panel === undefined) return;
  await vscode.commands.executeCommand(commandIds.openWizard, target.uri);
  await session.revise(panel);
  session.post({ type: 'focus', target: 'panel' });
}

/** [D] and [P], on the part named, else on that of the panel shown. */
export async function elicitHere(services: Services, mode: 'deepDive' | 'party', target: PlanTarget): Promise<void> {
  const session = services.sessions.for(target.uri);
  const origin = originOf(services, target);
  const section = sectionOf(services, target);
  await vscode.commands.executeCommand(commandIds.openWizard, target.uri);
  await session.elicitation.start(mode, { origin, ...(section ? { section } : {}) });
  session.post({ type: 'focus', target: 'elicitation' });
}

/** Asks for a sentence, and shows in the wizard what it would change. */
export async function tellThePlan(services: Services, target: PlanTarget): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Tell the plan about your data'),
    prompt: vscode.l10n.t('For example: “orders is about 2 million rows, 8 GB”, “customer data is most critical”, “what is still open?”'),
  });
  if (!text?.trim()) return;
  const session = services.sessions.for(target.uri);
  await vscode.commands.executeCommand(commandIds.openWizard, target.uri);
  await session.conversation.say(text);
  session.post({ type: 'focus', target: 'conversation' });
}

async function pickPanel(session: PlanSession): Promise<string | undefined> {
  const { progress } = await session.analysis();
  const items = progress.steps.flatMap((step) => step.panels.map(({ panel, claimed }) => ({ label: panel.title, description: step.title, id: panel.id, iconPath: new vscode.ThemeIcon(claimed ? 'check' : 'circle-outline') })));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Go back to which part?') }))?.id;
}

/** Where it was called, to come back to: the cursor, or the heading whose lens was used while the cursor was elsewhere. */
function originOf(services: Services, { uri, section }: PlanTarget): Origin {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString()) return { kind: 'panel' };
  const { document } = editor;
  const whole = section && services.documents.parse(document).sections[section]?.whole;
  const cursor = editor.selection.active;
  const offset = document.offsetAt(cursor);
  const at = whole && (offset < whole.start || offset >= whole.end) ? document.positionAt(whole.start) : cursor;
  return { kind: 'text', line: at.line, character: at.character, ...(editor.viewColumn === undefined ? {} : { column: editor.viewColumn }) };
}

async function panelOf(session: PlanSession, section: SectionId | undefined): Promise<string | undefined> {
  const analysis = await session.analysis();
  if (section === undefined) return session.page ? undefined : startPanel(analysis.progress);
  return panelForSection(analysis.progress, section) ?? startPanel(analysis.progress);
}

/** The section a command was called on: the one named, else the one the cursor is in. */
function sectionOf(services: Services, { uri, section }: PlanTarget): SectionId | undefined {
  if (section) return section;
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString()) return undefined;
  const offset = editor.document.offsetAt(editor.selection.active);
  const { sections } = services.documents.parse(editor.document);
  return SECTIONS.find(({ id }) => {
    const whole = sections[id]?.whole;
    return whole !== undefined && offset >= whole.start && offset < whole.end;
  })?.id;
}

/** A sign-off needs a name; true once there is one. */
async function askName(services: Services): Promise<boolean> {
  if (services.person.name !== '') return true;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Who confirms?'),
    prompt: vscode.l10n.t('Your name stands in the plan beside what you confirm. It is asked once.'),
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('A name is needed.') : undefined),
  });
  if (!name?.trim()) return false;
  await services.person.rename(name);
  return true;
}

async function showPlace(services: Services, uri: vscode.Uri, blocker: { readonly place: Parameters<typeof placeRange>[1] }): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const range = placeRange(services.documents.parse(document), blocker.place);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(document.positionAt(range.start), document.positionAt(range.end)) });
}
