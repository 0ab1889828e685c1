import type { Plan } from '../plan/plan.ts';
import { NONE, UNKNOWN } from '../plan/plan.ts';
import type { PlanEdit } from '../plan/planEdit.ts';
import type { NameRef } from './nameRef.ts';

/** A name that an edit gives to what has another one by now. */
export interface NameChange {
  readonly ref: NameRef;
  readonly newName: string;
}

/**
 * What an edit of the frontmatter renames: a source system or the target, whose name stands in many other places as
 * well. Undefined for all other edits, and where there was no name yet or is none any more.
 */
export function nameChange(plan: Plan, edit: PlanEdit): NameChange | undefined {
  const { state } = plan;
  switch (edit.kind) {
    case 'setItem': {
      if (edit.list !== 'sourceSystems' || Object.keys(edit.values).join() !== 'name') return undefined;
      const standing = state.sourceSystems[edit.item.index]?.name;
      return edit.item.key !== undefined && edit.item.key !== standing ? undefined : change('source', standing, edit.values['name']);
    }
    case 'setField':
      return edit.path === 'targetSystem.name' && typeof edit.value === 'string' ? change('target', state.targetSystem.name, edit.value) : undefined;
    default:
      return undefined;
  }
}

function change(side: 'source' | 'target', name: string | undefined, newName: string | undefined): NameChange | undefined {
  return isName(name) && isName(newName) && name !== newName ? { ref: { kind: 'system', side, name }, newName } : undefined;
}

function isName(text: string | undefined): text is string {
  return text !== undefined && !['', UNKNOWN, NONE].includes(text.trim());
}
