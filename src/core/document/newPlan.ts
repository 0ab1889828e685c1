import { isMap } from 'yaml';
import { EditRefused } from '../plan/planEdit.ts';
import { planStateSchema } from '../plan/planState.ts';
import type { PlanState } from '../plan/planState.ts';
import { BLOCKS, SECTIONS } from '../plan/sections.ts';
import type { BlockId, SectionId } from '../plan/sections.ts';
import { applyTextEdits } from '../text/applyTextEdits.ts';
import { eolOf } from '../text/lines.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { sectionText } from './blockText.ts';
import { readBody } from './body.ts';
import { readFrontmatter } from './frontmatter.ts';
import { STATE_FIELDS } from './planFields.ts';
import { renderTitle } from './renderOverview.ts';
import { restoreEdits } from './restore.ts';
import { YamlSource } from './yamlEdits.ts';
import { yamlScalar } from './yamlScalar.ts';

function ownKeys(project: string): [string, string][] {
  return [['workflow', 'create-data-migration'], ['schemaVersion', '1'], ...(project === '' ? [] : [['project', project] as [string, string]]), ['status', 'draft']];
}

/** A new document: all sections, empty tables, nothing known yet. */
export function newPlanText(project: string, eol: '\n' | '\r\n' = '\n'): string {
  const state = planStateSchema.parse({ workflow: 'create-data-migration', project });
  const frontmatter = [...ownKeys(project).map(([key, value]) => `${key}: ${yamlScalar(value)}`), 'stepsCompleted: []'];
  const sections = SECTIONS.map((section) => sectionText(section, state, eol));
  return [['---', ...frontmatter, '---'].join(eol), `# ${renderTitle(project)}`, ...sections].join(eol + eol) + eol;
}

/**
 * Makes a Markdown file that is not managed a plan: adds the frontmatter's keys and the sections, tables and lists that
 * are missing. Nothing that stands is touched; tables under our headings already are the rows. Throws EditRefused where
 * the file is a plan already, or where its frontmatter can't be read.
 */
export function adoptText(text: string, project: string): string {
  const frontmatter = readFrontmatter(text);
  if (frontmatter.state) throw new EditRefused('adopt.managed');
  const unclosed = frontmatter.problems[0]?.code === 'frontmatter.unclosed';
  // A file that only starts with a `---` rule has no frontmatter.
  if (!frontmatter.readable && !unclosed) throw new EditRefused('adopt.unreadable', { reason: frontmatter.problems[0]?.code ?? '' });
  const eol = eolOf(text);
  let result = applyTextEdits(text, frontmatterAdded(text, frontmatter, project, eol));
  const read = readFrontmatter(result);
  if (!read.state) throw new EditRefused('adopt.unreadable', { reason: read.problems[0]?.code ?? '' });
  const start = read.text.length;
  const hasTitle = readBody(result, start).outline.some((node) => node.kind === 'heading' && node.depth === 1);
  if (!hasTitle) {
    const blank = /^\r?\n/.exec(result.slice(start))?.[0] ?? '';
    const rest = result.slice(start + blank.length);
    result = `${result.slice(0, start)}${blank || eol}# ${renderTitle(read.state.project)}${eol}${rest === '' ? '' : eol}${rest}`;
  }
  return addMissing(result, start, read.state, eol);
}

function addMissing(text: string, start: number, state: PlanState, eol: string): string {
  const missing: [SectionId, BlockId | undefined][] = [
    ...SECTIONS.map((section): [SectionId, undefined] => [section.id, undefined]),
    ...BLOCKS.filter((block) => block.required).map((block): [SectionId, BlockId] => [block.section, block.id]),
  ];
  let result = text;
  for (const [section, block] of missing) {
    const body = readBody(result, start);
    // A table that lacks columns says so as a problem; adding them is the person's decision.
    if (block !== undefined && body.blocks.has(block)) continue;
    const edits: TextEdit[] = restoreEdits(body, start, section, block, state, eol);
    result = applyTextEdits(result, edits);
  }
  return result;
}

function frontmatterAdded(text: string, frontmatter: ReturnType<typeof readFrontmatter>, project: string, eol: string): TextEdit[] {
  const { root, yaml, yamlStart } = frontmatter;
  const bom = text.startsWith('\uFEFF') ? 1 : 0;
  const keys = ownKeys(project);
  if (frontmatter.text.length <= bom) {
    const block = ['---', ...keys.map(([key, value]) => `${key}: ${yamlScalar(value)}`), '---', ''].join(eol);
    const gap = text.length > bom && !/^\r?\n/.test(text.slice(bom)) ? eol : '';
    return [{ start: bom, end: bom, newText: block + gap }];
  }
  const source = new YamlSource(yaml, eol);
  if (!root || !isMap(root) || root.items.length === 0) {
    return [{ start: yamlStart, end: yamlStart + (root ? (root.range?.[1] ?? 0) : 0), newText: keys.map(([key, value]) => `${key}: ${yamlScalar(value)}${eol}`).join('') }];
  }
  const missing = new Map(keys.filter(([key]) => key === 'workflow' || !source.pair(root, key)));
  return source.setKeys(root, missing, [...STATE_FIELDS.keys()], 'workflow').map((edit) => ({ ...edit, start: edit.start + yamlStart, end: edit.end + yamlStart }));
}
