import matter from 'gray-matter';
import { parse as parseYaml } from 'yaml';
import * as z from 'zod';
import { BLOCKS, SECTIONS } from '../plan/sections.ts';
import type { BlockId, SectionId } from '../plan/sections.ts';
import { PLAN_ARGS } from './planArgs.ts';
import { PROBES } from './probes/probes.ts';

/**
 * A technique or perspective file: its frontmatter says where it fits, which probes look, how it opens and what it asks;
 * its body tells the person how to use it.
 */

const sectionId = z.enum(SECTIONS.map((section) => section.id) as [SectionId, ...SectionId[]]);
const blockId = z.enum(BLOCKS.filter((block) => block.form !== 'rendered').map((block) => block.id) as [BlockId, ...BlockId[]]);
const short = z.string().trim().min(1).max(400);

/** Plain fields of the frontmatter that an answer may fill. */
const FIELD_PATHS = [
  'targetSystem.owner', 'targetSystem.name', 'migrationStrategy.rationale', 'migrationStrategy.downtimeWindow',
  'volumes.history', 'volumes.growth', 'volumes.largestTables', 'constraints.timeZones', 'constraints.currencies',
] as const;

/**
 * What becomes of an answer. Lists and blocks take it as `topic: answer`, by which the plan shows that it was asked:
 * `decision`, `openQuestion`, `businessRule`, `constraint`, `qualityIssue`, `block:<id>` (a row whose first text is the
 * answer), `field:<path>`.
 */
const answerSchema = z.string().transform((text, context) => {
  if (text === 'decision' || text === 'openQuestion' || text === 'businessRule' || text === 'constraint' || text === 'qualityIssue') return { kind: text } as const;
  if (text.startsWith('field:')) {
    const path = FIELD_PATHS.find((each) => each === text.slice(6));
    if (path !== undefined) return { kind: 'field', path } as const;
  }
  if (text.startsWith('block:')) {
    const block = blockId.safeParse(text.slice(6));
    if (block.success && ANSWER_COLUMNS[block.data] !== undefined) return { kind: 'block', block: block.data } as const;
  }
  context.addIssue({ code: 'custom', message: `"${text}" is no kind of answer` });
  return z.NEVER;
});
export type AnswerKind = z.infer<typeof answerSchema>;

/** The column of a block that takes an answer's text. */
export const ANSWER_COLUMNS: Readonly<Partial<Record<BlockId, string>>> = {
  validation: 'check', rollbackCriteria: 'criterion', restoreSteps: 'step', pointOfNoReturn: 'statement', cutover: 'activity',
};

const questionSchema = z.strictObject({ ask: short, answer: answerSchema, topic: z.string().trim().min(1).max(60).optional() })
  .refine((question) => question.topic !== undefined || question.answer.kind === 'decision' || question.answer.kind === 'field', { message: 'needs a topic, by which its answer is known again', path: ['topic'] });
export type OwnQuestion = z.infer<typeof questionSchema>;

const fileSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'small letters, digits and hyphens'),
  title: z.string().trim().min(1).max(60),
  summary: short,
  sections: z.union([z.literal('all').transform(() => SECTIONS.map((section) => section.id)), z.array(sectionId).min(1)]),
  probes: z.array(z.string().refine((id) => Object.hasOwn(PROBES, id), { error: (issue) => `"${String(issue.input)}" is no probe` })).min(1),
  opening: short,
  /** What a perspective says before a point on something that another spoke of: `{who}` and `{subject}`. */
  reply: short.optional(),
  questions: z.partialRecord(z.union([sectionId, z.literal('all')]), z.array(questionSchema).min(1)),
  /** Asked when all else has been; `{n}` counts how often. */
  again: short,
});

/** A file, read. `sections` are ids; `guide` is its body. */
export type ElicitationFile = z.infer<typeof fileSchema> & { readonly guide: string };

/** The files a session works with. */
export interface ElicitationFiles {
  readonly techniques: readonly ElicitationFile[];
  readonly perspectives: readonly ElicitationFile[];
}

/** A file that can't be used, and why. */
export class ElicitationFileError extends Error {
  constructor(readonly fileName: string, readonly reason: string) {
    super(`${fileName}: ${reason}`);
    this.name = 'ElicitationFileError';
  }
}

const MOST_CHARACTERS = 100_000;

const refuse = (): never => {
  throw new Error('only YAML frontmatter is read');
};

/** Reads a file. Throws `ElicitationFileError` that names the file and every fault found. `fileName` may have folders before it. */
export function parseElicitationFile(text: string, fileName: string): ElicitationFile {
  const fail = (reason: string): never => {
    throw new ElicitationFileError(fileName, reason);
  };
  if (text.length > MOST_CHARACTERS) fail('is too long');
  const clean = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  // Any other fence (`---js`) asks for another language, which is never run.
  if (!/^---[ \t]*\r?\n/.test(clean)) fail('does not begin with a line ---');
  if (!/\r?\n---[ \t]*(\r?\n|$)/.test(clean.slice(3))) fail('has no line --- that ends its frontmatter');
  let data: unknown;
  let body = '';
  try {
    const read = matter(clean, {
      language: 'yaml',
      // Failsafe: every scalar stays the text it is; aliases are not followed.
      engines: { yaml: (source: string) => (parseYaml(source, { schema: 'failsafe', maxAliasCount: 0 }) ?? {}) as object, javascript: refuse, js: refuse, json: refuse, coffee: refuse },
    });
    data = read.data;
    body = read.content.trim();
  } catch (error) {
    fail(`has frontmatter that can't be read: ${error instanceof Error ? error.message.split('\n')[0] ?? '' : 'unknown'}`);
  }
  const result = fileSchema.safeParse(data);
  if (!result.success) return fail(result.error.issues.slice(0, 10).map((issue) => `${issue.path.map(String).join('.') || 'frontmatter'}: ${issue.message}`).join('; '));
  const file = result.data;
  const name = fileName.split(/[/\\]/).at(-1) ?? fileName;
  if (name !== `${file.id}.md`) fail(`id: "${file.id}" is not the file's name`);
  if (body === '') fail('has no text that says how to use it');
  checkPlaceholders(file, fail);
  return { ...file, guide: body };
}

/** Placeholders that nothing fills would stay in braces before the person. */
function checkPlaceholders(file: z.infer<typeof fileSchema>, fail: (reason: string) => never): void {
  const known = new Set<string>(PLAN_ARGS);
  const check = (where: string, template: string, more: readonly string[] = []): void => {
    for (const [, name = ''] of template.matchAll(/\{(\w+)\}/g)) {
      if (!known.has(name) && !more.includes(name)) fail(`${where}: nothing fills {${name}}`);
    }
  };
  check('opening', file.opening);
  check('again', file.again, ['n']);
  if (!file.again.includes('{n}')) fail('again: does not say {n}');
  if (file.reply !== undefined) check('reply', file.reply, ['who', 'subject']);
  for (const [section, questions] of Object.entries(file.questions)) {
    questions.forEach((question, index) => {
      check(`questions.${section}.${index}.ask`, question.ask);
    });
  }
}
