/** A count as the page writes it: 1,204,331. */
export function number(value: number): string {
  return value.toLocaleString('en');
}
