import type { TemplateResult } from 'lit';
import type { TableView } from '../../../../src/core/workflow/wizardView.ts';
import type { Translate } from '../../../strings.ts';
import { linkButton } from '../../../ui/button.ts';
import { icon } from '../../../ui/icons.ts';

/** Adds a row, or an item where the table is a list. */
export function addButton(t: Translate, table: TableView, onClick: () => void): TemplateResult {
  return linkButton({ label: table.form === 'table' ? t('table.addRow') : t('table.addItem'), icon: icon('add'), className: 'add', onClick });
}
