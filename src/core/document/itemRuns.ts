import type { SimpleEdit } from '../plan/planEdit.ts';
import type { ItemRun } from './frontmatterEdits.ts';

/**
 * The edits of a batch, with neighbours that add to the same list, or remove from it from its end towards its begin, put
 * together: leaving three hundred tables behind reads the frontmatter once, not three hundred times.
 */
export function itemRuns(edits: readonly SimpleEdit[]): (SimpleEdit | ItemRun)[] {
  const steps: (SimpleEdit | ItemRun)[] = [];
  let begin = 0;
  while (begin < edits.length) {
    let end = begin + 1;
    while (end < edits.length && follows(edits[end - 1]!, edits[end]!)) end++;
    steps.push(joined(edits.slice(begin, end)));
    begin = end;
  }
  return steps;
}

/** Evidence stands sorted, and goes in one by one. */
function follows(before: SimpleEdit, next: SimpleEdit): boolean {
  if (before.kind === 'addItem') return next.kind === 'addItem' && next.list === before.list && next.list !== 'evidence';
  // Counted from the end, what is left before keeps its place.
  return before.kind === 'removeItem' && next.kind === 'removeItem' && next.list === before.list && next.item.index < before.item.index;
}

function joined(run: readonly SimpleEdit[]): SimpleEdit | ItemRun {
  const first = run[0]!;
  if (run.length === 1) return first;
  if (first.kind === 'addItem') return { kind: 'addItems', list: first.list, items: run.flatMap((edit) => (edit.kind === 'addItem' ? [edit.item] : [])) };
  if (first.kind === 'removeItem') return { kind: 'removeItems', list: first.list, items: run.flatMap((edit) => (edit.kind === 'removeItem' ? [edit.item] : [])) };
  return first;
}
