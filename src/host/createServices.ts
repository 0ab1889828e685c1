import * as vscode from 'vscode';
import { Catalogues } from './catalogues.ts';
import { Connections } from './connections.ts';
import { EditQueue } from './editQueue.ts';
import { WIZARD_VIEW_TYPE } from './ids.ts';
import type { Log } from './log.ts';
import { Matchings } from './matching/matchings.ts';
import { Person } from './person.ts';
import { PlanAnalysis } from './planAnalysis.ts';
import { PlanDocuments } from './planDocuments.ts';
import type { Services } from './services.ts';
import { PlanSessions } from './session/planSessions.ts';
import { StepFiles } from './stepFiles.ts';

/** Builds what the features share, and hands its disposables to the context. */
export function createServices(context: vscode.ExtensionContext, log: Log): Services {
  const documents = new PlanDocuments();
  const catalogues = new Catalogues();
  const steps = new StepFiles(context.extensionUri);
  const sessions = new PlanSessions();
  const matchings = new Matchings(vscode.Uri.joinPath(context.extensionUri, 'dist', 'matching', 'worker.js').fsPath, log);
  const services: Services = {
    context, log, documents, catalogues, matchings, steps, sessions,
    connections: new Connections(context.workspaceState, context.secrets),
    queue: new EditQueue(documents),
    person: new Person(context.globalState),
    analysis: new PlanAnalysis(documents, catalogues, steps),
    openPlan: async (uri) => {
      await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One, preview: false });
      const { page } = sessions.for(uri);
      if (page) page.reveal();
      else await vscode.commands.executeCommand('vscode.openWith', uri, WIZARD_VIEW_TYPE, vscode.ViewColumn.Beside);
    },
  };
  sessions.connect(services);
  context.subscriptions.push(catalogues, matchings, sessions, vscode.workspace.onDidCloseTextDocument(({ uri }) => { matchings.end(uri); }));
  return services;
}
