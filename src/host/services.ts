import type * as vscode from 'vscode';
import type { Catalogues } from './catalogues.ts';
import type { Connections } from './connections.ts';
import type { EditQueue } from './editQueue.ts';
import type { Log } from './log.ts';
import type { Matchings } from './matching/matchings.ts';
import type { Person } from './person.ts';
import type { PlanAnalysis } from './planAnalysis.ts';
import type { PlanDocuments } from './planDocuments.ts';
import type { PlanSessions } from './session/planSessions.ts';
import type { StepFiles } from './stepFiles.ts';

/** What the features share. Made once, when the first of them needs it. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: Log;
  readonly documents: PlanDocuments;
  readonly queue: EditQueue;
  readonly catalogues: Catalogues;
  readonly connections: Connections;
  /** What goes with what, of the plans that are open. */
  readonly matchings: Matchings;
  readonly steps: StepFiles;
  readonly person: Person;
  readonly analysis: PlanAnalysis;
  readonly sessions: PlanSessions;
  /** Opens the text of a plan and the wizard beside it. */
  openPlan(uri: vscode.Uri): Promise<void>;
}
