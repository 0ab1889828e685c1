import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import { complaint } from '../../lint/importRules.mjs';

describe('import rules', () => {
  test.each([
    ['src/core/plan/a.ts', '../text/b.ts'],
    ['src/core/plan/a.ts', 'zod'],
    ['src/core/plan/a.ts', '@dagrejs/graphlib'],
    ['src/protocol/a.ts', '../core/b.ts'],
    ['src/connect/sqlite/a.ts', 'node:fs'],
    ['src/connect/a.ts', '../core/b.ts'],
    ['src/host/a.ts', 'vscode'],
    ['src/host/a.ts', '../connect/b.ts'],
    ['src/features/wizard/a.ts', './b.ts'],
    ['src/features/wizard/a.ts', '../../host/b.ts'],
    ['src/extension.ts', './features/wizard/register.ts'],
    ['src/cli/main.ts', '../connect/b.ts'],
    ['webview/views/a.ts', '../../src/protocol/b.ts'],
    ['webview/ui/a.ts', '@vscode/webview-ui-toolkit'],
    ['test/unit/a.test.ts', '../../src/host/b.ts'],
  ])('%s may import %s', (file, source) => {
    expect(complaint(file, source, false)).toBeUndefined();
  });

  test.each([
    ['src/core/plan/a.ts', '../../host/b.ts', 'core may not import host'],
    ['src/core/plan/a.ts', '../../protocol/b.ts', 'core may not import protocol'],
    ['src/core/plan/a.ts', 'node:fs', 'core may not import node:fs'],
    ['src/core/plan/a.ts', 'fs/promises', 'core may not import fs/promises'],
    ['src/core/plan/a.ts', 'vscode', 'core may not import vscode'],
    ['src/core/plan/a.ts', '../../../webview/state.ts', 'core may not import webview'],
    ['src/core/plan/a.ts', '../../../test/fixtures/x.ts', 'core may not import from outside src/ and webview/'],
    ['src/protocol/a.ts', '../connect/b.ts', 'protocol may not import connect'],
    ['src/connect/a.ts', '../host/b.ts', 'connect may not import host'],
    ['src/connect/a.ts', 'vscode', 'connect may not import vscode'],
    ['src/host/a.ts', '../features/wizard/b.ts', 'host may not import features'],
    ['src/features/wizard/a.ts', '../menu/b.ts', 'features never import each other (wizard → menu); move what both need to host or core'],
    ['src/cli/main.ts', '../host/b.ts', 'cli may not import host'],
    ['src/cli/main.ts', 'vscode', 'cli may not import vscode'],
    ['webview/main.ts', '../src/core/plan/plan.ts', 'webview may import types of core only: write "import type"'],
    ['webview/main.ts', '../src/host/b.ts', 'webview may not import host'],
    ['webview/main.ts', '@vscode/webview-ui-toolkit', 'only webview/ui may import @vscode/webview-ui-toolkit'],
    ['src/host/a.ts', '@vscode/webview-ui-toolkit', 'only webview/ui may import @vscode/webview-ui-toolkit'],
    ['src/stuff/a.ts', 'zod', 'src/stuff is not a layer of the design; see layers in test/lint/importRules.mjs'],
  ])('%s may not import %s', (file, source, reason) => {
    expect(complaint(file, source, false)).toBe(reason);
  });

  test('types of core are open to the page', () => {
    expect(complaint('webview/main.ts', '../src/core/plan/plan.ts', true)).toBeUndefined();
    expect(complaint('webview/main.ts', '../src/host/a.ts', true)).toBe('webview may not import host');
  });

  test('the repository’s own configuration fires in every form of import', async () => {
    const eslint = new ESLint({
      cwd: new URL('../../..', import.meta.url).pathname,
      // Rules that need types would want the file to exist.
      overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
      ruleFilter: ({ ruleId }) => ruleId === 'local/import-rules',
    });
    const text = [
      `import { readFileSync } from 'node:fs';`,
      `import type { Page } from '../../webview/state.ts';`,
      `export { services } from '../host/services.ts';`,
      `export * from './plan/plan.ts';`,
      `export const later = async () => import('vscode');`,
      `export type Far = import('../connect/source.ts').Source;`,
      `export const fine = (page: Page) => readFileSync(page.name);`,
    ].join('\n');
    const [result] = await eslint.lintText(text, { filePath: 'src/core/madeUp.ts' });
    expect(result?.messages.map(({ line, message }) => `${String(line)}: ${message}`)).toEqual([
      '1: core may not import node:fs',
      '2: core may not import webview',
      '3: core may not import host',
      '4: no barrels: import from the file itself',
      '5: core may not import vscode',
      '6: core may not import connect',
    ]);
  });
});
