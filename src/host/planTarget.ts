import * as vscode from 'vscode';
import { SECTIONS } from '../core/plan/sections.ts';
import type { SectionId } from '../core/plan/sections.ts';
import { activePlan } from './activePlan.ts';

/** The plan, and the section of it, that a command was called on. */
export interface PlanTarget {
  readonly uri: vscode.Uri;
  readonly section?: SectionId;
}

/** The argument that lenses and links give to commands: plain JSON. */
export function planArgument(uri: vscode.Uri, section?: SectionId): { uri: string; section?: SectionId } {
  return { uri: uri.toString(), ...(section ? { section } : {}) };
}

/** What a command was called on: its argument, else the plan at hand. */
export function planTarget(argument: unknown): PlanTarget | undefined {
  if (argument instanceof vscode.Uri) return { uri: argument };
  if (typeof argument === 'object' && argument !== null && 'uri' in argument && typeof argument.uri === 'string') {
    const named = 'section' in argument ? SECTIONS.find((section) => section.id === argument.section) : undefined;
    return { uri: vscode.Uri.parse(argument.uri, true), ...(named ? { section: named.id } : {}) };
  }
  const uri = activePlan();
  return uri && { uri };
}
