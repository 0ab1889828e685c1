import type { PlanEdit } from '../src/core/plan/planEdit.ts';
import type { PlanPlace, Severity } from '../src/core/plan/problem.ts';
import type { PanelView, WizardView } from '../src/core/workflow/wizardView.ts';
import type { PageMessage } from '../src/protocol/messages.ts';
import type { FoundSources } from './foundSources.ts';
import type { PageState } from './state.ts';
import type { Translate } from './strings.ts';

/** What the views may ask of the page. */
export interface Page {
  readonly t: Translate;
  readonly state: PageState;
  readonly view: WizardView;
  /** What was found in the sources. */
  readonly sources: FoundSources;
  /** Nothing can be edited now. */
  readonly locked: boolean;
  /** Guidance and rail are folded away. */
  readonly narrow: boolean;
  /** Continue was pressed in this panel and refused. */
  readonly refused: boolean;
  /** What waits for the person's name. */
  readonly asking: Asking | undefined;
  readonly notice: Notice | undefined;
  send(message: PageMessage): void;
  /** Sends once every edit under way stands in the document. */
  sendAfterEdits(message: PageMessage): void;
  /** Resolves with the host's words where it was refused. */
  edit(edit: PlanEdit): Promise<string | undefined>;
  /** [C], with the name asked first where it needs one. */
  /** `named`: the name was given just now, and the view does not have it yet. */
  goOn(reason?: string, named?: boolean): void;
  confirmVolumes(rows: readonly string[]): void;
  ask(what: Asking | undefined): void;
  showPanel(panel: string, place?: PlanPlace): void;
  /** Puts the focus on a place of the panel shown; shows the text where the panel does not have it. */
  goTo(place: PlanPlace): void;
  endElicitation(): void;
  say(text: string): void;
  notify(text: string, severity: Severity): void;
  closeNotice(): void;
  closeBlockers(): void;
  redraw(): void;
}

export type Asking = { readonly then: 'nothing' } | { readonly then: 'continue'; readonly reason?: string } | { readonly then: 'confirmVolumes'; readonly rows: readonly string[] };

export interface Notice {
  readonly id: string;
  readonly text: string;
  readonly severity: Severity;
}

/** The name of a place in the page; the elements that show it carry it as `data-place`. */
export function placeKey(place: PlanPlace): string {
  switch (place.kind) {
    case 'field':
      return `field:${place.path}`;
    case 'item':
      return `item:${place.list}:${String(place.index)}:${place.field ?? ''}`;
    case 'section':
      return `section:${place.section}`;
    case 'block':
      return `block:${place.block}`;
    case 'cell':
      return `cell:${place.block}:${String(place.row)}:${place.column}`;
    case 'document':
      return 'document';
    default:
      return place satisfies never;
  }
}

/** Whether the panel has the place. */
export function panelShows(panel: PanelView, place: PlanPlace): boolean {
  switch (place.kind) {
    case 'field':
      return panel.fields.some(({ field }) => field.path === place.path);
    case 'item':
      return panel.fields.some(({ field }) => field.path === place.list);
    case 'block':
    case 'cell':
      return panel.tables.some((table) => table.block === place.block);
    case 'section':
      return panel.section === place.section;
    case 'document':
      return false;
    default:
      return place satisfies never;
  }
}
