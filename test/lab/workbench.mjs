// What a person does in the window, for the e2e tests.
import assert from 'node:assert/strict';

/** @typedef {import('./lab.mjs').Lab} Lab */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Frame} Frame */

const patience = 30_000;

/**
 * Repeats `attempt` until it returns something other than undefined.
 * @template T
 * @param {string} what for the error
 * @param {() => Promise<T | undefined>} attempt
 * @param {number} [timeout]
 * @returns {Promise<T>}
 */
export async function eventually(what, attempt, timeout = patience) {
  const deadline = Date.now() + timeout;
  /** @type {unknown} */
  let last;
  for (;;) {
    try {
      const result = await attempt();
      if (result !== undefined) return result;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`Waited ${String(timeout / 1000)} s in vain for ${what}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * Opens the command palette and runs the command with this title (with its category, as it stands there).
 * @param {Page} page
 * @param {string} title
 */
export async function runCommand(page, title) {
  // The extension may not have reported its commands yet: then the palette is closed and opened again.
  await eventually(`the command "${title}" in the palette`, async () => {
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget:visible .quick-input-filter input');
    await input.waitFor({ timeout: 3_000 });
    await input.fill(`>${title}`);
    const row = page.locator('.quick-input-list .monaco-list-row').filter({ has: page.getByText(title, { exact: true }) }).first();
    try {
      await row.click({ timeout: 2_000 });
    } catch {
      await page.keyboard.press('Escape');
      return undefined;
    }
    return true;
  });
}

/**
 * Picks an entry of the quick pick that is open.
 * @param {Page} page
 * @param {string} label
 */
export async function pick(page, label) {
  const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first();
  await row.click({ timeout: patience });
}

/**
 * Answers the input box that is open.
 * @param {Page} page
 * @param {string} text
 */
export async function answerInput(page, text) {
  const widget = page.locator('.quick-input-widget:visible');
  const input = widget.locator('.quick-input-box input');
  // The same widget asks all questions: what is typed while it still shows a list to pick from would be lost.
  await eventually('an input box', async () => ((await input.isVisible()) && !(await widget.locator('.quick-input-list').first().isVisible()) ? true : undefined));
  await eventually(`"${text}" in the input box`, async () => {
    await input.fill(text);
    return (await input.inputValue()) === text ? true : undefined;
  });
  await page.keyboard.press('Enter');
}

/**
 * Opens a file of the workspace as text and waits until it shows.
 * @param {Lab} lab
 * @param {string} path relative to the first workspace folder
 */
export async function openFile(lab, path) {
  await lab.evaluate(async (vscode, relative) => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    if (folder === undefined) throw new Error('no folder is open');
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, relative));
  }, path);
  await waitForEditor(lab.page);
}

/**
 * Waits until a text editor shows lines.
 * @param {Page} page
 */
export async function waitForEditor(page) {
  await page.locator('.editor-instance .monaco-editor .view-line').first().waitFor({ timeout: patience });
}

/**
 * The innermost frame of a webview: VS Code puts each extension's page into a frame within a frame. With several
 * webviews in the window the first visible one that contains `selector` is returned.
 * @param {Page} page
 * @param {string} [selector]
 * @returns {Promise<Frame>}
 */
export async function webviewFrame(page, selector = 'body') {
  return eventually(`a webview that contains "${selector}"`, async () => {
    for (const outer of await page.locator('iframe.webview.ready').elementHandles()) {
      if (!(await outer.isVisible())) continue;
      const middle = await outer.contentFrame();
      const inner = await (await middle?.$('#active-frame'))?.contentFrame();
      // A page that is being loaded sits in a frame of another name until it is whole.
      if (inner !== null && inner !== undefined && (await inner.$(selector)) !== null) return inner;
    }
    return undefined;
  });
}

/**
 * Waits until an open document has exactly this text, and shows both texts where it never does. The window shows a
 * change before the extension host hears of it, so a single look with `documentText` may come too early.
 * @param {Lab} lab
 * @param {string} path
 * @param {string} expected
 * @param {number} [timeout]
 */
export async function waitForText(lab, path, expected, timeout = patience) {
  let last = '';
  try {
    await eventually(`the text of ${path}`, async () => {
      last = await documentText(lab, path);
      return last === expected ? true : undefined;
    }, timeout);
  } catch {
    assert.equal(last, expected);
  }
}

/**
 * The text of an open document as the extension host has it at this moment, saved or not; see `waitForText`.
 * @param {Lab} lab
 * @param {string} path or its end, such as `docs/data-migration.md`
 * @returns {Promise<string>}
 */
export async function documentText(lab, path) {
  return eventually(`the open document ${path}`, () =>
    lab.evaluate((vscode, end) => {
      const found = vscode.workspace.textDocuments.find((document) => document.uri.path.endsWith(end));
      return found === undefined ? undefined : { text: found.getText() };
    }, path).then((found) => found?.text),
  );
}

/**
 * @param {Lab} lab
 * @param {string} path
 * @returns {Promise<boolean>}
 */
export async function isDirty(lab, path) {
  return lab.evaluate(
    (vscode, end) => vscode.workspace.textDocuments.some((document) => document.uri.path.endsWith(end) && document.isDirty),
    path,
  );
}

/**
 * Types into whatever has the focus, as fast as a person who is in a hurry.
 * @param {Page} page
 * @param {string} text
 */
export async function type(page, text) {
  await page.keyboard.type(text, { delay: 15 });
}

/**
 * The notifications that show, as text.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function notifications(page) {
  return page.locator('.notification-list-item-message').allInnerTexts();
}
