import { NONE, UNKNOWN, cellOf, inventoryKey, rowsOf } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { Fix, PlanPlace, Problem } from '../plan/problem.ts';
import { BLOCKS, SECTIONS, sectionSpec } from '../plan/sections.ts';
import type { BlockSpec, CellKind } from '../plan/sections.ts';
import type { TextRange } from '../text/textEdit.ts';
import { parseCount } from '../units/count.ts';
import { parseDuration } from '../units/duration.ts';
import { parseSize } from '../units/size.ts';
import { orphanEvidence } from '../plan/volumes.ts';
import type { Body } from './body.ts';
import type { ReadBlock } from './readRows.ts';

type Blocks = ReadonlyMap<string, ReadBlock>;

/** How the messages call a block. */
export function blockHeading(spec: BlockSpec): string {
  return spec.heading ?? sectionSpec(spec.section).heading;
}

/** What is missing or doubled among headings, blocks and columns. */
export function structureProblems(body: Body, blocks: Blocks): Problem[] {
  const problems: Problem[] = [];
  const end = { start: body.lines.text.length, end: body.lines.text.length };
  for (const spec of SECTIONS) {
    if (body.sections.has(spec.id)) continue;
    problems.push({
      code: 'structure.missingHeading', args: { heading: spec.heading }, severity: 'error', range: end, place: { kind: 'section', section: spec.id },
      fixes: [{ code: 'fix.restoreHeading', args: { heading: spec.heading }, edit: { kind: 'restore', section: spec.id } }],
    });
  }
  for (const { section, heading } of body.doubled) {
    problems.push({ code: 'structure.doubledHeading', args: { heading: heading.title }, severity: 'error', range: heading.range, place: { kind: 'section', section }, fixes: [] });
  }
  for (const spec of BLOCKS) {
    const section = body.sections.get(spec.section);
    if (!section) continue;
    const heading = blockHeading(spec);
    const place: PlanPlace = { kind: 'block', block: spec.id };
    const what = spec.form === 'table' ? 'table' : 'list';
    const restore = (code: string): Fix => ({ code, args: { heading, what }, edit: { kind: 'restore', section: spec.section, block: spec.id } });
    const block = blocks.get(spec.id);
    const stands = spec.form === 'rendered' ? body.overview?.bullets !== undefined : block !== undefined;
    const subsection = spec.heading === undefined ? undefined : section.subsections.get(spec.heading);
    if (!stands) {
      // An optional block that was never there is no problem; one whose heading stands lost its table.
      if (spec.required || subsection) {
        problems.push({ code: 'structure.missingBlock', args: { heading, what }, severity: 'error', range: (subsection ?? section).heading.range, place, fixes: [restore('fix.restoreBlock')] });
      }
      continue;
    }
    if (block?.place.kind !== 'table') continue;
    if (block.place.second) problems.push({ code: 'structure.doubledBlock', args: { heading, what }, severity: 'error', range: block.place.second, place, fixes: [] });
    for (const column of spec.columns) {
      const args = { heading, column: column.header };
      if (!block.place.columns.has(column.key)) {
        problems.push({ code: 'structure.missingColumn', args, severity: 'error', range: block.parsed.header, place, fixes: [restore('fix.restoreColumns')] });
      }
      const doubled = block.place.doubled.get(column.key);
      if (doubled) problems.push({ code: 'structure.doubledColumn', args, severity: 'error', range: doubled, place, fixes: [] });
    }
  }
  return problems;
}

/** Cells that can't be read, and rows that stand twice. */
export function cellProblems(blocks: Blocks): Problem[] {
  const problems: Problem[] = [];
  for (const { place, rows, parsed } of blocks.values()) {
    const { spec } = place;
    const checked = spec.columns.filter((column) => cellCheck(column.kind) !== undefined);
    const seen = new Set<string>();
    rows.forEach((row, index) => {
      const at = parsed.rows[index];
      for (const column of checked) {
        const value = cellOf(row, column.key);
        const fault = value === '' || value === UNKNOWN || value === NONE ? undefined : cellCheck(column.kind)?.(value);
        if (!fault) continue;
        problems.push({
          ...fault, args: { text: shorten(value) }, range: at?.cells[column.key] ?? at?.range ?? parsed.range,
          place: { kind: 'cell', block: spec.id, row: index, column: column.key }, fixes: [],
        });
      }
      const key = spec.key.map((name) => cellOf(row, name));
      if (key.every((part) => part === '')) return;
      const joined = key.join('\u0000');
      if (seen.has(joined)) {
        problems.push({
          code: 'row.duplicate', args: { key: shorten(key.join(' · ')), heading: blockHeading(spec) }, severity: 'error', range: at?.range ?? parsed.range,
          place: { kind: 'cell', block: spec.id, row: index, column: spec.key[0] ?? '' }, fixes: [],
        });
      }
      seen.add(joined);
    });
  }
  return problems;
}

