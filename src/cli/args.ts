import { basename, extname } from 'node:path';
import { parseArgs } from 'node:util';
import { CliError } from './cliError.ts';

export interface NamedFile {
  readonly name: string;
  readonly file: string;
}

/** A source, with what is said of its kind: a database, data files, or a list of what a database holds. */
export interface NamedSource extends NamedFile {
  readonly kind: SourceKind;
}

const sourceKinds = { sqlite: 'sqlite', files: 'files', list: 'report' } as const;
export type SourceKind = (typeof sourceKinds)[keyof typeof sourceKinds];

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'create'; readonly sources: readonly NamedSource[]; readonly target?: NamedFile; readonly out: string; readonly project?: string }
  | { readonly kind: 'export'; readonly plan: string; readonly section: string; readonly out: string }
  | { readonly kind: 'import'; readonly plan: string; readonly file: string; readonly section?: string; readonly apply: boolean; readonly remove: boolean }
  | { readonly kind: 'check'; readonly file: string; readonly json: boolean };

/** Reads the command line. Throws a `CliError` that says what is wrong with it. */
export function readArgs(argv: readonly string[]): Command {
  const [command, ...rest] = argv;
  if (command === undefined || command === 'help' || argv.includes('--help') || argv.includes('-h')) return { kind: 'help' };
  try {
    switch (command) {
      case 'create': return readCreate(rest);
      case 'check': return readCheck(rest);
      case 'export': return readExport(rest);
      case 'import': return readImport(rest);
      default: throw new CliError(`There is no command "${command}". See --help.`);
    }
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${error instanceof Error ? error.message : String(error)} See --help.`);
  }
}

function readCreate(args: string[]): Command {
  const { values } = parseArgs({
    args, strict: true, allowPositionals: false,
    options: { source: { type: 'string', multiple: true }, target: { type: 'string' }, out: { type: 'string' }, project: { type: 'string' } },
  });
  if (!values.source?.length) throw new CliError('create needs at least one --source sqlite:FILE or files:FOLDER. See --help.');
  if (!values.out) throw new CliError('create needs --out PLAN.md. See --help.');
  if (extname(values.out).toLowerCase() !== '.md') throw new CliError(`The plan is a Markdown document: "${values.out}" does not end in .md.`);
  const sources = values.source.map(readSource);
  const target = values.target === undefined ? undefined : readNamed(values.target);
  const names = new Set<string>();
  for (const { name } of [...sources, ...(target ? [target] : [])]) {
    if (names.has(name.toLowerCase())) throw new CliError(`Two systems would be called "${name}". Give one another name, as in NAME=sqlite:FILE.`);
    names.add(name.toLowerCase());
  }
  return { kind: 'create', sources, out: values.out, ...(target ? { target } : {}), ...(values.project === undefined ? {} : { project: values.project }) };
}

function readSource(text: string): NamedSource {
  const match = /^(?:([^=]*)=)?(sqlite|files|list):(.+)$/s.exec(text);
  if (!match) throw new CliError(`A source is written sqlite:FILE, files:FILE, files:FOLDER or list:FILE; "${text}" is not.`);
  const file = match[3]!;
  return { kind: sourceKinds[match[2] as keyof typeof sourceKinds], file, name: match[1]?.trim() || nameOf(file) };
}

function readNamed(text: string): NamedFile {
  const split = /^([^=/\\]+)=(.+)$/s.exec(text);
  return split ? { name: split[1]!.trim(), file: split[2]! } : { name: nameOf(text), file: text };
}

function nameOf(file: string): string {
  const name = basename(file).replace(/\.gz$/i, '');
  return basename(name, extname(name)) || 'system';
}

function readCheck(args: string[]): Command {
  const { values, positionals } = parseArgs({ args, strict: true, allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
  if (positionals.length !== 1) throw new CliError('check needs one file. See --help.');
  return { kind: 'check', file: positionals[0]!, json: values.json };
}

function readExport(args: string[]): Command {
  const { values, positionals } = parseArgs({ args, strict: true, allowPositionals: true, options: { section: { type: 'string' }, out: { type: 'string' } } });
  if (positionals.length !== 1) throw new CliError('export needs one plan. See --help.');
  if (!values.section) throw new CliError('export needs --section NAME. See --help.');
  if (!values.out || !/\.(?:csv|xlsx)$/i.test(values.out)) throw new CliError('export needs --out FILE.xlsx or --out FILE.csv. See --help.');
  return { kind: 'export', plan: positionals[0]!, section: values.section, out: values.out };
}

function readImport(args: string[]): Command {
  const { values, positionals } = parseArgs({ args, strict: true, allowPositionals: true, options: { section: { type: 'string' }, apply: { type: 'boolean', default: false }, remove: { type: 'boolean', default: false } } });
  if (positionals.length !== 2) throw new CliError('import needs a plan and a file. See --help.');
  if (values.remove && !values.apply) throw new CliError('--remove goes with --apply. See --help.');
  return { kind: 'import', plan: positionals[0]!, file: positionals[1]!, apply: values.apply, remove: values.remove, ...(values.section === undefined ? {} : { section: values.section }) };
}
