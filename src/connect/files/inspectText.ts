import { isUtf8 } from 'node:buffer';
import { textChunks } from './textChunks.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** What a pass over the bytes of a text file tells. Lines are counted from 1. */
export interface TextFacts {
  readonly encoding: TextEncoding;
  /** A byte order mark says so. */
  readonly marked: boolean;
  /** Nothing but blanks. */
  readonly blank: boolean;
  /** More control characters than a text has. */
  readonly binary: boolean;
  /** Bytes of the longest line. */
  readonly longest: number;
  /** Lines beyond the limit, and the first of them. */
  readonly overlong: { readonly count: number; readonly line: number };
  readonly nuls: { readonly count: number; readonly line: number };
}

export interface Inspecting {
  readonly mostLine: number;
  readonly signal?: AbortSignal | undefined;
  readonly working: () => void;
}

/** How many pieces are read between two signs of life. */
const signEvery = 256;

/** Looks at every byte once, in bounded memory. UTF-16 is not looked at further: its copy in UTF-8 is. */
export async function inspectText(file: string, packed: boolean, { mostLine, signal, working }: Inspecting): Promise<TextFacts> {
  let first: Buffer | undefined;
  let ending = 10;
  let marked = false;
  let blank = true;
  let encoding: TextEncoding = 'utf-8';
  let carry: Buffer = Buffer.alloc(0);
  let line = 1;
  let length = 0;
  let longest = 0;
  const overlong = { count: 0, line: 0 };
  const nuls = { count: 0, line: 0 };
  const endLine = (): void => {
    longest = Math.max(longest, length);
    if (length > mostLine) {
      overlong.count += 1;
      overlong.line ||= line;
    }
    length = 0;
    line += 1;
  };
  let pieces = 0;
  for await (const chunk of textChunks(file, packed, signal)) {
    pieces += 1;
    if (pieces % signEvery === 0) working();
    if (first === undefined) {
      first = chunk;
      const wide = utf16Of(chunk);
      if (wide !== undefined) return { encoding: wide.encoding, marked: wide.marked, blank: false, binary: false, longest: 0, overlong, nuls };
      marked = chunk.length >= 3 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
      ending = chunk.includes(10) || !chunk.includes(13) ? 10 : 13;
    }
    if (blank) blank = /^[\s\u0000]*$/.test(chunk.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, ''));
    if (encoding === 'utf-8') {
      const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
      const cut = bytes.length - unfinished(bytes);
      if (!isUtf8(bytes.subarray(0, cut)) && !mostlyUtf8(bytes.subarray(0, cut))) encoding = 'windows-1252';
      carry = Buffer.from(bytes.subarray(cut));
    }
    for (let at = chunk.indexOf(0); at >= 0; at = chunk.indexOf(0, at + 1)) {
      nuls.count += 1;
      nuls.line ||= line + countOf(chunk.subarray(0, at), ending);
    }
    let start = 0;
    for (let at = chunk.indexOf(ending); at >= 0; at = chunk.indexOf(ending, start)) {
      length += at - start;
      endLine();
      start = at + 1;
    }
    length += chunk.length - start;
  }
  if (length > 0) endLine();
  if (encoding === 'utf-8' && carry.length > 0) encoding = 'windows-1252';
  return { encoding, marked, blank, binary: first !== undefined && looksBinary(first), longest, overlong, nuls };
}

function countOf(bytes: Buffer, wanted: number): number {
  let count = 0;
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) count += 1;
  return count;
}

/** UTF-16 by its mark, or by a zero in nearly every second byte, on one side only. */
function utf16Of(bytes: Buffer): { encoding: 'utf-16le' | 'utf-16be'; marked: boolean } | undefined {
  if (bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', marked: true };
  if (bytes.length >= 2 && bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', marked: true };
  const looked = Math.min(bytes.length - (bytes.length % 2), 2_000);
  if (looked < 8) return undefined;
  const zeros = [0, 0];
  for (let at = 0; at < looked; at += 1) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const most = (looked / 2) * 0.8;
  if (odd >= most && even === 0) return { encoding: 'utf-16le', marked: false };
  return even >= most && odd === 0 ? { encoding: 'utf-16be', marked: false } : undefined;
}

/** How many bytes at the end belong to a character that goes on in the next piece. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

/** Whether more characters beyond ASCII are sound UTF-8 than are not: a UTF-8 file with some broken lines, not another encoding. */
function mostlyUtf8(bytes: Buffer): boolean {
  let sound = 0;
  let broken = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    const more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0;
    if (more > 0 && isUtf8(bytes.subarray(at, at + 1 + more))) {
      sound += 1;
      at += more;
    } else broken += 1;
  }
  return sound > broken;
}

/** More than one in a hundred control characters: no text in any encoding. A few NULs are a fault of a text. */
function looksBinary(bytes: Buffer): boolean {
  const looked = bytes.subarray(0, 20_000);
  let controls = 0;
  for (const byte of looked) if (byte < 9 || (byte > 13 && byte < 32)) controls += 1;
  return controls > 3 && controls * 50 > looked.length;
}
