import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

// The exit code is set, not forced: what was printed still has to leave the process.
try {
  process.exitCode = await run(process.argv.slice(2), {
    cwd: process.cwd(),
    now: new Date(),
    childPath: fileURLToPath(new URL('./connect/child.js', import.meta.url)),
    env: (name) => process.env[name],
    out: (text) => { process.stdout.write(text); },
    error: (text) => { process.stderr.write(text); },
  });
} catch (error) {
  process.stderr.write(`Something went wrong that should not have: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
