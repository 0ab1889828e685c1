import * as vscode from 'vscode';
import { isPlanDocument } from '../../host/planFiles.ts';
import type { Shell } from '../../host/shell.ts';
import { foldAtFirstSight } from './foldAtFirstSight.ts';

const SELECTOR: vscode.DocumentSelector = { language: 'markdown' };

/** A cell begins with a pipe, a list goes on behind a comma, a column follows its table's point. */
const TRIGGERS = ['|', ',', '.'];

/**
 * What an editor knows of a language, for the text of a plan: completion, hovers, definitions, references, renaming, outline,
 * folding and links. All of it is loaded with the first plan that is looked at; other documents get nothing.
 */
export function registerLanguage(shell: Shell): vscode.Disposable {
  /** Runs on a plan, and gives nothing for any other document, or where the document has changed meanwhile. */
  const on = async <T>(document: vscode.TextDocument, run: (provide: typeof import('./provide.ts'), services: Awaited<ReturnType<Shell['services']>>) => Promise<T>): Promise<T | undefined> => {
    if (!isPlanDocument(document)) return undefined;
    const [services, provide] = await Promise.all([shell.services(), import('./provide.ts')]);
    return run(provide, services);
  };
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(SELECTOR, {
      provideCompletionItems: (document, position, _token, context) => on(document, (provide, services) => provide.completions(services, document, position, context)),
    }, ...TRIGGERS),
    vscode.languages.registerHoverProvider(SELECTOR, {
      provideHover: (document, position) => on(document, (provide, services) => provide.hover(services, document, position)),
    }),
    vscode.languages.registerDefinitionProvider(SELECTOR, {
      provideDefinition: (document, position) => on(document, (provide, services) => provide.definitions(services, document, position)),
    }),
    vscode.languages.registerReferenceProvider(SELECTOR, {
      provideReferences: (document, position, context) => on(document, (provide, services) => provide.references(services, document, position, context.includeDeclaration)),
    }),
    vscode.languages.registerDocumentHighlightProvider(SELECTOR, {
      provideDocumentHighlights: (document, position) => on(document, (provide, services) => provide.highlights(services, document, position)),
    }),
    vscode.languages.registerRenameProvider(SELECTOR, {
      prepareRename: (document, position) => on(document, (provide, services) => provide.renameStart(services, document, position)),
      provideRenameEdits: (document, position, newName) => on(document, (provide, services) => provide.rename(services, document, position, newName)),
    }),
    vscode.languages.registerDocumentSymbolProvider(SELECTOR, {
      provideDocumentSymbols: (document) => on(document, (provide, services) => provide.symbols(services, document)),
    }, { label: 'Data Migration' }),
    vscode.languages.registerFoldingRangeProvider(SELECTOR, {
      provideFoldingRanges: (document) => on(document, (provide, services) => provide.folds(services, document)),
    }),
    vscode.languages.registerDocumentLinkProvider(SELECTOR, {
      provideDocumentLinks: (document) => on(document, (provide, services) => provide.links(services, document)),
    }),
    foldAtFirstSight(shell.context),
  );
}
