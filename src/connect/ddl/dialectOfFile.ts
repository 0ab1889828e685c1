import { TextChunks } from './decodeText.ts';
import { detectDialect } from './detectDialect.ts';
import type { DialectGuesses } from './detectDialect.ts';
import { fileChunks } from './fileChunks.ts';

/** Bytes at the beginning of a script that are looked at. */
const lookedAt = 512 * 1024;

/** The dialects that a script may be written in, the likeliest first. Throws a `ConnectError` where the file can't be read or is no text. */
export function dialectOfFile(file: string, shownPath: string): DialectGuesses {
  return detectDialect([...new TextChunks(fileChunks(file, shownPath, lookedAt), shownPath)].join(''), shownPath);
}
