import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

/** How far something is; a turning ring while its length is not known. */
export function progress(label: string, done: number, total: number, words: string): TemplateResult {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : undefined;
  return html`<div
    class="progress"
    role="progressbar"
    aria-label=${label}
    aria-valuemin="0"
    aria-valuemax=${share === undefined ? nothing : total}
    aria-valuenow=${share === undefined ? nothing : done}
    aria-valuetext=${words}
  >${share === undefined ? html`<vscode-progress-ring aria-hidden="true"></vscode-progress-ring>` : html`<progress max="1" .value=${share} aria-hidden="true"></progress>`}</div>`;
}
