import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CDPSession } from 'playwright-core';
import { newPlanText } from '../../src/core/document/newPlan.ts';
import { parsePlan } from '../../src/core/document/parsePlan.ts';
import { blockSpec } from '../../src/core/plan/sections.ts';
import { tableView } from '../../src/core/workflow/tableView.ts';
import type { RowView, WizardView } from '../../src/core/workflow/wizardView.ts';
import { ViewSender } from '../../src/protocol/viewPatch.ts';
import type { WizardPage } from '../lab/page.mjs';
import { medianOf } from './harness.ts';
import type { Measurement } from './harness.ts';

const ROWS = 10_000;
const FEW = 100;
/** Scrolled two seconds long, this far a frame: quick, and so that each frame shows rows that were not drawn before. */
const FRAMES = 120;
const STEP = 97;
/** A frame is dropped for each whole frame that a gap between two frames is longer than it should be. */
const LATE = 1.5;
const RUNS = 5;

/** The wizard's grid in headless Chromium, the page as it ships: scrolling, memory, and an edit from the key to the message. */
export async function bench(): Promise<Measurement[]> {
  const { page, few, many } = await measurePage();
  return [
    { name: `${ROWS.toLocaleString('en')} rows: dropped frames of ${String(FRAMES)} while scrolling`, figure: page.dropped, yardstick: page.droppedEmpty, against: 'empty scroller of the same size', unit: 'frames', limit: page.droppedEmpty + 6 },
    { name: 'slowest frame in 100 while scrolling', figure: page.slow, yardstick: page.slowEmpty, against: 'empty scroller', unit: 'ms', ratioLimit: 3 },
    { name: `heap of the page at ${ROWS.toLocaleString('en')} rows`, figure: many.heap, yardstick: few.heap, against: `at ${String(FEW)} rows`, unit: 'KB', ratioLimit: 4 },
    { name: `elements of the page at ${ROWS.toLocaleString('en')} rows`, figure: many.nodes, yardstick: few.nodes, against: `at ${String(FEW)} rows`, unit: 'nodes', ratioLimit: 1.5 },
    { name: 'a key to the cursor on the next cell', figure: page.key, yardstick: page.frame, against: 'one frame', unit: 'ms', ratioLimit: 1.5 },
    { name: 'cell edit: Enter to the message to the host', figure: page.edit, yardstick: page.frame, against: 'one frame', unit: 'ms', ratioLimit: 1 },
    { name: 'the view of one changed row: message to the row drawn', figure: page.patch, yardstick: page.whole, against: 'the view sent whole', unit: 'ms', ratioLimit: 1 / 2 },
    { name: 'the view of one changed row: its message', figure: page.patchSize, yardstick: page.wholeSize, against: 'the view sent whole', unit: 'KB', ratioLimit: 1 / 100 },
  ];
}

// Loaded from where it stands, beside its themes: benchmarks are bundled into another folder.
async function openPage(): Promise<WizardPage> {
  const lab = (await import(pathToFileURL(join(process.cwd(), 'test', 'lab', 'page.mjs')).href)) as typeof import('../lab/page.mjs');
  return lab.openPage({ viewport: { width: 1400, height: 900 } });
}

interface Weight {
  readonly heap: number;
  readonly nodes: number;
}

interface PageFigures {
  readonly dropped: number;
  readonly droppedEmpty: number;
  readonly slow: number;
  readonly slowEmpty: number;
  readonly key: number;
  readonly edit: number;
  readonly frame: number;
  readonly patch: number;
  readonly whole: number;
  readonly patchSize: number;
  readonly wholeSize: number;
}

