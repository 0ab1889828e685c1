import { UNKNOWN, cellOf, inventoryKey, rowsOf } from '../plan/plan.ts';
import type { Plan, PlanRow } from '../plan/plan.ts';
import type { RowRef } from '../plan/planEdit.ts';
import type { Fix, PlanPlace, Problem } from '../plan/problem.ts';
import { BLOCKS, SECTIONS, sectionSpec } from '../plan/sections.ts';
import type { BlockSpec } from '../plan/sections.ts';
import type { TextRange } from '../text/textEdit.ts';
import { parseDuration } from '../units/duration.ts';
import { parseSize } from '../units/size.ts';
import { orphanEvidence } from '../plan/volumes.ts';
import { remembered, rememberedEach } from '../plan/remembered.ts';
import type { Body } from './body.ts';
import { cellFault, isChecked, shorten } from './cellFaults.ts';
import type { CellFault } from './cellFaults.ts';
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
  for (const { place: { spec }, rows, parsed } of blocks.values()) {
    for (const { row, column, isWhole, ...what } of rowFindings(spec, rows)) {
      const range = isWhole ? parsed.rowRange(row) : parsed.cellRange(row, column) ?? parsed.rowRange(row);
      problems.push({ ...what, range: range ?? parsed.range, place: { kind: 'cell', block: spec.id, row, column } });
    }
  }
  return problems;
}

interface RowFinding extends Pick<Problem, 'code' | 'args' | 'severity' | 'fixes'> {
  readonly row: number;
  readonly column: string;
  /** It is about the whole row. */
  readonly isWhole: boolean;
}

/** What the rows of a block say that can't be, as long as they are these rows. */
const rowFindings = remembered((spec: BlockSpec, rows: readonly PlanRow[]): readonly RowFinding[] => {
  const findings: RowFinding[] = [];
  const seen = new Set<string>();
  rowFacts(spec, rows).forEach(({ joined, faults }, index) => {
    if (joined === '' && faults.length === 0) return;
    const row = rows[index]!;
    const ref = (): RowRef => ({ index, key: spec.key.map((name) => cellOf(row, name)) });
    for (const { column, values, ...what } of faults) {
      findings.push({
        ...what, row: index, column, isWhole: false,
        fixes: values.map((value): Fix => ({ code: 'fix.writeValue', args: { value }, edit: { kind: 'setCell', block: spec.id, row: ref(), column, value } })),
      });
    }
    if (joined === '') return;
    const { size } = seen;
    if (seen.add(joined).size === size) {
      findings.push({
        code: 'row.duplicate', args: { key: shorten(spec.key.map((name) => cellOf(row, name)).join(' · ')), heading: blockHeading(spec) }, severity: 'error', row: index, column: spec.key[0] ?? '', isWhole: true,
        fixes: [{ code: 'fix.removeRow', args: {}, edit: { kind: 'removeRows', block: spec.id, rows: [ref()] } }],
      });
    }
  });
  return findings;
});

interface RowFacts {
  /** The cells that name the row, as one text; '' where none of them says anything. */
  readonly joined: string;
  readonly faults: readonly (CellFault & { readonly column: string })[];
}

const NO_FAULTS: RowFacts['faults'] = [];

/** What can be said of a row alone. */
const rowFacts = rememberedEach((spec: BlockSpec, row: PlanRow): RowFacts => {
  const faults = spec.columns.flatMap((column) => {
    const found = isChecked(column.kind) ? cellFault(column.kind, cellOf(row, column.key)) : undefined;
    return found ? [{ ...found, column: column.key }] : [];
  });
  const key = spec.key.map((name) => cellOf(row, name));
  return { joined: key.every((part) => part === '') ? '' : key.join('\u0000'), faults: faults.length === 0 ? NO_FAULTS : faults };
});

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
