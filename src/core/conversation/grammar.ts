import { commandRules } from './rules/commands.ts';
import { constraintRules } from './rules/constraints.ts';
import { fieldRules } from './rules/fieldRules.ts';
import { frameRules } from './rules/frames.ts';
import { noteRules } from './rules/notes.ts';
import { priorityRules } from './rules/priorities.ts';
import { qualityRules } from './rules/quality.ts';
import { questionRules } from './rules/questions.ts';
import { scopeRules } from './rules/scope.ts';
import { sourceRules } from './rules/sources.ts';
import { strategyRules } from './rules/strategy.ts';
import { targetRules } from './rules/target.ts';
import { BUSINESS_NOUNS, volumeRules } from './rules/volumes.ts';
import { workRules } from './rules/work.ts';
import type { Pattern } from './pattern.ts';
import type { Rule } from './rule.ts';

/** All rules, in the order in which they are asked: what steers first, then the narrow before the wide. */
export const RULES: readonly Rule[] = [
  ...commandRules, ...strategyRules, ...targetRules, ...fieldRules, ...noteRules, ...sourceRules, ...workRules, ...priorityRules, ...volumeRules, ...scopeRules, ...qualityRules, ...constraintRules, ...questionRules, ...frameRules,
];

export interface Entry {
  readonly rule: Rule;
  readonly pattern: Pattern;
  /** Place in the order of asking. */
  readonly order: number;
  readonly variant: number;
}

/** Patterns by a word each of them needs, so that only those are tried which could fit. */
const byWord = new Map<string, Entry[]>();
const always: Entry[] = [];
const words = new Set<string>();

let order = 0;
for (const rule of RULES) {
  rule.patterns.forEach((pattern, variant) => {
    const entry: Entry = { rule, pattern, order, variant };
    order += 1;
    let rarest: ReadonlySet<string> | undefined;
    for (const need of pattern.needs) if (!rarest || need.size < rarest.size) rarest = need;
    if (!rarest) always.push(entry);
    else for (const word of rarest) byWord.set(word, [...(byWord.get(word) ?? []), entry]);
    collect(pattern.root);
  });
}

function collect(node: Pattern['root']): void {
  if (node.type === 'word') words.add(node.norm);
  else if (node.type === 'sequence') node.items.forEach(collect);
  else if (node.type === 'choice') node.options.forEach(collect);
  else if (node.type === 'optional' || node.type === 'many') collect(node.node);
}

/** The patterns that could fit a clause of these words, in the order of asking. */
export function entriesFor(clauseWords: ReadonlySet<string>): readonly Entry[] {
  const found = new Set<Entry>(always);
  for (const word of clauseWords) for (const entry of byWord.get(word) ?? []) found.add(entry);
  return [...found].sort((left, right) => left.order - right.order);
}

/** A word of the grammar: not a typo of a name, and no new name by itself. Words for kinds of data stay free. */
export function isVocabulary(word: string): boolean {
  return words.has(word) && !BUSINESS_NOUNS.has(word);
}

/** All words of the grammar. */
export function vocabulary(): Iterable<string> {
  return words;
}
