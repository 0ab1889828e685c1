import matter from 'gray-matter';
import { parse as parseYaml } from 'yaml';
import { ITEM_LISTS } from '../plan/planState.ts';
import { pathKind } from './paths.ts';
import { stepSchema } from './stepFile.ts';
import type { Condition, Panel, Step } from './stepFile.ts';

/** The step every plan starts with. */
export const FIRST_STEP = 'step-01-discovery';

const MAX_CHARACTERS = 200_000;

/** A step file that can't be used. `field` is where in its frontmatter (`panels.2.complete.0`), or `guidance` or `frontmatter`. */
export class StepFileError extends Error {
  readonly file: string;
  readonly field: string;
  readonly reason: string;

  constructor(file: string, field: string, reason: string) {
    super(`${file}: ${field}: ${reason}`);
    this.name = 'StepFileError';
    this.file = file;
    this.field = field;
    this.reason = reason;
  }
}

/**
 * Reads a step file: its frontmatter, and the guidance of each panel from the `## <title>` sections of its body.
 * A misspelt key, path, panel or heading is an error, never silently a step with fewer conditions.
 * @throws StepFileError
 */
export function parseStep(text: string, fileName: string): Step {
  const refuse = (field: string, reason: string): never => {
    throw new StepFileError(fileName, field, reason);
  };
  if (text.length > MAX_CHARACTERS) refuse('frontmatter', `longer than ${MAX_CHARACTERS} characters`);
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  // gray-matter picks an engine by what follows the fence, one of them `eval`: only a bare fence gets that far.
  if (!/^---[ \t]*\n/.test(plain)) refuse('frontmatter', 'the file must start with a line "---"');

  const { data, content } = readFrontmatter(plain, refuse);
  const parsed = stepSchema.safeParse(data);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(issue === undefined || issue.path.length === 0 ? 'frontmatter' : issue.path.join('.'), issue?.message ?? 'not a step');
  }
  const step = parsed.data;
  const lost = lostKey(data, step, '');
  if (lost !== undefined) refuse(lost, 'no such field');
  if (step.next === step.id) refuse('next', 'a step can not follow itself');

  const ids = step.panels.map((panel) => panel.id);
  step.panels.forEach((panel, index) => {
    const at = `panels.${index}`;
    if (panel.id === 'complete') refuse(`${at}.id`, '"complete" is no name for a panel: it is the end of the workflow');
    if (ids.indexOf(panel.id) !== index) refuse(`${at}.id`, `"${panel.id}" is used twice`);
    if (step.panels.some((other, before) => before < index && other.title === panel.title)) refuse(`${at}.title`, `"${panel.title}" is used twice`);
    checkFields(panel, at, refuse);
    panel.complete.forEach((condition, position) => {
      const reason = conditionFault(condition, step.id, ids);
      if (reason !== undefined) refuse(`${at}.complete.${position}`, reason);
    });
    panel.dependsOn.forEach((name, position) => {
      const reason = dependencyFault(name, panel.id, ids);
      if (reason !== undefined) refuse(`${at}.dependsOn.${position}`, reason);
    });
  });
  return { ...step, guidance: splitGuidance(content, step.panels, refuse) };
}

type Refuse = (field: string, reason: string) => never;

function readFrontmatter(text: string, refuse: Refuse): { data: unknown; content: string } {
  const unwanted = (): never => {
    throw new Error('only YAML is read');
  };
  try {
    const { data, content } = matter(text, {
      language: 'yaml',
      engines: {
        // The `yaml` package's reader: booleans and nothing cleverer, aliases bounded, duplicate keys refused.
        yaml: (source: string): object => {
          const value: unknown = parseYaml(source, { schema: 'core', maxAliasCount: 20, uniqueKeys: true, prettyErrors: true });
          return typeof value === 'object' && value !== null ? value : {};
        },
        javascript: unwanted,
        json: unwanted,
      },
    });
    return { data, content };
  } catch (error) {
    return refuse('frontmatter', error instanceof Error ? (error.message.split('\n')[0] ?? 'not YAML') : 'not YAML');
  }
}

/** The path of the first key of the file that the schema did not take: a misspelling. */
function lostKey(raw: unknown, read: unknown, path: string): string | undefined {
  if (typeof raw !== 'object' || raw === null || typeof read !== 'object' || read === null) return undefined;
  for (const [key, value] of Object.entries(raw)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (!Object.hasOwn(read, key)) return here;
    const below = lostKey(value, (read as Readonly<Record<string, unknown>>)[key], here);
    if (below !== undefined) return below;
  }
  return undefined;
}

function checkFields(panel: Panel, at: string, refuse: Refuse): void {
  panel.fields.forEach((field, index) => {
    const where = `${at}.fields.${index}.path`;
    const kind = pathKind(field.path);
    if (field.input === 'records') {
      const known = ITEM_LISTS[field.path].shape;
      field.columns.forEach((column, position) => {
        if (!Object.hasOwn(known, column.key)) refuse(`${at}.fields.${index}.columns.${position}.key`, `"${field.path}" has no "${column.key}"`);
        if (column.input === 'choice' && column.options === undefined) refuse(`${at}.fields.${index}.columns.${position}.options`, 'a choice needs options');
      });
    } else if (kind !== (field.input === 'list' ? 'texts' : 'text')) refuse(where, `the frontmatter has no ${field.input} "${field.path}"`);
  });
}

function conditionFault(condition: Condition, step: string, ids: readonly string[]): string | undefined {
  if ('filled' in condition) return pathKind(condition.filled) === 'text' ? undefined : `the frontmatter has no field "${condition.filled}"`;
  if ('some' in condition) {
    const kind = pathKind(condition.some);
    return kind === 'items' || kind === 'texts' ? undefined : `the frontmatter has no list "${condition.some}"`;
  }
  if ('each' in condition) return pathKind(condition.each) === 'itemField' ? undefined : `no list has a field "${condition.each}"`;
  if ('signedOff' in condition) return ids.includes(condition.signedOff) ? undefined : `no panel "${condition.signedOff}" in this step`;
  if ('stepDone' in condition) return condition.stepDone === step ? 'a step can not wait for itself' : undefined;
  return undefined;
}

/** A name without a dot is a panel of the same step, one with a dot a path of the plan: never a guess between the two. */
function dependencyFault(name: string, self: string, ids: readonly string[]): string | undefined {
  if (name === self) return 'a panel can not rest on itself';
  if (!name.includes('.')) return ids.includes(name) ? undefined : `no panel "${name}" in this step`;
  return pathKind(name) === undefined ? `the plan has no "${name}"` : undefined;
}

function splitGuidance(body: string, panels: readonly Panel[], refuse: Refuse): Record<string, string> {
  const sections = new Map<string, string[]>();
  let current: string[] | undefined;
  let fenced = false;
  for (const line of body.split('\n')) {
    if (/^ {0,3}(```|~~~)/.test(line)) fenced = !fenced;
    const title = fenced || !line.startsWith('## ') ? undefined : line.slice(3).trim();
    if (title === undefined) current?.push(line);
    else {
      if (sections.has(title)) refuse('guidance', `"## ${title}" stands twice`);
      sections.set(title, (current = []));
    }
  }
  const guidance: Record<string, string> = {};
  for (const panel of panels) {
    const lines = sections.get(panel.title);
    const text = lines?.join('\n').trim() ?? '';
    if (text === '') refuse('guidance', `no text under "## ${panel.title}"`);
    guidance[panel.id] = text;
    sections.delete(panel.title);
  }
  for (const title of sections.keys()) refuse('guidance', `"## ${title}" is no panel`);
  return guidance;
}
