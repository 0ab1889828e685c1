import type * as vscode from 'vscode';
import { parsePlan, reparsePlan } from '../core/document/parsePlan.ts';
import type { ParsedPlan } from '../core/document/parsedPlan.ts';

interface Entry {
  readonly version: number;
  readonly parsed: ParsedPlan;
  readonly lastGood: ParsedPlan | undefined;
}

/** Reads plan documents, once a version, each from the version before, so that a keystroke costs what it changed; keeps the last version that could be read for views to show meanwhile. */
export class PlanDocuments {
  readonly #entries = new WeakMap<vscode.TextDocument, Entry>();

  parse(document: vscode.TextDocument): ParsedPlan {
    return this.#entry(document).parsed;
  }

  /** The newest version of the document whose plan could be read. */
  lastGood(document: vscode.TextDocument): ParsedPlan | undefined {
    return this.#entry(document).lastGood;
  }

  #entry(document: vscode.TextDocument): Entry {
    const known = this.#entries.get(document);
    if (known?.version === document.version) return known;
    const text = document.getText();
    const parsed = known ? reparsePlan(known.parsed, text) : parsePlan(text);
    const entry = { version: document.version, parsed, lastGood: parsed.plan ? parsed : known?.lastGood };
    this.#entries.set(document, entry);
    return entry;
  }
}