type Fault = Pick<Problem, 'code' | 'severity'>;

function cellCheck(kind: CellKind): ((value: string) => Fault | undefined) | undefined {
  switch (kind) {
    case 'count': return (value) => (parseCount(value) ? undefined : { code: 'cell.unreadableCount', severity: 'error' });
    case 'size': return (value) => (parseSize(value) === undefined ? { code: 'cell.unreadableSize', severity: 'error' } : undefined);
    case 'duration': return (value) => (parseDuration(value) === undefined ? { code: 'cell.unreadableDuration', severity: 'error' } : undefined);
    case 'priority': return (value) => (/^(?:high|medium|low)$/i.test(value.trim()) ? undefined : { code: 'cell.unknownPriority', severity: 'warning' });
    case 'gate': return (value) => (/^(?:pre|post)$/i.test(value.trim()) ? undefined : { code: 'cell.unknownGate', severity: 'warning' });
    case 'text': case 'name': case 'names': case 'sql': case 'transform': case 'tolerance': return undefined;
    default: return kind satisfies never;
  }
}

/** Values of the frontmatter that stand but say nothing, and evidence that lost its row. */
export function stateProblems(plan: Plan, fieldRange: (path: string) => TextRange): Problem[] {
  const problems: Problem[] = [];
  const { state } = plan;
  const window = state.migrationStrategy.downtimeWindow;
  if (window !== '' && window !== UNKNOWN && parseDuration(window) === undefined) {
    const path = 'migrationStrategy.downtimeWindow';
    problems.push({ code: 'field.unreadableDuration', args: { text: shorten(window) }, severity: 'error', range: fieldRange(path), place: { kind: 'field', path }, fixes: [] });
  }
  state.sourceSystems.forEach((system, index) => {
    if (system.size === '' || system.size === UNKNOWN || parseSize(system.size) !== undefined) return;
    problems.push({
      code: 'field.unreadableSize', args: { text: shorten(system.size) }, severity: 'warning', range: fieldRange(`sourceSystems.${index}.size`),
      place: { kind: 'item', list: 'sourceSystems', index, field: 'size' }, fixes: [],
    });
  });
  const orphans = new Set(orphanEvidence(plan));
  if (orphans.size === 0) return problems;
  const vouched = new Set(state.evidence.map((evidence) => evidence.row));
  const free = rowsOf(plan, 'inventory').map(inventoryKey).filter((key) => !vouched.has(key));
  state.evidence.forEach((evidence, index) => {
    if (!orphans.has(evidence)) return;
    const { row } = evidence;
    problems.push({
      code: 'evidence.orphan', args: { row }, severity: 'warning', range: fieldRange(`evidence.${index}.row`), place: { kind: 'item', list: 'evidence', index, field: 'row' },
      fixes: [
        ...likeliest(row, free).map((to): Fix => ({ code: 'fix.reattachEvidence', args: { row, to }, edit: { kind: 'reattachEvidence', row, to } })),
        { code: 'fix.dropEvidence', args: { row }, edit: { kind: 'dropEvidence', row } },
      ],
    });
  });
  return problems;
}

/** At most five rows that the evidence may belong to now: the same object, then the same system. */
function likeliest(row: string, free: readonly string[]): string[] {
  const system = row.slice(0, row.indexOf('.') + 1);
  const object = row.slice(row.indexOf('.') + 1).toLowerCase();
  const score = (key: string): number => (key.toLowerCase().endsWith(`.${object}`) ? 2 : 0) + (system !== '' && key.startsWith(system) ? 1 : 0);
  return free.map((key) => ({ key, score: score(key) })).filter((entry) => entry.score > 0).sort((a, b) => b.score - a.score).slice(0, 5).map((entry) => entry.key);
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
