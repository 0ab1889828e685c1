import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Meta {
  readonly production: boolean;
  readonly outputs: Readonly<Record<string, { readonly bytes: number; readonly inputs: object; readonly imports: readonly { path: string; kind: string; external?: boolean }[] }>>;
}

const file = new URL('../../../dist/meta.json', import.meta.url);
// `npm test` builds first; a single run of this ring may find nothing built, or a build for debugging.
const meta = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Meta) : undefined;

/** What is loaded together with `entry`: its static imports and theirs, not the chunks that wait for their first use. */
function loadedWith(entry: string): { bytes: number; inputs: string[] } {
  const outputs = meta?.outputs ?? {};
  const seen = new Set([entry]);
  for (const output of seen) {
    for (const { path, kind, external } of outputs[output]?.imports ?? []) {
      if (external !== true && kind === 'import-statement') seen.add(path);
    }
  }
  const all = [...seen].map((path) => outputs[path]);
  return { bytes: all.reduce((sum, output) => sum + (output?.bytes ?? 0), 0), inputs: all.flatMap((output) => Object.keys(output?.inputs ?? {})) };
}

test.skipIf(meta === undefined)('activation loads none of the libraries', () => {
  expect(loadedWith('dist/extension.js').inputs.filter((path) => path.includes('node_modules/'))).toEqual([]);
});

test.skipIf(meta?.production !== true)('activation loads less than 40 KB', () => {
  const { bytes } = loadedWith('dist/extension.js');
  console.log(`entry bundle: ${(bytes / 1024).toFixed(1)} KB`);
  expect(bytes / 1024).toBeLessThan(40);
});

test.skipIf(meta?.production !== true)('the page is smaller than 300 KB', () => {
  const { bytes } = loadedWith('dist/webview/main.js');
  console.log(`page: ${(bytes / 1024).toFixed(1)} KB`);
  expect(bytes / 1024).toBeLessThan(300);
});
