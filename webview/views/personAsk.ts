import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Page } from '../page.ts';
import { button } from '../ui/button.ts';

/** Name of the name being typed, among the answers that the page keeps. */
export const NAMING = 'person';

/** Asks for the name that signs, before the first signature and whenever it is to change. */
export function personAsk(page: Page): TemplateResult | typeof nothing {
  const { t, state, asking } = page;
  if (asking === undefined) return nothing;
  const name = state.answer(NAMING);
  const keep = (): void => {
    const person = name.trim();
    if (person === '') return;
    page.send({ type: 'setPerson', name: person });
    page.ask(undefined);
    if (asking.then === 'continue') page.goOn(asking.reason, true);
    if (asking.then === 'confirmVolumes') page.sendAfterEdits({ type: 'action', action: 'confirmVolumes', rows: [...asking.rows] });
  };
  const close = (): void => {
    page.ask(undefined);
  };
  return html`<div class="person" role="group" aria-labelledby="person-question" @keydown=${(event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  }}>
    <span id="person-question">${t('person.question')}</span>
    <dmp-text data-place="person" label=${t('person.label')} .value=${name} .placeholder=${t('person.label')} .described=${['person-question']}
      .onType=${(text: string) => {
        state.setAnswer(NAMING, text);
        page.redraw();
      }}
      .onKeep=${(enter: boolean) => {
        if (enter) keep();
      }}></dmp-text>
    ${button({ label: asking.then === 'continue' ? page.view.panel.continueLabel : t('person.keep'), appearance: 'primary', disabled: name.trim() === '', className: 'compact', onClick: keep })}
    ${button({ label: t('cancel'), className: 'compact ghost', onClick: close })}
  </div>`;
}
