import { windows1252 } from '../text/windows1252.ts';
import { InterchangeRefused } from './interchangeRefused.ts';

export interface SheetText {
  readonly text: string;
  /** False where the bytes were neither UTF-8 nor marked as UTF-16 and were read as Windows-1252. */
  readonly sure: boolean;
}

/** The text of a CSV file: UTF-8 with or without a mark, UTF-16 with a mark, else Windows-1252, as older programs write it. */
export function decodeSheetText(bytes: Uint8Array): SheetText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), sure: true };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), sure: true };
  if (bytes.includes(0)) throw new InterchangeRefused('interchange.binary');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), sure: true };
  } catch {
    return { text: windows1252(bytes), sure: false };
  }
}
