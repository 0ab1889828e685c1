import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

const chunkSize = 1024 * 1024;

/** The bytes of a text file in pieces, unpacked. Throws what the file system or the unpacking throws. */
export async function* textChunks(file: string, packed: boolean, signal?: AbortSignal): AsyncGenerator<Buffer, void, undefined> {
  const raw = createReadStream(file, { highWaterMark: chunkSize, ...(signal === undefined ? {} : { signal }) });
  if (!packed) {
    for await (const chunk of raw as AsyncIterable<Buffer>) yield chunk;
    return;
  }
  const plain = createGunzip({ chunkSize });
  raw.on('error', (error) => plain.destroy(error));
  try {
    for await (const chunk of raw.pipe(plain) as AsyncIterable<Buffer>) yield chunk;
  } finally {
    raw.destroy();
  }
}

/** The first bytes of a text file, unpacked; `whole` where there are no more. */
export async function headOf(file: string, packed: boolean, bytes: number): Promise<{ head: Buffer; whole: boolean }> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of textChunks(file, packed)) {
    parts.push(chunk);
    size += chunk.length;
    if (size > bytes) break;
  }
  const all = Buffer.concat(parts);
  return { head: all.subarray(0, bytes), whole: all.length <= bytes };
}

/** The 1-based line that a byte stands in. */
export async function lineAt(file: string, packed: boolean, offset: number): Promise<number> {
  let line = 1;
  let before = 0;
  let ending: number | undefined;
  for await (const chunk of textChunks(file, packed)) {
    ending ??= chunk.includes(10) || !chunk.includes(13) ? 10 : 13;
    const end = Math.min(chunk.length, offset - before);
    for (let at = chunk.indexOf(ending); at >= 0 && at < end; at = chunk.indexOf(ending, at + 1)) line += 1;
    before += chunk.length;
    if (before >= offset) break;
  }
  return line;
}
