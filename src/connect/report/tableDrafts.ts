import { catalogueLimits } from '../../core/catalogue/parseCatalogue.ts';
import type { CatalogueIssue, Column, ForeignKey, Table, TableStatistics, Technology } from '../../core/catalogue/catalogue.ts';
import { ConnectError, connectText } from '../connectError.ts';
import type { ConnectMessageCode } from '../messages.ts';

/** A report, read. */
export interface ReadReport {
  readonly technology: Technology;
  readonly bytes?: string;
  readonly tables: readonly Table[];
  readonly issues: readonly CatalogueIssue[];
}

/** A table that is being put together from the lines that speak of it. */
export interface TableDraft {
  readonly schema: string | undefined;
  readonly name: string;
  kind: 'table' | 'view';
  readonly columns: Map<string, Column>;
  readonly primaryKey: string[];
  readonly uniqueKeys: Map<string, string[]>;
  readonly foreignKeys: Map<string, ForeignKey & { columns: string[]; referencedColumns: string[] }>;
  statistics: TableStatistics;
  comment: string | undefined;
  error: string | undefined;
}

/** A report with one mistake in each row says so this often. */
const MOST_ISSUES = 100;

/** The tables of a report in the order in which it first speaks of them. */
export class TableDrafts {
  readonly #drafts = new Map<string, TableDraft>();
  readonly #issues: CatalogueIssue[] = [];
  readonly #path: string;
  #more = 0;
  #columns = 0;

  constructor(path: string) {
    this.#path = path;
  }

  get size(): number {
    return this.#drafts.size;
  }

  find(schema: string | undefined, name: string): TableDraft | undefined {
    return this.#drafts.get(keyOf(schema, name));
  }

  table(schema: string | undefined, name: string): TableDraft {
    const known = this.find(schema, name);
    if (known !== undefined) return known;
    if (this.#drafts.size >= catalogueLimits.tables) throw new ConnectError('report.tooMuch', { path: this.#path, count: String(catalogueLimits.tables), what: 'tables' });
    const draft: TableDraft = {
      schema, name, kind: 'table', columns: new Map(), primaryKey: [], uniqueKeys: new Map(), foreignKeys: new Map(), statistics: { kind: 'unknown' }, comment: undefined, error: undefined,
    };
    this.#drafts.set(keyOf(schema, name), draft);
    return draft;
  }

  addColumn(table: TableDraft, column: Column): void {
    this.#columns += 1;
    if (this.#columns > catalogueLimits.columns) throw new ConnectError('report.tooMuch', { path: this.#path, count: String(catalogueLimits.columns), what: 'columns' });
    table.columns.set(column.name, column);
  }

  issue(code: ConnectMessageCode, args: Readonly<Record<string, string>>, table?: string): void {
    if (this.#issues.length < MOST_ISSUES) this.#issues.push({ message: connectText(code, shortened(args)), ...(table === undefined ? {} : { table }) });
    else this.#more += 1;
  }

  /** Tables as a catalogue has them; foreign keys without columns on the other side refer to its primary key. */
  finish(): { readonly tables: readonly Table[]; readonly issues: readonly CatalogueIssue[] } {
    const folded = new Map([...this.#drafts.values()].map((draft) => [keyOf(draft.schema, draft.name.toLowerCase()), draft]));
    const tables = [...this.#drafts.values()].map((draft): Table => ({
      ...(draft.schema === undefined ? {} : { schema: draft.schema }),
      name: draft.name,
      kind: draft.kind,
      columns: [...draft.columns.values()],
      primaryKey: draft.primaryKey,
      uniqueKeys: [...draft.uniqueKeys.values()],
      foreignKeys: [...draft.foreignKeys.values()].map((key) => this.#completed(key, folded)),
      statistics: draft.statistics,
      ...(draft.comment === undefined ? {} : { comment: draft.comment }),
      ...(draft.error === undefined ? {} : { error: draft.error }),
    }));
    const issues = this.#more === 0 ? this.#issues : [...this.#issues, { message: connectText('report.moreIssues', { count: String(this.#more) }) }];
    return { tables, issues };
  }

  #completed(key: ForeignKey, folded: ReadonlyMap<string, TableDraft>): ForeignKey {
    const other = this.find(key.referencedSchema, key.referencedTable) ?? folded.get(keyOf(key.referencedSchema, key.referencedTable.toLowerCase()));
    const referencedColumns = key.referencedColumns.some((name) => name !== '') ? key.referencedColumns : other?.primaryKey ?? [];
    return {
      ...key,
      referencedTable: other?.name ?? key.referencedTable,
      referencedColumns: referencedColumns.map((name) => (other === undefined || other.columns.has(name) ? name : [...other.columns.keys()].find((one) => one.toLowerCase() === name.toLowerCase()) ?? name)),
    };
  }

}

function keyOf(schema: string | undefined, name: string): string {
  return JSON.stringify([schema ?? '', name]);
}

/** What stands in a file may be of any length. */
function shortened(args: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => {
    const line = value.replace(/\s+/g, ' ').trim();
    return [name, line.length > 200 ? `${line.slice(0, 199)}…` : line];
  }));
}
