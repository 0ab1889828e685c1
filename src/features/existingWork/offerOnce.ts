import * as vscode from 'vscode';
import type { Services } from '../../host/services.ts';
import { isTakenFrom, offersFor, searchFor } from './search.ts';

/** Plans that are being looked at just now. */
const looking = new Set<string>();

/** Tells once for each plan and workspace, in the wizard, that there is earlier work; says nothing where none was found or some of it was taken over. */
export async function offerOnce(services: Services, plan: vscode.Uri): Promise<void> {
  const key = `existingWork:${plan.toString()}`;
  const { workspaceState } = services.context;
  if (workspaceState.get<boolean>(key) === true || looking.has(key) || !vscode.workspace.getWorkspaceFolder(plan)) return;
  looking.add(key);
  try {
    const session = services.sessions.for(plan);
    const searched = await searchFor(plan);
    if (searched.tools.length + searched.documents.length === 0) return;
    const { current, catalogues } = await session.analysis();
    // Without a page there is no quiet place to say it; it is said when the wizard is opened the next time.
    if (!current.plan || !session.page) return;
    const sure = offersFor(current.plan, catalogues, searched).some((offer) => offer.sure);
    if (!sure || isTakenFrom(current.plan, searched)) return;
    await workspaceState.update(key, true);
    const names = [...new Set([...searched.tools.map(({ tool }) => tool), ...searched.documents.map(({ path }) => path)])];
    session.notify(vscode.l10n.t('Existing work was found: {what}. “Bring in existing work” shows what of it the plan can use.', {
      what: names.slice(0, 4).join(', ') + (names.length > 4 ? ` (+${String(names.length - 4)})` : ''),
    }));
  } finally {
    looking.delete(key);
  }
}
