import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { SourceTableDetail } from '../../../src/core/workflow/sourceDetail.ts';
import type { SourcesView, TableLine } from '../../../src/core/workflow/sourcesView.ts';
import type { Translate } from '../../strings.ts';
import { button } from '../../ui/button.ts';
import { barChart } from '../../ui/barChart.ts';
import type { Bar } from '../../ui/barChart.ts';
import '../../ui/monthChart.ts';
import type { Month } from '../../ui/monthChart.ts';
import { tableLabel } from './faces.ts';
import { rowsOfLine } from './treeRows.ts';

export type Measure = 'rows' | 'size';
const MOST_BARS = 15;
/** Histories side by side, at most. */
const MOST_HISTORIES = 4;
/** More months than this are drawn as years. */
const MOST_MONTHS = 120;
/** Where the largest bar is so many times the smallest one drawn, the small ones are but specks. */
const SPREAD = 100;

export interface ChartsOptions {
  readonly t: Translate;
  readonly view: SourcesView;
  readonly measure: Measure;
  readonly logarithmic: boolean;
  /** Tables that are chosen in the tree. */
  readonly chosen: readonly TableLine[];
  readonly detail: (line: TableLine) => SourceTableDetail | undefined;
  readonly onMeasure: (measure: Measure) => void;
  readonly onScale: (logarithmic: boolean) => void;
  readonly onPick: (id: string) => void;
  /** How to get a history; undefined where nothing can be done now. */
  readonly onProfile: (() => void) | undefined;
}

/** Where people would rather look than read: which tables are large, and how they grew. */
export function charts(options: ChartsOptions): TemplateResult {
  return html`<div class="source-charts">${sizes(options)}${histories(options)}</div>`;
}

interface Valued {
  readonly line: TableLine;
  readonly value: number;
}

/** The tables that move, with what is measured of them, largest first. */
export function largest(view: SourcesView, measure: Measure): { readonly known: readonly Valued[]; readonly unknown: number } {
  const moving = view.tables.filter(({ scope }) => scope === 'in' || scope === 'unlisted');
  const known = moving.flatMap((line): Valued[] => {
    const value = measure === 'rows' ? rowsOfLine(line) : line.bytes;
    return value === undefined ? [] : [{ line, value }];
  }).sort((a, b) => b.value - a.value);
  return { known, unknown: moving.length - known.length };
}

function sizes({ t, view, measure, logarithmic, onMeasure, onScale, onPick }: ChartsOptions): TemplateResult {
  const { known, unknown } = largest(view, measure);
  const first = known.slice(0, known.length === MOST_BARS + 1 ? MOST_BARS + 1 : MOST_BARS);
  const rest = known.slice(first.length);
  const sum = known.reduce((total, { value }) => total + value, 0);
  // The system says something only where two have a table of this name.
  const twice = (name: string): boolean => first.filter(({ line }) => line.name === name).length > 1;
  const share = (value: number): string => (sum === 0 ? '' : t(measure === 'rows' ? 'sources.shareOfRows' : 'sources.shareOfSize', { share: percent(value / sum) }));
  const bars = first.map(({ line, value }): Bar => ({
    id: line.id, name: twice(line.name) ? `${view.systems[line.system]?.name ?? ''}.${line.name}` : line.name, value, shown: measure === 'rows' ? line.rows : line.size,
    note: [tableLabel(t, line), share(value)].filter((part) => part !== '').join(' · '), estimated: measure === 'rows' && !line.proven,
  }));
  if (rest.length > 0) {
    const value = rest.reduce((total, each) => total + each.value, 0);
    bars.push({ id: '', name: t('sources.restOf', { count: rest.length }), value, shown: measure === 'rows' ? Math.round(value).toLocaleString('en') : bytesText(value), note: [t('sources.restOf', { count: rest.length }), share(value)].join(' · '), rest: share(value) });
  }
  const smallest = first.filter(({ value }) => value > 0).at(-1)?.value ?? 0;
  const spread = smallest > 0 && (first[0]?.value ?? 0) / smallest > SPREAD;
  const caption = t(measure === 'rows' ? 'sources.chartRows' : 'sources.chartSize');
  return html`<section class="source-chart" aria-labelledby="chart-size-title">
    <div class="chart-head"><h3 id="chart-size-title">${caption}</h3>
      <div class="choices" role="group" aria-label=${t('sources.measure')}>
        ${choice(t('sources.rows'), measure === 'rows', () => { onMeasure('rows'); })}${choice(t('sources.size'), measure === 'size', () => { onMeasure('size'); })}
        ${spread || logarithmic ? choice(t('sources.logarithmic'), logarithmic, () => { onScale(!logarithmic); }) : nothing}
      </div></div>
    ${bars.length === 0 ? html`<p class="empty-line">${t(measure === 'rows' ? 'sources.noRows' : 'sources.noSizes')}</p>` : barChart({ caption, nameHeader: t('sources.table'), valueHeader: t(measure === 'rows' ? 'sources.rows' : 'sources.size'), bars, logarithmic: logarithmic && spread, onPick: (id) => {
      if (id !== '') onPick(id);
    } })}
    ${unknown > 0 && bars.length > 0 ? html`<p class="hint">${unknown === 1 ? t('sources.unknownOne') : t('sources.unknownMany', { count: unknown })}</p>` : nothing}
  </section>`;
}

