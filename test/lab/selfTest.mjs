// Proves that the lab itself works, with an extension made up on the spot: a suite that passes comes back as 0, one that
// fails as 1, and the page of a custom editor can be reached, edited and photographed. Run: node test/lab/selfTest.mjs [floor]
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLab } from './lab.mjs';
import { say, step } from './process.mjs';
import { isDirty, openFile, runCommand, waitForText, webviewFrame } from './workbench.mjs';

const version = process.argv[2] === 'floor' ? 'floor' : 'newest';
const scratch = await mkdtemp(join(tmpdir(), 'lab-self-'));
const extensionDir = join(scratch, 'extension');
const workspaceFolder = join(scratch, 'workspace with space');
await mkdir(extensionDir);
await mkdir(workspaceFolder);
await writeFile(join(workspaceFolder, 'note.md'), '# A note\n\nHello.\n');
await writeFile(
  join(extensionDir, 'package.json'),
  JSON.stringify({
    name: 'dummy',
    publisher: 'lab',
    version: '0.0.1',
    type: 'module',
    engines: { vscode: '^1.104.0' },
    main: './main.js',
    contributes: {
      commands: [{ command: 'dummy.open', title: 'Open Dummy Page', category: 'Dummy' }],
      customEditors: [{ viewType: 'dummy.page', displayName: 'Dummy', selector: [{ filenamePattern: '*.md' }], priority: 'option' }],
    },
  }),
);
await writeFile(
  join(extensionDir, 'main.js'),
  `import * as vscode from 'vscode';
export async function activate(context) {
  const { viewType } = await import('./lazy.js');
  context.subscriptions.push(
    vscode.commands.registerCommand('dummy.open', () =>
      vscode.commands.executeCommand('vscode.openWith', vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, 'note.md'), viewType, vscode.ViewColumn.Beside)),
    vscode.window.registerCustomEditorProvider(viewType, {
      resolveCustomTextEditor(document, panel) {
        panel.webview.options = { enableScripts: true };
        panel.webview.html = '<!doctype html><h1>The page</h1><button id="add">Add</button><script>const api = acquireVsCodeApi(); document.getElementById("add").onclick = () => api.postMessage("add");</script>';
        panel.webview.onDidReceiveMessage(() => {
          const edit = new vscode.WorkspaceEdit();
          edit.insert(document.uri, document.positionAt(document.getText().length), 'Added.\\n');
          return vscode.workspace.applyEdit(edit);
        });
      },
    }),
  );
}
`,
);
await writeFile(join(extensionDir, 'lazy.js'), `export const viewType = 'dummy.page';\n`);
const suite = (/** @type {string} */ body) => `exports.run = async () => { const vscode = require('vscode'); ${body} };`;
await writeFile(join(scratch, 'good.cjs'), suite(`console.log('suite runs in ' + vscode.version); await vscode.commands.executeCommand('dummy.open');`));
await writeFile(join(scratch, 'bad.cjs'), suite(`throw new Error('as it should');`));

try {
  for (const [file, expected] of /** @type {const} */ ([['good.cjs', 0], ['bad.cjs', 1]])) {
    await step(`The suite ${file} on VS Code ${version}`, async () => {
      /** @type {string[]} */
      const log = [];
      const onLog = (/** @type {string} */ _type, /** @type {unknown[]} */ args) => void log.push(args.map(String).join(' '));
      const testsPath = join(scratch, file);
      const lab = await startLab({ version, workspaceFolder, extension: 'none', extensionDevelopmentPaths: [extensionDir], testsPath, onLog });
      try {
        const timeout = new Promise((resolve) => setTimeout(resolve, 60_000, 'nothing came back')).then(String);
        assert.equal(await Promise.race([lab.exitCode, timeout]), expected, log.join('\n'));
        if (expected === 0) assert.ok(log.some((line) => line.includes('suite runs in')), log.join('\n'));
      } finally {
        await lab.dispose();
      }
    });
  }
  await step('A custom editor', async () => {
    const lab = await startLab({ version, workspaceFolder, extension: 'none', extensionDevelopmentPaths: [extensionDir] });
    try {
      await openFile(lab, 'note.md');
      await runCommand(lab.page, 'Dummy: Open Dummy Page');
      const frame = await webviewFrame(lab.page, '#add');
      await frame.click('#add');
      await lab.page.getByText('Added.').waitFor();
      await waitForText(lab, 'note.md', '# A note\n\nHello.\nAdded.\n');
      assert.equal(await isDirty(lab, 'note.md'), true);
      say(`Screenshot: ${await lab.screenshot(`lab-self-test-${version}`)}`);
      assert.equal(await lab.evaluate(async (v) => (await v.workspace.findFiles('**/*.md')).length), 1);
      await lab.changeTheme('highContrast');
      await lab.changeTheme('dark');
      say(`Screenshot: ${await lab.screenshot(`lab-self-test-${version}-dark`)}`);
      assert.deepEqual(lab.consoleErrors, []);
    } finally {
      await lab.dispose();
    }
  });
  say('The lab works.');
} finally {
  await rm(scratch, { recursive: true, force: true });
}
process.exit(0);
