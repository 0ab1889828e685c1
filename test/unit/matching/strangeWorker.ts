import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A thread that does not what it should. */
export async function strangeWorker(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'match-worker-'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'worker.js'), source);
  return join(folder, 'worker.js');
}
