import type { BlockId } from '../plan/sections.ts';
import { blockTitle } from './blockTitle.ts';

export type SheetFormat = 'xlsx' | 'csv';

/** `legacy-shop-data-inventory.xlsx`: only letters, digits and dashes, so that it can go through any mail and any disk. */
export function exportFileName(project: string, block: BlockId, format: SheetFormat): string {
  const slug = (text: string): string => text.normalize('NFKD').toLowerCase().replace(/\p{M}+/gu, '').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 60);
  return `${[slug(project), slug(blockTitle(block))].filter(Boolean).join('-')}.${format}`;
}
