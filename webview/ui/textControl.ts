import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { describe } from './describe.ts';

/**
 * A text input of one line or more. It reports typing, the wish to keep it (Enter, or the focus leaving) and the wish to
 * drop it (Escape); what these mean is for whoever uses it.
 */
export class TextControl extends LitElement {
  static override properties = {
    value: {}, label: {}, multiline: { type: Boolean }, placeholder: {}, locked: { type: Boolean }, described: { attribute: false },
    invalid: { type: Boolean }, onType: { attribute: false }, onKeep: { attribute: false }, onDrop: { attribute: false },
  };

  declare value: string;
  /** Its name for a screen reader; the visible label stands elsewhere. */
  declare label: string;
  declare multiline: boolean;
  declare placeholder: string;
  declare locked: boolean;
  /** Ids of the elements that describe it. */
  declare described: readonly string[];
  declare invalid: boolean;
  declare onType: ((text: string) => void) | undefined;
  /** `enter` where Enter was pressed; false where the focus left. */
  declare onKeep: ((enter: boolean) => void) | undefined;
  /** Returns whether there was something to drop: then Escape goes no further. */
  declare onDrop: (() => boolean) | undefined;

  constructor() {
    super();
    this.value = '';
    this.label = '';
    this.multiline = false;
    this.placeholder = '';
    this.locked = false;
    this.described = [];
    this.invalid = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override focus(): void {
    this.#control()?.focus();
  }

  /** Selects the text, so that typing replaces it. */
  selectAll(): void {
    this.#input()?.select();
  }

  protected override render(): TemplateResult {
    const listen = {
      input: (event: Event) => this.onType?.((event.target as HTMLInputElement).value),
      blur: () => this.onKeep?.(false),
      keydown: (event: KeyboardEvent) => {
        this.#keyDown(event);
      },
    };
    if (this.multiline) {
      return html`<vscode-text-area
        rows="2" resize="vertical" .value=${live(this.value)} placeholder=${this.placeholder || nothing} ?readonly=${this.locked}
        @input=${listen.input} @blur=${listen.blur} @keydown=${listen.keydown}
      ></vscode-text-area>`;
    }
    return html`<vscode-text-field
      .value=${live(this.value)} placeholder=${this.placeholder || nothing} ?readonly=${this.locked}
      @input=${listen.input} @blur=${listen.blur} @keydown=${listen.keydown}
    ></vscode-text-field>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const control = this.#control();
    // The control gives itself a name of its own when it is inserted.
    control?.setAttribute('aria-label', this.label);
    queueMicrotask(() => {
      const input = this.#input();
      if (input !== null) describe(input, this.described, this.invalid);
      // The control hands a new value to its input a frame later; somebody may type into the old one until then.
      if (input !== null && input.value !== this.value) input.value = this.value;
      if (this.multiline && input !== null) fitHeight(input);
    });
  }

  #keyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const keeps = event.key === 'Enter' && (!this.multiline || event.ctrlKey || event.metaKey);
    if (keeps && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      this.onKeep?.(true);
    } else if (event.key === 'Escape' && this.onDrop?.() === true) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  #control(): HTMLElement | null {
    return this.querySelector<HTMLElement>('vscode-text-field, vscode-text-area');
  }

  #input(): HTMLInputElement | null {
    return this.#control()?.shadowRoot?.querySelector<HTMLInputElement>('.control') ?? null;
  }
}

/** As high as its text, within reason. */
function fitHeight(input: HTMLElement): void {
  input.style.height = 'auto';
  input.style.height = `${String(Math.min(240, Math.max(52, input.scrollHeight + 2)))}px`;
}

customElements.define('dmp-text', TextControl);
