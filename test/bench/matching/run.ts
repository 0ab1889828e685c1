// npm run bench:matching -- [DIR] [--ablation] [--growth]: how well and how fast the matcher proposes, on folders of scenarios.
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Matcher } from '../../../src/core/mapping/matcher/matcher.ts';
import { INGREDIENTS } from '../../../src/core/mapping/matcher/matchModel.ts';
import { growth } from './growth.ts';
import { measure } from './measures.ts';
import { readScenarios } from './scenarios.ts';
import type { Ingredient } from '../../../src/core/mapping/matcher/matchModel.ts';
import type { Figures } from './measures.ts';
import type { Scenario } from './scenarios.ts';

const say = (text: string): void => { process.stdout.write(`${text}\n`); };

function figuresOf(scenario: Scenario, without: readonly Ingredient[] = []): Figures {
  const begin = performance.now();
  const result = new Matcher({ without }).match(scenario.source, scenario.target);
  const { length } = result.pairs;
  return measure(scenario, result, length >= 0 ? performance.now() - begin : 0);
}

const COLUMNS: readonly (readonly [string, (figures: Figures) => number, number])[] = [
  ['Recall@GT', (f) => f.recallRaw, 3], ['1:1', (f) => f.recallOneToOne, 3], ['MRR', (f) => f.mrr, 3], ['hit@1', (f) => f.hit1, 3], ['hit@3', (f) => f.hit3, 3], ['hit@5', (f) => f.hit5, 3],
  ['F1', (f) => f.f1, 3], ['prec', (f) => f.precision, 3], ['rec', (f) => f.recall, 3], ['sure prec', (f) => f.surePrecision, 3], ['sure', (f) => f.sure, 0], ['proposed', (f) => f.proposed, 0], ['gold', (f) => f.pairs, 0],
  ['false', (f) => f.falseRate, 3], ['of', (f) => f.without, 0], ['ms', (f) => f.ms, 0],
];

function mean(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function line(name: string, figures: readonly number[]): string {
  return [name.padEnd(38), ...figures.map((value, at) => (Number.isNaN(value) ? '–' : value.toFixed(COLUMNS[at]![2])).padStart(9))].join(' ');
}

const head = (name: string): string => [name.padEnd(38), ...COLUMNS.map(([title]) => title.padStart(9))].join(' ');

function report(scenarios: readonly Scenario[]): void {
  const sets = groupBySet(scenarios);
  for (const [set, members] of sets) {
    say(head(`${set} (${members.length})`));
    const all = members.map((scenario) => {
      const figures = figuresOf(scenario);
      say(line(`  ${scenario.name}`, COLUMNS.map(([, read]) => read(figures))));
      return figures;
    });
    say(line(`  mean of ${set}`, COLUMNS.map(([, read]) => mean(all.map(read)))));
    say('');
  }
}

function groupBySet(scenarios: readonly Scenario[]): Map<string, Scenario[]> {
  const sets = new Map<string, Scenario[]>();
  for (const scenario of scenarios) sets.set(scenario.set, [...(sets.get(scenario.set) ?? []), scenario]);
  return sets;
}

/** Leaves one ingredient out at a time and prints what the means of each set become. */
function ablation(scenarios: readonly Scenario[]): void {
  const sets = [...groupBySet(scenarios)];
  const keys = [['1:1', (f: Figures) => f.recallOneToOne], ['MRR', (f: Figures) => f.mrr], ['F1', (f: Figures) => f.f1]] as const;
  say(['left out'.padEnd(16), ...sets.flatMap(([set]) => keys.map(([title]) => `${set} ${title}`.padStart(16)))].join(' '));
  let whole: number[] | undefined;
  for (const without of [undefined, ...INGREDIENTS]) {
    const values = sets.flatMap(([, members]) => {
      const all = members.map((scenario) => figuresOf(scenario, without === undefined ? [] : [without]));
      return keys.map(([, read]) => mean(all.map(read)));
    });
    say([(without ?? '(nothing)').padEnd(16), ...values.map((value, at) => (whole ? `${value.toFixed(3)} ${signed(value - whole[at]!)}` : value.toFixed(3)).padStart(16))].join(' '));
    whole ??= values;
  }
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(3)}`;
}

const args = process.argv.slice(2);
const folder = resolve(args.find((arg) => !arg.startsWith('--')) ?? join(process.cwd(), '..', 'shared', 'data', 'matching'));
if (existsSync(folder)) {
  const scenarios = readScenarios(folder, say);
  if (scenarios.length === 0) say(`No scenario found in ${basename(folder)}.`);
  report(scenarios);
  if (args.includes('--ablation')) ablation(scenarios);
} else {
  say(`Skipped: there is no folder ${folder}.`);
}
if (args.includes('--growth')) growth(say);
