import type { CellMark, RowView } from '../../../src/core/workflow/wizardView.ts';
import type { Translate } from '../../strings.ts';

/** How we know a volume: a small mark, and the same in words, for the tooltip and for those who hear it. */
export function evidenceWords(t: Translate, evidence: NonNullable<RowView['evidence']>): { readonly face: string; readonly note: string; readonly classes: string } {
  const faces: Readonly<Record<CellMark, string>> = { measured: '✓', estimated: '~', stated: t('mark.said'), unknown: '', confirmed: '✓' };
  const words = t(`mark.${evidence.mark}`);
  const proven = evidence.proven ? words : `${words}, ${t('mark.unconfirmed')}`;
  return {
    face: faces[evidence.mark],
    note: evidence.note === '' ? proven : `${proven}: ${evidence.note}`,
    classes: `mark-${evidence.mark} ${evidence.proven ? 'proven' : 'unproven'}`,
  };
}
