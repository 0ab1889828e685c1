import type { ColumnProfile } from '../catalogue/catalogue.ts';

/** What a text is taken for, and how it is written. */
export interface Reading {
  readonly kind: NonNullable<ColumnProfile['likely']>;
  /** How it is written: `YYYY-MM-DD`, `Y/N`; empty where there is only one way. */
  readonly format: string;
}
