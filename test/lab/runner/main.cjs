// Lets a test that drives the window from outside ask the extension host as well: it connects back to the lab over the
// loopback interface and runs the functions that come from there. Without the variable it does nothing.
const net = require('node:net');
const vscode = require('vscode');

/** @param {import('vscode').ExtensionContext} context */
exports.activate = function activate(context) {
  const port = Number(process.env['LAB_CONTROL_PORT']);
  const token = process.env['LAB_CONTROL_TOKEN'];
  if (!port || !token) return;
  const socket = net.connect(port, '127.0.0.1');
  context.subscriptions.push({ dispose: () => socket.destroy() });
  socket.on('error', () => socket.destroy());
  socket.write(`${JSON.stringify({ token })}\n`);
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) void answer(line);
  });

  /** @param {string} line */
  async function answer(line) {
    const { id, source, arg } = JSON.parse(line);
    /** @type {Record<string, unknown>} */
    const reply = { id };
    try {
      const value = await (0, eval)(`(${source})`)(vscode, arg);
      reply['value'] = value === undefined ? null : value;
      JSON.stringify(reply);
    } catch (error) {
      delete reply['value'];
      reply['error'] = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    socket.write(`${JSON.stringify(reply)}\n`);
  }
};
