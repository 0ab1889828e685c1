/** Largest file that is read, in bytes. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;
/** Most that a workbook may unpack to, in bytes: a small file can hold any amount of zeros. */
export const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;
export const MAX_ROWS = 200_000;
export const MAX_COLUMNS = 1_000;
/** Longest text a cell of a workbook can hold (Excel's specification), in UTF-16 units. */
export const MAX_XLSX_CELL = 32_767;
/** Longest value that a plan takes in one cell. */
export const MAX_VALUE = 100_000;
