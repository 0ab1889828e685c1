import fc from 'fast-check';
import type { Plan, PlanRow } from '../../../src/core/plan/plan.ts';
import { cellOf, inventoryKey } from '../../../src/core/plan/plan.ts';
import { cellComparison } from '../../../src/core/plan/compareCells.ts';
import type { SimpleEdit } from '../../../src/core/plan/planEdit.ts';
import { ITEM_LISTS } from '../../../src/core/plan/planState.ts';
import type { ItemList, PlanState } from '../../../src/core/plan/planState.ts';
import { BLOCKS } from '../../../src/core/plan/sections.ts';
import type { BlockId } from '../../../src/core/plan/sections.ts';
import { nasty, word } from './planDocuments.ts';

/** Arbitrary edits that fit a plan, and what the plan must say after each. */

export const BODY_BLOCKS = BLOCKS.filter((block) => block.form !== 'rendered');
const SCALARS = ['project', 'targetSystem.name', 'targetSystem.owner', 'volumes.history', 'volumes.largestTables', 'constraints.timeZones', 'migrationStrategy.rationale'];
const TEXTS = ['pastAttempts', 'stepsCompleted', 'constraints.regulations', 'businessRules'];
const LISTS: readonly ItemList[] = ['sourceSystems', 'evidence', 'decisions', 'openQuestions', 'exclusions'];

/** Raw material of an edit, fitted to the plan at hand by `makeEdit`. */
export const seed = fc.record({
  kind: fc.constantFrom('setCell', 'setCell', 'setCells', 'insertRows', 'removeRows', 'moveRows', 'duplicateRows', 'sortRows', 'setField', 'setTexts', 'addItem', 'setItem', 'removeItem', 'confirmVolumes', 'setEvidence', 'restore'),
  a: fc.nat(1000), b: fc.nat(1000), c: fc.nat(1000), value: nasty, words: fc.array(word, { maxLength: 4 }), said: fc.oneof(word, nasty.filter((text) => text.trim() !== '')),
});
export type Seed = typeof seed extends fc.Arbitrary<infer T> ? T : never;

function pick<T>(items: readonly T[], index: number): T | undefined {
  return items[index % Math.max(items.length, 1)];
}

export function makeEdit(plan: Plan, { kind, a, b, c, value, words, said }: Seed): SimpleEdit | undefined {
  const spec = pick(BODY_BLOCKS, a)!;
  const rows = plan.rows[spec.id];
  const list = pick(LISTS, a)!;
  const fields = Object.keys(ITEM_LISTS[list].shape);
  const items: readonly Record<string, string>[] = plan.state[list];
  switch (kind) {
    case 'setCell': return rows && rows.length > 0 ? { kind, block: spec.id, row: { index: b % rows.length }, column: pick(spec.columns, c)!.key, value } : undefined;
    case 'setCells': return rows && rows.length > 0 ? {
      kind, block: spec.id,
      cells: [0, 1].flatMap((step) => spec.columns.map((column, index) => {
        const row = (b + step) % rows.length;
        return { row: { index: row, key: spec.key.map((name) => cellOf(rows[row]!, name)) }, column: column.key, value: (index + c) % 3 === 0 ? value : said };
      })),
    } : undefined;
    case 'duplicateRows': return rows && rows.length > 0 ? { kind, block: spec.id, rows: [{ index: b % rows.length }, { index: c % rows.length }] } : undefined;
    case 'sortRows': return rows && !spec.ordered && spec.form === 'table' ? { kind, block: spec.id, by: [{ column: pick(spec.columns, b)!.key, descending: c % 2 === 0 }, { column: pick(spec.columns, c)!.key }] } : undefined;
    case 'insertRows': return { kind, block: spec.id, at: b % 5, rows: [1, 2].slice(0, 1 + (c % 2)).map((n) => Object.fromEntries(spec.columns.map((column, index) => [column.key, index % 2 === n % 2 ? value : said]))) };
    case 'removeRows': return rows && rows.length > 0 ? { kind, block: spec.id, rows: [{ index: b % rows.length }, { index: c % rows.length }] } : undefined;
    case 'moveRows': return rows && rows.length > 0 ? { kind, block: spec.id, rows: [{ index: b % rows.length }], to: c % (rows.length + 1) } : undefined;
    case 'setField': return { kind, path: pick(SCALARS, a)!, value: c % 4 === 0 ? '' : said };
    case 'setTexts': return { kind: 'setField', path: pick(TEXTS, a)!, value: words };
    case 'addItem': return { kind, list, item: list === 'evidence' ? { row: said, kind: 'stated', count: '5' } : { [fields[0]!]: said, [fields[1]!]: words[0] ?? '' } };
    case 'setItem': return items.length > 0 ? { kind, list, item: { index: b % items.length }, values: list === 'evidence' ? { count: words[0] ?? '', query: said } : { [fields[1]!]: words[0] ?? '', ...(c % 2 ? { [fields[0]!]: said } : {}) } } : undefined;
    case 'removeItem': return items.length > 0 ? { kind, list, item: { index: b % items.length } } : undefined;
    case 'confirmVolumes': {
      const row = plan.rows.inventory && pick(plan.rows.inventory, b);
      return row ? { kind, rows: [inventoryKey(row)], by: said, at: '2026-01-02' } : undefined;
    }
    case 'setEvidence': return { kind, entries: [...new Set(words)].map((row) => ({ row, kind: 'measured' as const, count: '7', size: '', query: said, at: '', confirmedBy: '', confirmedAt: '' })) };
    case 'restore': return { kind, section: spec.section, block: spec.id };
    default: return undefined;
  }
}