async function measurePage(): Promise<{ page: PageFigures; few: Weight; many: Weight }> {
  const few = await weigh(FEW);
  const wizard = await openPage();
  try {
    const sender = new ViewSender();
    const rows = rowsOf(ROWS);
    await wizard.send(sender.message(viewOf(rows, 1)));
    await drawn(wizard);
    const many = await weighPage(wizard);
    const scrolls: Scrolled[] = [];
    const empties: Scrolled[] = [];
    for (let run = 0; run < RUNS; run++) {
      empties.push(await scroll(wizard, true));
      scrolls.push(await scroll(wizard, false));
    }
    const middle = (of: readonly Scrolled[], pick: (one: Scrolled) => number): number => medianOf(of.map(pick));
    const timed = await timeEdits(wizard, sender, rows);
    if (wizard.errors.length > 0) throw new Error(wizard.errors.join('\n'));
    return {
      few, many,
      page: {
        dropped: middle(scrolls, ({ dropped }) => dropped), droppedEmpty: middle(empties, ({ dropped }) => dropped),
        slow: middle(scrolls, ({ slow }) => slow), slowEmpty: middle(empties, ({ slow }) => slow), frame: middle(empties, ({ frame }) => frame), ...timed,
      },
    };
  } finally {
    await wizard.dispose();
  }
}

/** The page's memory with that many rows, in a browser of its own. */
async function weigh(rows: number): Promise<Weight> {
  const wizard = await openPage();
  try {
    await wizard.send(new ViewSender().message(viewOf(rowsOf(rows), 1)));
    await drawn(wizard);
    return await weighPage(wizard);
  } finally {
    await wizard.dispose();
  }
}

async function weighPage({ page }: WizardPage): Promise<Weight> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.waitForTimeout(500);
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  await session.detach();
  return { heap: metric('JSHeapUsedSize') / 1024, nodes };
}

async function drawn({ page }: WizardPage): Promise<void> {
  await page.waitForSelector('.rgCell[data-row="0"]');
  await page.waitForTimeout(300);
}

interface Scrolled {
  readonly dropped: number;
  readonly slow: number;
  readonly frame: number;
}

/** Scrolls for two seconds, the grid or an empty box of its size over its very place. */
async function scroll({ page }: WizardPage, empty: boolean): Promise<Scrolled> {
  return page.evaluate(async ([isEmpty, frames, step, late, height]: [boolean, number, number, number, number]) => {
    const grid = document.querySelector<HTMLElement>('.vertical-inner');
    const scroller = isEmpty ? document.createElement('div') : grid;
    if (grid === null || scroller === null) throw new Error('there is no grid');
    if (isEmpty) {
      const at = grid.getBoundingClientRect();
      const inner = document.createElement('div');
      inner.style.height = `${String(height)}px`;
      Object.assign(scroller.style, { position: 'fixed', overflow: 'auto', left: `${String(at.left)}px`, top: `${String(at.top)}px`, width: `${String(at.width)}px`, height: `${String(at.height)}px`, zIndex: '1000' });
      scroller.append(inner);
      document.body.append(scroller);
    }
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    scroller.scrollTop = 0;
    for (let warm = 0; warm < 20; warm++) await frame();
    const gaps: number[] = [];
    let last = await frame();
    for (let count = 1; count <= frames; count++) {
      scroller.scrollTop = count * step;
      const now = await frame();
      gaps.push(now - last);
      last = now;
    }
    if (isEmpty) scroller.remove();
    const sorted = gaps.toSorted((a, b) => a - b);
    const usual = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
    const dropped = gaps.reduce((sum, gap) => sum + (gap > usual * late ? Math.round(gap / usual) - 1 : 0), 0);
    return { dropped, slow: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN, frame: usual };
  }, [empty, FRAMES, STEP, LATE, ROWS * 24] as [boolean, number, number, number, number]);
}

