/** A value of a driver as text, for a `Row`: dates as ISO 8601, bytes as hexadecimal digits. Numbers that could be too large for JavaScript's are asked for as text before. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) {
    return null;
  }
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      return value instanceof Date ? value.toISOString() : Buffer.isBuffer(value) ? value.toString('hex') : JSON.stringify(value);
  }
}
