import type { TextList } from '../existingWork/offer.ts';

/** Where a fact stands. */
export interface Cited {
  /** `docs/integration-spec.md › Volumes` */
  readonly cite: string;
  readonly path: string;
  readonly line: number;
}

export interface SystemFact extends Cited {
  readonly name: string;
  readonly technology: string;
  /** `on-premises`, `cloud`, `hybrid`, or ''. */
  readonly location: string;
  readonly owner: string;
  readonly size: string;
  readonly role: 'source' | 'target' | 'unknown';
  /** `yes`, `partly`, `no` or ''; of a target. */
  readonly schemaDefined: string;
  /** Words that speak against its being migrated. */
  readonly doubt: string;
  readonly form: 'row' | 'keyed' | 'item';
}

export interface PersonFact extends Cited {
  readonly name: string;
  readonly role: string;
  readonly interest: string;
  /** As a column of the table names it; '' where there is none. */
  readonly system: string;
}

export interface VolumeFact extends Cited {
  /** '' where neither the row nor its heading names one. */
  readonly system: string;
  /** '' for a volume of the whole system. */
  readonly object: string;
  /** As the plan writes it: `1,204,331`, `~2,000,000`; '' where none is given. */
  readonly count: string;
  readonly size: string;
}

export interface RelationshipFact extends Cited {
  readonly from: string;
  readonly to: string;
  readonly how: string;
}

export interface QualityFact extends Cited {
  readonly issue: string;
  readonly where: string;
  readonly treatment: string;
}

export interface TextFact extends Cited {
  readonly list: TextList;
  readonly value: string;
}

export interface MappingFact extends Cited {
  readonly sourceTable: string;
  readonly sourceField: string;
  readonly targetTable: string;
  readonly targetField: string;
  readonly transform: string;
}

/** What one document says that a plan has a place for. */
export interface NeighbourFacts {
  readonly path: string;
  readonly systems: readonly SystemFact[];
  readonly people: readonly PersonFact[];
  readonly volumes: readonly VolumeFact[];
  readonly relationships: readonly RelationshipFact[];
  readonly quality: readonly QualityFact[];
  readonly texts: readonly TextFact[];
  readonly mappings: readonly MappingFact[];
}
