import type { Catalogue } from '../catalogue/catalogue.ts';
import { findColumn } from '../inventory/tableNames.ts';
import type { TableNames } from '../inventory/tableNames.ts';
import { NONE, UNKNOWN, cellOf, rowsOf } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import { catalogueSet } from '../proposals/catalogueSet.ts';
import { plainLabel } from './offer.ts';
import type { Offer, TakenMapping } from './offer.ts';

/** A field that goes into another one, as somebody wrote it down. */
export interface CitedMapping extends TakenMapping {
  readonly cite: string;
  readonly path: string;
  readonly line: number;
}

/** What must be known of both sides for a row to be offered. */
export type Knowledge =
  /** A person named both sides: offered, and chosen beforehand where no catalogue speaks against it. */
  | 'named'
  /** A program named them: offered only where the catalogues know both, for its tables may be others of the same name. */
  | 'catalogued';

/**
 * Mapping rows by table pair, without those that the plan has already. What the plan maps elsewhere is offered apart, with
 * both sides shown, and not chosen.
 */
export function mappingOffers(plan: Plan, catalogues: readonly Catalogue[], mappings: readonly CitedMapping[], knowledge: Knowledge): Offer[] {
  const set = catalogueSet(catalogues);
  const standing = new Standing(plan);
  const groups = new Map<string, { rows: TakenMapping[]; first: CitedMapping; unknown: boolean }>();
  const conflicts: Offer[] = [];
  const seen = new Set<string>();
  for (const mapping of mappings) {
    const source = resolve(set.sourceNames, mapping.sourceTable, mapping.sourceField);
    const target = resolve(set.targetNames, mapping.targetTable, mapping.targetField);
    if (knowledge === 'catalogued' && !(source.known && target.known)) continue;
    const row: TakenMapping = { sourceTable: source.table, sourceField: source.field, targetTable: target.table, targetField: target.field, transform: mapping.transform };
    const key = keyOf(row.sourceTable, row.sourceField, row.targetTable, row.targetField);
    if (seen.has(key)) continue;
    seen.add(key);
    const before = standing.says(row);
    if (before === 'same') continue;
    if (before !== undefined) {
      conflicts.push({
        id: `mapping:${mapping.cite}:${key}`, group: 'mappings', cite: mapping.cite, path: mapping.path, line: mapping.line, sure: false,
        label: plainLabel(`${row.sourceTable}.${row.sourceField} → ${row.targetTable}.${row.targetField}`),
        conflict: { plan: before, found: `${row.sourceTable}.${row.sourceField} → ${row.targetTable}.${row.targetField}` },
        taking: { kind: 'mapping', rows: [row] },
      });
      continue;
    }
    const pair = `${mapping.cite}\u0000${row.sourceTable}\u0000${row.targetTable}`;
    const contradicted = (set.sources.length > 0 && !source.known) || (set.target !== undefined && !target.known);
    const group = groups.get(pair);
    if (!group) groups.set(pair, { rows: [row], first: mapping, unknown: contradicted });
    else {
      group.rows.push(row);
      group.unknown ||= contradicted;
    }
  }
  const offers = [...groups.values()].map(({ rows, first, unknown }): Offer => ({
    id: `mapping:${first.cite}:${rows[0]!.sourceTable}:${rows[0]!.targetTable}`, group: 'mappings', cite: first.cite, path: first.path, line: first.line, sure: !unknown,
    label: plainLabel(`${rows[0]!.sourceTable} → ${rows[0]!.targetTable}: ${rows.slice(0, 6).map(({ sourceField, targetField }) => (sourceField === targetField ? sourceField : `${sourceField} → ${targetField}`)).join(', ')}${rows.length > 6 ? ` (+${rows.length - 6})` : ''}`),
    ...(unknown ? { note: { code: 'existingWork.notInCatalogue', args: {} } } : {}),
    taking: { kind: 'mapping', rows },
  }));
  return [...offers, ...conflicts];
}

interface Resolved {
  readonly table: string;
  readonly field: string;
  readonly known: boolean;
}

/** The names as the plan writes them, where the catalogues know the table and the field. */
function resolve(names: TableNames, table: string, field: string): Resolved {
  const bare = table.slice(table.lastIndexOf('.') + 1);
  const ref = names.one(table) ?? (bare === table ? undefined : names.one(bare));
  const column = ref && findColumn(ref.table, field);
  return { table: ref ? names.nameOf(ref.table) : table, field: column?.name ?? field, known: column !== undefined };
}

function keyOf(...parts: readonly string[]): string {
  return parts.map((part) => part.trim().toLowerCase()).join('\u0000');
}

/** What the rows of the plan say of a source field or a target field. */
class Standing {
  readonly #bySource = new Map<string, string[]>();
  readonly #byTarget = new Map<string, string[]>();

  constructor(plan: Plan) {
    for (const row of rowsOf(plan, 'mapping')) {
      const [sourceTable, sourceField, targetTable, targetField] = (['sourceTable', 'sourceField', 'targetTable', 'targetField'] as const).map((column) => cellOf(row, column)) as [string, string, string, string];
      const decided = targetField !== UNKNOWN && targetField !== '';
      if (decided && ![UNKNOWN, NONE, ''].includes(sourceField)) push(this.#bySource, keyOf(sourceTable, sourceField), targetField === NONE ? `${sourceTable}.${sourceField} → ${NONE}` : `${sourceTable}.${sourceField} → ${targetTable}.${targetField}`);
      if (decided && targetField !== NONE && sourceField !== UNKNOWN && sourceField !== '') push(this.#byTarget, keyOf(targetTable, targetField), `${sourceTable === NONE ? NONE : `${sourceTable}.${sourceField}`} → ${targetTable}.${targetField}`);
    }
  }

  /** `same` where a row says just this; the row as it stands where it says something else; undefined where none decides it. */
  says(row: TakenMapping): string | undefined {
    const whole = `${row.sourceTable}.${row.sourceField} → ${row.targetTable}.${row.targetField}`.toLowerCase();
    const bySource = this.#bySource.get(keyOf(row.sourceTable, row.sourceField)) ?? [];
    const byTarget = this.#byTarget.get(keyOf(row.targetTable, row.targetField)) ?? [];
    if (bySource.some((each) => each.toLowerCase() === whole)) return 'same';
    return bySource[0] ?? byTarget[0];
  }
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
