// Builds the package that users install, and finds it again.
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { nativePlatform, withNativeParts } from './native.mjs';
import { repoDir } from './paths.mjs';
import { run } from './process.mjs';

async function vsixPath() {
  const manifest = /** @type {{ name: string, version: string }} */ (JSON.parse(await readFile(join(repoDir, 'package.json'), 'utf8')));
  return join(repoDir, `${manifest.name}-${manifest.version}.vsix`);
}

/** @returns {Promise<string>} */
export async function findVsix() {
  const file = await vsixPath();
  if (!existsSync(file)) throw new Error(`${file} is not there: run "npm run package" first`);
  return file;
}

/** @returns {Promise<string>} the file, freshly packaged from dist/ for this platform */
export async function packageVsix() {
  const file = await vsixPath();
  const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
  // Everything that runs is in dist/, so no node_modules go along but what is native, which withNativeParts puts there.
  const args = [vsce, 'package', '--no-dependencies', '--out', file, '--skip-license', '--allow-missing-repository', '--no-rewrite-relative-links'];
  const platform = nativePlatform();
  await withNativeParts(platform, () => run(process.execPath, platform === undefined ? args : [...args, '--target', platform.target], { cwd: repoDir }));
  return file;
}

/** @param {string} file */
export function sizeInKb(file) {
  return Math.round(statSync(file).size / 1024);
}
