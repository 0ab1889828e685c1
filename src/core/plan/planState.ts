import * as z from 'zod';

/**
 * The frontmatter of the plan. Every scalar is read as a string (YAML's own guesses turn `1:30` into 90 and long
 * numbers into others); what a string means (a count, a size, a duration) is read where it is used. Keys that are not
 * named here are the user's and stay where they are.
 */

const text = z.string().max(20_000).default('');
const texts = z.array(z.string().max(20_000)).max(2_000).default([]);

export const sourceSystemSchema = z.object({
  name: z.string().min(1).max(200),
  technology: text,
  /** `on-premises`, `cloud` or `hybrid`; free text is kept. */
  location: text,
  /** Owner or steward: who may say what its data mean. */
  owner: text,
  /** Size as a person writes it, e.g. `8 GB`. */
  size: text,
  /** The file or connection it was scanned from; never a secret. */
  connection: text,
  /** Path of its catalogue, relative to the plan document. */
  catalogue: text,
});
export type SourceSystem = z.infer<typeof sourceSystemSchema>;

export const targetSystemSchema = z.object({
  name: text,
  technology: text,
  location: text,
  owner: text,
  /** `yes`, `partly` or `no`. */
  schemaDefined: text,
  connection: text,
  catalogue: text,
});
export type TargetSystem = z.infer<typeof targetSystemSchema>;

export const approachSchema = z.enum(['big-bang', 'phased', 'parallel']);
export type Approach = z.infer<typeof approachSchema>;

export const migrationStrategySchema = z.object({
  /** `big-bang`, `phased` or `parallel`; empty while undecided. */
  approach: z.union([approachSchema, z.literal('')]).default(''),
  rationale: text,
  /** A duration, e.g. `4 h`; `0` for no downtime. */
  downtimeWindow: text,
});

export const volumesSchema = z.object({ largestTables: text, history: text, growth: text });

export const constraintsSchema = z.object({ timeZones: text, currencies: text, regulations: texts, other: texts });

export const relationshipSchema = z.object({ from: z.string().min(1), to: z.string().min(1), how: text });
export const qualityIssueSchema = z.object({ issue: z.string().min(1), where: text, treatment: text });
export const exclusionSchema = z.object({ what: z.string().min(1), reason: text });
export const existingToolSchema = z.object({ name: z.string().min(1), path: text, covers: text });

export const evidenceKindSchema = z.enum(['measured', 'estimated', 'stated', 'unknown']);
export type EvidenceKind = z.infer<typeof evidenceKindSchema>;

/** What vouches for the volume of one inventory row. */
export const evidenceSchema = z.object({
  /** The row: `system.object` (see `inventoryKey`). */
  row: z.string().min(1),
  kind: evidenceKindSchema,
  /** The count it vouches for, in digits; empty where it vouches for none. */
  count: text,
  /** The size it vouches for, as the cell shows it; empty where it vouches for none. */
  size: text,
  /** The query or the statistics it came from. */
  query: text,
  /** ISO 8601 instant of the measurement or the statement. */
  at: text,
  confirmedBy: text,
  /** ISO date. */
  confirmedAt: text,
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** A person vouches for a panel, having seen this content. */
export const signOffSchema = z.object({
  /** Panel id of the step files. */
  panel: z.string().min(1),
  by: z.string().min(1),
  /** ISO date. */
  at: text,
  /** Digest of the panel's own content when it was signed. */
  content: text,
  /** Digest of what the panel rests on (its `dependsOn`) when it was signed; empty where it rests on nothing. */
  basis: text,
});
export type SignOff = z.infer<typeof signOffSchema>;

export const decisionSchema = z.object({
  decision: z.string().min(1),
  reason: text,
  by: text,
  at: text,
  /** Section or panel it is about. */
  about: text,
});
export type Decision = z.infer<typeof decisionSchema>;

/** A condition of a panel that was set aside, and why. Shown under Decisions. */
export const deviationSchema = z.object({ panel: z.string().min(1), reason: z.string().min(1), by: text, at: text });
export type Deviation = z.infer<typeof deviationSchema>;

/** A pair of fields that a person does not want: it is not proposed again. `source` and `target` name fields, `Customer.Fax`. */
export const rejectedMatchSchema = z.object({ source: z.string().min(1), target: text, by: text, at: text, reason: text });
export type RejectedMatch = z.infer<typeof rejectedMatchSchema>;

export const questionSchema = z.object({ question: z.string().min(1), about: text, at: text });
export type Question = z.infer<typeof questionSchema>;

/** The lists of the frontmatter whose items are objects, with the schema of an item. */
export const ITEM_LISTS = {
  sourceSystems: sourceSystemSchema,
  relationships: relationshipSchema,
  dataQuality: qualityIssueSchema,
  exclusions: exclusionSchema,
  existingTools: existingToolSchema,
  evidence: evidenceSchema,
  signOffs: signOffSchema,
  decisions: decisionSchema,
  deviations: deviationSchema,
  openQuestions: questionSchema,
  parkedQuestions: questionSchema,
  rejectedMatches: rejectedMatchSchema,
} as const;
export type ItemList = keyof typeof ITEM_LISTS;

export const planStateSchema = z.object({
  workflow: z.literal('create-data-migration'),
  schemaVersion: z.string().default('1'),
  project: text,
  status: z.enum(['draft', 'complete']).default('draft'),
  stepsCompleted: texts,
  sourceSystems: z.array(sourceSystemSchema).default([]),
  targetSystem: targetSystemSchema.prefault({}),
  migrationStrategy: migrationStrategySchema.prefault({}),
  volumes: volumesSchema.prefault({}),
  relationships: z.array(relationshipSchema).default([]),
  dataQuality: z.array(qualityIssueSchema).default([]),
  pastAttempts: texts,
  businessRules: texts,
  constraints: constraintsSchema.prefault({}),
  exclusions: z.array(exclusionSchema).default([]),
  existingTools: z.array(existingToolSchema).default([]),
  evidence: z.array(evidenceSchema).default([]),
  signOffs: z.array(signOffSchema).default([]),
  decisions: z.array(decisionSchema).default([]),
  deviations: z.array(deviationSchema).default([]),
  openQuestions: z.array(questionSchema).default([]),
  parkedQuestions: z.array(questionSchema).default([]),
  rejectedMatches: z.array(rejectedMatchSchema).default([]),
});
export type PlanState = z.infer<typeof planStateSchema>;
