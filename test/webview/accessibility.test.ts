import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deepDive, inventoryRows, panelIds, tableView, talk, viewOf } from './fixtures/views.ts';
import { allThemes, setStage } from './harness.ts';
import type { Stage } from './harness.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

const views = [
  ...panelIds.map((id) => [id, viewOf(id)] as const),
  ['talk', viewOf('volumes', { turns: talk, notice: { id: 1, text: 'Read 11 tables', severity: 'info' } })] as const,
  ['deepDive', viewOf('volumes', { elicitation: deepDive })] as const,
  ['scan', viewOf('volumes', { scan: { title: 'Reading', detail: 'Track', done: 1, total: 2 } })] as const,
  ['unknownLength', viewOf('volumes', { scan: { title: 'Reading', detail: 'Track', done: 0, total: 0 } })] as const,
  ['excluded', viewOf('volumes', { panel: { tables: [tableView('inventory', inventoryRows().map((row) => ({ ...row, muted: 'Excluded: kept in the archive' })))] } })] as const,
  ['readOnly', viewOf('mapping', { readOnly: { message: 'Broken', line: 14 } })] as const,
];

/** Text whose contrast with what lies behind it is under 4.5 (3 where it is large); disabled things are exempt. */
function faintTexts(): string[] {
  type Colour = readonly [number, number, number, number];
  const parse = (text: string): Colour => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (/\(([^)]*)\)/.exec(text)?.[1] ?? '').split(/[ ,/]+/).map(Number);
    return [red, green, blue, alpha];
  };
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (index: 0 | 1 | 2): number => top[index] * top[3] + below[index] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const light = (colour: Colour): number => {
    const part = (value: number): number => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2]);
  };
  const parentOf = (element: Element): Element | null => element.assignedSlot ?? element.parentElement ?? (element.getRootNode() instanceof ShadowRoot ? (element.getRootNode() as ShadowRoot).host : null);
  const found: string[] = [];
  const look = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot !== null) look(element.shadowRoot);
      const typed = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.value : '';
      const text = typed || [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join('').trim();
      if (text === '' || ['SCRIPT', 'STYLE', 'TITLE', 'OPTION'].includes(element.tagName)) continue;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2 || style.visibility === 'hidden') continue;
      let opacity = 1;
      let disabled = false;
      const layers: Colour[] = [];
      for (let at: Element | null = element; at !== null; at = parentOf(at)) {
        const behind = getComputedStyle(at);
        opacity *= Number(behind.opacity);
        disabled ||= at.hasAttribute('disabled') || at.getAttribute('aria-disabled') === 'true' || at.classList.contains('sr-only');
        layers.push(parse(behind.backgroundColor));
      }
      if (disabled) continue;
      const background = layers.reverse().reduce<Colour>((below, top) => over(top, below), [255, 255, 255, 1]);
      const ink = parse(style.color);
      const colour = over([ink[0], ink[1], ink[2], ink[3] * opacity], background);
      const [a, b] = [light(colour), light(background)];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
      if (contrast < (large ? 3 : 4.5)) found.push(`${contrast.toFixed(2)} ${element.tagName}.${element.className} “${text.slice(0, 30)}” ${style.color} on ${background.map(Math.round).join(',')}`);
    }
  };
  look(document);
  return [...new Set(found)];
}

/** What a screen reader could make nothing of. */
function nameless(): string[] {
  const found: string[] = [];
  const look = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot !== null) look(element.shadowRoot);
      for (const attribute of ['aria-labelledby', 'aria-describedby', 'aria-controls']) {
        for (const id of (element.getAttribute(attribute) ?? '').split(' ').filter((part) => part !== '')) {
          if ((root as Document).getElementById(id) === null && document.getElementById(id) === null) found.push(`${element.tagName} ${attribute} ${id}`);
        }
      }
      if (!element.matches('button, input, select, textarea, [role=combobox], [role=grid], [role=progressbar], [role=log], [role=menu], nav, aside')) continue;
      if (element.closest('[hidden]') !== null) continue;
      const label = element.getAttribute('aria-label') ?? element.getAttribute('aria-labelledby') ?? '';
      const slotted = [...element.querySelectorAll('slot')].flatMap((slot) => slot.assignedNodes({ flatten: true })).map((node) => node.textContent).join('');
      if (label.trim() === '' && `${element.textContent}${slotted}`.trim() === '') found.push(`${element.tagName} ${element.className}`);
    }
  };
  look(document);
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  found.push(...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `id ${id} stands twice`));
  return found;
}

describe.each(allThemes)('%s', (theme) => {
  it('every text can be read, and everything has a name', async () => {
    const shown = await stage.open({ theme });
    for (const [name, view] of views) {
      await shown.show(view);
      expect(await shown.page.evaluate(faintTexts), name).toEqual([]);
      expect(await shown.page.evaluate(nameless), name).toEqual([]);
    }
    await shown.close();
    expect(shown.complaints).toEqual([]);
  });

  it('shows where the focus is, on everything that takes it', async () => {
    const shown = await stage.open({ theme, view: viewOf('sources', { turns: talk }) });
    await shown.page.keyboard.press('Tab');
    const missing: string[] = [];
    for (let press = 0; press < 70; press++) {
      const state = await shown.page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return 'end';
        const boxes: Element[] = [element];
        for (let inner = element.shadowRoot?.activeElement; inner instanceof Element; inner = inner.shadowRoot?.activeElement) boxes.push(inner);
        const host = boxes[0];
        boxes.push(...[...(host?.shadowRoot?.querySelectorAll('.root, .control') ?? [])]);
        const ring = getComputedStyle(document.documentElement).getPropertyValue('--vscode-focusBorder').trim();
        const probe = document.createElement('i');
        probe.style.color = ring;
        document.body.append(probe);
        const colour = getComputedStyle(probe).color;
        probe.remove();
        const visible = boxes.some((box) => {
          const style = getComputedStyle(box);
          return (style.outlineStyle !== 'none' && style.outlineColor === colour) || style.borderTopColor === colour;
        });
        return visible ? 'visible' : (host?.outerHTML.slice(0, 120) ?? '');
      });
      if (state === 'end') break;
      if (state !== 'visible') missing.push(state);
      await shown.page.keyboard.press('Tab');
    }
    expect(missing).toEqual([]);
    await shown.close();
  });
});

it('draws in forced colours without a complaint', async () => {
  const shown = await stage.open({ theme: 'high-contrast', view: viewOf('volumes', { turns: talk }), forcedColors: true });
  await shown.screenshot('forced-colors-1400-volumes');
  await shown.close();
  expect(shown.complaints).toEqual([]);
});
