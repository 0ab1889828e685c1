import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseElicitationFile } from '../../../src/core/elicitation/elicitationFile.ts';
import type { ElicitationFile, ElicitationFiles } from '../../../src/core/elicitation/elicitationFile.ts';
import type { Plan, PlanRow } from '../../../src/core/plan/plan.ts';
import type { ItemRef, PlanEdit, RowRef, SimpleEdit } from '../../../src/core/plan/planEdit.ts';
import { planStateSchema } from '../../../src/core/plan/planState.ts';
import { BLOCKS, blockSpec } from '../../../src/core/plan/sections.ts';
import type { BlockId } from '../../../src/core/plan/sections.ts';

const steps = fileURLToPath(new URL('../../../steps/', import.meta.url));

/** The texts of the files that ship, by name. */
export function shippedTexts(folder: 'techniques' | 'perspectives'): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(`${steps}${folder}`).filter((name) => name.endsWith('.md')).sort().map((name) => ({ name, text: readFileSync(`${steps}${folder}/${name}`, 'utf8') }));
}

const read = (folder: 'techniques' | 'perspectives'): readonly ElicitationFile[] => shippedTexts(folder).map(({ name, text }) => parseElicitationFile(text, name));

export const files: ElicitationFiles = { techniques: read('techniques'), perspectives: read('perspectives') };

/** A plan from what matters in it; every required block stands, empty. `rows` are cells by column in the block's order. */
export function planOf(state: Readonly<Record<string, unknown>> = {}, rows: Readonly<Partial<Record<BlockId, readonly (readonly string[])[]>>> = {}): Plan {
  const blocks: Partial<Record<BlockId, readonly PlanRow[]>> = {};
  for (const block of BLOCKS) if (block.required && block.form !== 'rendered') blocks[block.id] = [];
  for (const [id, cells] of Object.entries(rows) as [BlockId, readonly (readonly string[])[]][]) {
    blocks[id] = cells.map((row) => ({ cells: Object.fromEntries(blockSpec(id).columns.map((column, index) => [column.key, row[index] ?? ''])) }));
  }
  return { state: planStateSchema.parse({ workflow: 'create-data-migration', ...state }), rows: blocks };
}

/** A stand-in for the document's writer: the plan after the edit. Throws where the edit does not fit. */
export function applied(plan: Plan, edit: PlanEdit): Plan {
  return (edit.kind === 'batch' ? edit.edits : [edit]).reduce((now, each) => applySimple(now, each), plan);
}

function applySimple(plan: Plan, edit: SimpleEdit): Plan {
  const state = structuredClone(plan.state) as unknown as Record<string, unknown>;
  const list = (name: string): Record<string, string>[] => state[name] as Record<string, string>[];
  const withState = (): Plan => ({ ...plan, state: planStateSchema.parse(state) });
  const rowsOfBlock = (block: BlockId): PlanRow[] => [...(plan.rows[block] ?? [])];
  const withRows = (block: BlockId, rows: readonly PlanRow[]): Plan => ({ ...plan, rows: { ...plan.rows, [block]: rows } });
  const index = (block: BlockId, ref: RowRef): number => {
    const row = rowsOfBlock(block)[ref.index];
    if (row === undefined) throw new Error(`no row ${ref.index} in ${block}`);
    if (ref.key !== undefined && blockSpec(block).key.some((column, at) => row.cells[column] !== ref.key?.[at])) throw new Error(`row ${ref.index} of ${block} is another`);
    return ref.index;
  };
  const itemAt = (name: string, ref: ItemRef): number => {
    const item = list(name)[ref.index];
    if (item === undefined || (ref.key !== undefined && Object.values(item)[0] !== ref.key)) throw new Error(`no item ${ref.index} in ${name}`);
    return ref.index;
  };
  switch (edit.kind) {
    case 'setField': {
      const keys = edit.path.split('.');
      let at = state;
      for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
      at[keys.at(-1) ?? ''] = edit.value;
      return withState();
    }
    case 'addItem': list(edit.list).push({ ...edit.item }); return withState();
    case 'setItem': Object.assign(list(edit.list)[itemAt(edit.list, edit.item)] ?? {}, edit.values); return withState();
    case 'removeItem': list(edit.list).splice(itemAt(edit.list, edit.item), 1); return withState();
    case 'setCell': {
      const rows = rowsOfBlock(edit.block);
      const at = index(edit.block, edit.row);
      if (!blockSpec(edit.block).columns.some((column) => column.key === edit.column)) throw new Error(`no column ${edit.column}`);
      rows[at] = { cells: { ...rows[at]?.cells, [edit.column]: edit.value } };
      return withRows(edit.block, rows);
    }
    case 'insertRows': {
      const rows = rowsOfBlock(edit.block);
      for (const row of edit.rows) for (const key of Object.keys(row)) if (!blockSpec(edit.block).columns.some((column) => column.key === key)) throw new Error(`no column ${key}`);
      rows.splice(edit.at, 0, ...edit.rows.map((cells) => ({ cells })));
      return withRows(edit.block, rows);
    }
    case 'removeRows': {
      const gone = new Set(edit.rows.map((ref) => index(edit.block, ref)));
      return withRows(edit.block, rowsOfBlock(edit.block).filter((_, at) => !gone.has(at)));
    }
    case 'confirmVolumes': {
      for (const key of edit.rows) {
        const row = rowsOfBlock('inventory').find((each) => `${each.cells['sourceSystem'] ?? ''}.${each.cells['object'] ?? ''}` === key);
        if (row === undefined) throw new Error(`no row ${key}`);
        const rest = list('evidence').filter((each) => each['row'] !== key);
        state['evidence'] = [...rest, { row: key, kind: 'stated', count: (row.cells['recordCount'] ?? '').replaceAll(/[^\d]/g, ''), confirmedBy: edit.by, confirmedAt: edit.at }];
      }
      return withState();
    }
    case 'moveRows': case 'setEvidence': case 'dropEvidence': case 'reattachEvidence': case 'signOff': case 'completeStep': case 'reopenStep':
    case 'restore': case 'renderOverview': case 'takeOverOverview': throw new Error(`${edit.kind} is never proposed`);
    default: throw new Error('unknown edit');
  }
}

/** An answer that fits what the proposal asks for. */
export function answerFor(code: string, options: readonly string[] | undefined): string {
  const [option] = options ?? [];
  if (option !== undefined) return option;
  const name = code.split('.').at(-1) ?? '';
  const fitting: Readonly<Record<string, string>> = { count: '12,000', duration: '45 min', window: '900 h', targetField: 'customer.email', tolerance: '0', lesson: 'rehearse first', query: 'SELECT 1', transform: 'trim | upper', mask: 'first 3 digits' };
  return fitting[name] ?? 'Kim Okafor, by | Friday';
}
