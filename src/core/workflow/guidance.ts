import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { GuidanceNode, GuidanceRun } from './wizardView.ts';

/** What this file needs to know of a Markdown node. */
interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly ordered?: boolean | null | undefined;
  readonly children?: readonly MarkdownNode[];
}

const MAX_REMEMBERED = 100;
const remembered = new Map<string, readonly GuidanceNode[]>();

/**
 * The guidance of a panel as the page can draw it without trusting it: headings, paragraphs, lists, and runs of plain,
 * strong, emphasised or code text. Everything else is reduced to its text (links, images, HTML, quotes). Read at the
 * first call for a text and remembered: the texts are few and never change while the program runs.
 */
export function guidanceNodes(markdown: string): readonly GuidanceNode[] {
  const known = remembered.get(markdown);
  if (known !== undefined) return known;
  const nodes = readBlocks(unified().use(remarkParse).parse(markdown));
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(markdown, nodes);
  return nodes;
}

function readBlocks(parent: MarkdownNode): GuidanceNode[] {
  const nodes: GuidanceNode[] = [];
  for (const child of parent.children ?? []) {
    switch (child.type) {
      case 'heading':
        nodes.push({ type: 'heading', runs: readRuns(child) });
        break;
      case 'paragraph':
        nodes.push({ type: 'paragraph', runs: readRuns(child) });
        break;
      case 'list':
        nodes.push({ type: 'list', ordered: child.ordered === true, items: readItems(child) });
        break;
      case 'code':
        nodes.push({ type: 'paragraph', runs: [{ text: child.value ?? '', style: 'code' }] });
        break;
      case 'html':
        nodes.push({ type: 'paragraph', runs: [{ text: child.value ?? '' }] });
        break;
      default:
        nodes.push(...readBlocks(child));
    }
  }
  return nodes;
}

/** The items of a list; those of a list inside an item follow it as items of their own. */
function readItems(list: MarkdownNode): (readonly GuidanceRun[])[] {
  const items: (readonly GuidanceRun[])[] = [];
  for (const item of list.children ?? []) {
    const own: GuidanceRun[] = [];
    const nested: (readonly GuidanceRun[])[] = [];
    for (const child of item.children ?? []) {
      if (child.type === 'list') nested.push(...readItems(child));
      else {
        if (own.length > 0) own.push({ text: ' ' });
        own.push(...readRuns(child));
      }
    }
    items.push(own, ...nested);
  }
  return items;
}

function readRuns(parent: MarkdownNode, style?: GuidanceRun['style']): GuidanceRun[] {
  if (parent.children === undefined) return [run(parent.value ?? '', style)];
  return parent.children.flatMap((child): GuidanceRun[] => {
    switch (child.type) {
      case 'strong':
        return readRuns(child, 'strong');
      case 'emphasis':
        return readRuns(child, style ?? 'emphasis');
      case 'inlineCode':
        return [run(child.value ?? '', 'code')];
      case 'break':
        return [run(' ', style)];
      default:
        return readRuns(child, style);
    }
  });
}

function run(text: string, style: GuidanceRun['style'] | undefined): GuidanceRun {
  const flat = style === 'code' ? text : text.replace(/\n/g, ' ');
  return style === undefined ? { text: flat } : { text: flat, style };
}
