import { isScalar } from 'yaml';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import { partsOf } from '../document/parsePlan.ts';
import type { OutlineHeading } from '../document/outline.ts';
import type { TextRange } from '../text/textEdit.ts';
import { trimmedEnd } from './outline.ts';

/** A stretch that can be folded to its first line. */
export interface Fold extends TextRange {
  readonly kind: 'frontmatter' | 'list' | 'section';
}

/** What can be folded: the frontmatter and each of its lists, sections and subsections. Only what goes over several lines. */
export function foldsOf(parsed: ParsedPlan): Fold[] {
  const { text } = parsed;
  const { frontmatter, body } = partsOf(parsed);
  const folds: Fold[] = [];
  const add = (kind: Fold['kind'], start: number, until: number): void => {
    const end = trimmedEnd(text, start, until);
    if (/[\r\n]/.test(text.slice(start, end))) folds.push({ kind, start, end });
  };
  if (frontmatter.yaml !== '') {
    add('frontmatter', text.startsWith('\uFEFF') ? 1 : 0, frontmatter.text.length);
    for (const pair of frontmatter.root?.items ?? []) {
      const key = isScalar(pair.key) ? pair.key.range?.[0] : undefined;
      const end = (pair.value as { range?: readonly [number, number, number] | null } | null)?.range?.[1];
      if (key !== undefined && end !== undefined) add('list', frontmatter.yamlStart + key, frontmatter.yamlStart + end);
    }
  }
  const headings = body.outline.filter((node): node is OutlineHeading => node.kind === 'heading');
  headings.forEach((heading, index) => {
    const next = headings.slice(index + 1).find((other) => other.depth <= heading.depth);
    add('section', heading.range.start, next ? next.range.start : text.length);
  });
  return folds;
}
