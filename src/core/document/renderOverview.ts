import { UNKNOWN } from '../plan/plan.ts';
import type { PlanState } from '../plan/planState.ts';
import { encodeCell, encodeItem } from './cellText.ts';

/** One bullet of the overview. `slot` names the fact, so that the bullet is found again when its text changed. */
export interface Bullet {
  readonly slot: string;
  /** The label as shown, for finding a bullet that was edited by hand. */
  readonly label: string;
  /** Markdown after the marker, on one line. */
  readonly text: string;
}

export interface Overview {
  readonly bullets: readonly Bullet[];
  readonly decisions: readonly Bullet[];
  readonly openQuestions: readonly Bullet[];
}

const inline = (value: string): string => encodeCell(value.trim(), 'text');
const joined = (parts: readonly string[], separator = ', '): string => parts.filter((part) => part.trim() !== '').join(separator);

/** The overview that a frontmatter renders to. What nobody has said yet is `?`. */
export function renderOverview(state: PlanState): Overview {
  return { bullets: renderBullets(state), decisions: renderDecisions(state), openQuestions: renderQuestions(state) };
}

/** The document's title. */
export function renderTitle(project: string): string {
  // A heading may end in `#` marks that don't count.
  return `Data Migration Plan: ${inline(project.replace(/\s+/g, ' ')).replace(/#$/, '\\#') || UNKNOWN}`;
}

function fact(slot: string, label: string, value: string): Bullet {
  return { slot, label, text: `**${label}:** ${value === '' ? UNKNOWN : inline(value)}` };
}

/** `name — detail, detail`: the part before the dash is what a hand edit is taken over from. */
export const DASH = ' — ';

function withDetails(name: string, details: readonly string[]): string {
  const rest = joined(details);
  const head = name === '' && rest !== '' ? UNKNOWN : name;
  return rest === '' ? head : head + DASH + rest;
}

function renderBullets(state: PlanState): Bullet[] {
  const { targetSystem: target, migrationStrategy: strategy, volumes, constraints } = state;
  const numbers = new Map<string, number>();
  const sources = state.sourceSystems.map((system): Bullet => {
    const number = (numbers.get(system.name) ?? 0) + 1;
    numbers.set(system.name, number);
    const details = [system.technology, system.location, system.owner && `owner ${system.owner}`, system.size];
    return fact(`source:${system.name}:${number}`, 'Source system', withDetails(system.name, details));
  });
  const schema = target.schemaDefined === '' ? '' : `schema defined: ${target.schemaDefined}`;
  return [
    ...(sources.length > 0 ? sources : [fact('sources', 'Source systems', '')]),
    fact('target', 'Target system', withDetails(target.name, [target.technology, target.location, target.owner && `owner ${target.owner}`, schema])),
    fact('strategy', 'Strategy', withDetails(strategy.approach, [strategy.rationale])),
    fact('downtime', 'Downtime window', strategy.downtimeWindow),
    fact('largestTables', 'Largest tables', volumes.largestTables),
    fact('history', 'History', volumes.history),
    fact('growth', 'Growth', volumes.growth),
    fact('timeZones', 'Time zones', constraints.timeZones),
    fact('currencies', 'Currencies', constraints.currencies),
    fact('constraints', 'Other constraints', joined(constraints.other, '; ')),
    fact('regulation', 'Regulation', joined(constraints.regulations)),
    fact('exclusions', 'Exclusions', state.exclusions.length === 0 ? '' : String(state.exclusions.length)),
  ];
}

function renderDecisions(state: PlanState): Bullet[] {
  const signed = (by: string, at: string): string => {
    const who = joined([by, at]);
    return who === '' ? '' : ` (${who})`;
  };
  return entries([
    ...state.decisions.map(({ decision, reason, by, at }) => decision + (reason === '' ? '' : `. Reason: ${reason}`) + signed(by, at)),
    ...state.deviations.map(({ panel, reason, by, at }) => `Deviation at ${panel}. Reason: ${reason}${signed(by, at)}`),
  ]);
}

function renderQuestions(state: PlanState): Bullet[] {
  const about = (text: string): string => (text === '' ? '' : ` (${text})`);
  return entries([
    ...state.openQuestions.map((item) => item.question + about(item.about)),
    ...state.parkedQuestions.map((item) => `Parked: ${item.question}${about(item.about)}`),
  ]);
}

/** These bullets have no label: each is named by its own text, the second of two alike as the second. */
function entries(values: readonly string[]): Bullet[] {
  const numbers = new Map<string, number>();
  return values.map((value): Bullet => {
    const text = encodeItem(value.trim());
    const number = (numbers.get(text) ?? 0) + 1;
    numbers.set(text, number);
    return { slot: `${number}:${text}`, label: value.length > 60 ? `${value.slice(0, 59)}…` : value, text };
  });
}
