// Installs the dependencies where they are missing or no longer those of the lock file. Only Node's own modules here.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repoDir } from './paths.mjs';
import { npm, step } from './process.mjs';

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }> }} LockFile */

export async function ensureDependencies() {
  if (await areInstalled()) return;
  await step('Installing dependencies (npm ci)', () => npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: repoDir }));
}

async function areInstalled() {
  try {
    const wanted = await readLock(join(repoDir, 'package-lock.json'));
    const installed = await readLock(join(repoDir, 'node_modules', '.package-lock.json'));
    return Object.entries(wanted.packages).every(([path, { version, optional, devOptional, link }]) => {
      // Optional packages are those of other platforms, for the most part.
      if (path === '' || optional === true || devOptional === true || link === true) return true;
      return installed.packages[path]?.version === version;
    });
  } catch {
    return false;
  }
}

/**
 * @param {string} file
 * @returns {Promise<LockFile>}
 */
async function readLock(file) {
  return /** @type {LockFile} */ (JSON.parse(await readFile(file, 'utf8')));
}