/** What the plan must say after an edit, by the plainest code there is. */
export function expected(plan: Plan, edit: SimpleEdit): Plan {
  const state = structuredClone<PlanState>(plan.state);
  const rows: Partial<Record<BlockId, PlanRow[]>> = Object.fromEntries(Object.entries(plan.rows).map(([id, all]) => [id, all.map((row) => ({ cells: { ...row.cells } }))]));
  switch (edit.kind) {
    case 'setCell': Object.assign(rows[edit.block]![edit.row.index]!.cells, { [edit.column]: edit.value }); break;
    case 'setCells': for (const { row, column, value } of edit.cells) Object.assign(rows[edit.block]![row.index]!.cells, { [column]: value }); break;
    case 'duplicateRows': {
      const all = rows[edit.block]!;
      const chosen = [...new Set(edit.rows.map(({ index }) => index))].sort((x, y) => x - y);
      all.splice(chosen.at(-1)! + 1, 0, ...chosen.map((index) => ({ cells: { ...all[index]!.cells } })));
      break;
    }
    case 'sortRows': {
      const specs = BODY_BLOCKS.find(({ id }) => id === edit.block)!.columns;
      // Sorting is stable: by the last column first.
      for (const { column, descending } of [...edit.by].reverse()) {
        const compare = cellComparison(specs.find(({ key }) => key === column)!.kind, descending);
        rows[edit.block]!.sort((x, y) => compare(cellOf(x, column), cellOf(y, column)));
      }
      break;
    }
    case 'insertRows': (rows[edit.block] ??= []).splice(edit.at, 0, ...edit.rows.map((cells) => ({ cells: { ...cells } }))); break;
    case 'removeRows': rows[edit.block] = rows[edit.block]!.filter((_, index) => !edit.rows.some((ref) => ref.index === index)); break;
    case 'moveRows': {
      const all = rows[edit.block]!;
      const moved = all[edit.rows[0]!.index]!;
      rows[edit.block] = [...all.slice(0, edit.to).filter((row) => row !== moved), moved, ...all.slice(edit.to).filter((row) => row !== moved)];
      break;
    }
    case 'setField': {
      const names = edit.path.split('.');
      let target: Record<string, unknown> = state;
      for (const name of names.slice(0, -1)) target = target[name] as Record<string, unknown>;
      target[names[names.length - 1] ?? ''] = edit.value;
      break;
    }
    case 'addItem': {
      const item = ITEM_LISTS[edit.list].parse(edit.item);
      const all = state[edit.list] as unknown as Record<string, string>[];
      const at = edit.list === 'evidence' ? all.findIndex((entry) => entry['row']! > edit.item['row']!) : -1;
      all.splice(at < 0 ? all.length : at, 0, item as Record<string, string>);
      break;
    }
    case 'setItem': Object.assign((state[edit.list] as unknown as Record<string, string>[])[edit.item.index]!, edit.values); break;
    case 'removeItem': state[edit.list].splice(edit.item.index, 1); break;
    case 'setEvidence':
      for (const entry of edit.entries) {
        const last = state.evidence.map((item) => item.row).lastIndexOf(entry.row);
        if (last >= 0) state.evidence[last] = entry;
      }
      {
        const old = state.evidence.map((entry) => entry.row);
        const added = edit.entries.filter((entry) => !old.includes(entry.row)).sort((x, y) => (x.row < y.row ? -1 : 1));
        const places = added.map((entry) => ({ entry, at: old.findIndex((row) => row > entry.row) }));
        const result = old.flatMap((_, index) => [...places.filter((place) => place.at === index).map((place) => place.entry), state.evidence[index]!]);
        state.evidence = [...result, ...places.filter((place) => place.at < 0).map((place) => place.entry)];
      }
      break;
    case 'confirmVolumes': break;
    case 'restore': rows[edit.block ?? 'inventory'] ??= []; break;
    default: break;
  }
  return { state, rows };
}
