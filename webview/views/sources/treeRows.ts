import type { ColumnLine, SourceTableDetail } from '../../../src/core/workflow/sourceDetail.ts';
import type { SourcesView, SystemLine, TableLine } from '../../../src/core/workflow/sourcesView.ts';
import type { TreeRow } from '../../ui/tree.ts';

export type SortBy = 'name' | 'rows' | 'size';
export interface Sorting {
  readonly by: SortBy;
  readonly falling: boolean;
}

/** What a line of the tree stands for. */
export type TreeItem =
  | { readonly kind: 'system'; readonly system: SystemLine; readonly tables: number }
  | { readonly kind: 'schema'; readonly name: string; readonly system: SystemLine; readonly tables: number }
  | { readonly kind: 'table'; readonly line: TableLine }
  | { readonly kind: 'column'; readonly line: TableLine; readonly column: ColumnLine }
  /** The columns of a table are on their way. */
  | { readonly kind: 'waiting'; readonly line: TableLine };

export type SourceRow = Omit<TreeRow, 'label' | 'title'> & { readonly item: TreeItem };

export interface TreeOptions {
  readonly sorting: Sorting;
  readonly filter: string;
  readonly onlyProblems: boolean;
  /** Whether a system or schema is open. */
  readonly isOpen: (id: string) => boolean;
  /** Open tables, by id. */
  readonly openTables: ReadonlySet<string>;
  readonly detail: (line: TableLine) => SourceTableDetail | undefined;
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** What is not in order with a table that moves: its volume is not proven, or something about it asks for a look. */
export function isProblem({ scope, flags, proven, live }: TableLine): boolean {
  if (scope === 'view') return flags.includes('error');
  if (scope === 'left' || live === 'now' || live === 'waiting') return false;
  return !proven || flags.length > 0;
}

/** Rows for sorting and drawing; undefined where they are unknown. */
export function rowsOfLine({ rows }: Pick<TableLine, 'rows'>): number | undefined {
  const digits = rows.replace(/[^0-9.]/g, '');
  const value = digits === '' ? NaN : Number(digits);
  return Number.isFinite(value) ? value : undefined;
}

/** All lines of the tree that are in view, in their order. */
export function treeRows(view: SourcesView, options: TreeOptions): SourceRow[] {
  const wanted = options.filter.trim().toLowerCase();
  const narrowed = wanted !== '' || options.onlyProblems;
  const shown = view.tables.filter((line) => (!options.onlyProblems || isProblem(line)) && (wanted === '' || nameOf(line).toLowerCase().includes(wanted)));
  const bySystem = view.systems.map((): TableLine[] => []);
  for (const line of shown) bySystem[line.system]?.push(line);
  const systems = view.systems.map((system, index) => ({ system, lines: bySystem[index] ?? [] })).filter(({ lines }) => !narrowed || lines.length > 0);
  const rows: SourceRow[] = [];
  systems.forEach(({ system, lines }, index) => {
    const id = `system:${system.name}`;
    const open = narrowed || options.isOpen(id);
    rows.push({ id, level: 1, place: index + 1, of: systems.length, text: system.name, item: { kind: 'system', system, tables: lines.length }, ...(lines.length > 0 ? { expanded: open } : {}), className: 'is-system' });
    if (!open) return;
    const schemas = schemasOf(lines);
    if (schemas.length < 2) {
      addTables(rows, lines, 2, 0, lines.length, options);
      return;
    }
    const bare = lines.filter(({ schema }) => schema === undefined);
    const named = schemas.filter((schema) => schema !== undefined);
    const of = named.length + bare.length;
    named.forEach((name, at) => {
      const within = lines.filter(({ schema }) => schema === name);
      const schemaId = `schema:${system.name}/${name}`;
      const schemaOpen = narrowed || options.isOpen(schemaId);
      rows.push({ id: schemaId, level: 2, place: at + 1, of, text: name, expanded: schemaOpen, item: { kind: 'schema', name, system, tables: within.length }, className: 'is-schema' });
      if (schemaOpen) addTables(rows, within, 3, 0, within.length, options);
    });
    addTables(rows, bare, 2, named.length, of, options);
  });
  return rows;
}

function nameOf({ schema, name }: TableLine): string {
  return schema === undefined ? name : `${schema}.${name}`;
}

function schemasOf(lines: readonly TableLine[]): (string | undefined)[] {
  return [...new Set(lines.map(({ schema }) => schema))].sort((a, b) => collator.compare(a ?? '', b ?? ''));
}

function addTables(rows: SourceRow[], lines: readonly TableLine[], level: number, before: number, of: number, options: TreeOptions): void {
  sorted(lines, options.sorting).forEach((line, index) => {
    const expanded = options.openTables.has(line.id);
    rows.push({
      id: line.id, level, place: before + index + 1, of, text: line.name, expanded, selectable: true, item: { kind: 'table', line },
      className: `is-table scope-${line.scope} ${line.live === undefined ? '' : `live-${line.live}`}`,
    });
    if (!expanded) return;
    const detail = options.detail(line);
    if (detail === undefined) rows.push({ id: `${line.id}\n`, level: level + 1, place: 1, of: 1, text: '', item: { kind: 'waiting', line }, className: 'is-column' });
    detail?.columns.forEach((column, at) => rows.push({ id: `${line.id}\n${column.name}`, level: level + 1, place: at + 1, of: detail.columns.length, text: column.name, item: { kind: 'column', line, column }, className: 'is-column' }));
  });
}

/** Unknown is neither little nor much: it stands last, whichever way one sorts. */
function sorted(lines: readonly TableLine[], { by, falling }: Sorting): readonly TableLine[] {
  const way = falling ? -1 : 1;
  const byName = (a: TableLine, b: TableLine): number => collator.compare(a.name, b.name);
  if (by === 'name') return [...lines].sort((a, b) => way * byName(a, b));
  const value = (line: TableLine): number | undefined => (by === 'rows' ? rowsOfLine(line) : line.bytes);
  return lines.map((line) => ({ line, value: value(line) })).sort((a, b) => {
    if (a.value === undefined || b.value === undefined) return Number(a.value === undefined) - Number(b.value === undefined) || byName(a.line, b.line);
    return way * (a.value - b.value) || byName(a.line, b.line);
  }).map(({ line }) => line);
}
