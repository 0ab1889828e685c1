import type { SimpleEdit } from '../plan/planEdit.ts';
import { UNKNOWN } from '../plan/plan.ts';
import { approachSchema } from '../plan/planState.ts';
import type { PlanState } from '../plan/planState.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { Body } from './body.ts';
import { bulletSection, emptyBlock, insertBlock } from './blockText.ts';
import { listEdits } from './listEdits.ts';
import type { OutlineItem, OutlineList } from './outline.ts';
import { matchOverview, overviewList, shownValue } from './overviewState.ts';
import { DASH, renderOverview, renderTitle } from './renderOverview.ts';
import type { Bullet } from './renderOverview.ts';
import { blockSpec } from '../plan/sections.ts';

/** The parts of the overview under a heading of their own. */
const SUBSECTIONS = [['decisions', 'Decisions'], ['openQuestions', 'Open Questions']] as const;

/**
 * Brings title and overview from what `before` rendered to what `after` renders, bullet by bullet. A bullet that was
 * edited by hand stays, unless `force`: then everything that the frontmatter renders is rendered again.
 */
export function overviewEdits(body: Body, before: PlanState, after: PlanState, eol: string, force: boolean): TextEdit[] {
  const section = body.sections.get('overview');
  const edits = titleEdits(body, before, after, force);
  if (!section) return edits;
  const old = renderOverview(force ? after : before);
  const now = renderOverview(after);
  const bullets = overviewList(body, 'bullets');
  if (bullets) edits.push(...partEdits(body, bullets, old.bullets, now.bullets, eol, force, 'labelled'));
  else if (force) edits.push(insertBlock(body.lines, lineAfter(body, section.heading.range.end), emptyBlock(blockSpec('overview'), after, eol), eol, 0));

  for (const [part, heading] of SUBSECTIONS) {
    const list = overviewList(body, part);
    const place = section.subsections.get(heading);
    if (list) {
      const left = partEdits(body, list, old[part], now[part], eol, force, 'all');
      // Nothing left to show: an own heading without a list is not left behind.
      const gone = left.filter((edit) => edit.newText === '').reduce((sum, edit) => sum + edit.end - edit.start, 0);
      const whole = now[part].length === 0 && place && place.nodes.length === 1 && gone >= list.range.end - list.range.start;
      if (whole) edits.push({ start: place.heading.range.start, end: place.end, newText: '' });
      else edits.push(...left);
      continue;
    }
    const shown = new Set(force ? [] : old[part].map((bullet) => bullet.slot));
    const added = now[part].filter((bullet) => !shown.has(bullet.slot)).map((bullet) => bullet.text);
    if (added.length === 0) continue;
    if (place) {
      edits.push(insertBlock(body.lines, lineAfter(body, place.heading.range.end), added.map((text) => `- ${text}`).join(eol), eol, 0));
      continue;
    }
    // Decisions stand before the open questions; both before what else the person put under headings of their own.
    const next = heading === 'Decisions' ? section.subsections.get('Open Questions')?.heading.range.start : section.subsections.get('Decisions')?.end;
    edits.push(insertBlock(body.lines, next ?? section.mainEnd, bulletSection(heading, added, eol), eol, 0));
  }
  return joinInsertions(edits);
}

/** Two insertions at one place are one: each was given its blank lines as if it were alone. */
function joinInsertions(edits: readonly TextEdit[]): TextEdit[] {
  const result: TextEdit[] = [];
  for (const edit of edits) {
    const last = result[result.length - 1];
    if (last && last.start === edit.start && last.end === edit.end && edit.start === edit.end && last.newText !== '') {
      const eol = edit.newText.includes('\r\n') ? '\r\n' : '\n';
      const head = last.newText.endsWith(eol + eol) ? last.newText : last.newText + eol;
      result[result.length - 1] = { ...last, newText: head + edit.newText.replace(/^(?:\r?\n)+/, '') };
    } else result.push(edit);
  }
  return result;
}

function lineAfter(body: Body, offset: number): number {
  const { lines } = body;
  const line = lines.lineOf(offset);
  return line + 1 < lines.count ? lines.start(line + 1) : lines.text.length;
}

/** The title as read: what a heading's plain text says. */
function plainTitle(project: string): string {
  return `Data Migration Plan: ${project.replace(/\s+/g, ' ').trim() || UNKNOWN}`;
}

function titleEdits(body: Body, before: PlanState, after: PlanState, force: boolean): TextEdit[] {
  const { title } = body;
  if (!title || plainTitle(before.project) === plainTitle(after.project)) {
    if (!title || !force || title.title === plainTitle(after.project)) return [];
  } else if (!force && title.title !== plainTitle(before.project)) return [];
  return [{ start: title.range.start, end: title.range.end, newText: `# ${renderTitle(after.project)}` }];
}

