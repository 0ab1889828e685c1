import * as vscode from 'vscode';
import * as z from 'zod';
import type { ParsedPlan } from '../../core/document/parsedPlan.ts';
import { blockTitle } from '../../core/interchange/blockTitle.ts';
import { BLOCKS, sectionSpec } from '../../core/plan/sections.ts';
import type { BlockId } from '../../core/plan/sections.ts';
import type { PlanTarget } from '../../host/planTarget.ts';

const calledSchema = z.object({ block: z.string().nullish(), file: z.string().nullish() });

/** What a call names beyond the plan: a block of it, and a file (its URI) where nobody is to be asked for one. */
export function calledOn(argument: unknown): { readonly block?: BlockId; readonly file?: vscode.Uri } {
  const called = argument instanceof vscode.Uri ? undefined : calledSchema.safeParse(argument).data;
  const block = BLOCKS.find(({ id, form }) => id === called?.block && form !== 'rendered')?.id;
  return { ...(block ? { block } : {}), ...(called?.file ? { file: vscode.Uri.parse(called.file, true) } : {}) };
}

/** The block that the cursor is in, else the only one of its section, else the first of the section named. */
export function blockAtHand(parsed: ParsedPlan, { uri, section }: PlanTarget): BlockId | undefined {
  const inSection = (id: string): BlockId | undefined => BLOCKS.find((block) => block.section === id && block.form !== 'rendered' && parsed.blocks[block.id])?.id;
  if (section) return inSection(section);
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString()) return undefined;
  const offset = editor.document.offsetAt(editor.selection.active);
  return BLOCKS.find(({ id, form }) => {
    const range = parsed.blocks[id]?.range;
    return form !== 'rendered' && range !== undefined && offset >= range.start && offset <= range.end;
  })?.id;
}

/** Asks which table or list; `preferred` stands first. */
export async function pickBlock(parsed: ParsedPlan, blocks: readonly BlockId[], title: string, preferred?: BlockId): Promise<BlockId | undefined> {
  const items = [...blocks].sort((a, b) => Number(b === preferred) - Number(a === preferred)).map((id) => {
    const spec = BLOCKS.find((block) => block.id === id);
    const rows = parsed.plan?.rows[id]?.length ?? 0;
    return { id, label: blockTitle(id), description: [spec?.heading === undefined ? '' : sectionSpec(spec.section).heading, rows === 1 ? vscode.l10n.t('1 row') : vscode.l10n.t('{count} rows', { count: String(rows) })].filter(Boolean).join(' · ') };
  });
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.id;
}
