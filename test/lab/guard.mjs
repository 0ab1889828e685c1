// Runs a command and ends it, with all its children, as soon as whoever started us is gone: our standard input is a
// pipe from there, and the operating system closes it whatever way that process ended.
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
if (command === undefined) throw new Error('guard.mjs needs a command');
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

function endAll() {
  // We lead the process group (see spawnGuarded), so this reaches the server's extension hosts as well, and ourselves.
  if (process.platform === 'win32') spawn('taskkill', ['/pid', String(process.pid), '/t', '/f'], { stdio: 'ignore' });
  else process.kill(-process.pid, 'SIGKILL');
}

process.stdin.on('end', endAll).on('error', endAll).resume();
child.on('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
  process.exit();
});
