import { createWriteStream } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { windows1252 } from '../../core/text/windows1252.ts';
import { ConnectError } from '../connectError.ts';
import type { TextEncoding } from './inspectText.ts';
import { textChunks } from './textChunks.ts';

export interface CopyOptions {
  readonly from: TextEncoding;
  /** Lines of more bytes are left out. */
  readonly mostLine: number;
  /** Every line ends with LF; a CR in quotes becomes a blank. */
  readonly evenLineEnds: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly working: () => void;
}

/** Writes a text file as UTF-8 into the scratch folder, as a stream. Gives the numbers of the lines that were left out. */
export async function copyText(file: string, packed: boolean, to: string, shown: string, size: bigint, options: CopyOptions): Promise<readonly number[]> {
  await checkRoom(to, size, shown);
  const dropped: number[] = [];
  const chunks = decoded(textChunks(file, packed, options.signal), options);
  const even = options.evenLineEnds ? withEvenLineEnds(chunks) : chunks;
  await pipeline(Readable.from(withoutLongLines(even, options.mostLine, dropped)), createWriteStream(to, { mode: 0o600 }));
  return dropped;
}

async function* decoded(chunks: AsyncIterable<Buffer>, { from, working }: CopyOptions): AsyncGenerator<Buffer, void, undefined> {
  const decoder = from === 'utf-16le' || from === 'utf-16be' ? new TextDecoder(from) : undefined;
  let pieces = 0;
  for await (const chunk of chunks) {
    pieces += 1;
    if (pieces % 64 === 0) working();
    yield decoder !== undefined ? Buffer.from(decoder.decode(chunk, { stream: true })) : from === 'windows-1252' ? Buffer.from(windows1252(chunk)) : chunk;
  }
  if (decoder !== undefined) yield Buffer.from(decoder.decode());
}

async function* withEvenLineEnds(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let held = '';
  let quoted = false;
  for await (const chunk of chunks) {
    const text = held + chunk.toString('latin1');
    // A CR at the end: whether an LF follows shows in the next piece.
    held = text.endsWith('\r') ? '\r' : '';
    yield Buffer.from(text.slice(0, text.length - held.length).replace(/"|\r\n?/g, (found) => {
      if (found === '"') {
        quoted = !quoted;
        return found;
      }
      return quoted && found === '\r' ? ' ' : '\n';
    }), 'latin1');
  }
  if (held !== '') yield Buffer.from('\n');
}

async function* withoutLongLines(chunks: AsyncIterable<Buffer>, most: number, dropped: number[]): AsyncGenerator<Buffer, void, undefined> {
  let held: Buffer[] = [];
  let length = 0;
  let line = 1;
  for await (const chunk of chunks) {
    const sound: Buffer[] = [];
    let start = 0;
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, start)) {
      if (length + at - start > most) {
        dropped.push(line);
        sound.push(chunk.subarray(from, start));
        held = [];
        from = at + 1;
      } else if (held.length > 0) {
        sound.push(...held);
        held = [];
      }
      start = at + 1;
      length = 0;
      line += 1;
    }
    sound.push(chunk.subarray(from, start));
    length += chunk.length - start;
    // What is too long already is not held: the memory is bounded by the limit.
    if (length > most) held = [];
    else held.push(chunk.subarray(start));
    yield Buffer.concat(sound);
  }
  if (length > most) dropped.push(line);
  else if (length > 0) yield Buffer.concat(held);
}

async function checkRoom(to: string, size: bigint, shown: string): Promise<void> {
  const { bavail, bsize } = await statfs(to.replace(/[\\/][^\\/]*$/, ''), { bigint: true }).catch(() => ({ bavail: 1n, bsize: size }));
  if (bavail * bsize < size) throw new ConnectError('file.noRoom', { path: shown, size: size.toString(), free: (bavail * bsize).toString() });
}
