import type { Choice } from '../ui/dropdown.ts';

/** The choices, and one for a value that nobody has decided on. */
export function withNothing(options: readonly Choice[], words: string): readonly Choice[] {
  return options.some((option) => option.value === '') ? options : [{ value: '', label: words }, ...options];
}
