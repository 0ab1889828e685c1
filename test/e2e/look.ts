import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { resultsDir } from '../lab/paths.mjs';

const screens = join(resultsDir, 'screens');

/** Writes a picture of the whole window to test-results/screens. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(screens, { recursive: true });
  // Out of the way: what is under the mouse looks otherwise.
  await page.mouse.move(2, 2);
  await page.screenshot({ path: join(screens, `${name}.png`) });
}

/** Waits until the page has drawn, and its controls as well. */
export async function settled(frame: Frame): Promise<void> {
  await frame.evaluate(() => new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => {
      setTimeout(resolve, 30);
    }));
  }));
}

/**
 * What is wrong with how the page looks now, in words: it scrolls sideways, something sticks out of the window or is cut
 * off, the menu is not in view, two things lie over each other, a text is hard to read.
 */
export function flaws(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => {
    const found: string[] = [];
    const middle = document.getElementById('middle');
    if (document.documentElement.scrollWidth > window.innerWidth) found.push('the page scrolls sideways');
    if (middle !== null && middle.scrollWidth > middle.clientWidth) found.push('the middle scrolls sideways');
    if (middle !== null) {
      const end = Math.max(...[...middle.children].map((child) => child.getBoundingClientRect().bottom)) - middle.getBoundingClientRect().top + middle.scrollTop;
      if (middle.scrollHeight - end > 64 && middle.scrollHeight > middle.clientHeight) found.push(`${String(Math.round(middle.scrollHeight - end))} pixels of nothing are below the panel`);
    }
    const say = (element: Element): string => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} “${element.textContent.trim().replaceAll(/\s+/g, ' ').slice(0, 40)}”`;
    const hidden = (element: Element): boolean => element.closest('.sr-only, svg, [hidden]') !== null || element.closest('.table-scroll') !== null;
    for (const element of document.querySelectorAll('#app *')) {
      if (hidden(element)) continue;
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      if (box.left < -0.5 || box.right > window.innerWidth + 0.5) found.push(`sticks out of the window: ${say(element)}`);
      const style = getComputedStyle(element);
      const ownText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '');
      if (ownText && style.display !== 'inline' && style.overflowX === 'visible' && element.scrollWidth > element.clientWidth + 1) found.push(`its text runs over its edge: ${say(element)}`);
      const clips = style.overflowX === 'hidden' || style.overflowX === 'clip';
      if (clips && style.textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1) found.push(`is cut off: ${say(element)}`);
    }
    // What must be in view whatever happens, and on top.
    for (const selector of ['.header h1', '.header-tools', '.steps', '.talk-box', '.menu-continue', '.menu-revise', '.menu-deep', '.menu-party']) {
      const element = document.querySelector(selector);
      if (element === null) {
        found.push(`is missing: ${selector}`);
        continue;
      }
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.top < 0 || box.bottom > window.innerHeight || box.right > window.innerWidth) found.push(`is not in view: ${selector}`);
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (top === null || !(element.contains(top) || top.contains(element))) found.push(`is covered: ${selector}`);
    }
    const title = document.getElementById(document.getElementById('elicitation-title') === null ? 'panel-title' : 'elicitation-title');
    const heading = title?.getBoundingClientRect();
    if (heading === undefined || heading.height === 0) found.push('there is no title');
    if (middle !== null && middle.clientHeight < 120) found.push(`only ${String(middle.clientHeight)} pixels are left for the panel`);

    // Contrast of every text with what is painted behind it (WCAG 2.2, 1.4.3).
    type Color = readonly [number, number, number, number];
    const parse = (text: string): Color => {
      const numbers = (/rgba?\(([^)]+)\)/.exec(text)?.[1] ?? '0 0 0 0').split(/[ ,/]+/).map(Number);
      return [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0, numbers[3] ?? 1];
    };
    const over = ([r, g, b, a]: Color, [r2, g2, b2, a2]: Color): Color => {
      const alpha = a + a2 * (1 - a);
      const mix = (x: number, y: number): number => (alpha === 0 ? 0 : (x * a + y * a2 * (1 - a)) / alpha);
      return [mix(r, r2), mix(g, g2), mix(b, b2), alpha];
    };
    const behind = (element: Element): Color => {
      let color: Color = [0, 0, 0, 0];
      for (let at: Element | null = element; at !== null && color[3] < 1; at = at.parentElement ?? (at.getRootNode() instanceof ShadowRoot ? (at.getRootNode() as ShadowRoot).host : null)) color = over(color, parse(getComputedStyle(at).backgroundColor));
      return color;
    };
    const luminance = ([r, g, b]: Color): number => {
      const part = (value: number): number => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
      return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
    };
    const walker = document.createTreeWalker(document.getElementById('app') ?? document.body, NodeFilter.SHOW_TEXT);
    const seen = new Set<string>();
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element === null || (node.textContent ?? '').trim() === '' || element.closest('.sr-only, [hidden], style, [disabled], [aria-disabled="true"], option, datalist') !== null) continue;
      const box = element.getBoundingClientRect();
      if (box.width === 0) continue;
      let opacity = 1;
      for (let at: Element | null = element; at !== null; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
      const ground = behind(element);
      const [r, g, b, a] = parse(getComputedStyle(element).color);
      const text = over([r, g, b, a * opacity], ground);
      const [light, dark] = [luminance(text), luminance(ground)].sort((x, y) => y - x);
      const ratio = ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
      const what = `contrast ${ratio.toFixed(1)}: ${element.tagName.toLowerCase()}.${[...element.classList].join('.')} in .${element.parentElement?.className ?? ''}`;
      if (ratio < 4.5 && !seen.has(what)) {
        seen.add(what);
        found.push(`${what} “${(node.textContent ?? '').trim().slice(0, 30)}”`);
      }
    }
    return found.slice(0, 20);
  });
}

/** Listens for breaches of the content policy from here on; what was breached so far is returned by `breaches`. */
export async function watchPolicy(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    const kept: string[] = [];
    (window as unknown as { breaches: string[] }).breaches = kept;
    document.addEventListener('securitypolicyviolation', (event) => {
      kept.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
}

export function breaches(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => (window as unknown as { breaches?: string[] }).breaches ?? []);
}

/** What has the keyboard focus in the page, in words, and whether one can see that it does. */
export function focus(frame: Frame): Promise<{ readonly what: string; readonly place: string; readonly visible: boolean; readonly inside: boolean }> {
  return frame.evaluate(() => {
    const outer = document.activeElement;
    const chain: Element[] = [];
    for (let at: Element | null = outer; at !== null; at = at.shadowRoot?.activeElement ?? null) chain.push(at);
    const inside = outer !== null && outer !== document.body && document.getElementById('app')?.contains(outer) === true;
    const accent = getComputedStyle(document.body).getPropertyValue('--vscode-focusBorder').trim();
    const probe = document.createElement('i');
    probe.style.color = accent;
    document.body.append(probe);
    const ring = getComputedStyle(probe).color;
    probe.remove();
    const innermost = chain.at(-1);
    const around: Element[] = [...chain];
    for (let at = innermost?.parentElement ?? null; at !== null && around.length < 12; at = at.parentElement) around.push(at);
    const visible = around.some((element) => {
      const style = getComputedStyle(element);
      if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 && style.outlineColor !== 'rgba(0, 0, 0, 0)') return true;
      if (element === innermost && style.textDecorationLine.includes('underline') && style.textDecorationColor === ring) return true;
      return style.borderTopColor === ring && parseFloat(style.borderTopWidth) > 0;
    });
    const host = outer?.closest<HTMLElement>('[data-place]')?.dataset['place'] ?? '';
    const label = innermost?.getAttribute('aria-label') ?? outer?.getAttribute('aria-label') ?? outer?.textContent.trim().replaceAll(/\s+/g, ' ').slice(0, 50) ?? '';
    return { what: `${outer?.tagName.toLowerCase() ?? 'nothing'} ${label}`.trim(), place: host, visible, inside };
  });
}
