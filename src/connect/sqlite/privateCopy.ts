import { constants } from 'node:fs';
import { chmod, copyFile, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { ConnectError } from '../connectError.ts';
import { fileError } from '../fileError.ts';
import { fingerprint } from './inspectFile.ts';

/** How often a copy is begun again when somebody writes to the database meanwhile. */
const attempts = 3;

/**
 * Copies a database with the changes that stand beside it (`-wal`, `-journal`) into the scratch folder, and gives the path of the
 * copy. Throws where there is no room, or where the database changed during each attempt: half of one state and half of the
 * next would read as damaged, or worse, as sound.
 */
export async function privateCopy(file: string, shownPath: string, size: bigint, scratch: string): Promise<string> {
  await checkRoom(scratch, size, shownPath);
  const copy = join(scratch, 'copy.sqlite');
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await fingerprint(file);
    await copyOne(file, copy, shownPath);
    for (const ending of ['-wal', '-journal']) {
      await rm(`${copy}${ending}`, { force: true });
      await copyNeighbour(`${file}${ending}`, `${copy}${ending}`, shownPath);
    }
    if ((await fingerprint(file)) === before) {
      return copy;
    }
  }
  throw new ConnectError('file.busy', { path: shownPath });
}

async function copyOne(from: string, to: string, shownPath: string): Promise<void> {
  try {
    // Costs nothing on file systems that can share blocks; others copy as usual.
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    // The copy of a read-only file is read-only too.
    await chmod(to, 0o600);
  } catch (error) {
    throw fileError(error, shownPath);
  }
}

async function copyNeighbour(from: string, to: string, shownPath: string): Promise<void> {
  try {
    await copyOne(from, to, shownPath);
  } catch (error) {
    if (!(error instanceof ConnectError && error.code === 'file.missing')) {
      throw error;
    }
  }
}

async function checkRoom(scratch: string, size: bigint, shownPath: string): Promise<void> {
  let free: bigint;
  try {
    const { bavail, bsize } = await statfs(scratch, { bigint: true });
    free = bavail * bsize;
  } catch {
    // Where the room cannot be asked for, copying will tell.
    return;
  }
  if (free < size) {
    throw new ConnectError('file.noRoom', { path: shownPath, size: size.toString(), free: free.toString() });
  }
}
