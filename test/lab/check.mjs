// Type check and lint over everything; runs all of them, whatever fails.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repoDir } from './paths.mjs';
import { runForCode } from './process.mjs';

const modules = join(repoDir, 'node_modules');
const checks = ['tsconfig.json', 'webview/tsconfig.json', 'test/tsconfig.json'].map((project) => [join(modules, 'typescript', 'bin', 'tsc'), '-p', project]);
checks.push([join(modules, 'eslint', 'bin', 'eslint.js'), '--max-warnings', '0', ...['src', 'webview', 'test'].filter((folder) => existsSync(join(repoDir, folder)))]);

let failed = false;
for (const args of checks) {
  const { code, output } = await runForCode(process.execPath, args, { cwd: repoDir });
  if (code === 0) continue;
  failed = true;
  console.log(output);
}
process.exit(failed ? 1 : 0);
