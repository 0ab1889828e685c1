/**
 * The body of the plan: its headings, tables and lists, as the design fixes them. Every reader, writer and view takes
 * them from here; column headers and headings are a contract with users and downstream tools.
 */

export type SectionId = 'overview' | 'inventory' | 'mapping' | 'validation' | 'sequence' | 'rollback' | 'cutover';

/** A managed table or list of the document. */
export type BlockId =
  | 'overview' | 'inventory' | 'mapping' | 'tableRules' | 'validation' | 'ruleDetails' | 'phases' | 'loadOrder'
  | 'rollbackCriteria' | 'restoreSteps' | 'pointOfNoReturn' | 'cutover';

/** What a cell holds, which decides how it is read, written and edited. */
export type CellKind = 'text' | 'name' | 'count' | 'size' | 'priority' | 'sql' | 'transform' | 'tolerance' | 'duration' | 'gate' | 'names';

export interface ColumnSpec {
  readonly key: string;
  readonly header: string;
  readonly kind: CellKind;
}

export interface BlockSpec {
  readonly id: BlockId;
  readonly section: SectionId;
  /** The `###` heading it stands under; absent: directly under the section's `##` heading. */
  readonly heading?: string;
  /** `ordered` and `bullets` lists are blocks of one column, one item a row. `rendered` blocks only show (design, section 3). */
  readonly form: 'table' | 'ordered' | 'bullets' | 'rendered';
  readonly columns: readonly ColumnSpec[];
  /** The columns that name a row. */
  readonly key: readonly string[];
  /** Must stand in every document; the others appear with their first row. */
  readonly required: boolean;
  /** The order of its rows says something (what is loaded or done first): it can be changed by moving rows, not by sorting. */
  readonly ordered?: true;
}

export interface SectionSpec {
  readonly id: SectionId;
  readonly heading: string;
}

export const SECTIONS: readonly SectionSpec[] = [
  { id: 'overview', heading: 'Migration Overview' },
  { id: 'inventory', heading: 'Data Inventory' },
  { id: 'mapping', heading: 'Data Mapping' },
  { id: 'validation', heading: 'Validation Rules' },
  { id: 'sequence', heading: 'Migration Sequence' },
  { id: 'rollback', heading: 'Rollback Plan' },
  { id: 'cutover', heading: 'Cutover Schedule' },
];

const column = (key: string, header: string, kind: CellKind): ColumnSpec => ({ key, header, kind });

export const BLOCKS: readonly BlockSpec[] = [
  // A bullet list rendered from the frontmatter, with `### Decisions` and `### Open Questions` below it.
  { id: 'overview', section: 'overview', form: 'rendered', required: true, key: [], columns: [] },
  {
    id: 'inventory', section: 'inventory', form: 'table', required: true, key: ['sourceSystem', 'object'],
    columns: [
      column('sourceSystem', 'Source System', 'name'), column('object', 'Tables/Objects', 'name'),
      column('recordCount', 'Record Count', 'count'), column('size', 'Size', 'size'), column('priority', 'Priority', 'priority'),
    ],
  },
  {
    id: 'mapping', section: 'mapping', form: 'table', required: true, key: ['sourceTable', 'sourceField', 'targetTable', 'targetField'],
    columns: [
      column('sourceTable', 'Source Table', 'name'), column('sourceField', 'Source Field', 'name'),
      column('targetTable', 'Target Table', 'name'), column('targetField', 'Target Field', 'name'),
      column('transform', 'Transform', 'transform'),
    ],
  },
  {
    id: 'tableRules', section: 'mapping', heading: 'Table Rules', form: 'table', required: false, key: ['targetTable'],
    columns: [column('targetTable', 'Target Table', 'name'), column('rowsFrom', 'Rows From', 'text'), column('rule', 'Rule', 'text')],
  },
  {
    id: 'validation', section: 'validation', form: 'table', required: true, key: ['check'],
    columns: [
      column('check', 'Check', 'text'), column('sourceQuery', 'Source Query', 'sql'),
      column('targetQuery', 'Target Query', 'sql'), column('tolerance', 'Tolerance', 'tolerance'),
    ],
  },
  {
    id: 'ruleDetails', section: 'validation', heading: 'Rule Details', form: 'table', required: false, key: ['check'],
    // Gate: `pre` (before the load) or `post` (after it). Phase: the phase of the sequence it belongs to. Blocks: what may not start while it fails.
    columns: [column('check', 'Check', 'text'), column('gate', 'Gate', 'gate'), column('phase', 'Phase', 'text'), column('blocks', 'Blocks', 'text')],
  },
  {
    id: 'phases', section: 'sequence', form: 'ordered', required: true, ordered: true, key: ['phase'],
    columns: [column('phase', 'Phase', 'text')],
  },
  {
    id: 'loadOrder', section: 'sequence', heading: 'Load Order', form: 'table', required: false, ordered: true, key: ['targetTable'],
    // Row order is load order. Phase: the name of the phase, which is the text of its list item up to the first colon.
    columns: [
      column('targetTable', 'Target Table', 'name'), column('phase', 'Phase', 'text'),
      column('waitsFor', 'Waits For', 'names'), column('note', 'Note', 'text'),
    ],
  },
  {
    id: 'rollbackCriteria', section: 'rollback', heading: 'Rollback Criteria', form: 'table', required: true, key: ['criterion'],
    columns: [column('criterion', 'Criterion', 'text'), column('threshold', 'Threshold', 'text'), column('decisionMaker', 'Decision Maker', 'name')],
  },
  {
    id: 'restoreSteps', section: 'rollback', heading: 'Restore Steps', form: 'table', required: true, ordered: true, key: ['phase', 'step'],
    columns: [column('phase', 'Phase', 'text'), column('step', 'Step', 'text'), column('owner', 'Owner', 'name'), column('duration', 'Duration', 'duration')],
  },
  {
    id: 'pointOfNoReturn', section: 'rollback', heading: 'Point of No Return', form: 'bullets', required: false, key: ['statement'],
    columns: [column('statement', 'Statement', 'text')],
  },
  {
    id: 'cutover', section: 'cutover', form: 'table', required: true, key: ['activity'],
    columns: [
      column('activity', 'Activity', 'text'), column('owner', 'Owner', 'name'),
      column('duration', 'Duration', 'duration'), column('dependencies', 'Dependencies', 'names'),
    ],
  },
];

/** The section of that id. */
export function sectionSpec(id: SectionId): SectionSpec {
  const found = SECTIONS.find((section) => section.id === id);
  if (!found) throw new Error(`no section ${id}`);
  return found;
}

/** The block of that id. */
export function blockSpec(id: BlockId): BlockSpec {
  const found = BLOCKS.find((block) => block.id === id);
  if (!found) throw new Error(`no block ${id}`);
  return found;
}