async function timeEdits(wizard: WizardPage, sender: ViewSender, rows: readonly RowView[]): Promise<Pick<PageFigures, 'key' | 'edit' | 'patch' | 'whole' | 'patchSize' | 'wholeSize'>> {
  const { page } = wizard;
  await page.evaluate(() => {
    const scroller = document.querySelector('.vertical-inner');
    if (scroller !== null) scroller.scrollTop = 0;
  });
  await page.waitForSelector('.rgCell[data-row="0"][data-column="4"]');
  await page.waitForTimeout(300);
  const key = await page.evaluate(async (runs) => {
    const cell = (row: number): HTMLElement | null => document.querySelector(`.rgCell[data-row="${String(row)}"][data-column="4"]`);
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      cell(run)?.focus();
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const begin = performance.now();
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
      while (document.activeElement !== cell(run + 1)) await Promise.resolve();
      times.push(performance.now() - begin);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
  }, 9);
  const edits: number[] = [];
  for (let run = 0; run < 5; run++) {
    await page.focus(`.rgCell[data-row="${String(run)}"][data-column="4"]`);
    await page.keyboard.press('F2');
    await page.waitForSelector('input.cell-editor:focus');
    edits.push(await page.evaluate(() => {
      const sent = (window as unknown as { sentToHost: { type: string }[] }).sentToHost;
      const input = document.querySelector<HTMLInputElement>('input.cell-editor');
      if (input === null) throw new Error('there is no editor');
      input.value = `expression ${String(sent.length)}`;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      const before = sent.filter(({ type }) => type === 'edit').length;
      const begin = performance.now();
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      if (sent.filter(({ type }) => type === 'edit').length !== before + 1) throw new Error('no edit was sent');
      return performance.now() - begin;
    }));
  }
  const message = (text: string, version: number): unknown => sender.message(viewOf(rows.map((row, index) => (index === 3 ? { ...row, cells: { ...row.cells, sourceField: text } } : row)), version));
  /** From posting a message to the frame in which the row shows it. */
  const show = (sent: unknown, text: string): Promise<number> => page.evaluate(async ([data, wanted]: [unknown, string]) => {
    const begin = performance.now();
    window.postMessage(data, '*');
    while (document.querySelector('.rgCell[data-row="3"][data-column="1"] .cell-text')?.textContent !== wanted) await new Promise((resolve) => setTimeout(resolve, 0));
    return performance.now() - begin;
  }, [sent, text] as [unknown, string]);
  const [patches, wholes] = [[] as number[], [] as number[]];
  let [patchSize, wholeSize] = [0, 0];
  for (let run = 0; run < 5; run++) {
    const patch = message(`patched ${String(run)}`, run * 2 + 2);
    patchSize = JSON.stringify(patch).length / 1024;
    patches.push(await show(patch, `patched ${String(run)}`));
    sender.forget();
    const whole = message(`whole ${String(run)}`, run * 2 + 3);
    wholeSize = JSON.stringify(whole).length / 1024;
    wholes.push(await show(whole, `whole ${String(run)}`));
  }
  return { key, edit: medianOf(edits), patch: medianOf(patches), whole: medianOf(wholes), patchSize, wholeSize };
}

function rowsOf(count: number): RowView[] {
  return Array.from({ length: count }, (_row, index) => {
    const cells = { sourceTable: `table_${String(index % 200)}`, sourceField: `field_${String(index)}`, targetTable: `target_${String(index % 200)}`, targetField: `column_${String(index)}`, transform: index % 3 === 0 ? 'cast to integer' : 'direct' };
    return { cells, key: [cells.sourceTable, cells.sourceField, cells.targetTable, cells.targetField], problems: {} };
  });
}

/** The mapping panel, as the host shows it. */
function viewOf(rows: readonly RowView[], version: number): WizardView {
  const { plan } = parsePlan(newPlanText('Large'));
  if (plan === undefined) throw new Error('a new plan is no plan');
  const table = tableView(plan, 'mapping', [], (code) => code);
  return {
    version, project: 'Large', status: 'Draft', headline: [], steps: [], problems: [], turns: [], person: 'Ada',
    panel: {
      step: 'step-02-generate', id: 'mapping', title: 'Mapping', kind: 'table', section: blockSpec('mapping').section, guidance: [], fields: [], figures: [], blockers: [], actions: [], continueLabel: 'Sign off',
      tables: [{ ...table, rows }],
    },
  };
}
