import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { BlockId } from '../plan/sections.ts';
import { blockTitle } from './blockTitle.ts';
import { documentColumns } from './sheet.ts';

/** What a workbook says of itself: where it comes from and what each column expects. `exportedAt` and `document` as people read them. */
export function notesSheet(parsed: ParsedPlan, block: BlockId, words: (code: string, args?: Readonly<Record<string, string>>) => string, facts: { readonly exportedAt: string; readonly document: string }): string[][] {
  return [
    [words('interchange.notes.section'), blockTitle(block)],
    [words('interchange.notes.project'), parsed.plan?.state.project ?? ''],
    [words('interchange.notes.exported'), facts.exportedAt],
    [words('interchange.notes.document'), facts.document],
    [words('interchange.notes.how'), words('interchange.notes.howText')],
    ['', ''],
    ...documentColumns(parsed, block).map(({ header, kind, own }) => [header, words(own ? 'interchange.expects.own' : `interchange.expects.${kind}`)]),
  ];
}
