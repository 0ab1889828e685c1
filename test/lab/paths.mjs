// Where things lie. Everything the lab downloads or writes stays under `.vscode-test`, which git ignores.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const labDir = dirname(fileURLToPath(import.meta.url));
export const repoDir = resolve(labDir, '..', '..');
export const cacheDir = process.env['LAB_CACHE'] ?? join(repoDir, '.vscode-test', 'lab');
/** The extension that lets a test reach into the extension host; it has nothing to do with the product. */
export const runnerExtensionDir = join(labDir, 'runner');
export const resultsDir = join(repoDir, 'test-results');
