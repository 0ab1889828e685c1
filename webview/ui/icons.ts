import { html, svg } from 'lit';
import type { SVGTemplateResult, TemplateResult } from 'lit';

const drawings = {
  done: svg`<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor"/><path d="M5 8.2l2.1 2.1L11.2 6" fill="none" stroke="currentColor" stroke-width="1.4"/>`,
  check: svg`<path d="M3.5 8.4l3 3L12.5 5" fill="none" stroke="currentColor" stroke-width="1.6"/>`,
  current: svg`<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor"/><circle cx="8" cy="8" r="3.5" fill="currentColor"/>`,
  open: svg`<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor"/>`,
  warning: svg`<path d="M8 2.2l6.3 11.3H1.7z" fill="none" stroke="currentColor" stroke-linejoin="round"/><path d="M8 6.4v3.4M8 11v1.1" stroke="currentColor" stroke-width="1.2"/>`,
  error: svg`<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor"/><path d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6" stroke="currentColor" stroke-width="1.2"/>`,
  info: svg`<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor"/><path d="M8 7.2v4M8 4.6v1.2" stroke="currentColor" stroke-width="1.2"/>`,
  locked: svg`<rect x="3.5" y="7.5" width="9" height="6" rx="1" fill="none" stroke="currentColor"/><path d="M5.5 7.5V5a2.5 2.5 0 015 0v2.5" fill="none" stroke="currentColor"/>`,
  close: svg`<path d="M4 4l8 8M12 4l-8 8" stroke="currentColor" stroke-width="1.2"/>`,
  add: svg`<path d="M8 3v10M3 8h10" stroke="currentColor" stroke-width="1.2"/>`,
  more: svg`<g fill="currentColor"><circle cx="3.5" cy="8" r="1.1"/><circle cx="8" cy="8" r="1.1"/><circle cx="12.5" cy="8" r="1.1"/></g>`,
  chevronRight: svg`<path d="M6 3.5L10.5 8 6 12.5" fill="none" stroke="currentColor" stroke-width="1.2"/>`,
  chevronDown: svg`<path d="M3.5 6L8 10.5 12.5 6" fill="none" stroke="currentColor" stroke-width="1.2"/>`,
  text: svg`<path d="M3 4h10M3 8h10M3 12h6" stroke="currentColor" stroke-width="1.2"/>`,
  up: svg`<path d="M8 13V3.5M4 7.3l4-4 4 4" fill="none" stroke="currentColor" stroke-width="1.2"/>`,
  down: svg`<path d="M8 3v9.5M4 8.7l4 4 4-4" fill="none" stroke="currentColor" stroke-width="1.2"/>`,
  back: svg`<path d="M13 8H3.5M7.3 4l-4 4 4 4" fill="none" stroke="currentColor" stroke-width="1.2"/>`,
  find: svg`<circle cx="7" cy="7" r="4" fill="none" stroke="currentColor"/><path d="M10 10l3.5 3.5" stroke="currentColor" stroke-width="1.2"/>`,
  keys: svg`<rect x="1.5" y="4.5" width="13" height="7.5" rx="1" fill="none" stroke="currentColor"/><path d="M4 7h1M7.5 7h1M11 7h1M5 9.7h6" stroke="currentColor"/>`,
  trash: svg`<path d="M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 9h5.8l.6-9M6.7 7v4M9.3 7v4" fill="none" stroke="currentColor"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof drawings;

/** A picture of 16 by 16, in the colour of the text around it. It says nothing to a screen reader. */
export function icon(name: IconName, className = ''): TemplateResult {
  return html`<svg class="icon ${className}" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${drawings[name]}</svg>`;
}
