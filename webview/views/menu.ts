import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Page } from '../page.ts';
import { button } from '../ui/button.ts';
import '../ui/menuButton.ts';

/** Continue, Revise, Deep Dive, Party Mode: always in view. */
export function menu(page: Page): TemplateResult {
  const { t, view } = page;
  const key = (letter: string): TemplateResult => html`<kbd aria-hidden="true">${letter}</kbd>`;
  // Back is to what comes before the panel shown, or was confirmed already.
  const all = view.steps.flatMap((step) => step.panels);
  const here = all.findIndex((panel) => panel.id === view.panel.id);
  const before = new Set(all.filter((panel, index) => index !== here && panel.badge !== 'locked' && (index < here || panel.badge !== 'open')));
  const panels = view.steps.flatMap((step) => step.panels.filter((panel) => before.has(panel)).map((panel, index) => ({
    id: panel.id, label: panel.title, detail: t(`badge.${panel.badge}`), separated: index === 0,
  })));
  return html`<div class="menu-row" role="toolbar" aria-label=${t('menu.label')}>
    ${button({
      label: t('menu.continue'), detail: view.panel.continueLabel, icon: key('C'), keys: 'Alt+C', title: t('menu.continueTitle'), appearance: 'primary', className: 'menu-continue',
      disabled: page.locked, onClick: () => {
        page.goOn();
      },
    })}
    <dmp-menu class="menu-revise" label=${t('menu.reviseTitle')} menuLabel=${t('menu.reviseLabel')} keys="Alt+R" above .locked=${page.locked || panels.length === 0} .items=${panels}
      .face=${html`${key('R')}<b class="button-label">${t('menu.revise')}</b>`}
      .onPick=${(panel: string) => {
        page.sendAfterEdits({ type: 'revise', panel });
      }}></dmp-menu>
    ${button({ label: t('menu.deepDive'), icon: key('D'), keys: 'Alt+D', title: t('menu.deepDiveTitle'), className: 'menu-deep', disabled: page.locked, onClick: () => {
      page.sendAfterEdits({ type: 'deepDive' });
    } })}
    ${button({ label: t('menu.partyMode'), icon: key('P'), keys: 'Alt+P', title: t('menu.partyModeTitle'), className: 'menu-party', disabled: page.locked, onClick: () => {
      page.sendAfterEdits({ type: 'partyMode' });
    } })}
  </div>`;
}
