// npm run package: builds for production and packages data-migration-planner-<version>.vsix.
import { repoDir } from './paths.mjs';
import { run, step } from './process.mjs';
import { packageVsix, sizeInKb } from './vsix.mjs';

await step('Build', () => run(process.execPath, ['esbuild.config.mjs', '--production'], { cwd: repoDir }));
const file = await step('Package', packageVsix);
console.log(`${file} (${String(sizeInKb(file))} KB)`);
