import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { CellMark, RowView } from '../../src/core/workflow/wizardView.ts';
import type { Translate } from '../strings.ts';

/** How we know a volume: a small mark, its note as a tooltip, and the same in words for those who hear it. */
export function evidenceMark(t: Translate, evidence: NonNullable<RowView['evidence']>): TemplateResult {
  const faces: Readonly<Record<CellMark, string>> = { measured: '✓', estimated: '~', stated: t('mark.said'), unknown: '', confirmed: '✓' };
  const words = t(`mark.${evidence.mark}`);
  const proven = evidence.proven ? words : `${words}, ${t('mark.unconfirmed')}`;
  const note = evidence.note === '' ? proven : `${proven}: ${evidence.note}`;
  return html`<span class="mark mark-${evidence.mark} ${evidence.proven ? 'proven' : 'unproven'}" title=${note}><span aria-hidden="true">${faces[evidence.mark]}</span><span class="sr-only">${note}</span></span>`;
}
