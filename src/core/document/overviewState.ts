import type { PlanState } from '../plan/planState.ts';
import type { Problem } from '../plan/problem.ts';
import type { TextRange } from '../text/textEdit.ts';
import type { Body } from './body.ts';
import type { OutlineItem, OutlineList } from './outline.ts';
import { itemValue } from './readRows.ts';
import { renderOverview } from './renderOverview.ts';
import type { Bullet } from './renderOverview.ts';

/** How the bullets that stand in one list of the overview relate to what the frontmatter renders. */
export interface OverviewMatch {
  /** The item that shows each rendered bullet, by slot. */
  readonly shown: ReadonlyMap<string, OutlineItem>;
  /** Rendered bullets that don't stand as rendered, each with the item that was made of it by hand, where one can be told. */
  readonly edited: readonly { readonly bullet: Bullet; readonly item?: OutlineItem }[];
  /** Items that no rendered bullet accounts for. */
  readonly others: readonly OutlineItem[];
}

/** The list of a part of the overview. */
export function overviewList(body: Body, part: 'bullets' | 'decisions' | 'openQuestions'): OutlineList | undefined {
  if (part === 'bullets') return body.overview?.bullets;
  return body.overview?.[part]?.nodes.find((node): node is OutlineList => node.kind === 'list' && !node.ordered);
}

/** Compares values, not their Markdown: a formatter may write the same text with other escapes. */
export function matchOverview(bullets: readonly Bullet[], list: OutlineList | undefined, text: string): OverviewMatch {
  const open = new Map<string, OutlineItem[]>();
  const items = list?.items ?? [];
  for (const item of items) {
    const value = shownValue(text, item);
    const same = open.get(value);
    if (same) same.push(item);
    else open.set(value, [item]);
  }
  const shown = new Map<string, OutlineItem>();
  const missing: Bullet[] = [];
  for (const bullet of bullets) {
    const item = open.get(itemValue(bullet.text))?.shift();
    if (item) shown.set(bullet.slot, item);
    else missing.push(bullet);
  }
  const taken = new Set(shown.values());
  const others = items.filter((item) => !taken.has(item));
  const claimed = new Set<OutlineItem>();
  const edited = missing.map((bullet) => {
    const label = `**${bullet.label}:**`;
    const item = others.find((other) => !claimed.has(other) && shownValue(text, other).startsWith(label));
    if (item) claimed.add(item);
    return { bullet, ...(item ? { item } : {}) };
  });
  return { shown, edited, others };
}

/** The value that an item of the overview shows. */
export function shownValue(text: string, item: OutlineItem): string {
  return itemValue(text.slice(item.content.start, item.content.end));
}

/** The places where the overview no longer says what the frontmatter says. */
export function overviewProblems(state: PlanState, body: Body): Problem[] {
  const section = body.sections.get('overview');
  if (!section) return [];
  const rendered = renderOverview(state);
  const problems: Problem[] = [];
  for (const part of ['bullets', 'decisions', 'openQuestions'] as const) {
    const list = overviewList(body, part);
    // A removed bullet list is a problem of the structure.
    if (part === 'bullets' && !list) continue;
    for (const { bullet, item } of matchOverview(rendered[part], list, body.lines.text).edited) {
      const range: TextRange = item?.content ?? list?.range ?? section.heading.range;
      problems.push({
        code: 'overview.edited', args: { label: bullet.label }, severity: 'warning', range, place: { kind: 'section', section: 'overview' },
        fixes: [
          { code: 'fix.takeOverOverview', args: {}, edit: { kind: 'takeOverOverview' } },
          { code: 'fix.renderOverview', args: {}, edit: { kind: 'renderOverview' } },
        ],
      });
    }
  }
  return problems;
}
