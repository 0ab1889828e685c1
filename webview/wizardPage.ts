import { html, render } from 'lit';
import type { PlanEdit } from '../src/core/plan/planEdit.ts';
import type { PlanPlace, Severity } from '../src/core/plan/problem.ts';
import type { WizardView } from '../src/core/workflow/wizardView.ts';
import type { HostMessage, PageMessage } from '../src/protocol/messages.ts';
import { ViewReceiver } from '../src/protocol/viewPatch.ts';
import type { DataTable } from './edit/dataTable.ts';
import { elementAt } from './edit/draftControl.ts';
import { focused, keptFocus, nearestTo } from './focus.ts';
import type { KeptFocus } from './focus.ts';
import { FoundSources } from './foundSources.ts';
import { panelShows, placeKey } from './page.ts';
import type { Asking, Notice, Page } from './page.ts';
import { menuKey, textKey } from './pageKeys.ts';
import { Rpc } from './rpc.ts';
import type { VsCodeApi } from './rpc.ts';
import { PageState } from './state.ts';
import type { Translate } from './strings.ts';
import { app } from './views/app.ts';
import { NAMING } from './views/personAsk.ts';

const NARROW = '(max-width: 760px)';

/** The page: holds the last view and what is only of the page, draws both, and passes on what the person does. */
export class WizardPage implements Page {
  readonly t: Translate;
  readonly state: PageState;
  readonly sources: FoundSources;
  asking: Asking | undefined;
  readonly #root: HTMLElement;
  readonly #rpc: Rpc;
  readonly #announcer: HTMLElement;
  readonly #alarm: HTMLElement;
  readonly #narrow = window.matchMedia(NARROW);
  readonly #receiver = new ViewReceiver();
  #view: WizardView | undefined;
  #tick = 0;
  #drawSoon = false;
  #localNotice: Notice | undefined;
  #noticesClosed: number | undefined;
  #announced: string | undefined;
  /** The panel in which Continue was pressed and did not go on. */
  #refusedPanel: string | undefined;
  /** What gets the focus when the next view shows it. */
  #focusNext: 'panel' | PlanPlace | undefined;
  #beforeElicitation: KeptFocus | undefined;
  #beforeAsking: KeptFocus | undefined;
  #lastFocus: KeptFocus | undefined;

