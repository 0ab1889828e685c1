import { LitElement, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { SourceTableDetail } from '../../../src/core/workflow/sourceDetail.ts';
import type { SourcesView, TableLine } from '../../../src/core/workflow/sourcesView.ts';
import { leaveBar } from '../../edit/table/bars/leaveBar.ts';
import type { Page } from '../../page.ts';
import type { Translate } from '../../strings.ts';
import { button, linkButton } from '../../ui/button.ts';
import { icon } from '../../ui/icons.ts';
import '../../ui/tree.ts';
import type { Tree, TreeRow } from '../../ui/tree.ts';
import { charts } from './charts.ts';
import type { Measure } from './charts.ts';
import { faceOf, labelOf, tablesWords } from './faces.ts';
import { strip } from './strip.ts';
import { isProblem, treeRows } from './treeRows.ts';
import type { SortBy, Sorting, SourceRow } from './treeRows.ts';

/** What the reason is called while it is being typed: it stands again after a reload. */
const LEAVING = 'leave-tables';

/** What was found in the sources: a tree, what is known of the line one looks at, and charts. */
export class Sources extends LitElement {
  static override properties = {
    page: { attribute: false }, tick: { attribute: false }, filter: { state: true }, onlyProblems: { state: true }, sorting: { state: true },
    selected: { state: true }, active: { state: true }, leaving: { state: true }, measure: { state: true }, logarithmic: { state: true }, openTables: { state: true },
  };

  declare page: Page;
  declare tick: number;
  declare filter: string;
  declare onlyProblems: boolean;
  declare sorting: Sorting;
  declare selected: ReadonlySet<string>;
  declare active: string;
  /** Tables that are about to be left behind, once the reason is given. */
  declare leaving: readonly string[] | undefined;
  declare measure: Measure;
  declare logarithmic: boolean;
  declare openTables: ReadonlySet<string>;
  /** By id, while the view is the same. */
  #lines: { readonly view: SourcesView; readonly byId: ReadonlyMap<string, TableLine> } | undefined;

  constructor() {
    super();
    this.tick = 0;
    this.filter = '';
    this.onlyProblems = false;
    this.sorting = { by: 'name', falling: false };
    this.selected = new Set();
    this.active = '';
    this.leaving = undefined;
    this.measure = 'rows';
    this.logarithmic = false;
    this.openTables = new Set();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override focus(): void {
    this.querySelector<Tree>('dmp-tree')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const view = this.page.sources.view;
    if (view === undefined) return nothing;
    const { t } = this.page;
    return html`<section class="sources" aria-labelledby="sources-title">
      <h3 id="sources-title">${t('sources.title')}</h3>
      ${this.page.sources.isEmpty ? this.#nothingYet() : this.#found(view)}
    </section>`;
  }

  #nothingYet(): TemplateResult {
    const { page } = this;
    const { t } = page;
    const waiting = page.view.scan !== undefined;
    const { actions } = page.view.panel;
    // There is nothing to scan again yet.
    const others = actions.filter((action) => action !== 'scanSource' && action !== 'rescan' && action !== 'confirmVolumes');
    return html`<div class="sources-empty"><p>${t('sources.nothingYet')}</p>
      ${page.locked || !actions.includes('scanSource') ? nothing : button({ label: t('action.scanSource'), appearance: 'primary', waiting, onClick: () => {
        page.sendAfterEdits({ type: 'action', action: 'scanSource' });
      } })}
      ${page.locked || others.length === 0 ? nothing : html`<p class="sources-others">${t('sources.otherWays')}${others.map((action) => linkButton({ label: t(`action.${action}`), disabled: waiting, onClick: () => {
        page.sendAfterEdits({ type: 'action', action });
      } }))}</p>`}</div>`;
  }

  #found(view: SourcesView): TemplateResult {
    const { page, filter, onlyProblems, sorting } = this;
    const { t } = page;
    const lines = this.#byId(view);
    for (const id of this.selected) if (!lines.has(id)) this.selected = new Set([...this.selected].filter((each) => lines.has(each)));
    const rows = treeRows(view, { sorting, filter, onlyProblems, openTables: this.openTables, isOpen: (id) => page.state.unfolded(id, true), detail: this.#detail });
    const active = rows.find(({ id }) => id === this.active) ?? rows[0];
    const drawn = rows.map((row): TreeRow => ({ ...row, label: () => labelOf(t, row.item), ...(row.item.kind === 'table' ? { title: () => this.#tip(row) } : {}) }));
    const problems = view.tables.filter(isProblem).length;
    return html`<p class="sources-sum">${sum(t, view)}</p>
      <div class="sources-bar">
        <label class="sources-find">${icon('find')}<input type="search" data-place="sources-filter" aria-label=${t('sources.filter')} placeholder=${t('sources.filter')} maxlength="200" autocomplete="off" spellcheck="false" .value=${filter} @input=${(event: Event) => {
          this.filter = (event.target as HTMLInputElement).value;
        }} @keydown=${this.#filterKey}></label>
        ${problems > 0 || onlyProblems ? html`<button type="button" class="choice ${onlyProblems ? 'active' : ''}" aria-pressed=${String(onlyProblems)} @click=${() => {
          this.onlyProblems = !onlyProblems;
        }}>${t('sources.onlyProblems', { count: problems })}</button>` : nothing}
      </div>
      <div class="tree-frame">
        <div class="tree-heads" role="group" aria-label=${t('sources.sort')}>${this.#head('name', t('sources.name'))}${this.#head('rows', t('sources.rows'))}${this.#head('size', t('sources.size'))}</div>
        ${rows.length === 0 ? html`<p class="empty-line">${t('sources.noneLikeThis')} ${linkButton({ label: t('table.showAll'), onClick: () => {
          this.filter = '';
          this.onlyProblems = false;
        } })}</p>` : html`<dmp-tree .rows=${drawn} .face=${this.#face} .selected=${this.selected} .active=${active?.id ?? ''} label=${t('sources.tree')} .multiple=${true} .tick=${this.tick}
          .onOpen=${this.#open} .onActive=${(id: string) => {
            this.active = id;
          }} .onSelect=${(ids: ReadonlySet<string>) => {
            this.selected = ids;
          }} .onLook=${this.#look}></dmp-tree>`}
      </div>
      ${active === undefined ? nothing : html`<section class="source-strip" aria-label=${t('sources.details')}>${this.#actions(view, active)}${strip(t, active.item, this.#detail)}</section>`}
      ${charts({
        t, view, measure: this.measure, logarithmic: this.logarithmic, chosen: this.#targets(view, active), detail: this.#detail,
        onMeasure: (measure) => {
          this.measure = measure;
        },
        onScale: (logarithmic) => {
          this.logarithmic = logarithmic;
        },
        onPick: this.#pick,
        onProfile: page.locked ? undefined : () => {
          page.sendAfterEdits({ type: 'action', action: 'profileTables' });
        },
      })}`;
  }

  #byId(view: SourcesView): ReadonlyMap<string, TableLine> {
    if (this.#lines?.view !== view) this.#lines = { view, byId: new Map(view.tables.map((line) => [line.id, line])) };
    return this.#lines.byId;
  }

  #head(by: SortBy, label: string): TemplateResult {
    const { sorting } = this;
    const here = sorting.by === by;
    const falling = here ? !sorting.falling : by !== 'name';
    const { t } = this.page;
    return html`<button type="button" class="tree-head head-${by}" aria-pressed=${String(here)} title=${t(falling ? 'table.sortDown' : 'table.sortUp', { column: label })} @click=${() => {
      this.sorting = { by, falling };
    }}>${label}${here ? html`<span aria-hidden="true">${icon(sorting.falling ? 'down' : 'up')}</span><span class="sr-only">${t(sorting.falling ? 'table.falling' : 'table.rising')}</span>` : nothing}</button>`;
  }

  /** What the buttons are about: what is selected, else the table one looks at. */
  #targets(view: SourcesView, active: SourceRow | undefined): readonly TableLine[] {
    if (this.selected.size > 0) return view.tables.filter(({ id }) => this.selected.has(id));
    const item = active?.item;
    if (item === undefined || item.kind === 'system' || item.kind === 'schema') return [];
    // The line of the row may be older than the view.
    return [this.#byId(view).get(item.line.id) ?? item.line];
  }

  #actions(view: SourcesView, active: SourceRow): TemplateResult | typeof nothing {
    const { page } = this;
    const { t } = page;
    const targets = this.#targets(view, active);
    if (this.leaving !== undefined) return this.#leaveBar(this.leaving, view);
    const many = this.selected.size > 1;
    const leave = targets.filter(({ scope }) => scope === 'in');
    const back = targets.filter(({ scope }) => scope === 'left');
    const confirm = targets.flatMap(({ scope, proven, rows, row }) => (scope === 'in' && !proven && rows !== '?' && row !== undefined ? [row] : []));
    const waiting = page.view.scan !== undefined;
    if (page.locked || (!many && leave.length + back.length + confirm.length === 0)) return nothing;
    return html`<div class="source-actions" role="toolbar" aria-label=${t('sources.actions')}>
      ${many ? html`<span class="source-chosen" role="status">${t('sources.selected', { count: this.selected.size })}</span>` : nothing}
      ${confirm.length > 0 ? button({ label: confirm.length === 1 ? t('sources.confirmOne') : t('sources.confirmMany', { count: confirm.length }), className: 'compact', waiting, onClick: () => {
        page.confirmVolumes(confirm);
      } }) : nothing}
      ${leave.length > 0 ? button({ label: leave.length === 1 ? t('sources.leaveOne') : t('sources.leaveMany', { count: leave.length }), className: 'compact', waiting, onClick: () => {
        this.#leave(leave.map(({ id }) => id));
      } }) : nothing}
      ${back.length > 0 ? button({ label: back.length === 1 ? t('sources.backOne') : t('sources.backMany', { count: back.length }), className: 'compact', waiting, onClick: () => {
        page.sendAfterEdits({ type: 'scopeTables', tables: back.map(({ id }) => id) });
        this.focus();
      } }) : nothing}
      ${many ? linkButton({ label: t('table.clearSelection'), onClick: () => {
        this.selected = new Set();
        this.focus();
      } }) : nothing}
    </div>`;
  }

  #leave(ids: readonly string[]): void {
    this.leaving = ids;
    void this.updateComplete.then(() => {
      this.querySelector<HTMLInputElement>('.leave-bar input')?.focus();
    });
  }

  #leaveBar(ids: readonly string[], view: SourcesView): TemplateResult {
    const { t, state } = this.page;
    const lines = this.#byId(view);
    const here = ids.filter((id) => lines.has(id));
    const [first] = here;
    const title = here.length === 1 && first !== undefined ? t('sources.leaveWhyOne', { table: lines.get(first)?.name ?? '' }) : t('sources.leaveWhyMany', { count: here.length });
    const close = (): void => {
      this.leaving = undefined;
      state.setAnswer(LEAVING, '');
      this.focus();
    };
    return leaveBar({
      t, count: here.length, title, reason: state.answer(LEAVING), close,
      reasons: [...new Set(view.tables.flatMap(({ reason }) => (reason === undefined || reason === '' ? [] : [reason])))].slice(0, 20),
      type: (reason) => {
        state.setAnswer(LEAVING, reason);
        this.requestUpdate();
      },
      apply: () => {
        const reason = state.answer(LEAVING).replace(/\s+/g, ' ').trim();
        if (reason === '' || here.length === 0 || this.page.locked) return;
        this.page.sendAfterEdits({ type: 'scopeTables', tables: [...here], reason });
        close();
      },
    });
  }

  readonly #detail = (line: TableLine): SourceTableDetail | undefined => this.page.sources.detail(line);

  readonly #face = (row: TreeRow): unknown => faceOf(this.page.t, (row as unknown as SourceRow).item);

  /** By which query a volume is known: told once it was asked for. */
  #tip(row: SourceRow): string | undefined {
    if (row.item.kind !== 'table') return undefined;
    const { line } = row.item;
    const known = this.page.sources.known(line);
    const label = labelOf(this.page.t, row.item);
    if (known === undefined) return label;
    const query = known.facts.find((fact) => fact.query !== undefined)?.query;
    return query === undefined ? label : `${label}\n${query}`;
  }

  readonly #look = (row: TreeRow): void => {
    const { item } = row as unknown as SourceRow;
    if (item.kind === 'table') this.#detail(item.line);
  };

  readonly #open = (row: TreeRow, open: boolean): void => {
    const { item } = row as unknown as SourceRow;
    if (item.kind === 'table') {
      const next = new Set(this.openTables);
      if (open) next.add(row.id);
      else next.delete(row.id);
      this.openTables = next;
      return;
    }
    this.page.state.fold(row.id, open);
    this.requestUpdate();
  };

  /** A bar leads to its table in the tree. */
  readonly #pick = (id: string): void => {
    this.filter = '';
    this.onlyProblems = false;
    this.active = id;
    this.selected = new Set([id]);
    void this.updateComplete.then(async () => {
      const tree = this.querySelector<Tree>('dmp-tree');
      await tree?.updateComplete;
      tree?.show(id);
      tree?.focus();
      tree?.scrollIntoView({ block: 'nearest' });
    });
  };

  readonly #filterKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.filter !== '') this.filter = '';
    else if (event.key === 'ArrowDown') this.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** "11 tables, 2 views · 3 left behind · 4 to confirm". */
function sum(t: Translate, view: SourcesView): string {
  const count = (scope: TableLine['scope']): number => view.tables.filter((line) => line.scope === scope).length;
  const views = count('view');
  const open = view.tables.filter(({ scope, proven }) => scope === 'in' && !proven).length;
  const left = count('left');
  const tables = tablesWords(t, view.tables.length - views);
  const parts = [views === 0 ? tables : `${tables}, ${views === 1 ? t('sources.viewsOne') : t('sources.views', { count: views })}`];
  if (left > 0) parts.push(t('sources.leftCount', { count: left }));
  if (open > 0) parts.push(t('sources.openCount', { count: open }));
  return parts.join(' · ');
}

customElements.define('dmp-sources', Sources);

declare global {
  interface HTMLElementTagNameMap {
    'dmp-sources': Sources;
  }
}
