import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

export interface ButtonOptions {
  readonly label: string;
  readonly onClick: (event: Event) => void;
  readonly appearance?: 'primary' | 'secondary';
  readonly disabled?: boolean;
  /** Does nothing just now, and looks so, but keeps the focus that it may have. */
  readonly waiting?: boolean;
  readonly title?: string;
  /** What stands before the label. */
  readonly icon?: TemplateResult;
  /** What stands after the label, in small print. */
  readonly detail?: string;
  /** `Alt+C` and the like. */
  readonly keys?: string;
  readonly pressed?: boolean;
  readonly className?: string;
}

/** A button with words. */
export function button(options: ButtonOptions): TemplateResult {
  const { label, detail } = options;
  return html`<vscode-button
    class="${options.className ?? ''} ${options.waiting === true ? 'waiting' : ''}"
    aria-disabled=${options.waiting === true ? 'true' : nothing}
    appearance=${options.appearance ?? 'secondary'}
    ?disabled=${options.disabled ?? false}
    title=${options.title ?? nothing}
    aria-keyshortcuts=${options.keys ?? nothing}
    aria-pressed=${options.pressed === undefined ? nothing : String(options.pressed)}
    @click=${(event: Event) => {
      if (options.waiting !== true) options.onClick(event);
    }}
  >${options.icon ?? nothing}<b class="button-label">${label}</b>${detail === undefined ? nothing : html`<small class="button-detail">${detail}</small>`}</vscode-button>`;
}

/** A button that is only a picture; `label` is its name. */
export function iconButton(options: ButtonOptions & { readonly icon: TemplateResult; readonly expanded?: boolean }): TemplateResult {
  return html`<button
    type="button"
    class="icon-button ${options.className ?? ''}"
    ?disabled=${options.disabled ?? false}
    title=${options.title ?? options.label}
    aria-label=${options.label}
    aria-expanded=${options.expanded === undefined ? nothing : String(options.expanded)}
    @click=${options.onClick}
  >${options.icon}</button>`;
}

/** A button that reads as a link. */
export function linkButton(options: ButtonOptions): TemplateResult {
  return html`<button
    type="button"
    class="link ${options.className ?? ''}"
    ?disabled=${options.disabled ?? false}
    title=${options.title ?? nothing}
    @click=${options.onClick}
  >${options.icon ?? nothing}${options.label}</button>`;
}