  constructor(api: VsCodeApi, root: HTMLElement, t: Translate) {
    this.t = t;
    this.#root = root;
    this.#rpc = new Rpc(api);
    this.sources = new FoundSources((message) => {
      this.#rpc.send(message);
    });
    this.state = new PageState(api, () => {
      this.redraw();
    });
    this.#announcer = liveRegion('status');
    this.#alarm = liveRegion('alert');
    this.#narrow.addEventListener('change', () => {
      this.redraw();
    });
    document.addEventListener('keydown', (event) => {
      this.#keyDown(event);
    });
    document.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLElement) this.#lastFocus = keptFocus(target);
    });
    // A quick pick, a menu, another window: whatever takes the focus away may leave it nowhere when it gives it back.
    window.addEventListener('focus', () => {
      if (this.#lastFocus !== undefined && focused() === undefined) this.#giveBack(this.#lastFocus);
    });
    this.redraw();
  }

  get view(): WizardView {
    if (this.#view === undefined) throw new Error('there is no view yet');
    return this.#view;
  }

  get locked(): boolean {
    return this.#view?.readOnly !== undefined;
  }

  get narrow(): boolean {
    return this.#narrow.matches;
  }

  get refused(): boolean {
    return this.#refusedPanel === this.view.panel.id;
  }

  get notice(): Notice | undefined {
    if (this.#localNotice !== undefined) return this.#localNotice;
    const notice = this.view.notice;
    if (notice === undefined || notice.id === this.#noticesClosed) return undefined;
    return { id: String(notice.id), text: notice.text, severity: notice.severity };
  }

  /** Takes a message from the host. */
  receive(message: HostMessage): void {
    switch (message.type) {
      case 'view': {
        const view = this.#receiver.take(message);
        if (view === undefined) this.#rpc.send({ type: 'wholeView' });
        else this.#show(view);
        break;
      }
      case 'edited':
        this.#rpc.answered(message.request, message.error);
        break;
      case 'sources':
      case 'sourceTable':
        this.sources.take(message);
        this.redraw();
        break;
      case 'focus':
        this.#focus(message.target);
        break;
      default:
        message satisfies never;
    }
  }

  send(message: PageMessage): void {
    this.#settleNotices();
    this.#rpc.send(message);
  }

  sendAfterEdits(message: PageMessage): void {
    this.#rpc.afterEdits(() => {
      this.send(message);
    });
  }

  edit(edit: PlanEdit): Promise<string | undefined> {
    this.#settleNotices();
    return this.#rpc.edit(edit);
  }

  goOn(reason?: string, named = this.view.person.trim() !== ''): void {
    const { panel } = this.view;
    if (this.locked) return;
    const blocked = panel.blockers.length > 0 && reason === undefined;
    // Every confirmation stands in the plan with a name.
    if (!named && !blocked) {
      this.ask({ then: 'continue', ...(reason === undefined ? {} : { reason }) });
      return;
    }
    this.#focusNext = 'panel';
    if (blocked) {
      this.#refusedPanel = panel.id;
      this.#focusNext = undefined;
      this.redraw();
      this.#afterDraw(() => document.getElementById('blockers-title')?.focus());
    }
    // Without a name the host could only say that it needs one, over the list of what is open.
    if (named) this.sendAfterEdits({ type: 'continue', panel: panel.id, ...(reason === undefined ? {} : { reason }) });
  }

  confirmVolumes(rows: readonly string[]): void {
    if (this.view.person.trim() === '') this.ask({ then: 'confirmVolumes', rows });
    else this.sendAfterEdits({ type: 'action', action: 'confirmVolumes', rows: [...rows] });
  }

  ask(what: Asking | undefined): void {
    if (what !== undefined && this.asking === undefined) {
      this.#beforeAsking = keptFocus(focused());
      this.state.setAnswer(NAMING, this.view.person);
    }
    this.asking = what;
    this.redraw();
    this.#afterDraw(() => {
      if (what !== undefined) elementAt('person')?.focus();
      // The next panel may be there already, with the focus.
      else if (focused() === undefined) this.#giveBack(this.#beforeAsking);
    });
  }

  showPanel(panel: string, place?: PlanPlace): void {
    this.#focusNext = place ?? 'panel';
    this.state.fold('rail', false);
    if (panel === this.view.panel.id) {
      this.redraw();
      this.#focusWaiting();
    } else this.sendAfterEdits({ type: 'showPanel', panel });
  }

  goTo(place: PlanPlace): void {
    if (!panelShows(this.view.panel, place)) {
      this.send({ type: 'reveal', place });
      return;
    }
    const table = 'block' in place ? this.#table(place.block) : undefined;
    if (place.kind === 'cell' && table !== undefined) table.focusCell(place.row, place.column);
    else if (place.kind === 'block' && table !== undefined) table.focus();
    else {
      // A list has one input for adding, a record many for its fields: the nearest there is.
      const name = placeKey(place);
      const exact = elementAt(name);
      const near = [...this.#root.querySelectorAll<HTMLElement>('[data-place]')].find((element) => {
        const at = element.dataset['place'] ?? '';
        return at.startsWith(name) || (place.kind === 'field' && at.startsWith(`item:${place.path}:`));
      });
      const target = exact ?? near ?? document.getElementById('panel-title');
      target?.scrollIntoView({ block: 'nearest' });
      target?.focus();
    }
  }

  endElicitation(): void {
    this.sendAfterEdits({ type: 'endElicitation' });
  }

  say(text: string): void {
    this.state.said(text);
    this.state.fold('talk', true);
    this.sendAfterEdits({ type: 'say', text });
  }

  notify(text: string, severity: Severity): void {
    this.#localNotice = { id: `page ${text}`, text, severity };
    this.redraw();
  }

  closeNotice(): void {
    this.#settleNotices();
    this.redraw();
  }

  closeBlockers(): void {
    this.#refusedPanel = undefined;
    this.redraw();
    this.#afterDraw(() => document.getElementById('panel-title')?.focus());
  }

  redraw(): void {
    if (this.#drawSoon) return;
    this.#drawSoon = true;
    queueMicrotask(() => {
      this.#drawSoon = false;
      this.#draw();
    });
  }

  /** Whatever was said about the last action is over with the next one. */
  #settleNotices(): void {
    this.#localNotice = undefined;
    this.#noticesClosed = this.#view?.notice?.id;
  }

  #draw(): void {
    this.#tick++;
    if (this.#view === undefined) {
      render(html`<p class="loading">${this.t('loading')}</p>`, this.#root);
      return;
    }
    render(app(this, this.#tick), this.#root);
    this.#announce();
  }

  #show(view: WizardView): void {
    const before = this.#view;
    const hadFocus = focused();
    const rescued = hadFocus === undefined ? undefined : nearestTo(hadFocus);
    const logLength = before?.turns.length ?? 0;
    this.#view = view;
    this.state.drafts.viewArrived();
    if (before !== undefined && before.panel.id !== view.panel.id) this.#refusedPanel = undefined;
    if (view.panel.blockers.length === 0) this.#refusedPanel = undefined;
    if (before?.elicitation === undefined && view.elicitation !== undefined) this.#beforeElicitation = keptFocus(hadFocus);
    this.redraw();
    this.#afterDraw(() => {
      this.#afterView(before, view, hadFocus, rescued);
      if (view.turns.length > logLength) scrollToEnd('talk-log');
    });
  }

  #afterView(before: WizardView | undefined, view: WizardView, hadFocus: HTMLElement | undefined, rescued: (() => HTMLElement) | undefined): void {
    if (before?.elicitation === undefined && view.elicitation !== undefined) {
      document.getElementById('elicitation-title')?.focus();
      return;
    }
    if (before?.elicitation !== undefined && view.elicitation === undefined && this.#focusNext === undefined) {
      // Called from the text, it goes back there, and the text may have the focus by now: then only for when the page gets it again.
      if (document.hasFocus()) this.#giveBack(this.#beforeElicitation);
      else this.#lastFocus = this.#beforeElicitation;
      this.#beforeElicitation = undefined;
      return;
    }
    const moved = before?.panel.id !== view.panel.id;
    if (moved) document.getElementById('middle')?.scrollTo(0, 0);
    const next = this.#focusNext;
    const here = next !== undefined && next !== 'panel' && panelShows(view.panel, next);
    if (next !== undefined && (moved || here)) {
      if (!here) this.#focusNext = 'panel';
      this.#focusWaiting();
      return;
    }
    // The element that had the focus is gone with what it showed: the focus does not fall out of the page.
    if (hadFocus !== undefined && focused() === undefined && (!hadFocus.isConnected || document.hasFocus())) rescued?.().focus();
  }

  #focusWaiting(): void {
    const target = this.#focusNext;
    this.#focusNext = undefined;
    this.#afterDraw(() => {
      // Somebody who types in the text by now keeps the keyboard.
      if (!document.hasFocus()) return;
      if (target === 'panel') document.getElementById('panel-title')?.focus();
      else if (target !== undefined) this.goTo(target);
    });
  }

  #focus(target: Extract<HostMessage, { type: 'focus' }>['target']): void {
    if (target === 'panel') document.getElementById('panel-title')?.focus();
    else if (target === 'conversation') elementAt('conversation')?.focus();
    else if (target === 'elicitation') document.getElementById('elicitation-title')?.focus();
    else if (this.#view !== undefined && panelShows(this.#view.panel, target.place)) this.goTo(target.place);
    else this.#focusNext = target.place;
  }

  #giveBack(kept: KeptFocus | undefined): void {
    if (kept?.table?.isConnected === true) {
      kept.table.focus();
      return;
    }
    if (kept?.element.isConnected === true) kept.element.focus({ preventScroll: true });
    if (focused() !== undefined) return;
    document.getElementById(this.#view?.elicitation === undefined ? 'panel-title' : 'elicitation-title')?.focus();
  }

  #table(block: string): DataTable | undefined {
    return [...this.#root.querySelectorAll<DataTable>('dmp-table')].find((table) => table.dataset['block'] === block);
  }

  /** Says a new notice once to those who hear it. */
  #announce(): void {
    const { notice } = this;
    if (notice?.id === this.#announced) return;
    this.#announced = notice?.id;
    const region = notice?.severity === 'error' ? this.#alarm : this.#announcer;
    region.textContent = notice?.text ?? '';
  }

  #afterDraw(work: () => void): void {
    // The page draws in a microtask, and its elements in the ones after it.
    requestAnimationFrame(() => {
      work();
    });
  }

  #keyDown(event: KeyboardEvent): void {
    if (this.#view === undefined || event.isComposing) return;
    if (menuKey(event, this.#root) || textKey(event, this)) return;
    if (event.key === 'Escape' && this.#view.elicitation !== undefined && !event.defaultPrevented) {
      event.preventDefault();
      event.stopPropagation();
      this.endElicitation();
    }
  }
}

function scrollToEnd(id: string): void {
  const element = document.getElementById(id);
  element?.scrollTo(0, element.scrollHeight);
}

/** A region whose changes are read out. */
function liveRegion(role: 'status' | 'alert'): HTMLElement {
  const region = document.createElement('div');
  region.className = 'sr-only';
  region.setAttribute('role', role);
  document.body.append(region);
  return region;
}
