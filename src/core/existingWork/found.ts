/** A file of the workspace, read: its path from the workspace's root with forward slashes, and its text. */
export interface WorkFile {
  readonly path: string;
  readonly text: string;
}

/** A place in a file that shows what was found. `line` counts from 1. */
export interface EvidenceLine {
  readonly path: string;
  readonly line: number;
  /** What stands there, in a few plain words; never a value out of a connection. */
  readonly what: string;
}

/** A system that a tool talks to: by its name only, never with a user or a password. */
export interface ToolConnection {
  readonly role: 'source' | 'target' | 'unknown';
  readonly name: string;
}

/** A field that a tool carries over under a name, read without doubt. */
export interface ToolMapping {
  readonly sourceTable: string;
  readonly sourceField: string;
  readonly targetTable: string;
  readonly targetField: string;
  readonly path: string;
  readonly line: number;
}

export type ToolName =
  | 'Flyway' | 'Liquibase' | 'Alembic' | 'Prisma' | 'Knex' | 'TypeORM' | 'Rails' | 'dbt' | 'ora2pg' | 'pgloader' | 'AWS DMS' | 'Kettle' | 'SSIS' | 'Airflow';

/** Something that somebody made before, and that already touches the data. */
export interface Found {
  readonly tool: ToolName;
  /** As a person would call it: `Flyway migrations`, `Kettle transformation load_customers`. */
  readonly name: string;
  /** The file or folder that stands for it. */
  readonly path: string;
  /** False where its files may be something else as well. */
  readonly sure: boolean;
  /** What it is, in plain words, without its tables and connections: `12 migrations, newest V12__add_email`. */
  readonly facts: readonly string[];
  /** Tables as the tool writes their names, without quotes; each once. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly connections: readonly ToolConnection[];
  readonly mappings: readonly ToolMapping[];
  readonly evidence: readonly EvidenceLine[];
}

/** What recognises one tool. */
export interface Detector {
  readonly tool: ToolName;
  /**
   * Which files it wants to see, as globs from the root of the workspace: `**`, `*` and `{a,b}`. Names come first; only
   * the contents of these files are read.
   */
  readonly globs: readonly string[];
  /** Looks at the files that its globs match. Never throws, whatever they hold. */
  detect(files: readonly WorkFile[]): Found[];
}

/** Most that is kept of each list: nobody reads on beyond it. */
export const MOST_TABLES = 500;
export const MOST_EVIDENCE = 20;
export const MOST_MAPPINGS = 2_000;
