// The real keyboard of the window: keys that go through the window's own key bindings, as a person's do. The lab presses
// them; a desktop VS Code has nobody for that, and tests that need them are skipped there.
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import * as vscode from 'vscode';

type Keys = { readonly press: readonly string[] } | { readonly type: string } | { readonly copy: string };

/** Whether somebody is there to press keys. */
export function hasKeyboard(): boolean {
  return process.env['LAB_CONTROL_PORT'] !== undefined && process.env['LAB_CONTROL_TOKEN'] !== undefined;
}

/** Presses keys one after the other, named as Playwright names them: `Tab`, `Shift+Tab`, `Control+V`. */
export function press(...keys: readonly string[]): Promise<void> {
  return send({ press: keys });
}

/** Types a text, key by key. */
export function type(text: string): Promise<void> {
  return send({ type: text });
}

/** Puts a text on the clipboard as another program does. In a window with a suite in it, VS Code's own API has a clipboard apart. */
export function copyOutside(text: string): Promise<void> {
  return send({ copy: text });
}

let socket: Promise<Socket> | undefined;
let lastId = 0;
const waiting = new Map<number, (error: string | undefined) => void>();

async function send(keys: Keys): Promise<void> {
  // Keys come to the window by a way of their own. What it was told before, such as where the cursor is, has to be there,
  // and then what extensions told it in answer to that, such as which keys are theirs there.
  for (let time = 0; time < 2; time++) await vscode.commands.executeCommand('setContext', 'lab.keys', ++lastId);
  socket ??= open();
  const line = await socket;
  const id = ++lastId;
  const error = await new Promise<string | undefined>((resolve) => {
    waiting.set(id, resolve);
    line.write(`${JSON.stringify({ id, keys })}\n`);
  });
  if (error !== undefined) throw new Error(error);
}

async function open(): Promise<Socket> {
  const opened = connect(Number(process.env['LAB_CONTROL_PORT']), '127.0.0.1');
  await once(opened, 'connect');
  // The suite ends without closing it.
  opened.unref();
  opened.write(`${JSON.stringify({ token: process.env['LAB_CONTROL_TOKEN'], role: 'keyboard' })}\n`);
  opened.setEncoding('utf8');
  let rest = '';
  opened.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const each of lines) {
      const { id, error } = JSON.parse(each) as { id: number; error?: string };
      waiting.get(id)?.(error);
      waiting.delete(id);
    }
  });
  opened.on('close', () => {
    for (const tell of waiting.values()) tell('The lab went away');
    waiting.clear();
  });
  return opened;
}
