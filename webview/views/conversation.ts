import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Page } from '../page.ts';
import { button } from '../ui/button.ts';
import { icon } from '../ui/icons.ts';
import { turns } from './turn.ts';

/** Name of what is being said, among the answers that the page keeps. */
export const SAYING = 'say';

/** The log of the conversation, and under it the box to say something. */
export function conversation(page: Page): TemplateResult {
  const { t, view, state } = page;
  const count = view.turns.length;
  const open = state.unfolded('talk', true);
  return html`<section class="talk" aria-label=${t('talk.label')}>
    ${count === 0 ? nothing : html`<button type="button" class="talk-fold" aria-expanded=${String(open)} aria-controls="talk-log" @click=${() => {
      state.fold('talk', !open);
      page.redraw();
    }}>${icon(open ? 'chevronDown' : 'chevronRight')}<span>${t('talk.label')}</span><small>${count === 1 ? t('talk.countOne') : t('talk.count', { count })}</small></button>`}
    <div id="talk-log" class="talk-log" role="log" aria-live="polite" aria-label=${t('talk.label')} tabindex=${count > 0 && open ? '0' : '-1'} ?hidden=${count === 0 || !open}>${turns(page, view.turns)}</div>
    ${box(page)}
  </section>`;
}

function box(page: Page): TemplateResult {
  const { t, state } = page;
  const text = state.answer(SAYING);
  const say = (): void => {
    if (text.trim() === '') return;
    page.say(text.trim());
    state.setAnswer(SAYING, '');
    page.redraw();
  };
  const type = (value: string): void => {
    state.setAnswer(SAYING, value);
    page.redraw();
  };
  return html`<div class="talk-box" @keydown=${(event: KeyboardEvent) => {
    const { history } = state;
    const at = history.lastIndexOf(text);
    if (event.key === 'ArrowUp' && (text === '' || at >= 0)) {
      const before = history[(text === '' ? history.length : at) - 1];
      if (before !== undefined) type(before);
    } else if (event.key === 'ArrowDown' && text !== '' && at >= 0) type(history[at + 1] ?? '');
    else return;
    event.preventDefault();
  }}>
    <span class="prompt" aria-hidden="true">›</span>
    <dmp-text data-place="conversation" label=${t('talk.label')} .value=${text} .placeholder=${page.narrow ? t('talk.placeholderShort') : t('talk.placeholder')}
      .onType=${type} .onKeep=${(enter: boolean) => {
        if (enter) say();
      }}></dmp-text>
    ${button({ label: t('talk.send'), className: 'compact', disabled: text.trim() === '', onClick: say })}
  </div>`;
}
