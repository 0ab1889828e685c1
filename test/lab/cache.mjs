// Installs npm packages into a folder of the cache, once. An install that was interrupted leaves only a folder with a
// temporary name, so that what carries the final name is always whole.
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir } from './paths.mjs';
import { npm } from './process.mjs';

/**
 * @param {string} name of the folder; it must change when its content would
 * @param {(folder: string) => Promise<void>} fill
 * @returns {Promise<string>} the folder
 */
export async function cached(name, fill) {
  const folder = join(cacheDir, name);
  if (existsSync(folder)) return folder;
  await mkdir(cacheDir, { recursive: true });
  await removeLeftovers(name);
  const temporary = join(cacheDir, `${name}.part-${String(process.pid)}`);
  await mkdir(temporary, { recursive: true });
  try {
    await fill(temporary);
    await rename(temporary, folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    // Somebody else finished the same folder in the meantime.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** @param {string} name */
async function removeLeftovers(name) {
  for (const entry of await readdir(cacheDir)) {
    const [, owner] = entry.split(`${name}.part-`);
    if (owner !== undefined && entry.startsWith(name) && !isAlive(Number(owner))) {
      await rm(join(cacheDir, entry), { recursive: true, force: true });
    }
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * @param {string} folder
 * @param {readonly string[]} packages with versions
 */
export async function installPackages(folder, packages) {
  // Without a package.json of its own npm would look for one further up and install there.
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  await npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', ...packages], { cwd: folder });
}