function choice(label: string, on: boolean, pick: () => void): TemplateResult {
  return html`<button type="button" class="choice ${on ? 'active' : ''}" aria-pressed=${String(on)} @click=${pick}>${label}</button>`;
}

function histories({ t, view, chosen, detail, onProfile }: ChartsOptions): TemplateResult {
  const grown = view.tables.filter((line) => line.grown === true);
  const wanted = chosen.filter((line) => line.grown === true);
  const [biggest] = [...grown].filter(({ scope }) => scope !== 'left').sort((a, b) => (rowsOfLine(b) ?? 0) - (rowsOfLine(a) ?? 0));
  const shown = wanted.length > 0 ? wanted.slice(0, MOST_HISTORIES) : biggest ? [biggest] : [];
  return html`<section class="source-chart" aria-labelledby="chart-history-title">
    <div class="chart-head"><h3 id="chart-history-title">${t('sources.history')}</h3></div>
    ${shown.length === 0 ? html`<p class="empty-line">${t('sources.noHistory')}</p>${onProfile === undefined ? nothing : button({ label: t('action.profileTables'), className: 'compact', onClick: onProfile })}` : nothing}
    ${shown.map((line) => history(t, line, detail(line)))}
    ${wanted.length > shown.length ? html`<p class="hint">${t('sources.moreHistories', { count: wanted.length - shown.length })}</p>` : nothing}
    ${wanted.length === 0 && shown.length > 0 && grown.length > 1 ? html`<p class="hint">${t('sources.chooseHistory')}</p>` : nothing}
  </section>`;
}

function history(t: Translate, line: TableLine, detail: SourceTableDetail | undefined): TemplateResult {
  const growth = detail?.growth;
  const title = growth === undefined ? line.name : t('sources.historyOf', { table: line.name, column: growth.column });
  return html`<figure class="history"><figcaption>${title}</figcaption>${growth === undefined ? nothing : html`<dmp-months .months=${monthsOf(t, growth.months)} label=${title} monthHeader=${t('sources.month')} valueHeader=${t('sources.rows')}></dmp-months>`}</figure>`;
}

/** Each month from the first to the last, those without rows too; years where there are too many months. */
export function monthsOf(t: Translate, months: readonly { readonly month: string; readonly rows: string }[]): Month[] {
  const rows = new Map(months.map(({ month, rows: count }) => [month, BigInt(count)]));
  const keys = [...rows.keys()].sort((a, b) => monthNumber(a) - monthNumber(b));
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined) return [];
  const word = (month: string, count: bigint): Month => ({ month, value: Number(count), shown: count === 1n ? t('sources.rowOne') : t('sources.rowsOf', { count: count.toLocaleString('en') }) });
  const [from, to] = [monthNumber(first), monthNumber(last)];
  if (to - from < MOST_MONTHS) return Array.from({ length: to - from + 1 }, (_, index) => word(monthText(from + index), rows.get(monthText(from + index)) ?? 0n));
  const years = new Map<number, bigint>();
  for (const [month, count] of rows) years.set(Math.floor(monthNumber(month) / 12), (years.get(Math.floor(monthNumber(month) / 12)) ?? 0n) + count);
  const [begin, end] = [Math.floor(from / 12), Math.floor(to / 12)];
  // A stray year 9999 would make thousands of empty columns: then only years that have rows are drawn.
  const drawn = end - begin < 2 * MOST_MONTHS ? Array.from({ length: end - begin + 1 }, (_, index) => begin + index) : [...years.keys()].sort((a, b) => a - b);
  return drawn.map((year) => word(String(year), years.get(year) ?? 0n));
}

function monthNumber(month: string): number {
  const [year = '0', number = '1'] = month.split('-');
  return Number(year) * 12 + Number(number) - 1;
}

function monthText(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}

function percent(share: number): string {
  const value = share * 100;
  return value > 0 && value < 1 ? '<1' : value > 99 && value < 100 ? '>99' : String(Math.round(value));
}

function bytesText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
  let [value, unit] = [bytes, 0];
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10)} ${units[unit] ?? ''}`;
}
