import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly icon?: TemplateResult;
  readonly disabled?: boolean;
  /** Stands apart from what is above it. */
  readonly separated?: boolean;
}

/** A button that opens a menu: arrow keys move, letters jump, Escape closes, and the focus returns to the button. */
export class MenuButton extends LitElement {
  static override properties = {
    face: { attribute: false }, items: { attribute: false }, label: {}, menuLabel: {}, keys: {}, appearance: {}, above: { type: Boolean },
    locked: { type: Boolean }, onPick: { attribute: false }, open: { state: true }, at: { state: true },
  };

  /** What the button shows. */
  declare face: TemplateResult | undefined;
  declare items: readonly MenuItem[];
  declare label: string;
  declare menuLabel: string;
  declare keys: string;
  declare appearance: 'icon' | 'secondary';
  /** Opens upwards. */
  declare above: boolean;
  declare locked: boolean;
  declare onPick: ((id: string) => void) | undefined;
  declare open: boolean;
  declare at: number;

  constructor() {
    super();
    this.items = [];
    this.label = '';
    this.menuLabel = '';
    this.keys = '';
    this.appearance = 'secondary';
    this.above = false;
    this.locked = false;
    this.open = false;
    this.at = 0;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override focus(): void {
    this.querySelector<HTMLElement>('vscode-button, .icon-button')?.focus();
  }

  /** Opens the menu and puts the focus on its first item. */
  show(): void {
    if (this.locked || this.items.length === 0) return;
    this.at = Math.max(0, this.items.findIndex((item) => item.disabled !== true));
    this.open = true;
  }

  protected override render(): TemplateResult {
    const toggle = (): void => {
      if (this.open) this.open = false;
      else this.show();
    };
    const expanded = String(this.open);
    const shortcut = this.keys === '' ? nothing : this.keys;
    const face = this.appearance === 'icon'
      ? html`<button type="button" class="icon-button" title=${this.label} aria-label=${this.label} aria-haspopup="menu" aria-expanded=${expanded}
          ?disabled=${this.locked} @click=${toggle}>${this.face}</button>`
      : html`<vscode-button appearance="secondary" title=${this.label} aria-haspopup="menu" aria-expanded=${expanded} aria-keyshortcuts=${shortcut}
          ?disabled=${this.locked} @click=${toggle}>${this.face}</vscode-button>`;
    return html`<div class="menu-anchor" @keydown=${this.#keyDown} @focusout=${this.#focusOut}>${face}${this.open ? this.#menu() : nothing}</div>`;
  }

  #menu(): TemplateResult {
    return html`<div class="menu ${this.above ? 'above' : ''}" role="menu" aria-label=${this.menuLabel || this.label}>${this.items.map(
      (item, index) => html`<button
        type="button" role="menuitem" class="menu-item ${item.separated === true ? 'separated' : ''}" tabindex=${index === this.at ? '0' : '-1'}
        aria-disabled=${String(item.disabled ?? false)}
        @click=${() => {
          this.#pick(item);
        }}
      >${item.icon ?? nothing}<span class="menu-label">${item.label}</span>${item.detail === undefined ? nothing : html`<span class="menu-detail">${item.detail}</span>`}</button>`,
    )}</div>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (this.open && (changed.has('open') || changed.has('at'))) this.querySelectorAll<HTMLElement>('[role=menuitem]')[this.at]?.focus();
  }

  #pick(item: MenuItem): void {
    if (item.disabled === true) return;
    this.#close();
    this.onPick?.(item.id);
  }

  #close(): void {
    this.open = false;
    this.focus();
  }

  readonly #focusOut = (event: FocusEvent): void => {
    if (this.open && event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this.open = false;
  };

  readonly #clickElsewhere = (event: Event): void => {
    if (this.open && event.target instanceof Node && !this.contains(event.target)) this.open = false;
  };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#clickElsewhere);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#clickElsewhere);
  }

  readonly #keyDown = (event: KeyboardEvent): void => {
    if (!this.open) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        this.show();
      }
      return;
    }
    const count = this.items.length;
    const letter = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey ? event.key.toLowerCase() : '';
    if (event.key === 'ArrowDown') this.at = (this.at + 1) % count;
    else if (event.key === 'ArrowUp') this.at = (this.at + count - 1) % count;
    else if (event.key === 'Home') this.at = 0;
    else if (event.key === 'End') this.at = count - 1;
    else if (event.key === 'Escape') this.#close();
    else if (event.key === 'Tab') {
      this.open = false;
      return;
    } else if (letter.trim() !== '') {
      const order = this.items.map((_item, index) => (this.at + 1 + index) % count);
      this.at = order.find((index) => this.items[index]?.label.toLowerCase().startsWith(letter)) ?? this.at;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

customElements.define('dmp-menu', MenuButton);