/** `labelled`: bullets without a label that we render are the person's own. `all`: the whole list is rendered. */
function partEdits(body: Body, list: OutlineList, old: readonly Bullet[], now: readonly Bullet[], eol: string, force: boolean, own: 'labelled' | 'all'): TextEdit[] {
  const { lines } = body;
  const { shown, edited, others } = matchOverview(old, list, lines.text);
  const position = new Map(list.items.map((item, index): [OutlineItem, number] => [item, index]));
  const next = new Map(now.map((bullet) => [bullet.slot, bullet]));
  const remove = new Set<number>();
  const replace = new Map<number, string>();
  const standing = new Map<string, number>();
  for (const bullet of old) {
    const item = shown.get(bullet.slot);
    const at = item && position.get(item);
    if (at === undefined) continue;
    const wanted = next.get(bullet.slot);
    if (!wanted) remove.add(at);
    else {
      standing.set(bullet.slot, at);
      if (wanted.text !== bullet.text) replace.set(at, wanted.text);
    }
  }
  const known = new Set(old.map((bullet) => bullet.slot));
  for (const { bullet, item } of edited) {
    const at = item && position.get(item);
    if (at === undefined) {
      if (force) known.delete(bullet.slot);
      continue;
    }
    standing.set(bullet.slot, at);
    if (force) replace.set(at, next.get(bullet.slot)?.text ?? bullet.text);
  }
  if (force) {
    const labels = now.map((bullet) => `**${bullet.label}:**`);
    const claimed = new Set(edited.flatMap(({ item }) => (item ? [item] : [])));
    for (const item of others) {
      const ours = own === 'all' || labels.some((label) => shownValue(lines.text, item).startsWith(label));
      const at = position.get(item);
      if (ours && !claimed.has(item) && at !== undefined) remove.add(at);
    }
  }
  const insert = new Map<number, string[]>();
  let after = 0;
  for (const bullet of now) {
    const at = standing.get(bullet.slot);
    if (at !== undefined) after = at + 1;
    else if (!known.has(bullet.slot)) insert.set(after, [...(insert.get(after) ?? []), bullet.text]);
  }
  return listEdits(lines, list, { remove, replace, insert }, eol);
}

/** The edits of the frontmatter that a hand-edited overview asks for, as far as it can be read. */
export function takeOver(body: Body, state: PlanState): SimpleEdit[] {
  const { text } = body.lines;
  const edits: SimpleEdit[] = [];
  const rendered = renderOverview(state);
  for (const { bullet, item } of matchOverview(rendered.bullets, overviewList(body, 'bullets'), text).edited) {
    if (!item) continue;
    const value = shownValue(text, item).slice(`**${bullet.label}:**`.length).trim();
    edits.push(...takeOverFact(bullet.slot, value === UNKNOWN ? '' : value, state));
  }
  const added = (part: 'decisions' | 'openQuestions'): string[] => {
    const match = matchOverview(rendered[part], overviewList(body, part), text);
    // As many as no longer stand were changed, not added: which is which can't be told, so only the rest is new.
    return match.others.slice(match.edited.length).map((item) => shownValue(text, item)).filter((value) => value !== '');
  };
  for (const decision of added('decisions')) edits.push({ kind: 'addItem', list: 'decisions', item: { decision } });
  for (const question of added('openQuestions')) edits.push({ kind: 'addItem', list: 'openQuestions', item: { question } });
  return edits;
}

function takeOverFact(slot: string, value: string, state: PlanState): SimpleEdit[] {
  const dash = value.indexOf(DASH);
  const head = (dash < 0 ? value : value.slice(0, dash)).trim();
  const tail = dash < 0 ? '' : value.slice(dash + DASH.length).trim();
  const field = (path: string, to: string): SimpleEdit[] => [{ kind: 'setField', path, value: to }];
  const names = value.split(',').map((name) => name.trim()).filter((name) => name !== '');
  switch (slot) {
    case 'sources': return names.map((name) => ({ kind: 'addItem', list: 'sourceSystems', item: { name } }));
    case 'target': return field('targetSystem.name', head === UNKNOWN ? '' : head);
    case 'strategy': {
      const approach = approachSchema.safeParse(head.toLowerCase().replace(/\s+/g, '-'));
      if (approach.success) return [...field('migrationStrategy.approach', approach.data), ...field('migrationStrategy.rationale', tail)];
      return value === '' ? [...field('migrationStrategy.approach', ''), ...field('migrationStrategy.rationale', '')] : field('migrationStrategy.rationale', head === UNKNOWN ? tail : value);
    }
    case 'downtime': return field('migrationStrategy.downtimeWindow', value);
    case 'largestTables': case 'history': case 'growth': return field(`volumes.${slot}`, value);
    case 'timeZones': case 'currencies': return field(`constraints.${slot}`, value);
    case 'constraints': return [{ kind: 'setField', path: 'constraints.other', value: value.split(';').map((part) => part.trim()).filter((part) => part !== '') }];
    case 'regulation': return [{ kind: 'setField', path: 'constraints.regulations', value: names }];
    default: {
      const [kind, name] = [slot.slice(0, slot.indexOf(':')), slot.slice(slot.indexOf(':') + 1, slot.lastIndexOf(':'))];
      if (kind !== 'source' || head === '' || head === UNKNOWN) return [];
      const index = state.sourceSystems.findIndex((system) => system.name === name);
      return index < 0 || name === head ? [] : [{ kind: 'setItem', list: 'sourceSystems', item: { index, key: name }, values: { name: head } }];
    }
  }
}
