/** What is being typed in one place: kept apart from the plan until the host says that it stands there. */
export interface Draft {
  text: string;
  /** The plan's value when the typing began (or when the person saw and set aside a change of it). */
  base: string;
  error?: string;
  /** Set while the host has it, and until the view that shows it. */
  sent?: { text: string; outside: string; answeredAt?: number };
}

/** How a place is shown. */
export interface Look {
  readonly text: string;
  readonly dirty: boolean;
  /** Under way to the host. */
  readonly pending: boolean;
  readonly error?: string;
  /** What the plan says now, where it changed under the typing. */
  readonly theirs?: string;
}

/**
 * All drafts of the page by place. A new view never takes away what is being typed; what was sent stays shown until the
 * view that has it; and a place that nobody is typing in shows the plan.
 */
export class Drafts {
  readonly #drafts: Map<string, Draft>;
  readonly #changed: () => void;
  /** How many views have come. */
  #views = 0;

  /** `changed` is called after every change, to redraw and to keep the drafts over a reload. */
  constructor(kept: Readonly<Record<string, { text: string; base: string }>>, changed: () => void) {
    this.#drafts = new Map(Object.entries(kept).map(([key, draft]) => [key, { text: draft.text, base: draft.base }]));
    this.#changed = changed;
  }

  /** What must survive a reload of the page. */
  toKeep(): Record<string, { text: string; base: string }> {
    return Object.fromEntries([...this.#drafts].map(([key, draft]) => [key, { text: draft.text, base: draft.base }]));
  }

  viewArrived(): void {
    this.#views++;
    for (const [key, draft] of this.#drafts) {
      const { sent } = draft;
      // Its place may be gone (a row that was renamed): nobody will look at it again.
      if (sent?.answeredAt !== undefined && sent.answeredAt < this.#views - 1 && sent.text === draft.text) this.#drafts.delete(key);
    }
  }

  look(key: string, outside: string): Look {
    const draft = this.#settled(key, outside);
    if (draft === undefined) return { text: outside, dirty: false, pending: false };
    const theirs = draft.sent === undefined && outside !== draft.base && outside !== draft.text ? { theirs: outside } : {};
    const error = draft.error === undefined ? {} : { error: draft.error };
    return { text: draft.text, dirty: draft.text !== outside, pending: draft.sent !== undefined, ...theirs, ...error };
  }

  has(key: string): boolean {
    return this.#drafts.has(key);
  }

  type(key: string, outside: string, text: string): void {
    const draft = this.#settled(key, outside);
    if (draft === undefined) this.#drafts.set(key, { text, base: outside });
    else {
      draft.text = text;
      delete draft.error;
    }
    this.#changed();
  }

  /**
   * Sends what was typed, where it differs from the plan. Does nothing while the plan has changed under the typing: then
   * the person chooses first.
   */
  async commit(key: string, outside: string, send: (text: string) => Promise<string | undefined>): Promise<string | undefined> {
    const draft = this.#settled(key, outside);
    if (draft === undefined || draft.sent?.text === draft.text) return undefined;
    if (draft.text === outside) {
      this.drop(key);
      return undefined;
    }
    if (draft.sent === undefined && outside !== draft.base) return undefined;
    const sent: NonNullable<Draft['sent']> = { text: draft.text, outside };
    draft.sent = sent;
    delete draft.error;
    this.#changed();
    const error = await send(draft.text);
    if (draft.sent === sent) {
      if (error === undefined) sent.answeredAt = this.#views;
      else {
        delete draft.sent;
        draft.error = error;
      }
    }
    this.#changed();
    return error;
  }

  /** The person has seen the outside change and stays with what is typed. */
  keepMine(key: string, outside: string): void {
    const draft = this.#drafts.get(key);
    if (draft !== undefined) draft.base = outside;
    this.#changed();
  }

  drop(key: string): void {
    if (this.#drafts.delete(key)) this.#changed();
  }

  /** The place moved: a row stands at another index now. */
  move(from: string, to: string): void {
    const draft = this.#drafts.get(from);
    if (draft === undefined || from === to) return;
    this.#drafts.delete(from);
    this.#drafts.set(to, draft);
  }

  #settled(key: string, outside: string): Draft | undefined {
    const draft = this.#drafts.get(key);
    const sent = draft?.sent;
    if (draft === undefined || sent?.answeredAt === undefined) return draft;
    const seen = this.#views > sent.answeredAt || outside !== sent.outside;
    if (!seen) return draft;
    if (draft.text === sent.text) {
      this.#drafts.delete(key);
      return undefined;
    }
    // Typing went on while the host worked: from here on the plan's new value is what it builds on.
    draft.base = outside;
    delete draft.sent;
    return draft;
  }
}
