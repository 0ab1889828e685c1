import { readFileSync } from 'node:fs';
import { planStateSchema } from '../../../src/core/plan/planState.ts';
import { parseStep } from '../../../src/core/workflow/steps.ts';
import { fill } from '../../../src/core/messages.ts';
import { workflowMessages } from '../../../src/core/workflow/messages.ts';
import type { Plan, PlanRow } from '../../../src/core/plan/plan.ts';
import type { PlanEdit, SimpleEdit } from '../../../src/core/plan/planEdit.ts';
import type { PlanState } from '../../../src/core/plan/planState.ts';
import type { BlockId } from '../../../src/core/plan/sections.ts';
import type { Step } from '../../../src/core/workflow/stepFile.ts';

/** Plans that live in memory only, and the few edits that the workflow makes on them. */

export function stepText(id: string): string {
  return readFileSync(new URL(`../../../steps/${id}.md`, import.meta.url), 'utf8');
}

export const discovery: Step = parseStep(stepText('step-01-discovery'), 'steps/step-01-discovery.md');
export const generate: Step = parseStep(stepText('step-02-generate'), 'steps/step-02-generate.md');

export function row(...cells: readonly (readonly [string, string])[]): PlanRow {
  return { cells: Object.fromEntries(cells) };
}

export function inventoryRow(object: string, recordCount: string, size = '?', priority = 'Medium', sourceSystem = 'crm'): PlanRow {
  return { cells: { sourceSystem, object, recordCount, size, priority } };
}

export function mappingRow(sourceTable: string, sourceField: string, targetTable: string, targetField: string, transform: string): PlanRow {
  return { cells: { sourceTable, sourceField, targetTable, targetField, transform } };
}

type StateInput = Record<string, unknown>;

export function plan(state: StateInput = {}, rows: Partial<Record<BlockId, readonly PlanRow[]>> = {}): Plan {
  return { state: planStateSchema.parse({ workflow: 'create-data-migration', project: 'Shop', ...state }), rows };
}

/** All that discovery asks for, measured and said; nothing confirmed yet. */
export function discovered(): Plan {
  return plan(
    {
      sourceSystems: [{ name: 'crm', technology: 'SQLite', location: 'on-premises', owner: 'Ana', size: '1 MB' }],
      targetSystem: { name: 'erp', technology: 'PostgreSQL', schemaDefined: 'yes' },
      migrationStrategy: { approach: 'big-bang', rationale: 'it fits', downtimeWindow: '4 h' },
      constraints: { timeZones: 'UTC', currencies: 'EUR' },
      evidence: [
        { row: 'crm.Customer', kind: 'measured', count: '59', size: '12 KB', query: 'SELECT count(*) FROM "Customer"', at: '2026-05-02T08:00:00Z' },
        { row: 'crm.Track', kind: 'measured', count: '3503', size: '380 KB', query: 'SELECT count(*) FROM "Track"', at: '2026-05-02T08:00:00Z' },
      ],
    },
    {
      inventory: [inventoryRow('Customer', '59', '12 KB', 'High'), inventoryRow('Track', '3,503', '380 KB')],
      mapping: [], validation: [], phases: [], rollbackCriteria: [], restoreSteps: [], cutover: [],
    },
  );
}

/** Discovery as above, and everything that the second step asks for. */
export function generated(): Plan {
  const before = discovered();
  return {
    ...before,
    rows: {
      ...before.rows,
      mapping: [
        mappingRow('Customer', 'Id', 'customer', 'id', 'direct'), mappingRow('Customer', 'Fax', '—', '—', 'leave behind: nobody has one'),
        mappingRow('Track', 'Id', 'track', 'id', 'direct'), mappingRow('—', '—', 'track', 'created_at', 'generated'),
      ],
      validation: [row(['check', 'Rows of customer'], ['sourceQuery', 'SELECT count(*) FROM Customer'], ['targetQuery', 'SELECT count(*) FROM customer'], ['tolerance', '0'])],
      ruleDetails: [row(['check', 'Rows of customer'], ['gate', 'post'], ['phase', 'Reference data'], ['blocks', 'Go-live'])],
      phases: [row(['phase', 'Reference data: what nothing waits for']), row(['phase', 'Transactions: the rest'])],
      loadOrder: [row(['targetTable', 'customer'], ['phase', 'Reference data'], ['waitsFor', '—']), row(['targetTable', 'track'], ['phase', 'Transactions'], ['waitsFor', 'customer'])],
      rollbackCriteria: [row(['criterion', 'A post check fails'], ['threshold', '30 min'], ['decisionMaker', 'Ana'])],
      restoreSteps: [row(['phase', 'Reference data'], ['step', 'Truncate'], ['owner', '?'], ['duration', '10 min'])],
      cutover: [
        row(['activity', 'Final backup'], ['owner', 'Jon'], ['duration', '1 h'], ['dependencies', '—']),
        row(['activity', 'Load'], ['owner', 'Jon'], ['duration', '2 h 30 min'], ['dependencies', 'Final backup']),
        row(['activity', 'Tell users'], ['owner', '?'], ['duration', '?'], ['dependencies', 'Load']),
      ],
    },
  };
}

/** Applies what the workflow emits. Anything else is an error of the test. */
export function apply(before: Plan, edit: PlanEdit): Plan {
  return edit.kind === 'batch' ? edit.edits.reduce(applyOne, before) : applyOne(before, edit);
}

function applyOne(before: Plan, edit: SimpleEdit): Plan {
  const state: StateInput = structuredClone(before.state);
  switch (edit.kind) {
    case 'signOff': {
      const { panel, by, at, content, basis } = edit;
      state['signOffs'] = [...before.state.signOffs.filter((entry) => entry.panel !== panel), { panel, by, at, content, basis }];
      break;
    }
    case 'completeStep':
      state['stepsCompleted'] = [...before.state.stepsCompleted, edit.step];
      break;
    case 'reopenStep':
      state['stepsCompleted'] = before.state.stepsCompleted.filter((step) => step !== edit.step);
      break;
    case 'addItem':
      state[edit.list] = [...(state[edit.list] as unknown[]), edit.item];
      break;
    case 'setField': {
      const parts = edit.path.split('.');
      const last = parts.pop() ?? '';
      let at = state;
      for (const part of parts) at = at[part] as StateInput;
      at[last] = edit.value;
      break;
    }
    default:
      throw new Error(`the workflow does not emit ${edit.kind}`);
  }
  return { state: planStateSchema.parse(state) satisfies PlanState, rows: before.rows };
}

/** The same plan with other rows in a block. */
export function withRows(before: Plan, block: BlockId, rows: readonly PlanRow[]): Plan {
  return { ...before, rows: { ...before.rows, [block]: rows } };
}

/** The same plan with other facts. */
export function withState(before: Plan, change: StateInput): Plan {
  return { ...before, state: planStateSchema.parse({ ...before.state, ...change }) };
}

/** English words; an unknown code or a gap in the arguments is an error. */
export function words(code: string, args: Readonly<Record<string, string>> = {}): string {
  const table: Readonly<Record<string, string>> = workflowMessages;
  const template = table[code] ?? (code.startsWith('test.') ? code : undefined);
  if (template === undefined) throw new Error(`no words for ${code}`);
  const text = fill(template, args);
  if (/\{\w+\}/.test(text)) throw new Error(`an argument of ${code} is missing: ${text}`);
  return text;
}
