// DuckDB is a native library, one package a platform. The extension's package for a platform brings the one for it; without
// one, a package for every platform is made, which reads everything but data files.
import { existsSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { repoDir } from './paths.mjs';

/**
 * @typedef {object} NativePlatform
 * @property {string} target as the editor calls the platform
 * @property {string} library the package with the library
 */

/** @returns {NativePlatform | undefined} this platform, where its library is installed */
export function nativePlatform() {
  const own = `${process.platform}-${process.arch}`;
  const choices = [
    { target: own, library: `@duckdb/node-bindings-${own}` },
    { target: own.replace('linux', 'alpine'), library: `@duckdb/node-bindings-${own}-musl` },
  ];
  return choices.find(({ library }) => existsSync(join(repoDir, 'node_modules', library)));
}

/**
 * Puts the native parts where the built code finds them, dist/node_modules, for as long as `work` takes: what runs from the
 * repository finds them in its own node_modules.
 * @param {NativePlatform | undefined} platform
 * @param {() => Promise<unknown>} work
 */
export async function withNativeParts(platform, work) {
  const folder = join(repoDir, 'dist', 'node_modules');
  await rm(folder, { recursive: true, force: true });
  if (platform === undefined) {
    console.log(`No library of DuckDB for ${process.platform}-${process.arch}: the package will read no data files.`);
    await work();
    return;
  }
  try {
    // detect-libc tells Alpine from the other Linuxes.
    for (const name of ['@duckdb/node-bindings', platform.library, ...(platform.target.startsWith('alpine') ? ['detect-libc'] : [])]) {
      const target = join(folder, name);
      await mkdir(target, { recursive: true });
      await cp(join(repoDir, 'node_modules', name), target, { recursive: true, dereference: true, filter: (file) => !/(?:\.d\.ts|\.map|README\.md)$/.test(file) });
    }
    await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
