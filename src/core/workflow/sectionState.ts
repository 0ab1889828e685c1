import { BLOCKS, blockSpec } from '../plan/sections.ts';
import { formatCount } from '../units/count.ts';
import { sectionOf } from './conditions.ts';
import { countedCode } from './counted.ts';
import { openSpots } from './openPoints.ts';
import { placeKey } from './places.ts';
import type { Context } from './conditions.ts';
import type { PanelProgress, Progress } from './navigation.ts';
import type { Plan } from '../plan/plan.ts';
import type { SectionId } from '../plan/sections.ts';

/** A message, not yet in words. */
export interface StatePart {
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
}

/**
 * The state of a section in a few words, part by part, to be joined with ` · `: "64 rows · 3 open · signed off by Ana".
 * It is that of the last panel reached that fills the section; its rows are those of the section's first table or list.
 */
export function sectionState(plan: Plan, progress: Progress, section: SectionId, problems: Context['problems'] = progress.context.problems): readonly StatePart[] {
  const parts: StatePart[] = [];
  const main = BLOCKS.find((block) => block.section === section && block.form !== 'rendered');
  if (main !== undefined) {
    const rows = plan.rows[main.id]?.length;
    parts.push(rows === undefined ? part('workflow.section.missing') : countPart('workflow.section.rows', rows));
  }
  const panel = panelOfSection(progress, section);
  const open = openInSection(progress, section, panel, problems);
  if (open > 0) parts.push(countPart('workflow.section.open', open));
  parts.push(panel === undefined ? part('workflow.section.notReached') : signOffPart(panel));
  return parts;
}

/**
 * The panel that stands for a section: the last one reached that edits a block of it; else, for a section that forms
 * fill, the last review of it that was signed, or else will be.
 */
export function panelOfSection(progress: Progress, section: SectionId): PanelProgress | undefined {
  const panels = progress.steps.flatMap((step) => step.panels).filter(({ panel }) => panel.section === section);
  const reviews = panels.filter(({ panel }) => panel.kind === 'review');
  const editing = panels.findLast(({ panel }) => panel.blocks.some((block) => blockSpec(block).section === section));
  return editing ?? reviews.findLast(({ claimed }) => claimed) ?? reviews.at(-1) ?? panels.at(-1);
}

function openInSection(progress: Progress, section: SectionId, panel: PanelProgress | undefined, problems: Context['problems']): number {
  const spots = new Set<string>();
  for (const problem of problems) if (problem.severity !== 'info' && sectionOf(problem.place) === section) spots.add(placeKey(problem.place, problem.code));
  for (const each of standingFor(progress, section, panel)) for (const spot of openSpots(progress, each, problems)) spots.add(spot);
  return spots.size;
}

/** The panels whose open points are the section's: all that fill it with forms where a review stands for it. */
function standingFor(progress: Progress, section: SectionId, panel: PanelProgress | undefined): readonly PanelProgress[] {
  if (panel === undefined) return [];
  if (panel.panel.kind !== 'review') return [panel];
  return progress.steps.flatMap((step) => step.panels).filter((each) => each.panel.section === section);
}

function signOffPart({ signOff }: PanelProgress): StatePart {
  switch (signOff.state) {
    case 'none':
      return part('workflow.section.notSigned');
    case 'valid':
      return part('workflow.section.signed', { by: signOff.signOff.by });
    case 'stale':
      return part('workflow.section.stale', { by: signOff.signOff.by });
  }
}

function part(code: string, args: StatePart['args'] = {}): StatePart {
  return { code, args };
}

function countPart(code: string, count: number): StatePart {
  return part(countedCode(code, count), { count: formatCount(BigInt(count)) });
}
