import type { Technology } from '../catalogue/catalogue.ts';
import { quoteName } from '../validation/sqlNames.ts';
import { dialectOf } from './sqlTokens.ts';

/** The engine whose quoting a technology follows, as its catalogue or a person states it. */
function engineOf(technology: string): Technology {
  const { own, fold } = dialectOf(technology);
  if (own === '`') return 'MySQL';
  if (own === '[') return 'SQL Server';
  return fold === 'lower' ? 'PostgreSQL' : fold === 'upper' ? 'Oracle' : 'SQLite';
}

/** A name as SQL, in the quotes that `written` (what stands there now, or nothing) has; else quoted where the engine needs it. */
export function sqlName(name: string, written: string, technology: string): string {
  const quote = written.charAt(0);
  if (quote === '"' || quote === '`') return quote + name.replaceAll(quote, quote + quote) + quote;
  if (quote === '[') return `[${name.replaceAll(']', ']]')}]`;
  return quoteName(name, engineOf(technology));
}
