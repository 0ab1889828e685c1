// npm run bench:matching: bundles the runner and starts it.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repoDir = fileURLToPath(new URL('../../..', import.meta.url));
const outfile = join(repoDir, 'out', 'bench-matching', 'run.mjs');
await build({ absWorkingDir: repoDir, entryPoints: ['test/bench/matching/run.ts'], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning' });
process.exit(spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { cwd: repoDir, stdio: 'inherit' }).status ?? 1);
