import { SECTIONS } from '../plan/sections.ts';
import { nameWords, norm } from './words.ts';
import type { SectionId } from '../plan/sections.ts';

/** A panel or section that a person may name, and the ways to name it. */
export interface Place {
  readonly panel?: string;
  readonly section?: SectionId;
  readonly title: string;
  readonly words: readonly (readonly string[])[];
}

/** Other names of the panels and sections that the workflow has. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  sources: ['source', 'source systems', 'legacy systems', 'source system', 'source databases', 'systems'],
  volumes: ['volume', 'data volumes', 'record counts', 'counts', 'sizes', 'row counts'],
  relationships: ['relationship', 'relations', 'interfaces', 'system relationships'],
  quality: ['data quality', 'quality issues', 'quality problems', 'data quality issues', 'data quality problems', 'known issues', 'dirty data', 'dirt', 'quality of the data', 'quality concerns'],
  rules: ['business rules', 'rule', 'constraints', 'regulations', 'compliance'],
  exclusions: ['exclusion', 'left behind', 'out of scope', 'scope', 'what stays behind'],
  target: ['target system', 'target schema', 'new system', 'destination'],
  strategy: ['migration strategy', 'approach', 'downtime', 'downtime window'],
  summary: ['discovery summary'],
  inventory: ['data inventory', 'inventories', 'table list', 'list of tables'],
  mapping: ['data mapping', 'mappings', 'field mapping', 'field mappings', 'column mapping', 'mapping table'],
  validation: ['validation rules', 'validations', 'checks', 'validation checks', 'reconciliation'],
  sequence: ['migration sequence', 'load order', 'load sequence', 'phases', 'sequencing', 'phase plan'],
  rollback: ['rollback plan', 'roll back', 'roll-back', 'fallback', 'fallback plan', 'restore steps', 'restore plan', 'back-out plan', 'backout plan', 'rollback criteria'],
  cutover: ['cutover schedule', 'cutover plan', 'cut-over', 'cut over', 'go-live', 'go live', 'runbook', 'schedule', 'cutover weekend', 'cutover night'],
  review: ['final review'],
  overview: ['migration overview'],
};

/** The places a person may name: the panels shown, and the sections that no panel of the same name covers. */
export function placesOf(panels: readonly { readonly id: string; readonly title: string }[]): readonly Place[] {
  const words = (names: readonly string[]): readonly (readonly string[])[] => {
    const seen = new Set<string>();
    return names.map((name) => name.split(/\s+/).flatMap((part) => (/[-]/.test(part) ? [part.toLowerCase()] : nameWords(part).map(norm)))).filter((list) => {
      const key = list.join(' ');
      return key !== '' && !seen.has(key) && seen.add(key);
    });
  };
  const sections = new Map<string, SectionId>(SECTIONS.map((section) => [section.id, section.id]));
  const places: Place[] = panels.slice(0, 100).map((panel) => {
    const section = sections.get(panel.id);
    return {
      panel: panel.id, title: panel.title, ...(section ? { section } : {}),
      words: words([panel.id, panel.title, ...(Object.hasOwn(SYNONYMS, panel.id) ? (SYNONYMS[panel.id] ?? []) : [])]),
    };
  });
  for (const section of SECTIONS) {
    if (panels.some((panel) => panel.id === section.id)) continue;
    places.push({ section: section.id, title: section.heading, words: words([section.id, section.heading, ...(SYNONYMS[section.id] ?? [])]) });
  }
  // A later step's panels are not known before it is reached; "quality" and the like still mean something.
  return places;
}
