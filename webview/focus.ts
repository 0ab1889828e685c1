import type { DataTable } from './edit/dataTable.ts';
import { elementAt } from './edit/draftControl.ts';

/** What had the focus. The cells of a table come and go while it is drawn; the table knows which one it was. */
export interface KeptFocus {
  readonly element: HTMLElement;
  readonly table: DataTable | undefined;
}

/** Notes what has the focus, so that it can be given back. */
export function keptFocus(element: HTMLElement | undefined): KeptFocus | undefined {
  if (element === undefined) return undefined;
  return { element, table: element.closest('.table-scroll')?.closest<DataTable>('dmp-table') ?? undefined };
}

/** The element that has the focus, in the page's own tree. */
export function focused(): HTMLElement | undefined {
  const element = document.activeElement;
  return element instanceof HTMLElement && element !== document.body ? element : undefined;
}

/**
 * Where the focus goes when what has it now is gone with the next view: from a proposal to the next one that is open, else
 * to what stands around it. Asked for before the view, answered after it.
 */
export function nearestTo(element: HTMLElement): () => HTMLElement {
  const proposal = element.closest('.proposal')?.getAttribute('aria-labelledby');
  const around = element.closest('.elicitation, .talk')?.className;
  return () => {
    const all = [...document.querySelectorAll<HTMLElement>('.proposal')];
    const at = proposal === undefined || proposal === null ? -1 : all.findIndex((one) => one.getAttribute('aria-labelledby') === proposal);
    const next = at < 0 ? undefined : all.slice(at + 1).find((one) => one.classList.contains('open') && one.checkVisibility());
    const title = document.getElementById(document.getElementById('elicitation-title') === null ? 'panel-title' : 'elicitation-title') ?? document.body;
    return next?.querySelector<HTMLElement>('.ask dmp-text, .ask dmp-dropdown') ?? next?.querySelector<HTMLElement>('vscode-button:not([disabled])') ?? (around === 'talk' ? elementAt('conversation') : undefined) ?? title;
  };
}
