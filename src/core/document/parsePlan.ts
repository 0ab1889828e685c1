import type { Plan, PlanRow } from '../plan/plan.ts';
import type { Problem } from '../plan/problem.ts';
import type { BlockId, SectionId } from '../plan/sections.ts';
import { eolOf } from '../text/lines.ts';
import { SameLines } from '../text/sameLines.ts';
import type { TextRange } from '../text/textEdit.ts';
import { readBody } from './body.ts';
import type { Body } from './body.ts';
import { cellProblems, stateProblems, structureProblems } from './checkBody.ts';
import { conflictIn } from './conflict.ts';
import { rangeOf, readFrontmatter } from './frontmatter.ts';
import type { Frontmatter } from './frontmatter.ts';
import { overviewProblems } from './overviewState.ts';
import type { ParsedBlock, ParsedPlan, ParsedSection } from './parsedPlan.ts';
import { ITEM_LISTS } from '../plan/planState.ts';
import type { ItemList } from '../plan/planState.ts';
import { readRows } from './readRows.ts';
import { shareState } from './sharedState.ts';
import type { ReadBlock } from './readRows.ts';

/** What the writer needs of a document beyond what views see. */
export interface DocumentParts {
  readonly frontmatter: Frontmatter;
  readonly body: Body;
  readonly blocks: ReadonlyMap<BlockId, ReadBlock>;
}

const parts = new WeakMap<ParsedPlan, DocumentParts>();

/** The parts behind a parsed plan; read again from its text where it was made elsewhere. */
export function partsOf(parsed: ParsedPlan): DocumentParts {
  const known = parts.get(parsed);
  if (known) return known;
  const again = parts.get(parsePlan(parsed.text));
  if (!again) throw new Error('a parsed plan has parts');
  return again;
}

/** The rows of all blocks of a body. */
export function readBlocks(body: Body, earlier?: DocumentParts): Map<BlockId, ReadBlock> {
  const lines = earlier && new SameLines(earlier.body.lines, body.lines);
  return new Map([...body.blocks].map(([id, place]) => {
    const block = earlier?.blocks.get(id);
    return [id, readRows(place, body.lines, block && lines && { block, lines })];
  }));
}

/** Reads a document. Never throws: what can't be read is a problem with its place. */
export function parsePlan(text: string): ParsedPlan {
  return read(text, undefined);
}

/**
 * Reads the next version of a document: gives what `parsePlan(text)` gives, in the time that the change takes. What did
 * not change is the very same object as before (the state, a block's rows, a single row), so that whoever remembers
 * something about it need not work it out again.
 */
export function reparsePlan(previous: ParsedPlan, text: string): ParsedPlan {
  return previous.text === text ? previous : read(text, partsOf(previous));
}

function read(text: string, earlier: DocumentParts | undefined): ParsedPlan {
  const frontmatter = frontmatterOf(text, earlier?.frontmatter);
  const body = readBody(text, frontmatter.text.length, earlier?.body);
  const blocks = readBlocks(body, earlier);
  const problems: Problem[] = [...frontmatter.problems];
  const fences = body.outline.flatMap((node) => (node.kind === 'other' && node.type === 'code' ? [node.range] : []));
  const conflict = frontmatter.state && conflictIn(text, frontmatter.text.length, text.length, (offset) => fences.some((fence) => offset > fence.start && offset < fence.end));
  if (conflict) problems.push(conflict);

  const rows: Partial<Record<BlockId, readonly PlanRow[]>> = {};
  const parsedBlocks: Partial<Record<BlockId, ParsedBlock>> = {};
  for (const [id, block] of blocks) {
    rows[id] = block.rows;
    parsedBlocks[id] = block.parsed;
  }
  if (body.overview?.bullets) {
    const { range, items } = body.overview.bullets;
    parsedBlocks.overview = { id: 'overview', range, header: items[0]?.range ?? range, rowCount: 0, rowRange: () => undefined, cellRange: () => undefined };
  }
  const sections: Partial<Record<SectionId, ParsedSection>> = {};
  for (const [id, section] of body.sections) {
    sections[id] = { id, heading: section.heading.range, whole: { start: section.heading.range.start, end: section.end } };
  }
  const fieldRange = (path: string): TextRange => rangeInState(frontmatter, path);
  const plan: Plan | undefined = frontmatter.state && !conflict ? { state: frontmatter.state, rows } : undefined;
  if (plan) problems.push(...structureProblems(body, blocks), ...stateProblems(plan, fieldRange), ...overviewProblems(plan.state, body), ...cellProblems(blocks));
  problems.sort((a, b) => a.range.start - b.range.start);

  const parsed: ParsedPlan = { text, eol: eolOf(text), ...(plan ? { plan } : {}), problems, sections, blocks: parsedBlocks, fieldRange };
  parts.set(parsed, { frontmatter, body, blocks });
  return parsed;
}

/** The frontmatter of a text: as it was where it stands unchanged, else with what it says as before taken over. */
function frontmatterOf(text: string, earlier: Frontmatter | undefined): Frontmatter {
  if (earlier && standsIn(earlier, text)) return earlier;
  const read = readFrontmatter(text);
  return earlier?.state && read.state ? { ...read, state: shareState(earlier.state, read.state) } : read;
}

/** Whether a text begins with this frontmatter, closed, so that nothing behind it can change how it is read. */
function standsIn({ state, text: own }: Frontmatter, text: string): boolean {
  return state !== undefined && own.endsWith('\n') && text.startsWith(own);
}

/** The range of a path of the state: items count as in the state, where those that can't be read are left out. */
function rangeInState(frontmatter: Frontmatter, path: string): TextRange {
  if (!frontmatter.root) return { start: frontmatter.yamlStart, end: frontmatter.yamlStart };
  const names = path.split('.');
  const list = names[0] ?? '';
  if (list in ITEM_LISTS && names[1] !== undefined) {
    const position = frontmatter.positions.get(list as ItemList)?.[Number(names[1])];
    if (position !== undefined) names[1] = String(position);
  }
  return rangeOf(frontmatter.root, names, frontmatter.yamlStart);
}
