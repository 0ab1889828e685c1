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

/** What Windows-1252 has from 0x80 to 0x9F; Node's own decoder takes them for control characters in some versions. */
const UPPER = '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

function windows1252(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes).replace(/[\u0080-\u009f]/g, (char) => UPPER.charAt(char.charCodeAt(0) - 0x80));
}
