import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ProposalView, TurnView } from '../../src/core/workflow/wizardView.ts';
import type { Page } from '../page.ts';
import { button, linkButton } from '../ui/button.ts';
import { icon } from '../ui/icons.ts';

/** What was said, and what was proposed, in order. */
export function turns(page: Page, shown: readonly TurnView[]): TemplateResult {
  return html`${repeat(shown, (turn) => turn.id, (turn, index) => oneTurn(page, turn, index === shown.length - 1, shown[index - 1]?.who === turn.who && turn.role !== 'person'))}`;
}

function oneTurn(page: Page, turn: TurnView, last: boolean, goesOn: boolean): TemplateResult {
  const { t } = page;
  return html`<article class="turn role-${turn.role}">
    <h3 class=${goesOn ? 'sr-only' : ''}>${turn.who}</h3>
    ${turn.text === '' ? nothing : html`<p class="turn-text">${turn.text}</p>`}
    ${repeat(turn.proposals, (proposal) => proposal.id, (proposal) => oneProposal(page, proposal))}
    ${last && turn.suggestions.length > 0
      ? html`<div class="suggestions" role="group" aria-label=${t('talk.suggestions')}>${turn.suggestions.map((text) => linkButton({ label: text, className: 'suggestion', disabled: page.locked, onClick: () => {
          page.say(text);
        } }))}</div>`
      : nothing}
  </article>`;
}

function oneProposal(page: Page, proposal: ProposalView): TemplateResult {
  const { t } = page;
  const open = proposal.state === 'open';
  const titleId = `proposal-${proposal.id.replace(/[^A-Za-z0-9]/g, '_')}`;
  return html`<section class="proposal ${proposal.state}" role="group" aria-labelledby=${titleId}>
    <p class="proposal-text" id=${titleId}>${proposal.text}</p>
    ${proposal.details.length === 0 ? nothing : html`<ul class="details">${proposal.details.map((line) => html`<li>${line}</li>`)}</ul>`}
    ${open ? openProposal(page, proposal) : html`<p class="proposal-state">${icon(proposal.state === 'applied' ? 'done' : proposal.state === 'outdated' ? 'warning' : 'info', proposal.state === 'applied' ? 'badge-done' : '')}<span>${t(`proposal.${proposal.state}`)}</span></p>`}
  </section>`;
}

function openProposal(page: Page, proposal: ProposalView): TemplateResult {
  const { t, state } = page;
  const { ask, id } = proposal;
  const answer = state.answer(id).trim();
  const decide = (verdict: 'apply' | 'reject' | 'park'): void => {
    page.sendAfterEdits({ type: 'decide', proposal: id, verdict, ...(verdict === 'apply' && answer !== '' ? { answer } : {}) });
    if (verdict !== 'apply') state.setAnswer(id, '');
  };
  const ready = !page.locked && (ask === undefined || answer !== '');
  return html`${ask === undefined ? nothing : question(page, id, ask, () => {
    if (state.answer(id).trim() !== '') decide('apply');
  })}
    <div class="verdicts">
      ${button({ label: t('proposal.apply'), className: 'compact', disabled: !ready, onClick: () => {
        decide('apply');
      } })}
      ${button({ label: t('proposal.reject'), className: 'compact ghost', onClick: () => {
        decide('reject');
      } })}
      ${button({ label: t('proposal.park'), className: 'compact ghost', disabled: page.locked, onClick: () => {
        decide('park');
      } })}
    </div>`;
}

function question(page: Page, id: string, ask: NonNullable<ProposalView['ask']>, onEnter: () => void): TemplateResult {
  const { state } = page;
  const type = (text: string): void => {
    state.setAnswer(id, text);
    page.redraw();
  };
  const control = ask.kind === 'choice'
    ? html`<dmp-dropdown data-place="answer:${id}" label=${ask.label} .value=${state.answer(id)} .locked=${page.locked} .onChoose=${type}
        .choices=${[{ value: '', label: page.t('proposal.choose') }, ...(ask.options ?? []).map((option) => ({ value: option, label: option }))]}></dmp-dropdown>`
    : html`<dmp-text data-place="answer:${id}" label=${ask.label} .value=${state.answer(id)} .placeholder=${ask.placeholder} .locked=${page.locked} .onType=${type}
        .onKeep=${(enter: boolean) => {
          if (enter) onEnter();
        }}></dmp-text>`;
  return html`<div class="ask"><span class="ask-label" aria-hidden="true">${ask.label}</span>${control}</div>`;
}
