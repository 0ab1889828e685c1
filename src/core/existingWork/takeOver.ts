import { UNKNOWN, cellOf, inventoryKey, rowsOf } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanEdit, SimpleEdit } from '../plan/planEdit.ts';
import type { Evidence } from '../plan/planState.ts';
import { asBatch } from '../proposals/asBatch.ts';
import { parseCount } from '../units/count.ts';
import { sameName } from './offer.ts';
import type { Offer, SystemField, TakenMapping, Taking, TextList } from './offer.ts';

/** Who takes something over, and when. */
export interface TakingOver {
  /** '' where nobody has said their name yet. */
  readonly by: string;
  /** ISO date of the decision. */
  readonly date: string;
  /** ISO 8601 instant, for the evidence of volumes. */
  readonly at: string;
}

/**
 * The edits that bring what was chosen into the plan, as one action; undefined where all of it is there already. Where each
 * thing came from stands with it: a tool has its path, a volume its evidence, a relationship its own words; for the rest
 * there is one decision for each heading, whose reason is the file and the heading.
 */
export function takeOver(plan: Plan, offers: readonly Offer[], { by, date, at }: TakingOver): PlanEdit | undefined {
  const work = new Work(plan, at);
  for (const offer of offers) work.take(offer);
  return asBatch(work.edits(by, date));
}

class Work {
  readonly #plan: Plan;
  readonly #at: string;
  readonly #systems = new Map<string, Partial<Record<SystemField, string>>>();
  readonly #target: Partial<Record<string, string>> = {};
  readonly #items: SimpleEdit[] = [];
  readonly #texts = new Map<TextList, string[]>();
  readonly #cells: SimpleEdit[] = [];
  readonly #newRows: Record<string, string>[] = [];
  readonly #evidence: Evidence[] = [];
  readonly #mappings: TakenMapping[] = [];
  /** What was taken, by where it came from. */
  readonly #cited = new Map<string, { readonly about: string; readonly words: string[] }>();

  constructor(plan: Plan, at: string) {
    this.#plan = plan;
    this.#at = at;
  }

