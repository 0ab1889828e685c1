import { NONE, UNKNOWN } from '../plan/plan.ts';

/** The names that a cell of several names lists. `known` settles where a comma belongs to a name. */
export function splitNames(cell: string, known: ReadonlySet<string> = new Set()): string[] {
  const trimmed = cell.trim();
  if (trimmed === '' || trimmed === NONE || trimmed === '-' || trimmed === UNKNOWN) return [];
  if (known.has(trimmed)) return [trimmed];
  const parts = trimmed.split(/[,;]/).map((part) => part.trim());
  const names: string[] = [];
  let index = 0;
  while (index < parts.length) {
    let used = 1;
    let name = parts[index]!;
    if (!known.has(name)) {
      // At most a few pieces belong together; more would be a search without end in a hostile cell.
      let joined = name;
      for (let next = index + 1; next < Math.min(parts.length, index + 6); next++) {
        joined += `, ${parts[next]!}`;
        if (known.has(joined)) {
          name = joined;
          used = next - index + 1;
          break;
        }
      }
    }
    if (name !== '') names.push(name);
    index += used;
  }
  return names;
}

/** Names as one cell; `—` for none. */
export function joinNames(names: readonly string[]): string {
  return names.length === 0 ? NONE : names.join(', ');
}
