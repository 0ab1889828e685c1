import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ColumnSpec } from '../../../../src/core/plan/sections.ts';
import type { TableView } from '../../../../src/core/workflow/wizardView.ts';
import type { Page } from '../../../page.ts';
import { button, iconButton, linkButton } from '../../../ui/button.ts';
import { icon } from '../../../ui/icons.ts';
import '../../../ui/menuButton.ts';
import type { MenuItem } from '../../../ui/menuButton.ts';
import type { TableCommand } from '../keys.ts';
import { addButton } from './addButton.ts';

export interface TableToolsOptions {
  readonly page: Page;
  readonly table: TableView;
  /** Rows ticked. */
  readonly count: number;
  /** Rows that commands act on: the ticked ones, else those of the range. */
  readonly targets: number;
  readonly adding: boolean;
  readonly confirms: boolean;
  readonly unproven: number;
  /** The column of the current cell. */
  readonly column: ColumnSpec | undefined;
  /** The first row acted on is the first of all. */
  readonly oneLess: boolean;
  readonly canMove: boolean;
  /** Rows that would be left behind; undefined where the table has nothing to leave behind. */
  readonly leavable: number | undefined;
  readonly run: (command: TableCommand) => void;
  readonly confirm: () => void;
  readonly tickUnproven: () => void;
  readonly untick: () => void;
}

/** What can be done with the rows, at the table's right. */
export function tableTools(options: TableToolsOptions): TemplateResult {
  const { page: { t }, table, count, run } = options;
  const has = table.rows.length > 0;
  return html`<div class="table-tools" role="toolbar" aria-label=${table.title}>
    ${count === 0 ? nothing : html`<span class="selected-count" role="status">${t('table.selected', { count })}</span>
      ${options.leavable === undefined || options.leavable === 0 ? nothing : button({ label: t('table.leaveBehind'), className: 'compact', onClick: () => {
        run('leaveBehind');
      } })}
      ${options.confirms ? button({ label: t('table.confirm'), icon: icon('check'), className: 'compact', onClick: options.confirm }) : nothing}
      ${iconButton({ label: t('table.moveUp'), icon: icon('up'), disabled: options.oneLess || !options.canMove, onClick: () => {
        run('moveUp');
      } })}${iconButton({ label: t('table.moveDown'), icon: icon('down'), disabled: !options.canMove, onClick: () => {
        run('moveDown');
      } })}${iconButton({ label: t('table.remove'), icon: icon('trash'), onClick: () => {
        run('remove');
      } })}
      ${linkButton({ label: t('table.clearSelection'), onClick: options.untick })}`}
    ${count === 0 && options.confirms && options.unproven > 0 ? linkButton({ label: t('table.selectUnproven', { count: options.unproven }), onClick: options.tickUnproven }) : nothing}
    ${options.adding ? nothing : html`${has ? iconButton({ label: t('table.find'), icon: icon('find'), onClick: () => {
      run('find');
    } }) : nothing}<dmp-menu class="table-more" appearance="icon" .face=${icon('more')} .label=${t(has ? 'table.more' : 'table.moreEmpty')} .items=${menuItems(options)}
      .onPick=${(id: string) => {
        run(id as TableCommand);
      }}></dmp-menu>${has ? addButton(t, table, () => {
        run('addRow');
      }) : nothing}`}
  </div>`;
}

function menuItems({ page: { t }, table, column, canMove, targets, leavable }: TableToolsOptions): readonly MenuItem[] {
  const item = (id: TableCommand, label: string, detail: string, more: Partial<MenuItem> = {}): MenuItem => ({ id, label, detail, ...more });
  const name = column?.header ?? '';
  const sorting = table.form !== 'table' || column === undefined ? [] : [
    item('sortUp', t('table.sortUp', { column: name }), '', { separated: true }), item('sortDown', t('table.sortDown', { column: name }), ''),
  ];
  // An empty table has no rows to do anything with, but may get some from a file.
  if (table.rows.length === 0) return [item('importSection', t('table.import'), '')];
  return [
    item('insertAbove', t('table.insertAbove'), 'Ctrl+Shift+Enter'), item('insertBelow', t('table.insertBelow'), 'Ctrl+Enter'),
    item('duplicate', t('table.duplicate'), 'Ctrl+Shift+D'), item('moveUp', t('table.moveUp'), 'Alt+↑', { disabled: !canMove }), item('moveDown', t('table.moveDown'), 'Alt+↓', { disabled: !canMove }),
    item('remove', targets > 1 ? t('table.removeRows', { count: targets }) : t('table.remove'), ''),
    item('fillDown', t('table.fillDown'), 'Ctrl+D', { separated: true }),
    ...(leavable === undefined ? [] : [item('leaveBehind', t('table.leaveBehind'), '', { disabled: leavable === 0 })]),
    ...sorting,
    item('exportSection', t('table.export'), '', { separated: true }), item('importSection', t('table.import'), ''),
    item('keys', t('table.keysTitle'), '', { separated: true }),
  ];
}
