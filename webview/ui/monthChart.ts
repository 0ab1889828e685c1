import { LitElement, html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { barShare } from './barChart.ts';

export interface Month {
  /** `2012-03`, or `2012` where years are shown. */
  readonly month: string;
  readonly value: number;
  /** As it is read. */
  readonly shown: string;
}

/**
 * Columns that stand, one a month. One points at a column, or walks with the arrow keys, and reads it above; those who hear
 * it get a table.
 */
export class MonthChart extends LitElement {
  static override properties = { months: { attribute: false }, label: {}, monthHeader: {}, valueHeader: {}, at: { state: true } };

  declare months: readonly Month[];
  declare label: string;
  declare monthHeader: string;
  declare valueHeader: string;
  declare at: number | undefined;

  constructor() {
    super();
    this.months = [];
    this.label = '';
    this.monthHeader = '';
    this.valueHeader = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { months } = this;
    const largest = months.reduce((most, { value }) => Math.max(most, value), 0);
    const width = 100 / Math.max(1, months.length);
    const gap = months.length > 60 ? 0 : width * 0.2;
    const top = months.find(({ value }) => value === largest);
    const at = this.at === undefined ? undefined : months[this.at];
    return html`
      <div class="month-read" aria-live="polite">${at ? html`<b>${at.month}</b> ${at.shown}` : html`<span class="quiet">${top ? `${top.month}: ${top.shown}` : ''}</span>`}</div>
      <div class="month-plot" role="application" aria-roledescription="chart" tabindex="0" aria-label=${this.label} @keydown=${this.#keyDown} @pointermove=${this.#pointed} @pointerleave=${() => {
        this.at = undefined;
      }} @focus=${() => {
        this.at ??= months.length - 1;
      }} @blur=${() => {
        this.at = undefined;
      }}>
        <svg class="month-drawing" aria-hidden="true" focusable="false">${months.map((month, index) => {
          const share = barShare(month.value, largest, false) * 100;
          return svg`<rect class=${index === this.at ? 'here' : ''} x="${String(index * width + gap / 2)}%" width="${String(width - gap)}%" y="${String(100 - share)}%" height="${String(share)}%"></rect>`;
        })}</svg>
      </div>
      <div class="month-ends" aria-hidden="true"><span>${months[0]?.month ?? ''}</span>${months.length > 1 ? html`<span>${months.at(-1)?.month ?? ''}</span>` : nothing}</div>
      <div class="sr-only"><table><caption>${this.label}</caption><thead><tr><th scope="col">${this.monthHeader}</th><th scope="col">${this.valueHeader}</th></tr></thead>
        <tbody>${months.map(({ month, shown }) => html`<tr><th scope="row">${month}</th><td>${shown}</td></tr>`)}</tbody></table></div>`;
  }

  readonly #pointed = (event: PointerEvent): void => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const place = Math.floor(((event.clientX - box.left) / Math.max(1, box.width)) * this.months.length);
    this.at = Math.max(0, Math.min(place, this.months.length - 1));
  };

  readonly #keyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = this.at ?? this.months.length - 1;
    const steps: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: this.months.length - 1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.at = Math.max(0, Math.min(step, this.months.length - 1));
  };
}

customElements.define('dmp-months', MonthChart);
