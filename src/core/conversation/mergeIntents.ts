import type { PlanEdit, SimpleEdit } from '../plan/planEdit.ts';
import type { Intent } from './reading.ts';

type Propose = Extract<Intent, { kind: 'propose' }>;

const editsOf = (edit: PlanEdit): readonly SimpleEdit[] => (edit.kind === 'batch' ? edit.edits : [edit]);

/**
 * Joins proposals of one text that write the same place: two business rules are one list, a priority and a volume of the
 * same new table one row. Apart, the second to be applied would undo or double the first.
 */
export function mergeIntents(intents: readonly Intent[]): readonly Intent[] {
  const merged: Intent[] = [];
  for (const intent of intents) {
    const at = intent.kind === 'propose' ? merged.findIndex((other) => other.kind === 'propose' && samePlace(other, intent)) : -1;
    const other = merged[at];
    if (intent.kind === 'propose' && other?.kind === 'propose') merged[at] = join(other, intent);
    else if (!(intent.kind !== 'propose' && merged.some((known) => JSON.stringify(known) === JSON.stringify(intent)))) merged.push(intent);
  }
  return withoutNamed(merged);
}

/** "One more source, an Excel file": a system that the same text names needs no placeholder beside it. */
function withoutNamed(intents: readonly Intent[]): readonly Intent[] {
  const named = intents.filter((intent) => intent.kind === 'propose' && intent.code === 'conversation.propose.addSource').length;
  if (named === 0) return intents;
  return intents.filter((intent) => !(intent.kind === 'propose' && intent.code === 'conversation.propose.addSources' && editsOf(intent.edit).length <= named));
}

function samePlace(left: Propose, right: Propose): boolean {
  return editsOf(left.edit).some((one) => editsOf(right.edit).some((two) => clash(one, two)));
}

function clash(one: SimpleEdit, two: SimpleEdit): boolean {
  if (one.kind === 'setField' && two.kind === 'setField') return one.path === two.path;
  if (one.kind === 'insertRows' && two.kind === 'insertRows') return one.block === two.block && one.rows.some((row) => two.rows.some((other) => sameRow(one.block, row, other)));
  if (one.kind === 'setItem' && two.kind === 'setItem') return one.list === two.list && one.item.index === two.item.index;
  if (one.kind === 'setEvidence' && two.kind === 'setEvidence') return one.entries.some((entry) => two.entries.some((other) => other.row === entry.row));
  if (one.kind === 'setCell' && two.kind === 'setCell') return one.block === two.block && one.row.index === two.row.index;
  return false;
}

function sameRow(block: string, row: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  if (block !== 'inventory') return false;
  return row['sourceSystem'] === other['sourceSystem'] && row['object']?.toLowerCase() === other['object']?.toLowerCase();
}

function join(left: Propose, right: Propose): Propose {
  const edits: SimpleEdit[] = [...editsOf(left.edit)];
  for (const edit of editsOf(right.edit)) {
    const at = edits.findIndex((other) => mergeable(other, edit));
    const other = edits[at];
    const both = other ? mergeEdit(other, edit) : undefined;
    if (both) edits[at] = both;
    else edits.push(edit);
  }
  const details = [...left.details, ...right.details.filter((detail) => !left.details.includes(detail))];
  const args = { ...left.args };
  // The heading of the first; what the second adds stands in the details.
  const [only] = edits;
  return { ...left, args, details, edit: edits.length === 1 && only ? only : { kind: 'batch', edits } };
}

function mergeable(one: SimpleEdit, two: SimpleEdit): boolean {
  if (one.kind === 'setCell' && two.kind === 'setCell') return one.block === two.block && one.row.index === two.row.index && one.column === two.column;
  return clash(one, two);
}

function mergeEdit(one: SimpleEdit, two: SimpleEdit): SimpleEdit | undefined {
  if (one.kind === 'setField' && two.kind === 'setField') {
    if (Array.isArray(one.value) && Array.isArray(two.value)) {
      const first = one.value;
      return { ...two, value: [...first, ...two.value.filter((value) => !first.includes(value))] };
    }
    return two;
  }
  if (one.kind === 'setCell' && two.kind === 'setCell') return two;
  if (one.kind === 'setItem' && two.kind === 'setItem') return { ...one, values: { ...one.values, ...two.values } };
  if (one.kind === 'setEvidence' && two.kind === 'setEvidence') return { ...one, entries: [...one.entries.filter((entry) => !two.entries.some((other) => other.row === entry.row)), ...two.entries] };
  if (one.kind === 'insertRows' && two.kind === 'insertRows') {
    const rows = one.rows.map((row) => {
      const same = two.rows.find((other) => sameRow(one.block, row, other));
      return same ? { ...row, ...Object.fromEntries(Object.entries(same).filter(([, value]) => value !== '' && value !== '?')) } : row;
    });
    return { ...one, rows: [...rows, ...two.rows.filter((row) => !one.rows.some((other) => sameRow(one.block, row, other)))] };
  }
  return undefined;
}
