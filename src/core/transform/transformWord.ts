/** What a Transform cell says, as far as its first words tell. */
export type TransformWord = 'direct' | 'cast' | 'leaveBehind' | 'constant' | 'default' | 'generated' | 'unknown' | 'expression';

/** Reads the kind of a Transform cell. */
export function transformWord(text: string): TransformWord {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '?') return 'unknown';
  const lower = trimmed.toLowerCase();
  if (lower === 'direct' || lower === 'default' || lower === 'generated') return lower;
  if (lower.startsWith('cast to ')) return 'cast';
  if (lower === 'leave behind' || lower.startsWith('leave behind:')) return 'leaveBehind';
  return lower.startsWith('constant ') ? 'constant' : 'expression';
}
