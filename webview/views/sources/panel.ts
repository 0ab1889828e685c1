import { html } from 'lit';
import type { TemplateResult } from 'lit';
import '../../sources.css';
import type { Page } from '../../page.ts';

let loading: Promise<unknown> | undefined;

/** What was found in the sources. It is a chunk of its own, loaded when the panel is first shown. */
export function sources(page: Page, tick: number): TemplateResult {
  loading ??= import('./sourcesElement.ts').catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return html`<dmp-sources .page=${page} .tick=${tick}></dmp-sources>`;
}