  take({ taking, cite }: Offer): void {
    switch (taking.kind) {
      case 'tool': {
        const { name, path, covers } = taking;
        this.#add({ kind: 'addItem', list: 'existingTools', item: { name, path, covers } });
        return;
      }
      case 'system': return this.#system(taking, cite);
      case 'target':
        Object.assign(this.#target, taking.values);
        this.#cite(cite, 'target', `target ${taking.values.name ?? (Object.values(taking.values).join(', '))}`);
        return;
      case 'volume': return this.#volume(taking, cite);
      case 'relationship': {
        const { from, to } = taking;
        this.#add({ kind: 'addItem', list: 'relationships', item: { from, to, how: [taking.how, `(${cite})`].filter((part) => part !== '').join(' ') } });
        return;
      }
      case 'quality': {
        const { issue, where, treatment } = taking;
        this.#add({ kind: 'addItem', list: 'dataQuality', item: { issue, where, treatment } });
        this.#cite(cite, 'quality', `quality problem “${short(issue)}”`);
        return;
      }
      case 'text': {
        const texts = this.#texts.get(taking.list) ?? [];
        if (!texts.includes(taking.value)) texts.push(taking.value);
        this.#texts.set(taking.list, texts);
        this.#cite(cite, 'rules', `“${short(taking.value)}”`);
        return;
      }
      case 'mapping':
        this.#mappings.push(...taking.rows);
        this.#cite(cite, 'mapping', `${taking.rows.length} mapping ${taking.rows.length === 1 ? 'row' : 'rows'} ${taking.rows[0]?.sourceTable ?? ''} → ${taking.rows[0]?.targetTable ?? ''}`);
        return;
      default: return taking satisfies never;
    }
  }

  edits(by: string, date: string): SimpleEdit[] {
    return [...this.#systemEdits(), ...this.#targetEdits(), ...this.#items, ...this.#textEdits(), ...this.#cells, ...this.#rowEdits(), ...this.#evidenceEdits(), ...this.#mappingEdits(), ...this.#decisions(by, date)];
  }

  #add(edit: Extract<SimpleEdit, { kind: 'addItem' }>): void {
    const standing: readonly Readonly<Record<string, string>>[] = this.#plan.state[edit.list];
    const same = (item: Readonly<Record<string, string>>): boolean => Object.entries(edit.item).every(([key, value]) => (item[key] ?? '') === value);
    if (!standing.some(same) && !this.#items.some((other) => other.kind === 'addItem' && other.list === edit.list && same(other.item))) this.#items.push(edit);
  }

  #cite(cite: string, about: string, words: string): void {
    const known = this.#cited.get(cite);
    if (known) known.words.push(words);
    else this.#cited.set(cite, { about, words: [words] });
  }

  #system({ name, values }: Extract<Taking, { kind: 'system' }>, cite: string): void {
    const known = [...this.#systems.keys()].find((each) => sameName(each, name)) ?? name;
    this.#systems.set(known, { ...this.#systems.get(known), ...values });
    const standing = this.#plan.state.sourceSystems.some((system) => sameName(system.name, name));
    this.#cite(cite, 'sources', standing ? Object.entries(values).map(([field, value]) => `${field} of ${name}: ${value}`).join(', ') : `source system ${name}`);
  }

  #systemEdits(): SimpleEdit[] {
    return [...this.#systems].map(([name, values]): SimpleEdit => {
      const index = this.#plan.state.sourceSystems.findIndex((system) => sameName(system.name, name));
      const standing = this.#plan.state.sourceSystems[index];
      return standing
        ? { kind: 'setItem', list: 'sourceSystems', item: { index, key: standing.name }, values }
        : { kind: 'addItem', list: 'sourceSystems', item: { name, ...values } };
    });
  }

  #targetEdits(): SimpleEdit[] {
    return Object.entries(this.#target).flatMap(([field, value]) => (value === undefined ? [] : [{ kind: 'setField' as const, path: `targetSystem.${field}`, value }]));
  }

  #textEdits(): SimpleEdit[] {
    const { constraints, businessRules, pastAttempts } = this.#plan.state;
    const standing: Record<TextList, readonly string[]> = { 'constraints.regulations': constraints.regulations, 'constraints.other': constraints.other, businessRules, pastAttempts };
    return [...this.#texts].flatMap(([path, texts]) => {
      const missing = texts.filter((text) => !standing[path].includes(text));
      return missing.length === 0 ? [] : [{ kind: 'setField' as const, path, value: [...standing[path], ...missing] }];
    });
  }

  /** A count that somebody wrote down is stated: it is shown, and proves nothing until a person confirms it. */
  #volume({ system, object, count, size }: Extract<Taking, { kind: 'volume' }>, cite: string): void {
    const known = this.#plan.state.sourceSystems.find(({ name }) => sameName(name, system))?.name ?? [...this.#systems.keys()].find((name) => sameName(name, system)) ?? system;
    const rows = rowsOf(this.#plan, 'inventory');
    const index = rows.findIndex((row) => sameName(cellOf(row, 'sourceSystem'), known) && cellOf(row, 'object').trim().toLowerCase() === object.trim().toLowerCase());
    const row = rows[index];
    const counted = parseCount(count);
    const values = { recordCount: count, size };
    if (row) {
      const ref = { index, key: [cellOf(row, 'sourceSystem'), cellOf(row, 'object')] };
      for (const [column, value] of Object.entries(values)) if (value !== '' && value !== cellOf(row, column)) this.#cells.push({ kind: 'setCell', block: 'inventory', row: ref, column, value });
    } else {
      const before = this.#newRows.findIndex((each) => each['sourceSystem'] === known && each['object']?.toLowerCase() === object.toLowerCase());
      // What is chosen later, of two that differ, is what the person meant.
      if (before >= 0) {
        const standing = this.#newRows[before]!;
        this.#newRows[before] = { ...standing, ...(count === '' ? {} : { recordCount: count }), ...(size === '' ? {} : { size }) };
      } else this.#newRows.push({ sourceSystem: known, object, recordCount: count === '' ? UNKNOWN : count, size: size === '' ? UNKNOWN : size, priority: UNKNOWN });
    }
    if (!counted) return;
    const key = row ? inventoryKey(row) : `${known}.${this.#newRows.find((each) => each['sourceSystem'] === known && each['object']?.toLowerCase() === object.toLowerCase())?.['object'] ?? object}`;
    const earlier = this.#evidence.findIndex((entry) => entry.row === key);
    if (earlier >= 0) this.#evidence.splice(earlier, 1);
    this.#evidence.push({ row: key, kind: 'stated', count: counted.value.toString(), size, query: cite, at: this.#at, confirmedBy: '', confirmedAt: '' });
  }

  #rowEdits(): SimpleEdit[] {
    return this.#newRows.length === 0 ? [] : [{ kind: 'insertRows', block: 'inventory', at: rowsOf(this.#plan, 'inventory').length, rows: this.#newRows }];
  }

  #evidenceEdits(): SimpleEdit[] {
    return this.#evidence.length === 0 ? [] : [{ kind: 'setEvidence', entries: this.#evidence }];
  }

  /** A row that waits for a target gets it, one that says something else is changed, and what is in no row is added. */
  #mappingEdits(): SimpleEdit[] {
    const rows = rowsOf(this.#plan, 'mapping');
    const edits: SimpleEdit[] = [];
    const added: Record<string, string>[] = [];
    const taken = new Set<number>();
    for (const mapping of this.#mappings) {
      const is = (cell: string, name: string): boolean => cell.trim().toLowerCase() === name.trim().toLowerCase();
      const at = (match: (row: (typeof rows)[number]) => boolean): number => rows.findIndex((row, index) => !taken.has(index) && match(row));
      const bySource = at((row) => is(cellOf(row, 'sourceTable'), mapping.sourceTable) && is(cellOf(row, 'sourceField'), mapping.sourceField));
      const index = bySource >= 0 ? bySource : at((row) => is(cellOf(row, 'targetTable'), mapping.targetTable) && is(cellOf(row, 'targetField'), mapping.targetField));
      const row = rows[index];
      if (!row) {
        added.push({ ...mapping });
        continue;
      }
      taken.add(index);
      const cells: Record<string, string> = { ...row.cells };
      for (const column of ['sourceTable', 'sourceField', 'targetTable', 'targetField', 'transform'] as const) {
        const value = mapping[column];
        if ((cells[column] ?? '') === value) continue;
        edits.push({ kind: 'setCell', block: 'mapping', row: { index, key: ['sourceTable', 'sourceField', 'targetTable', 'targetField'].map((key) => cells[key] ?? '') }, column, value });
        cells[column] = value;
      }
    }
    if (added.length > 0) edits.push({ kind: 'insertRows', block: 'mapping', at: rows.length, rows: added });
    return edits;
  }

  #decisions(by: string, at: string): SimpleEdit[] {
    return [...this.#cited].flatMap(([reason, { about, words }]): SimpleEdit[] => {
      const listed = words.slice(0, 12).join('; ') + (words.length > 12 ? ` and ${words.length - 12} more` : '');
      const decision = `Taken over: ${listed}`;
      if (this.#plan.state.decisions.some((item) => item.decision === decision && item.reason === reason)) return [];
      return [{ kind: 'addItem', list: 'decisions', item: { decision, reason, ...(by === '' ? {} : { by }), at, about } }];
    });
  }
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
