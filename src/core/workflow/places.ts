import { blockSpec } from '../plan/sections.ts';
import { sectionOf } from './conditions.ts';
import type { Progress } from './navigation.ts';
import type { Panel } from './stepFile.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import type { PlanPlace } from '../plan/problem.ts';
import type { TextRange } from '../text/textEdit.ts';

/** The range of a place of the plan in the text; of the nearest thing that stands where it does not. */
export function rangeOfPlace(parsed: Pick<ParsedPlan, 'sections' | 'blocks' | 'fieldRange'>, place: PlanPlace): TextRange {
  switch (place.kind) {
    case 'field':
      return parsed.fieldRange(place.path);
    case 'item':
      return parsed.fieldRange([place.list, String(place.index), ...(place.field === undefined ? [] : [place.field])].join('.'));
    case 'cell': {
      const block = parsed.blocks[place.block];
      return block?.cellRange(place.row, place.column) ?? block?.rowRange(place.row) ?? block?.header ?? sectionRange(parsed, place);
    }
    case 'block':
      return parsed.blocks[place.block]?.header ?? sectionRange(parsed, place);
    case 'section':
      return sectionRange(parsed, place);
    case 'document':
      return { start: 0, end: 0 };
  }
}

function sectionRange(parsed: Pick<ParsedPlan, 'sections'>, place: PlanPlace): TextRange {
  const section = sectionOf(place);
  return (section === undefined ? undefined : parsed.sections[section]?.heading) ?? { start: 0, end: 0 };
}

/**
 * The panel that shows a place: the preferred one where it does, else one of the current step, else the first of the
 * steps read. Undefined where none does.
 */
export function panelOfPlace(progress: Progress, place: PlanPlace, preferred?: string): string | undefined {
  const all = progress.steps.flatMap((step) => step.panels.map(({ panel }) => ({ panel, step: step.id })));
  const ranked = [
    ...all.filter(({ panel }) => panel.id === preferred),
    ...all.filter(({ step }) => step === progress.currentStep),
    ...all,
  ];
  return (ranked.find(({ panel }) => showsPlace(panel, place)) ?? ranked.find(({ panel }) => fillsSection(panel, place)))?.panel.id;
}

/** True where the place can be seen and changed in the panel. */
export function showsPlace(panel: Panel, place: PlanPlace): boolean {
  switch (place.kind) {
    case 'cell':
    case 'block':
      return panel.blocks.includes(place.block);
    case 'item':
      return panel.fields.some((field) => field.path === place.list) || (place.list === 'evidence' && panel.blocks.includes('inventory'));
    case 'field':
      return panel.fields.some((field) => place.path === field.path || place.path.startsWith(`${field.path}.`) || field.path.startsWith(`${place.path}.`));
    case 'section':
      return panel.blocks.some((block) => blockSpec(block).section === place.section);
    case 'document':
      return false;
  }
}

function fillsSection(panel: Panel, place: PlanPlace): boolean {
  const section = sectionOf(place);
  return section !== undefined && panel.section === section;
}

/** One key for everything that stands at the same spot, so that a spot with two complaints is one open point. */
export function placeKey(place: PlanPlace, code: string): string {
  switch (place.kind) {
    case 'field':
      return place.path;
    case 'item':
      return `${place.list}.${place.index}.${place.field ?? ''}`;
    case 'cell':
      return `${place.block}#${place.row}#${place.column}`;
    case 'block':
      return place.block;
    case 'section':
      return `${place.section}#${code}`;
    case 'document':
      return `#${code}`;
  }
}
