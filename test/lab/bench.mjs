// npm run bench [-- part of a file name]: compiles test/bench/*.bench.ts and runs each in a process of its own. Each
// exports `bench(): Promise<Measurement[]>` (see test/bench/harness.ts). Ends with 1 when a limit is broken.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';
import { repoDir } from './paths.mjs';
import { run, runForCode, say } from './process.mjs';

await ensureDependencies();
const { build } = await import('esbuild');
const sources = join(repoDir, 'test', 'bench');
const outDir = join(repoDir, 'out', 'bench');
const part = process.argv[2] ?? '';
const names = (await readdir(sources)).filter((name) => name.endsWith('.bench.ts') && name.includes(part)).sort();
if (names.length === 0) {
  say('There is no benchmark yet.');
  process.exit(0);
}
// The product as it ships: one of the figures is its size.
await run(process.execPath, [join(repoDir, 'esbuild.config.mjs'), '--production'], { cwd: repoDir });
await rm(outDir, { recursive: true, force: true });
await mkdir(outDir, { recursive: true });
await build({
  absWorkingDir: repoDir,
  entryPoints: [...names, 'harness.ts'].map((name) => join(sources, name)),
  outdir: outDir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  // Libraries are loaded as they are installed, so that their own files (.wasm) are found.
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
});

let failed = false;
for (const name of names) {
  say(name);
  const file = (/** @type {string} */ base) => JSON.stringify(pathToFileURL(join(outDir, base.replace(/\.ts$/, '.mjs'))).href);
  const script = `const { table, keepsLimits } = await import(${file('harness.ts')});
    const measurements = await (await import(${file(name)})).bench();
    console.log(table(measurements));
    process.exit(measurements.length > 0 && measurements.every(keepsLimits) ? 0 : 1);`;
  // Collecting garbage on demand keeps one benchmark's rubbish out of the next one's time.
  const { code } = await runForCode(process.execPath, ['--expose-gc', '--input-type=module', '-e', script], { cwd: repoDir, inherit: true });
  failed ||= code !== 0;
}
process.exit(failed ? 1 : 0);
