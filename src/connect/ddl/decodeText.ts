import { windows1252 } from '../../core/text/windows1252.ts';
import { ConnectError } from '../connectError.ts';

/** Most bytes of a schema file that are read. A dump with data passes through without being kept; at some point it is no schema file. */
export const mostDdlBytes = 8 * 1024 * 1024 * 1024;

export interface DecodedText {
  readonly text: string;
  /** False where the bytes were not UTF-8 or UTF-16 and were read as Windows-1252. */
  readonly sure: boolean;
}

/** The text of a schema file: UTF-8 with or without a mark, UTF-16 with or without one. Binary files are refused with what they are. */
export function decodeText(bytes: Uint8Array, shownPath: string): DecodedText {
  const decoder = new TextChunks([bytes], shownPath);
  const text = [...decoder].join('');
  return { text, sure: decoder.sure };
}

/** The same for a file that comes in pieces. `sure` is known when all of them were read. */
export class TextChunks implements Iterable<string> {
  readonly #chunks: Iterable<Uint8Array>;
  readonly #shownPath: string;
  sure = true;

  constructor(chunks: Iterable<Uint8Array>, shownPath: string) {
    this.#chunks = chunks;
    this.#shownPath = shownPath;
  }

  *[Symbol.iterator](): Generator<string, void, undefined> {
    let decode: ((bytes: Uint8Array) => string) | undefined;
    for (const chunk of this.#chunks) {
      let bytes = chunk;
      if (decode === undefined) {
        const { encoding, mark } = this.#encodingOf(chunk);
        bytes = chunk.subarray(mark);
        decode = encoding === 'utf-8' ? this.#utf8(chunk) : streaming(encoding);
      }
      yield decode(bytes);
    }
    if (decode !== undefined) {
      yield decode(new Uint8Array(0));
    }
  }

  #encodingOf(bytes: Uint8Array): { encoding: 'utf-8' | 'utf-16le' | 'utf-16be'; mark: number } {
    const path = this.#shownPath;
    const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
    if (head.startsWith('PGDMP')) {
      throw new ConnectError('ddl.archive', { path });
    }
    if (head.startsWith('\u001f\u008b') || head.startsWith('PK\u0003\u0004') || head.startsWith('BZh') || head.startsWith('7z\u00bc\u00af') || head.startsWith('\u0028\u00b5\u002f\u00fd')) {
      throw new ConnectError('ddl.compressed', { path });
    }
    if (head.startsWith('\u00ef\u00bb\u00bf')) {
      return { encoding: 'utf-8', mark: 3 };
    }
    if (head.startsWith('\u00ff\u00fe')) {
      return { encoding: 'utf-16le', mark: 2 };
    }
    if (head.startsWith('\u00fe\u00ff')) {
      return { encoding: 'utf-16be', mark: 2 };
    }
    return { encoding: unmarkedUtf16(bytes) ?? 'utf-8', mark: 0 };
  }

  /** UTF-8 up to the first byte that is none; the rest as Windows-1252. */
  #utf8(first: Uint8Array): (bytes: Uint8Array) => string {
    if (first.includes(0)) {
      throw new ConnectError('ddl.binary', { path: this.#shownPath });
    }
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    let begun: Uint8Array = new Uint8Array(0);
    return (bytes) => {
      if (!this.sure) {
        return windows1252(bytes);
      }
      const ended = bytes.length === 0;
      const all = begun.length === 0 ? bytes : Buffer.concat([begun, bytes]);
      const whole = ended ? all.length : all.length - unfinishedBytes(all);
      begun = all.subarray(whole);
      try {
        return utf8.decode(all.subarray(0, whole));
      } catch {
        if (looksBinary(all)) {
          throw new ConnectError('ddl.binary', { path: this.#shownPath });
        }
        this.sure = false;
        begun = new Uint8Array(0);
        return windows1252(all);
      }
    };
  }
}

function streaming(encoding: 'utf-16le' | 'utf-16be'): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder(encoding);
  return (bytes) => decoder.decode(bytes, { stream: bytes.length > 0 });
}

/** How many bytes at the end belong to a character that goes on in the next piece. */
function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) {
      return 0;
    }
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}

/** SQL in UTF-16 has a zero in nearly every second byte, on one side only. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const looked = Math.min(bytes.length - (bytes.length % 2), 2_000);
  if (looked < 4) {
    return undefined;
  }
  let even = 0;
  let odd = 0;
  for (let at = 0; at < looked; at += 2) {
    even += bytes[at] === 0 ? 1 : 0;
    odd += bytes[at + 1] === 0 ? 1 : 0;
  }
  const most = (looked / 2) * 0.8;
  if (odd >= most && even === 0) {
    return 'utf-16le';
  }
  return even >= most && odd === 0 ? 'utf-16be' : undefined;
}

/** More than one in a hundred control characters: no text in any encoding. */
function looksBinary(bytes: Uint8Array): boolean {
  const looked = bytes.subarray(0, 20_000);
  let controls = 0;
  for (const byte of looked) {
    if (byte < 9 || (byte > 13 && byte < 32)) {
      controls += 1;
    }
  }
  return controls * 100 > looked.length;
}
