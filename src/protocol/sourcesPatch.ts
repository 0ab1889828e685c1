import type { SourcesView, SystemLine, TableLine } from '../core/workflow/sourcesView.ts';
import { applySplices, rowSplices } from './rowSplices.ts';
import type { RowSplice } from './rowSplices.ts';

/** What was found in the sources, as it is sent to a page: the lines that are new to it. */
export interface SourcesMessage {
  readonly type: 'sources';
  /** Counts the messages of this type sent to this page. */
  readonly serial: number;
  /** The serial of the message that this one builds on; absent: it is whole. */
  readonly base?: number;
  readonly systems: readonly SystemLine[];
  readonly tables: readonly RowSplice<TableLine>[];
}

/** The host's side: remembers what the page has, and sends the difference. One for each page. */
export class SourcesSender {
  #serial = 0;
  #systems = '';
  #tables: readonly TableLine[] | undefined;

  /** The next message is whole: the page is new, or has lost what it had. */
  forget(): void {
    this.#tables = undefined;
  }

  /** Undefined where the page has it all. */
  message({ systems, tables }: SourcesView): SourcesMessage | undefined {
    const before = this.#tables;
    const splices = rowSplices(before ?? [], tables);
    const systemsText = JSON.stringify(systems);
    if (before !== undefined && splices.length === 0 && systemsText === this.#systems) return undefined;
    const serial = ++this.#serial;
    this.#tables = tables;
    this.#systems = systemsText;
    return { type: 'sources', serial, ...(before === undefined ? {} : { base: serial - 1 }), systems, tables: splices };
  }
}

/** The page's side: puts the lines together again. */
export class SourcesReceiver {
  #view: SourcesView | undefined;
  #serial = 0;

  get view(): SourcesView | undefined {
    return this.#view;
  }

  /** False where the message builds on one that this page does not have, and a whole one has to be asked for. */
  take({ serial, base, systems, tables }: SourcesMessage): boolean {
    if (base !== undefined && (this.#view === undefined || base !== this.#serial)) return false;
    const joined = applySplices(base === undefined ? [] : this.#view?.tables ?? [], tables);
    if (joined === undefined) return false;
    this.#view = { systems, tables: joined };
    this.#serial = serial;
    return true;
  }
}
