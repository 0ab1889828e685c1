/** The date of an instant as `YYYY-MM-DD`, in the reader's own time zone. */
export function isoDate(now: Date): string {
  const pad = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}
