import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';
import type { Page } from '../../page.ts';

/** Sends an edit of rows or of many cells; says it where it was refused. A single cell is kept as a draft instead: see `cellDrafts.ts`. */
export async function sendEdit(page: Page, edit: PlanEdit): Promise<void> {
  const error = await page.edit(edit);
  if (error !== undefined) page.notify(page.t('field.notSaved', { error }), 'error');
}
