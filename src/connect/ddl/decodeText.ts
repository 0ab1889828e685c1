import { ConnectError } from '../connectError.ts';

/** Most bytes of a schema file that are read. A dump with data may be large; a schema never is. */
export const mostDdlBytes = 256 * 1024 * 1024;

export interface DecodedText {
  readonly text: string;
  /** False where the bytes were not UTF-8 or UTF-16 and were read as Windows-1252. */
  readonly sure: boolean;
}

/** The text of a schema file: UTF-8 with or without a mark, UTF-16 with or without one. Binary files are refused with what they are. */
export function decodeText(bytes: Uint8Array, shownPath: string): DecodedText {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (head.startsWith('PGDMP')) {
    throw new ConnectError('ddl.archive', { path: shownPath });
  }
  if (head.startsWith('\u001f\u008b') || head.startsWith('PK\u0003\u0004') || head.startsWith('BZh') || head.startsWith('7z\u00bc\u00af') || head.startsWith('\u0028\u00b5\u002f\u00fd')) {
    throw new ConnectError('ddl.compressed', { path: shownPath });
  }
  if (head.startsWith('\u00ef\u00bb\u00bf')) {
    return utf8(bytes.subarray(3), shownPath);
  }
  if (head.startsWith('\u00ff\u00fe')) {
    return { text: new TextDecoder('utf-16le').decode(bytes.subarray(2)), sure: true };
  }
  if (head.startsWith('\u00fe\u00ff')) {
    return { text: new TextDecoder('utf-16be').decode(bytes.subarray(2)), sure: true };
  }
  const order = unmarkedUtf16(bytes);
  return order === undefined ? utf8(bytes, shownPath) : { text: new TextDecoder(order).decode(bytes), sure: true };
}

function utf8(bytes: Uint8Array, shownPath: string): DecodedText {
  if (bytes.includes(0)) {
    throw new ConnectError('ddl.binary', { path: shownPath });
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), sure: true };
  } catch {
    if (looksBinary(bytes)) {
      throw new ConnectError('ddl.binary', { path: shownPath });
    }
    return { text: new TextDecoder('windows-1252').decode(bytes), sure: false };
  }
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
