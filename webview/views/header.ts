import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Page } from '../page.ts';
import { button } from '../ui/button.ts';
import { icon } from '../ui/icons.ts';
import '../ui/menuButton.ts';

/** The plan's name, its state in a few words, and what is not done often. */
export function header(page: Page): TemplateResult {
  const { t, view } = page;
  const pick = (id: string): void => {
    if (id === 'undo' || id === 'redo' || id === 'save') page.sendAfterEdits({ type: id });
    else if (id === 'openText') page.send({ type: 'openText' });
    else if (id === 'exportSection' || id === 'importSection') page.sendAfterEdits({ type: 'action', action: id });
    else page.ask({ then: 'nothing' });
  };
  return html`<header class="header">
    <h1 title=${view.project}>${view.project === '' ? t('header.untitled') : view.project}</h1>
    <p class="headline">${[view.status, ...view.headline].filter((part) => part !== '').map((part, index) => html`${index > 0 ? html`<i aria-hidden="true"> · </i>` : ''}<span>${part}</span>`)}</p>
    <div class="header-tools">
      ${button({ label: t('header.text'), icon: icon('text'), title: t('header.textTitle'), className: 'compact', onClick: () => {
        page.send({ type: 'openText' });
      } })}
      <dmp-menu
        appearance="icon" label=${t('header.more')} .face=${icon('more')} .onPick=${pick}
        .items=${[
          { id: 'undo', label: t('header.undo'), disabled: page.locked },
          { id: 'redo', label: t('header.redo'), disabled: page.locked },
          { id: 'save', label: t('header.save') },
          { id: 'openText', label: t('header.openText'), separated: true },
          { id: 'exportSection', label: t('header.exportSection'), separated: true },
          { id: 'importSection', label: t('header.importSection'), disabled: page.locked },
          { id: 'person', label: t('header.person'), detail: view.person === '' ? t('header.personNobody') : view.person },
        ]}
      ></dmp-menu>
    </div>
  </header>`;
}
