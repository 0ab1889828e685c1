import { html } from 'lit';
import type { TemplateResult } from 'lit';

export interface Bar {
  readonly id: string;
  readonly name: string;
  /** For drawing alone. */
  readonly value: number;
  /** As it is read. */
  readonly shown: string;
  /** What is known besides, shown when one points at it. */
  readonly note: string;
  /** Stands for many, which no bar compares with: these words stand in its place. */
  readonly rest?: string;
  /** Not proven: drawn as an outline. */
  readonly estimated?: boolean;
}

export interface BarChartOptions {
  readonly caption: string;
  readonly nameHeader: string;
  readonly valueHeader: string;
  readonly bars: readonly Bar[];
  readonly logarithmic: boolean;
  readonly onPick?: (id: string) => void;
}

/** How long a bar is, from 0 to 1; a value above nothing is always to be seen. */
export function barShare(value: number, largest: number, logarithmic: boolean): number {
  if (value <= 0 || largest <= 0) return 0;
  const share = logarithmic ? Math.log10(1 + value) / Math.log10(1 + largest) : value / largest;
  return Math.min(1, Math.max(0.004, share));
}

/** Bars that lie, as a table whose numbers stand beside them: read as a table by those who hear it. Arrow keys go from bar to bar. */
export function barChart({ caption, nameHeader, valueHeader, bars, logarithmic, onPick }: BarChartOptions): TemplateResult {
  const largest = bars.reduce((most, { value, rest }) => (rest === undefined ? Math.max(most, value) : most), 0);
  return html`<table class="bar-chart">
    <caption class="sr-only">${caption}</caption>
    <colgroup><col class="bar-names"><col></colgroup>
    <thead class="sr-only"><tr><th scope="col">${nameHeader}</th><th scope="col">${valueHeader}</th></tr></thead>
    <tbody @keydown=${walk}>${bars.map((bar, index) => {
      const share = barShare(bar.value, largest, logarithmic);
      return html`<tr tabindex=${index === 0 ? '0' : '-1'} class="bar ${bar.rest !== undefined ? 'rest' : ''} ${bar.estimated === true ? 'estimated' : ''}" data-id=${bar.id}
        @click=${() => onPick?.(bar.id)} @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Enter') onPick?.(bar.id);
        }}>
        <th scope="row" title=${bar.name}><span class="bar-name">${bar.name}</span></th>
        <td><span class="bar-line">${bar.rest === undefined ? html`<svg class="bar-drawing" aria-hidden="true" focusable="false"><rect width="${String(share * 100)}%" height="100%" rx="1"></rect></svg>` : html`<span class="bar-rest">${bar.rest}</span>`}<span class="bar-value">${bar.shown}</span></span><span class="chart-tip" role="note">${bar.note}</span></td>
      </tr>`;
    })}</tbody>
  </table>`;
}

function walk(event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement) || !(event.currentTarget instanceof HTMLElement)) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('tr')];
  const at = rows.indexOf(event.target);
  const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
  const step = steps[event.key];
  const next = step === undefined || at < 0 ? undefined : rows[Math.max(0, Math.min(step, rows.length - 1))];
  if (!next) return;
  event.preventDefault();
  event.stopPropagation();
  for (const row of rows) row.tabIndex = row === next ? 0 : -1;
  next.focus();
}
