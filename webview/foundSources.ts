import type { SourceTableDetail } from '../src/core/workflow/sourceDetail.ts';
import type { SourcesView, TableLine } from '../src/core/workflow/sourcesView.ts';
import type { HostMessage, PageMessage } from '../src/protocol/messages.ts';
import { SourcesReceiver } from '../src/protocol/sourcesPatch.ts';

/** What was found in the sources, as far as the page knows it; what it does not know yet it asks for once. */
export class FoundSources {
  readonly #send: (message: PageMessage) => void;
  readonly #receiver = new SourcesReceiver();
  /** With the line that the detail belongs to: once the line has changed, it is asked for again. */
  readonly #details = new Map<string, { readonly line: TableLine | undefined; readonly detail: SourceTableDetail }>();
  readonly #asked = new Map<string, TableLine>();

  constructor(send: (message: PageMessage) => void) {
    this.#send = send;
  }

  /** Undefined until the host has told. */
  get view(): SourcesView | undefined {
    return this.#receiver.view;
  }

  /** The host has told, and there is nothing. */
  get isEmpty(): boolean {
    const { view } = this.#receiver;
    return view !== undefined && view.tables.length === 0 && view.systems.every(({ scanned, live }) => !scanned && live !== true);
  }

  take(message: Extract<HostMessage, { type: 'sources' | 'sourceTable' }>): void {
    if (message.type === 'sources') {
      if (!this.#receiver.take(message)) this.#send({ type: 'wholeView' });
    } else this.#details.set(message.detail.id, { line: this.#asked.get(message.detail.id), detail: message.detail });
  }

  /** What is known of a table's columns and evidence; while a new answer is on its way, the last one. */
  detail(line: TableLine): SourceTableDetail | undefined {
    const known = this.#details.get(line.id);
    if (known?.line !== line && this.#asked.get(line.id) !== line) {
      this.#asked.set(line.id, line);
      this.#send({ type: 'sourceTable', table: line.id });
    }
    return known?.detail;
  }

  /** The same, as far as it was asked for already. */
  known(line: TableLine): SourceTableDetail | undefined {
    return this.#details.get(line.id)?.detail;
  }
}
