import { blockSpec, sectionSpec } from '../plan/sections.ts';
import type { BlockId } from '../plan/sections.ts';

/** What people call a block: its own heading, else its section's. */
export function blockTitle(block: BlockId): string {
  const spec = blockSpec(block);
  return spec.heading ?? sectionSpec(spec.section).heading;
}
