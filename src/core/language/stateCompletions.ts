import type { ParsedPlan } from '../document/parsedPlan.ts';
import { partsOf } from '../document/parsePlan.ts';
import { technologySchema } from '../catalogue/catalogue.ts';
import { yamlScalar } from '../document/yamlScalar.ts';
import { approachSchema, evidenceKindSchema } from '../plan/planState.ts';
import type { Choice, Completion } from './completion.ts';
import { detail } from './completion.ts';
import type { NameDirectory } from './nameDirectory.ts';
import { peopleOf } from './people.ts';

/** The values of a key of the frontmatter that takes one of a few, or a person. */
export function stateCompletions(parsed: ParsedPlan, directory: NameDirectory, offset: number): Completion[] {
  const { frontmatter } = partsOf(parsed);
  const { text } = parsed;
  const start = Math.max(frontmatter.yamlStart, text.lastIndexOf('\n', offset - 1) + 1);
  const next = text.indexOf('\n', offset);
  const line = text.slice(start, next < 0 ? text.length : next).replace(/\r$/, '');
  const match = /^([ \t]*(?:- )?)([A-Za-z]+):([ \t]*)/.exec(line);
  if (!match || offset < start + match[1]!.length + match[2]!.length + 1) return [];
  const from = start + match[0].length;
  // A note behind the value stays.
  const written = line.slice(match[0].length).replace(/[ \t]+#.*$/, '').trimEnd();
  if (offset > from + written.length && written !== '') return [];
  const range = { start: Math.min(from, offset), end: Math.max(from + written.length, offset) };
  const gap = match[3] === '' || offset < from ? ' ' : '';
  const quote = /^["']/.exec(written)?.[0] ?? '';
  return values(directory, match[2]!, match[1] === '').map((choice) => ({
    label: choice.value, kind: choice.kind, insertText: (range.start < from || match[3] === '' ? gap : '') + yamlScalar(choice.value), filterText: quote + choice.value,
    range: range.start < from ? { start: range.start, end: range.end } : range, ...(choice.detail ? { detail: choice.detail } : {}),
  }));
}

function values(directory: NameDirectory, key: string, top: boolean): Choice[] {
  const words = (list: readonly string[]): Choice[] => list.map((value) => ({ value, kind: 'word' }));
  switch (key) {
    case 'status': return top ? words(['draft', 'complete']) : [];
    case 'approach': return approachSchema.options.map((value) => ({ value, kind: 'word', detail: detail(`language.approach.${value}`) }));
    case 'schemaDefined': return words(['yes', 'partly', 'no']);
    case 'location': return words(['on-premises', 'cloud', 'hybrid']);
    case 'technology': return words(technologySchema.options.filter((name) => name !== 'Other'));
    case 'kind': return words(evidenceKindSchema.options);
    case 'owner': case 'confirmedBy': case 'by': return peopleOf(directory.plan).map((value) => ({ value, kind: 'person' }));
    default: return [];
  }
}
