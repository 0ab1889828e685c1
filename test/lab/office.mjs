// LibreOffice Calc without a window, for tests that send a section there and back: the machine's own, else Debian's package
// unpacked into the cache, which installs nothing and needs no root.
import { existsSync } from 'node:fs';
import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cached } from './cache.mjs';
import { unpackDebian } from './debian.mjs';
import { cacheDir } from './paths.mjs';
import { run, runForCode, step } from './process.mjs';

/** @typedef {{ command: string, env: NodeJS.ProcessEnv }} Office */

const PACKAGE = 'libreoffice-calc-nogui';

/** @returns {Promise<Office | string>} a sentence that says why there is none */
export async function findOffice() {
  const own = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'soffice')).find(existsSync);
  if (own !== undefined) return { command: own, env: process.env };
  if (process.platform !== 'linux') return 'LibreOffice (soffice) is not on the PATH.';
  try {
    const folder = await cached('libreoffice', (temporary) => step(`Unpacking ${PACKAGE} (about 90 MB, once)`, () => unpack(temporary)));
    const office = unpacked(folder);
    const { code, output } = await runForCode(office.command, ['--version'], { env: office.env });
    return code === 0 ? office : `LibreOffice in ${cacheDir} does not run: ${output.slice(0, 300)}`;
  } catch (error) {
    return `LibreOffice is not on the PATH, and ${PACKAGE} can't be had: ${(error instanceof Error ? error.message : String(error)).split('\n').slice(0, 3).join(' ')}`;
  }
}

/**
 * @param {string} folder
 * @returns {Office}
 */
function unpacked(folder) {
  // Its own folder first: a library looks for its settings beside itself, and the links to it lie elsewhere.
  const libraries = ['usr/lib/libreoffice/program', ...['x86_64-linux-gnu', 'aarch64-linux-gnu'].flatMap((machine) => [`usr/lib/${machine}`, `usr/lib/${machine}/blas`, `usr/lib/${machine}/lapack`, `lib/${machine}`])].map((path) => join(folder, path));
  return { command: join(folder, 'usr/lib/libreoffice/program/soffice'), env: { ...process.env, LD_LIBRARY_PATH: libraries.join(':') } };
}

/** @param {string} folder */
async function unpack(folder) {
  await unpackDebian(PACKAGE, folder);
  await relocate(join(folder, 'usr/lib/libreoffice'));
}

/**
 * Installing would copy the settings to /etc, which the program is told to read; here it reads them where they are.
 * @param {string} program
 */
async function relocate(program) {
  const registry = join(program, 'share', 'registry');
  await rm(registry, { force: true });
  await symlink('.registry', registry);
  const common = join(program, 'program', 'sofficerc');
  await writeFile(common, (await readFile(common, 'utf8')).replace('file:///etc/libreoffice', '${ORIGIN}/../../../../etc/libreoffice'));
  const file = join(program, 'program', 'fundamentalrc');
  const settings = await readFile(file, 'utf8');
  await writeFile(file, settings.replace('BRAND_BASE_DIR=file:///usr/lib/libreoffice', 'BRAND_BASE_DIR=${ORIGIN}/..').replaceAll('file:///etc/libreoffice/registry', '${BRAND_BASE_DIR}/share/registry'));
}

/**
 * Converts a file with a profile of its own, so that nobody's settings count and two runs don't meet. Gives back the new file.
 * @param {Office} office
 * @param {string} file
 * @param {{ to: string, folder: string, inputFilter?: string }} options `to`: an ending, or `ending:filter:options`
 * @returns {Promise<string>}
 */
export async function convert(office, file, { to, folder, inputFilter }) {
  const profile = join(folder, 'profile');
  await run(office.command, [
    `-env:UserInstallation=${pathToFileURL(profile).href}`, '--headless', '--norestore', '--nologo', '--nodefault',
    ...(inputFilter === undefined ? [] : [`--infilter=${inputFilter}`]), '--convert-to', to, '--outdir', folder, file,
  ], { env: { ...office.env, HOME: folder } });
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
  const result = join(folder, `${name}.${to.split(':')[0] ?? to}`);
  if (!existsSync(result)) throw new Error(`LibreOffice wrote no ${result}`);
  return result;
}
