import type * as vscode from 'vscode';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { ParsedPlan } from '../core/document/parsedPlan.ts';
import type { Plan } from '../core/plan/plan.ts';
import { planStateSchema } from '../core/plan/planState.ts';
import type { Problem } from '../core/plan/problem.ts';
import { checkPlan } from '../core/proposals/checkPlan.ts';
import { loadWorkflow, workflowProblems } from '../core/workflow/navigation.ts';
import { stepReader } from '../core/workflow/stepReader.ts';
import type { Progress } from '../core/workflow/navigation.ts';
import type { Catalogues } from './catalogues.ts';
import type { PlanDocuments } from './planDocuments.ts';
import type { StepFiles } from './stepFiles.ts';

/** Everything that the views show of one version of a plan. */
export interface Analysis {
  readonly version: number;
  /** The document as it stands; its `plan` is absent where it can't be read. */
  readonly current: ParsedPlan;
  /** The plan to show: the document's, else that of the newest version that could be read, else an empty one. */
  readonly plan: Plan;
  readonly catalogues: readonly Catalogue[];
  /** Of the document, against the catalogues, and of the workflow. */
  readonly problems: readonly Problem[];
  readonly progress: Progress;
}

const NOTHING_YET: Plan = { state: planStateSchema.parse({ workflow: 'create-data-migration' }), rows: {} };

/** Reads a plan whole: document, catalogues, checks and progress, once a version, shared by every view. */
export class PlanAnalysis {
  readonly #documents: PlanDocuments;
  readonly #catalogues: Catalogues;
  readonly #steps: StepFiles;
  readonly #cache = new WeakMap<vscode.TextDocument, { version: number; generation: number; result: Promise<Analysis> }>();
  readonly #parseStep = stepReader();
  #generation = 0;

  constructor(documents: PlanDocuments, catalogues: Catalogues, steps: StepFiles) {
    this.#documents = documents;
    this.#catalogues = catalogues;
    this.#steps = steps;
    catalogues.onDidChange(() => { this.#generation++; });
  }

  of(document: vscode.TextDocument): Promise<Analysis> {
    const known = this.#cache.get(document);
    if (known?.version === document.version && known.generation === this.#generation) return known.result;
    const result = this.#analyse(document, this.#documents.parse(document), this.#documents.lastGood(document));
    this.#cache.set(document, { version: document.version, generation: this.#generation, result });
    result.catch(() => this.#cache.delete(document));
    return result;
  }

  /** Forgets what was read of catalogues, after one was written. */
  invalidate(): void {
    this.#generation++;
  }

  async #analyse(document: vscode.TextDocument, current: ParsedPlan, lastGood: ParsedPlan | undefined): Promise<Analysis> {
    const { version } = document;
    const plan = lastGood?.plan ?? NOTHING_YET;
    const { catalogues, problems: missing } = await this.#catalogues.load(document.uri, plan);
    if (!current.plan) {
      const progress = await loadWorkflow((id) => this.#steps.readStep(id), plan, [], this.#parseStep);
      return { version, current, plan, catalogues, problems: current.problems, progress };
    }
    const found: Problem[] = missing.map(({ path, message }) => {
      const field = cataloguePath(plan, path);
      return { code: 'host.catalogueUnreadable', args: { message }, severity: 'warning', range: current.fieldRange(field), place: { kind: 'field', path: field }, fixes: [] };
    });
    const checked = [...current.problems, ...found, ...checkPlan(current, catalogues)];
    const progress = await loadWorkflow((id) => this.#steps.readStep(id), plan, checked, this.#parseStep);
    return { version, current, plan, catalogues, problems: [...checked, ...workflowProblems(progress, current)], progress };
  }
}

function cataloguePath(plan: Plan, path: string): string {
  const index = plan.state.sourceSystems.findIndex((system) => system.catalogue === path);
  return index < 0 ? 'targetSystem.catalogue' : `sourceSystems.${index}.catalogue`;
}
