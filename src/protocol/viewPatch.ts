import type { BlockId } from '../core/plan/sections.ts';
import type { RowView, TableView, WizardView } from '../core/workflow/wizardView.ts';
import { applySplices, rowSplices } from './rowSplices.ts';
import type { RowSplice } from './rowSplices.ts';

/**
 * A view, as it is sent to a page that has one already: what is the same as there is left out. A plan of ten thousand rows is
 * megabytes, and one edit changes one row of it.
 */
export interface ViewMessage {
  readonly type: 'view';
  /** Tables named in `rows` are without their rows here; lists named in `same` are empty. */
  readonly view: WizardView;
  /** Counts the views sent to this page. */
  readonly serial?: number;
  /** The serial of the view that this one builds on; absent: it is whole. */
  readonly base?: number;
  readonly rows?: Readonly<Partial<Record<BlockId, readonly RowSplice<RowView>[]>>>;
  readonly same?: readonly SameList[];
}

const LISTS = ['problems', 'openPoints', 'turns', 'steps'] as const;
export type SameList = (typeof LISTS)[number];

/** The host's side: remembers what the page has, and sends the difference. One for each page. */
export class ViewSender {
  #serial = 0;
  /** The message last sent, as far as the next can build on it. */
  #rows = new Map<BlockId, readonly RowView[]>();
  #lists = new Map<SameList, string>();
  #panel = '';

  /** The next view is sent whole: the page is new, or has lost its own. */
  forget(): void {
    this.#rows.clear();
    this.#lists.clear();
    this.#panel = '';
  }

  message(view: WizardView): ViewMessage {
    const serial = ++this.#serial;
    const first = this.#lists.size === 0;
    const samePanel = this.#panel === view.panel.id;
    const rows: Partial<Record<BlockId, readonly RowSplice<RowView>[]>> = {};
    const tables = view.panel.tables.map((table): TableView => {
      const known = samePanel && !first ? this.#rows.get(table.block) : undefined;
      if (known === undefined) return table;
      const splices = rowSplices(known, table.rows);
      const sent = splices.reduce((sum, { insert }) => sum + insert.length + 1, 0);
      if (sent >= table.rows.length + 1) return table;
      rows[table.block] = splices;
      return { ...table, rows: [] };
    });
    const lists = new Map(LISTS.map((name): [SameList, string] => [name, JSON.stringify(view[name] ?? null)]));
    const same = first ? [] : LISTS.filter((name) => view[name] !== undefined && this.#lists.get(name) === lists.get(name));
    this.#rows = new Map(view.panel.tables.map((table) => [table.block, table.rows]));
    this.#lists = lists;
    this.#panel = view.panel.id;
    if (same.length === 0 && Object.keys(rows).length === 0) return { type: 'view', view, serial };
    const lean = { ...view, ...Object.fromEntries(same.map((name) => [name, []])), panel: { ...view.panel, tables } };
    return { type: 'view', view: lean, serial, base: serial - 1, rows, same };
  }
}

/** The page's side: puts the view together again. */
export class ViewReceiver {
  #last: WizardView | undefined;
  #serial: number | undefined;

  /** The whole view; undefined where it builds on one that this page does not have, and a whole one has to be asked for. */
  take(message: ViewMessage): WizardView | undefined {
    const view = this.#joined(message);
    if (view === undefined) return undefined;
    this.#last = view;
    this.#serial = message.serial;
    return view;
  }

  #joined({ view, base, rows = {}, same = [] }: ViewMessage): WizardView | undefined {
    const last = this.#last;
    if (base === undefined) return view;
    if (last === undefined || base !== this.#serial) return undefined;
    const tables: TableView[] = [];
    for (const table of view.panel.tables) {
      const splices = rows[table.block];
      if (splices === undefined) {
        tables.push(table);
        continue;
      }
      const known = last.panel.tables.find(({ block }) => block === table.block);
      const joined = known === undefined ? undefined : applySplices(known.rows, splices);
      if (joined === undefined) return undefined;
      tables.push({ ...table, rows: joined });
    }
    return { ...view, ...Object.fromEntries(same.map((name) => [name, last[name]])), panel: { ...view.panel, tables } };
  }
}
