import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { StringKey, Translate } from '../../../strings.ts';
import { iconButton } from '../../../ui/button.ts';
import { icon } from '../../../ui/icons.ts';

/** All keys of a table. */
export function keysHelp(t: Translate, close: () => void): TemplateResult {
  const keys: readonly (readonly [string, StringKey])[] = [
    ['↑ ↓ ← →', 'table.keysMove'], ['Enter  F2', 'table.keysEdit'], ['Ctrl+A', 'table.keysAll'], ['Shift+Space', 'table.keysTick'], ['Ctrl+C  X  V', 'table.keysClip'], ['Ctrl+D', 'table.keysFill'],
    ['Ctrl+Enter', 'table.keysInsert'], ['Ctrl+Shift+D', 'table.keysDuplicate'], ['Alt+↑  Alt+↓', 'table.keysMoveRows'], ['Delete', 'table.keysRemove'], ['Ctrl+F', 'table.keysFind'], ['Ctrl+Z  Ctrl+Y', 'table.keysUndo'],
  ];
  return html`<div class="keys-help" role="note" aria-label=${t('table.keysTitle')}>
    <dl>${keys.map(([key, words]) => html`<div><dt>${key}</dt><dd>${t(words)}</dd></div>`)}</dl>
    ${iconButton({ label: t('notice.close'), icon: icon('close'), onClick: close })}
  </div>`;
}
