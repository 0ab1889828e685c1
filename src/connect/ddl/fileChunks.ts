import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { ConnectError } from '../connectError.ts';
import { fileError } from '../fileError.ts';

/** Bytes that are read at a time. */
const chunkBytes = 1024 * 1024;

/** Refuses what is no readable, bounded file with what is wrong and what to do. */
export function checkFile(file: string, shownPath: string, limit: number): void {
  try {
    const facts = statSync(file);
    if (facts.isDirectory()) {
      throw new ConnectError('file.directory', { path: shownPath });
    }
    if (facts.size === 0 && facts.isFile()) {
      throw new ConnectError('file.empty', { path: shownPath });
    }
    if (facts.size > limit) {
      throw new ConnectError('file.tooLarge', { path: shownPath, size: String(facts.size), limit: String(limit) });
    }
    if (!facts.isFile()) {
      throw new ConnectError('file.unreadable', { path: shownPath, detail: 'not a file' });
    }
  } catch (error) {
    throw error instanceof ConnectError ? error : fileError(error, shownPath);
  }
}

/**
 * The bytes of a file, piece by piece, at most `most` of them. Read without giving way to anything else: only the reading process
 * does this to whole files.
 */
export function* fileChunks(file: string, shownPath: string, most = Number.POSITIVE_INFINITY): Generator<Uint8Array, void, undefined> {
  let handle: number | undefined;
  try {
    handle = openSync(file, 'r');
    for (let left = most; left > 0; ) {
      const bytes = new Uint8Array(Math.min(chunkBytes, left));
      const count = readSync(handle, bytes);
      if (count === 0) {
        return;
      }
      left -= count;
      yield bytes.subarray(0, count);
    }
  } catch (error) {
    throw error instanceof ConnectError ? error : fileError(error, shownPath);
  } finally {
    if (handle !== undefined) {
      closeSync(handle);
    }
  }
}
