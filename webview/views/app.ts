import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Page } from '../page.ts';
import { conversation } from './conversation.ts';
import { elicitation } from './elicitation.ts';
import { aside } from './guidance.ts';
import { header } from './header.ts';
import { importReview } from './importReview.ts';
import { menu } from './menu.ts';
import { panel } from './panel.ts';
import { personAsk } from './personAsk.ts';
import { rail } from './rail.ts';
import { rescanReview } from './rescanReview.ts';
import { noticeBar, readOnlyBanner, scanBar } from './status.ts';
import { stepTrack } from './stepTrack.ts';

/** The whole page. `tick` changes with every redraw. */
export function app(page: Page, tick: number): TemplateResult {
  const { view, narrow } = page;
  const running = view.elicitation;
  const review = view.importReview ?? view.rescanReview;
  // The panel stays in the page while a Deep Dive covers it, so that the focus and what is being typed come back as they were.
  const middle = html`<main class="middle" id="middle">
    ${readOnlyBanner(page)}${scanBar(page)}
    ${narrow && running === undefined && review === undefined ? aside(page) : ''}
    <div ?hidden=${running !== undefined || review !== undefined}>${panel(page, tick)}</div>
    ${running === undefined || review !== undefined ? '' : elicitation(page, running)}
    ${view.importReview === undefined ? '' : importReview(page, view.importReview)}
    ${view.importReview !== undefined || view.rescanReview === undefined ? '' : rescanReview(page, view.rescanReview)}
  </main>`;
  return html`<div class="page ${narrow ? 'is-narrow' : ''} ${page.locked ? 'is-locked' : ''}">
    <div class="top">${header(page)}${stepTrack(page)}</div>
    <div class="body">${rail(page)}${middle}${narrow ? '' : aside(page)}</div>
    <footer class="dock">${noticeBar(page)}${personAsk(page)}${conversation(page)}${menu(page)}</footer>
  </div>`;
}
