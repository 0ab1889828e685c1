// Programs from Debian's packages, unpacked into a folder: installs nothing and needs no root.
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, runForCode } from './process.mjs';

/**
 * Unpacks a package and what it needs and this machine lacks.
 * @param {string} name
 * @param {string} folder
 * @param {RegExp} [needed] which of these packages are wanted; all when left out
 */
export async function unpackDebian(name, folder, needed = /^/) {
  const lists = await mkdtemp(join(tmpdir(), 'apt-'));
  try {
    /** @type {readonly string[]} */
    let options = [];
    let wanted = await runForCode('apt-get', ['-s', 'install', '--no-install-recommends', name]);
    if (wanted.code !== 0) {
      // Nobody has fetched the package lists here: into a folder of our own, so that the machine's stay as they are.
      await Promise.all([mkdir(join(lists, 'lists', 'partial'), { recursive: true }), mkdir(join(lists, 'cache', 'archives', 'partial'), { recursive: true })]);
      options = ['-o', `Dir::State::lists=${join(lists, 'lists')}`, '-o', `Dir::Cache=${join(lists, 'cache')}`];
      await run('apt-get', [...options, 'update']);
      wanted = await runForCode('apt-get', [...options, '-s', 'install', '--no-install-recommends', name]);
    }
    const packages = [...wanted.output.matchAll(/^Inst (\S+)/gm)].map(([, found]) => found ?? '').filter((found) => needed.test(found));
    if (packages.length === 0) throw new Error(wanted.output.trim().split('\n').at(-1) ?? 'there is no such package');
    const debs = join(lists, 'debs');
    await mkdir(debs);
    await run('apt-get', [...options, 'download', ...packages], { cwd: debs });
    for (const deb of await readdir(debs)) await run('dpkg', ['-x', join(debs, deb), folder]);
  } finally {
    await rm(lists, { recursive: true, force: true });
  }
}
