import { LineIndex } from '../text/lines.ts';
import { MOST_EVIDENCE, MOST_MAPPINGS, MOST_TABLES } from './found.ts';
import type { EvidenceLine, Found, ToolConnection, ToolMapping, ToolName, WorkFile } from './found.ts';
import { sqlUse } from './sqlUse.ts';

const indexes = new WeakMap<WorkFile, LineIndex>();

/** The line (from 1) of an offset in a file. */
export function lineAt(file: WorkFile, offset: number): number {
  let index = indexes.get(file);
  if (!index) indexes.set(file, (index = new LineIndex(file.text)));
  return index.lineOf(offset) + 1;
}

/** Gathers what a tool's files say, each thing once and none without bound. */
export class Draft {
  readonly facts: string[] = [];
  sure = true;
  readonly #reads = new Map<string, string>();
  readonly #writes = new Map<string, string>();
  readonly #connections: ToolConnection[] = [];
  readonly #mappings: ToolMapping[] = [];
  readonly #evidence: EvidenceLine[] = [];

  constructor(readonly tool: ToolName, readonly name: string, readonly path: string) {}

  read(...tables: readonly string[]): void {
    for (const table of tables) keep(this.#reads, table);
  }

  write(...tables: readonly string[]): void {
    for (const table of tables) keep(this.#writes, table);
  }

  /** The tables of a script. */
  sql(text: string): void {
    const { reads, writes } = sqlUse(text);
    this.read(...reads);
    this.write(...writes);
  }

  connect(role: ToolConnection['role'], name: string): void {
    const trimmed = name.trim().slice(0, 200);
    if (trimmed === '' || this.#connections.length >= 50 || this.#connections.some((known) => known.name === trimmed && known.role === role)) return;
    this.#connections.push({ role, name: trimmed });
  }

  map(mapping: ToolMapping): void {
    if (this.#mappings.length < MOST_MAPPINGS) this.#mappings.push(mapping);
  }

  seen(file: WorkFile, offset: number, what: string): void {
    this.seenAt(file.path, lineAt(file, Math.max(0, offset)), what);
  }

  seenAt(path: string, line: number, what: string): void {
    if (this.#evidence.length < MOST_EVIDENCE) this.#evidence.push({ path, line, what });
  }

  done(): Found {
    const writes = [...this.#writes.values()];
    return {
      tool: this.tool, name: this.name, path: this.path, sure: this.sure, facts: this.facts.filter((fact) => fact !== ''),
      reads: [...this.#reads].filter(([key]) => !this.#writes.has(key)).map(([, table]) => table), writes,
      connections: this.#connections, mappings: this.#mappings, evidence: this.#evidence,
    };
  }
}

function keep(tables: Map<string, string>, table: string): void {
  const name = table.trim();
  const key = name.toLowerCase();
  if (name !== '' && name.length <= 200 && !/[\u0000-\u001f]/.test(name) && tables.size < MOST_TABLES && !tables.has(key)) tables.set(key, name);
}

/** `1 migration`, `12 migrations`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
