import { allMessages } from '../../../src/core/allMessages.ts';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import type { Completion } from '../../../src/core/language/completion.ts';
import { completionsAt } from '../../../src/core/language/completions.ts';
import { hoverAt } from '../../../src/core/language/hover.ts';
import { hoverMarkdown } from '../../../src/core/language/hoverText.ts';
import { matchNow } from '../../../src/core/mapping/matching.ts';
import type { Matching } from '../../../src/core/mapping/matching.ts';
import { fill } from '../../../src/core/messages.ts';
import { catalogueSet } from '../../../src/core/proposals/catalogueSet.ts';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';

/** The offset of `^` in a piece of the text. */
export function at(text: string, marked: string): number {
  const start = text.indexOf(marked.replace('^', ''));
  if (start < 0 || !marked.includes('^')) throw new Error(`"${marked}" does not stand in the text`);
  return start + marked.indexOf('^');
}

export function words(code: string, args: Readonly<Record<string, string>> = {}): string {
  const template = allMessages[code];
  if (template === undefined) throw new Error(`no words for ${code}`);
  return fill(template, args);
}

function matching(text: string, catalogues: readonly Catalogue[]): Matching | undefined {
  const { plan } = parsePlan(text);
  return plan && matchNow(plan, catalogueSet(catalogues));
}

export function complete(text: string, catalogues: readonly Catalogue[], marked: string): Completion[] {
  return completionsAt(parsePlan(text), catalogues, at(text, marked), matching(text, catalogues));
}

/** The completions in a line each: what is inserted, its detail, and what it says about itself. */
export function shown(items: readonly Completion[]): string[] {
  return items.map(({ insertText, detail, about, preselect }) =>
    [insertText, detail && words(detail.code, detail.args), about && words(about.code, about.args)].filter((part) => part !== undefined).join(' · ') + (preselect ? ' *' : ''));
}

/** The text after the completion of that label was accepted. */
export function accepted(text: string, items: readonly Completion[], label: string): string {
  const item = items.find((each) => each.label === label);
  if (!item) throw new Error(`"${label}" among ${JSON.stringify(items.map((each) => each.label))}`);
  return text.slice(0, item.range.start) + item.insertText + text.slice(item.range.end);
}

/** What a hover marks, and its Markdown. */
export function hovered(text: string, catalogues: readonly Catalogue[], marked: string): readonly [string, string] | undefined {
  const hover = hoverAt(parsePlan(text), catalogues, at(text, marked), matching(text, catalogues));
  return hover && [text.slice(hover.range.start, hover.range.end), hoverMarkdown(hover.parts, words)];
}
