import { planStateSchema } from '../../../src/core/plan/planState.ts';
import type { Catalogue, Column, ForeignKey, Table } from '../../../src/core/catalogue/catalogue.ts';
import type { Plan, PlanRow } from '../../../src/core/plan/plan.ts';
import type { PlanEdit, SimpleEdit } from '../../../src/core/plan/planEdit.ts';
import type { PlanState } from '../../../src/core/plan/planState.ts';
import { blockSpec } from '../../../src/core/plan/sections.ts';
import type { BlockId } from '../../../src/core/plan/sections.ts';

type Cells = Readonly<Record<string, string>>;

/** A plan made of a few facts and rows. */
export function fakePlan(state: Partial<PlanState> = {}, rows: Partial<Record<BlockId, readonly Cells[]>> = {}): Plan {
  return {
    state: { ...planStateSchema.parse({ workflow: 'create-data-migration' }), ...state },
    rows: Object.fromEntries(Object.entries(rows).map(([block, list]) => [block, list.map((cells) => ({ cells }))])),
  };
}

/** The simple edits of an edit. */
export function simpleEdits(edit: PlanEdit | undefined): readonly SimpleEdit[] {
  if (!edit) return [];
  return edit.kind === 'batch' ? edit.edits : [edit];
}

/** What the edits of a proposal make of a plan, one after the other. */
export function applied(plan: Plan, edit: PlanEdit | undefined): Plan {
  const rows: Partial<Record<BlockId, PlanRow[]>> = Object.fromEntries(Object.entries(plan.rows).map(([block, list]) => [block, [...list]]));
  let { evidence } = plan.state;
  for (const each of simpleEdits(edit)) {
    switch (each.kind) {
      case 'insertRows': (rows[each.block] ??= []).splice(each.at, 0, ...each.rows.map((cells) => ({ cells }))); break;
      case 'setCell': {
        const list = rows[each.block]!;
        list[each.row.index] = { cells: { ...list[each.row.index]!.cells, [each.column]: each.value } };
        break;
      }
      case 'removeRows': {
        // A row that is not where it was is found by its key.
        const keys = blockSpec(each.block).key;
        const matches = (row: PlanRow | undefined, key: readonly string[]): boolean => key.every((part, place) => row?.cells[keys[place] ?? ''] === part);
        const gone = each.rows.map(({ index, key }) => (!key || matches(rows[each.block]![index], key) ? index : rows[each.block]!.findIndex((row) => matches(row, key))));
        rows[each.block] = rows[each.block]!.filter((_, index) => !gone.includes(index));
        break;
      }
      case 'setEvidence': {
        const replaced = new Set(each.entries.map((entry) => entry.row));
        evidence = [...evidence.filter((entry) => !replaced.has(entry.row)), ...each.entries];
        break;
      }
      default: throw new Error(`not expected in a proposal: ${each.kind}`);
    }
  }
  return { state: { ...plan.state, evidence }, rows };
}

/** The rows of a block as texts, cells joined by ` | `. */
export function lines(plan: Plan, block: BlockId): string[] {
  return (plan.rows[block] ?? []).map((row) => Object.values(row.cells).join(' | '));
}

/** A column from `name type` with `!` for not null: `total numeric(10,2)!`. */
export function column(text: string): Column {
  const match = /^(\S+|"[^"]+") ([a-z]+)(?:\((\d+)(?:,(\d+))?\))?(!?)$/.exec(text);
  if (!match) throw new Error(text);
  const [, name = '', type = '', first, second, required] = match;
  const kinds = { int: 'integer', bigint: 'integer', text: 'text', varchar: 'text', numeric: 'decimal', real: 'float', date: 'date', timestamp: 'timestamp', boolean: 'boolean' } as const;
  const kind = kinds[type as keyof typeof kinds];
  return {
    name: name.replaceAll('"', ''), nativeType: `${type}${first === undefined ? '' : `(${first}${second === undefined ? '' : `,${second}`})`}`, nullable: required !== '!',
    type: {
      kind,
      ...(kind === 'text' && first !== undefined ? { length: Number(first) } : {}),
      ...(kind === 'decimal' && first !== undefined ? { precision: Number(first), scale: Number(second ?? 0) } : {}),
      ...(kind === 'integer' ? { bits: type === 'int' ? 32 : 64 } : {}),
    },
  };
}

/** A table: columns as for `column`, foreign keys as `column -> table.column`. The first column is the primary key. */
export function table(name: string, columns: readonly string[], options: { keys?: readonly string[]; rows?: number; unique?: readonly (readonly string[])[]; primaryKey?: readonly string[]; schema?: string; kind?: 'table' | 'view' } = {}): Table {
  const made = columns.map(column);
  const foreignKeys = (options.keys ?? []).map((key): ForeignKey => {
    const [from = '', to = ''] = key.split(' -> ');
    const [referencedTable = '', referenced = ''] = to.split('.');
    return { columns: from.split('+'), referencedTable, referencedColumns: referenced.split('+') };
  });
  return {
    name, kind: options.kind ?? 'table', columns: made, primaryKey: [...(options.primaryKey ?? [made[0]?.name ?? ''])], uniqueKeys: (options.unique ?? []).map((key) => [...key]), foreignKeys,
    ...(options.schema === undefined ? {} : { schema: options.schema }),
    statistics: options.rows === undefined ? { kind: 'unknown' } : { kind: 'measured', rowCount: String(options.rows), bytes: String(options.rows * 1024), query: `SELECT count(*) FROM "${name}"`, at: '2026-01-02T03:04:05.000Z' },
  };
}

export function catalogue(system: string, role: Catalogue['role'], technology: Catalogue['technology'], tables: readonly Table[]): Catalogue {
  return {
    catalogueVersion: 1, system, role, technology, origin: { kind: role === 'source' ? 'database' : 'ddl', path: `${system}.db` }, scannedAt: '2026-01-02T03:04:05.000Z',
    complete: true, tables: [...tables], issues: [],
  };
}
