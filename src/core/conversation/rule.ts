import { compilePattern } from './pattern.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Plan } from '../plan/plan.ts';
import type { Lexicon } from './lexicon.ts';
import type { Bindings, Pattern } from './pattern.ts';
import type { Intent } from './reading.ts';
import type { SpokenClause } from './readers.ts';
import type { SlotValue } from './values.ts';

/** What a rule may look at. */
export interface RuleContext {
  readonly plan: Plan;
  readonly catalogues: readonly Catalogue[];
  readonly panel?: string;
  readonly today: string;
  readonly by: string;
  readonly lexicon: Lexicon;
  /** What earlier parts of the same text already propose. */
  readonly session: Session;
}

/** Kept over the parts of one text, so that two of them do not propose the same place twice. */
export interface Session {
  /** Indexes of `sourceSystems` that an earlier part gives a name to. */
  readonly placeholders: Set<number>;
  /** Names of systems that an earlier part adds. */
  readonly systems: Set<string>;
}

/** A rule's reading: what is meant, or why it can't be said (sentences that would be clear). */
export type Outcome = { readonly intents: readonly Intent[] } | { readonly unclear: readonly string[] };

export class Found {
  constructor(
    readonly bindings: Bindings,
    readonly clause: SpokenClause,
    /** The clause as typed. */
    readonly text: string,
    /** The person said "exactly". */
    readonly exactly: boolean,
    /** The person said "or so", "give or take". */
    readonly approximately: boolean,
    /** Which pattern of the rule matched. */
    readonly variant: number,
  ) {}

  get<Kind extends SlotValue['kind']>(name: string, kind: Kind): Extract<SlotValue, { kind: Kind }> | undefined {
    const value = this.bindings.get(name) as SlotValue | undefined;
    return value?.kind === kind ? (value as Extract<SlotValue, { kind: Kind }>) : undefined;
  }

  /** The text a slot holds. */
  words(name: string): string | undefined {
    return this.get(name, 'name')?.text ?? this.get(name, 'text')?.text;
  }
}

export type Mode = 'statement' | 'question' | 'command';

export interface Rule {
  readonly id: string;
  readonly mode: Mode;
  readonly patterns: readonly Pattern[];
  /** Undefined: the pattern fits but the rule does not. */
  readonly build: (found: Found, context: RuleContext) => Outcome | undefined;
  /** The rule's text runs to the end of what was said; it is never cut at an "and". */
  readonly whole?: boolean;
}

export function rule(id: string, mode: Mode, patterns: readonly string[], build: Rule['build'], more: { readonly whole?: boolean } = {}): Rule {
  return { id, mode, patterns: patterns.map(compilePattern), build, ...more };
}

/** "is", "should be", "has to be", …: what is said of a thing as a fact or a demand. */
export const BE = '(be|will be|should be|must be|shall be|have to be|need to be|be going to be)';
