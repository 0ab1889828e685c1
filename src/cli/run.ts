import { readArgs } from './args.ts';
import { CliError } from './cliError.ts';
import { check } from './check.ts';
import { USAGE } from './usage.ts';
import { oneLine } from './words.ts';
import type { CliIo } from './io.ts';

/** Runs a command line; gives back the exit code. */
export async function run(argv: readonly string[], io: CliIo): Promise<number> {
  try {
    const command = readArgs(argv);
    switch (command.kind) {
      case 'help':
        io.out(USAGE);
        return 0;
      case 'create':
        return await (await import('./create.ts')).create(command, io);
      case 'check':
        return await check(command.file, command.json, io);
      case 'export':
        return await (await import('./interchange.ts')).exportSection(command, io);
      case 'import':
        return await (await import('./interchange.ts')).importSection(command, io);
      default: {
        const never: never = command;
        throw new Error(String(never));
      }
    }
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    io.error(`${oneLine(error.message)}\n`);
    return 2;
  }
}
