import * as vscode from 'vscode';
import { SECTIONS } from '../../core/plan/sections.ts';
import type { SectionId } from '../../core/plan/sections.ts';
import { sectionState } from '../../core/workflow/sectionState.ts';
import { planHeadline } from '../../core/workflow/wizardModel.ts';
import { commandIds } from '../../host/ids.ts';
import { planArgument } from '../../host/planTarget.ts';
import type { Services } from '../../host/services.ts';
import { words } from '../../host/words.ts';

/** The menu above the document and each of its sections, each with its state in a few words. */
export async function lensesOf(services: Services, document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  const result = await services.analysis.of(document);
  const top = new vscode.Range(0, 0, 0, 0);
  if (!result.current.plan) {
    const first = result.problems.find((problem) => problem.severity === 'error');
    if (!first) return [];
    const at = document.positionAt(first.range.start);
    return [new vscode.CodeLens(top, {
      title: `$(warning) ${vscode.l10n.t('The plan can’t be read: {reason}', { reason: words(first.code, first.args) })}`,
      command: 'editor.action.goToLocations', arguments: [document.uri, at, [new vscode.Location(document.uri, at)], 'goto', ''],
    })];
  }
  const lenses = menu(top, planHeadline(result.plan, result.progress, result.problems, words), document.uri, undefined);
  for (const { id } of SECTIONS) {
    const section = result.current.sections[id];
    if (!section) continue;
    const at = document.positionAt(section.heading.start);
    const state = sectionState(result.plan, result.progress, id, result.problems).map((part) => words(part.code, part.args)).join(' · ');
    lenses.push(...menu(new vscode.Range(at, at), state, document.uri, id));
  }
  return lenses;
}

function menu(range: vscode.Range, state: string, uri: vscode.Uri, section: SectionId | undefined): vscode.CodeLens[] {
  const place = planArgument(uri, section);
  const lens = (title: string, command: string, tooltip: string): vscode.CodeLens => new vscode.CodeLens(range, { title, command, tooltip, arguments: [place] });
  return [
    lens(state, commandIds.openWizard, vscode.l10n.t('Open the wizard here')),
    lens(`$(debug-continue) ${vscode.l10n.t('Continue')}`, commandIds.continue, vscode.l10n.t('Confirm this part and go on to what comes next')),
    lens(`$(history) ${vscode.l10n.t('Revise')}`, commandIds.revise, vscode.l10n.t('Go back to this part; what rests on it is marked, not deleted')),
    lens(`$(search) ${vscode.l10n.t('Deep Dive')}`, commandIds.deepDive, vscode.l10n.t('Question this part with a technique')),
    lens(`$(organization) ${vscode.l10n.t('Party Mode')}`, commandIds.partyMode, vscode.l10n.t('Hear several perspectives on this part')),
  ];
}
