import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { CliError } from './cliError.ts';
import { isServerSource, nameOfFile, readSource } from './sourceSpec.ts';
import type { SourceSpec } from './sourceSpec.ts';

export interface NamedFile {
  readonly name: string;
  readonly file: string;
}

/** The environment variable that holds a password; without a name, that of every server. */
export interface PasswordEnv {
  readonly name?: string;
  readonly variable: string;
}

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'create'; readonly sources: readonly SourceSpec[]; readonly passwordEnv: readonly PasswordEnv[]; readonly target?: NamedFile; readonly out: string; readonly project?: string }
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
    options: { source: { type: 'string', multiple: true }, 'password-env': { type: 'string', multiple: true }, target: { type: 'string' }, out: { type: 'string' }, project: { type: 'string' } },
  });
  if (!values.source?.length) throw new CliError('create needs at least one --source, as sqlite:FILE or files:FOLDER. See --help.');
  if (!values.out) throw new CliError('create needs --out PLAN.md. See --help.');
  if (extname(values.out).toLowerCase() !== '.md') throw new CliError(`The plan is a Markdown document: "${values.out}" does not end in .md.`);
  const sources = values.source.map(readSource);
  const target = values.target === undefined ? undefined : readNamed(values.target);
  const passwordEnv = (values['password-env'] ?? []).map(readPasswordEnv);
  for (const { name } of passwordEnv) {
    if (name !== undefined && !sources.some((source) => isServerSource(source) && source.name === name)) throw new CliError(`--password-env names "${name}", and no server among the sources is called so.`);
  }
  const names = new Set<string>();
  for (const { name } of [...sources, ...(target ? [target] : [])]) {
    if (names.has(name.toLowerCase())) throw new CliError(`Two systems would be called "${name}". Give one another name, as in NAME=sqlite:FILE.`);
    names.add(name.toLowerCase());
  }
  return { kind: 'create', sources, passwordEnv, out: values.out, ...(target ? { target } : {}), ...(values.project === undefined ? {} : { project: values.project }) };
}

function readPasswordEnv(text: string): PasswordEnv {
  const [, name, variable] = /^(?:([^=]+)=)?([A-Za-z_][A-Za-z0-9_]{0,199})$/.exec(text) ?? [];
  if (variable === undefined) throw new CliError('--password-env takes the name of an environment variable, or NAME=VARIABLE for one of several servers; the password itself does not belong here.');
  return name === undefined ? { variable } : { name: name.trim(), variable };
}

function readNamed(text: string): NamedFile {
  const split = /^([^=/\\]+)=(.+)$/s.exec(text);
  return split ? { name: split[1]!.trim(), file: split[2]! } : { name: nameOfFile(text), file: text };
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
