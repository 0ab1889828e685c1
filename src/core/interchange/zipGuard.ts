import { strFromU8, unzipSync } from 'fflate';
import { InterchangeRefused } from './interchangeRefused.ts';
import { MAX_ROWS, MAX_UNPACKED_BYTES } from './limits.ts';

/**
 * Looks into a workbook before it is read: how much it unpacks to, as its directory says (unpacking stops there), and
 * whether a row claims a number that would fill the memory with empty rows. Throws what is wrong with it.
 */
export function guardWorkbook(bytes: Uint8Array): void {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new InterchangeRefused('interchange.oldWorkbook');
  let unpacked = 0;
  let sheets: Record<string, Uint8Array>;
  try {
    sheets = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        unpacked += originalSize;
        if (unpacked > MAX_UNPACKED_BYTES) throw new InterchangeRefused('interchange.unpacksTooLarge', { limit: String(MAX_UNPACKED_BYTES / 1024 / 1024) });
        return /^xl\/worksheets\/[^/]+\.xml$/.test(name);
      },
    });
  } catch (error) {
    if (error instanceof InterchangeRefused) throw error;
    throw new InterchangeRefused('interchange.notWorkbook');
  }
  // Excel's last row has the number 1,048,576.
  for (const sheet of Object.values(sheets)) {
    for (const match of strFromU8(sheet, true).matchAll(/<(?:\w{1,20}:)?row\s[^<>]{0,500}?\br="(\d{7,})"/g)) {
      if (Number(match[1]) > 1_048_576) throw new InterchangeRefused('interchange.tooManyRows', { limit: String(MAX_ROWS) });
    }
  }
}
