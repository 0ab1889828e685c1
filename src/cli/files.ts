import { readFile, stat } from 'node:fs/promises';
import { CliError } from './cliError.ts';

/** More than any plan; what is larger is not one. */
const LARGEST = 64 * 1024 * 1024;

/** The text of a file. Throws a `CliError` where it is missing, too large or not text. */
export async function readText(file: string, shown: string): Promise<string> {
  let bytes: Buffer;
  try {
    const { size } = await stat(file);
    if (size > LARGEST) throw new CliError(`${shown} has ${size} bytes; at most ${LARGEST} are read.`);
    bytes = await readFile(file);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(reasonFor(error, shown));
  }
  if (bytes.includes(0)) throw new CliError(`${shown} is not a text file.`);
  try {
    // The byte order mark belongs to the text: offsets count it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CliError(`${shown} is not a text file in UTF-8.`);
  }
}

/** Why a file can't be used, in words. */
export function reasonFor(error: unknown, shown: string): string {
  switch (codeOf(error)) {
    case 'ENOENT': return `${shown} does not exist.`;
    case 'EISDIR': return `${shown} is a folder, not a file.`;
    case 'ENOTDIR': return `${shown} can't be reached: part of its path is a file.`;
    case 'EACCES': case 'EPERM': return `${shown} may not be read or written by this user.`;
    case 'EEXIST': return `${shown} exists already and was left as it is.`;
    case 'ENOSPC': return `${shown} could not be written: the disk is full.`;
    default: return `${shown}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The system's code of an error, `ENOENT` and the like. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
