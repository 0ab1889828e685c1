import * as vscode from 'vscode';
import { commandIds } from './ids.ts';
import type { Log } from './log.ts';
import { reasonOf } from './log.ts';
import type { Services } from './services.ts';

/**
 * What is there at activation: next to nothing. The reading of plans, the workflow and all that they need are loaded
 * with the first plan that is opened or the first command, so that people who only edit Markdown don't pay for them.
 */
export class Shell {
  readonly context: vscode.ExtensionContext;
  readonly log: Log;
  #services: Promise<Services> | undefined;

  constructor(context: vscode.ExtensionContext, log: Log) {
    this.context = context;
    this.log = log;
  }

  /** The services, loaded at first use. */
  services(): Promise<Services> {
    this.#services ??= import('./createServices.ts').then(({ createServices }) => createServices(this.context, this.log));
    return this.#services;
  }

  /** Registers a command whose failure is logged and shown, never swallowed. */
  command(id: string, run: (services: Services, ...args: readonly unknown[]) => unknown): vscode.Disposable {
    return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        return await run(await this.services(), ...args);
      } catch (error) {
        this.log.error(`${id} failed`, error instanceof Error ? error : reasonOf(error));
        const show = vscode.l10n.t('Show Log');
        void vscode.window.showErrorMessage(vscode.l10n.t('That did not work: {reason}', { reason: reasonOf(error) }), show)
          .then((answer) => answer === show && vscode.commands.executeCommand(commandIds.showLog));
        return undefined;
      }
    });
  }
}
