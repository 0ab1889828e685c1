import { readFile } from 'node:fs/promises';
import type { Measurement } from './harness.ts';

interface Meta {
  readonly outputs: Readonly<Record<string, { readonly bytes: number; readonly imports: readonly { path: string; kind: string; external?: boolean }[] }>>;
}

/** What activation loads, beside all that the extension may load in time. The limit stands in test/unit/build. */
export async function bench(): Promise<Measurement[]> {
  const { outputs } = JSON.parse(await readFile('dist/meta.json', 'utf8')) as Meta;
  const sum = (follow: (kind: string) => boolean): number => {
    const seen = new Set(['dist/extension.js']);
    for (const output of seen) for (const { path, kind, external } of outputs[output]?.imports ?? []) if (external !== true && follow(kind)) seen.add(path);
    return [...seen].reduce((bytes, path) => bytes + (outputs[path]?.bytes ?? 0), 0) / 1024;
  };
  return [{ name: 'entry bundle: what activation loads', figure: sum((kind) => kind === 'import-statement'), yardstick: sum(() => true), against: 'with all that waits for its first use', unit: 'KB', ratioLimit: 1 / 10 }];
}
