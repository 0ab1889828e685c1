import * as vscode from 'vscode';
import { ALL_DETECTORS } from '../../core/existingWork/detectors/allDetectors.ts';
import { OFFER_GROUPS } from '../../core/existingWork/offer.ts';
import type { Offer } from '../../core/existingWork/offer.ts';
import { takeOver } from '../../core/existingWork/takeOver.ts';
import { NEIGHBOUR_GLOBS } from '../../core/neighbours/readNeighbour.ts';
import { isoDate } from '../../core/workflow/clock.ts';
import type { Services } from '../../host/services.ts';
import { words } from '../../host/words.ts';
import { offersFor, searchFor } from './search.ts';

type Item = vscode.QuickPickItem & { readonly offer?: Offer };

/** Searches for earlier work, shows all of it in one list, and brings what is chosen into the plan as one undo step. */
export async function bringInExistingWork(services: Services, planUri: vscode.Uri): Promise<void> {
  const session = services.sessions.for(planUri);
  if (!(await session.analysis()).current.plan) {
    session.notify(vscode.l10n.t('The plan can’t be read just now. Mend its text first, then bring in existing work.'), 'warning');
    return;
  }
  const searched = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Looking for existing work'), cancellable: true },
    async (_progress, token) => {
      const result = await searchFor(planUri, token);
      return token.isCancellationRequested ? undefined : result;
    },
  );
  if (!searched) return;
  const { current, catalogues } = await session.analysis();
  if (!current.plan) return;
  const offers = offersFor(current.plan, catalogues, searched);
  if (offers.length === 0) {
    const found = searched.tools.length + searched.documents.length;
    session.notify(found > 0 ? vscode.l10n.t('Everything that was found is in the plan already.') : nothingFound());
    return;
  }
  const chosen = await choose(offers);
  if (!chosen || chosen.length === 0) return;
  const now = new Date();
  // Made from the plan as it stands when it is written, which may be later than when the list was shown.
  const refused = await session.apply((parsed) => parsed.plan && takeOver(parsed.plan, chosen, { by: services.person.name, date: isoDate(now), at: now.toISOString() }));
  if (refused !== undefined) session.notify(refused, 'warning');
  else session.notify(vscode.l10n.t('Taken over: {what}. Undo takes all of it back.', { what: summary(chosen) }));
}

function nothingFound(): string {
  return vscode.l10n.t('No existing work was found. Looked for {tools} by their files in this folder, and for {documents}.', {
    tools: ALL_DETECTORS.map(({ tool }) => tool).join(', '), documents: NEIGHBOUR_GLOBS.join(', '),
  });
}

async function choose(offers: readonly Offer[]): Promise<readonly Offer[] | undefined> {
  const items: Item[] = OFFER_GROUPS.flatMap((group): Item[] => {
    const own = offers.filter((offer) => offer.group === group);
    if (own.length === 0) return [];
    return [{ label: words(`existingWork.group.${group}`), kind: vscode.QuickPickItemKind.Separator }, ...own.map(itemFor)];
  });
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true, matchOnDescription: true, matchOnDetail: true, ignoreFocusOut: true,
    title: vscode.l10n.t('Bring in existing work'),
    placeHolder: vscode.l10n.t('What is chosen comes into the plan; what the plan says already stays unless you choose the other'),
  });
  return picked?.flatMap(({ offer }) => (offer ? [offer] : []));
}

function itemFor(offer: Offer): Item {
  const detail = offer.conflict ? words(offer.conflict.said === undefined ? 'existingWork.conflict' : 'existingWork.conflictBetween', { ...offer.conflict }) : offer.note ? words(offer.note.code, offer.note.args) : offer.taking.kind === 'tool' ? offer.taking.covers : '';
  return { label: oneLine(words(offer.label.code, offer.label.args)), description: oneLine(offer.cite), picked: offer.sure, ...(detail === '' ? {} : { detail: oneLine(detail) }), offer };
}

/** Text of files, in a list of the editor: `$(icon)` there is an icon. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('$(', '$\u200b(').slice(0, 400);
}

function summary(offers: readonly Offer[]): string {
  return OFFER_GROUPS.flatMap((group) => {
    const count = offers.filter((offer) => offer.group === group).length;
    return count === 0 ? [] : [`${words(`existingWork.group.${group}`)} (${count})`];
  }).join(', ');
}
