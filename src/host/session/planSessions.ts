import type * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { PlanSession } from './planSession.ts';

/** The sessions of the plans that are open in this window, one a document. */
export class PlanSessions implements vscode.Disposable {
  readonly #sessions = new Map<string, PlanSession>();
  #services: Services | undefined;

  /** Sessions use the services, and are one of them. */
  connect(services: Services): void {
    this.#services = services;
  }

  for(uri: vscode.Uri): PlanSession {
    const key = uri.toString();
    let session = this.#sessions.get(key);
    if (!session) {
      if (!this.#services) throw new Error('sessions are used before activation is done');
      session = new PlanSession(this.#services, uri);
      this.#sessions.set(key, session);
    }
    return session;
  }

  dispose(): void {
    for (const session of this.#sessions.values()) session.dispose();
  }
}
