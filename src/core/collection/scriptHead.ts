import type { CollectionOptions } from './collectionScript.ts';

/** How a script is run with the usual client of its engine. */
export interface Running {
  readonly engine: string;
  /** The command, without the names of files: `script` and `output` stand in it. */
  readonly command: (script: string, output: string) => string;
  /** What has to be put in place of the capital letters, and what else there is to know. */
  readonly notes: readonly string[];
  readonly preview?: boolean;
}

/** The file name of a script and of its output, from the name of the system. */
export function collectionFiles(system: string): { readonly script: string; readonly output: string } {
  const name = system.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 80) || 'system';
  return { script: `collect-${name}.sql`, output: `${name}.csv` };
}

/** What the reader of a script sees first: what it does, that it only reads, how to run it. */
export function scriptHead({ engine, command, notes, preview }: Running, options: CollectionOptions): string {
  const { script, output } = collectionFiles(options.system);
  const only = options.schemas.length === 0 ? '' : ` in ${options.schemas.map(plain).join(', ')}`;
  return [
    `What this script does: it lists the tables${only}, with their columns, types and keys, sizes and`,
    options.exact ? 'row counts, of a database for a migration plan. EVERY TABLE IS COUNTED, which reads it once.' : 'the row counts that the server estimates, of a database for a migration plan. No table is read.',
    'It only reads: it creates, changes and deletes nothing. Of the data in the tables it prints nothing but the number of rows.',
    ...(preview === true ? ['Preview: written after the documentation of the engine and not tried on a server of it yet.'] : []),
    '',
    `How to run it (${engine}), with what is written in capitals put in:`,
    '',
    `  ${command(script, output)}`,
    '',
    ...notes,
    `Then send ${output} to whoever asked you: it is read by the command "Scan a Source" of the Data Migration Planner.`,
  ].map((line) => (line === '' ? '--' : `-- ${line}`)).join('\n');
}

/** A name inside a comment: no line break ends the comment, nothing in it means something to a client. */
function plain(name: string): string {
  return name.replace(/[^\p{L}\p{N} ._$#-]+/gu, ' ').slice(0, 100);
}
