import * as vscode from 'vscode';
import type { Completion, CompletionKind } from '../../core/language/completion.ts';
import { completionsAt } from '../../core/language/completions.ts';
import { definitionsOf } from '../../core/language/definition.ts';
import type { Definition } from '../../core/language/definition.ts';
import { foldsOf } from '../../core/language/folding.ts';
import { hoverAt } from '../../core/language/hover.ts';
import { hoverMarkdown } from '../../core/language/hoverText.ts';
import { catalogueLine, pathsIn } from '../../core/language/links.ts';
import type { PathLink } from '../../core/language/links.ts';
import { nameAt, occurrencesOf } from '../../core/language/occurrences.ts';
import { outlineOf } from '../../core/language/outline.ts';
import type { OutlineEntry, OutlineKind } from '../../core/language/outline.ts';
import { prepareRename } from '../../core/language/rename.ts';
import { NO_MATCHING } from '../../core/mapping/matching.ts';
import type { Matching } from '../../core/mapping/matching.ts';
import { renameTextEdits } from '../../core/language/renameTextEdits.ts';
import { EditRefused } from '../../core/plan/planEdit.ts';
import type { ParsedPlan } from '../../core/document/parsedPlan.ts';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { TextRange } from '../../core/text/textEdit.ts';
import { unreadable } from '../../host/editQueue.ts';
import type { Services } from '../../host/services.ts';
import { words } from '../../host/words.ts';

interface Plan {
  readonly parsed: ParsedPlan;
  readonly catalogues: readonly Catalogue[];
}

/** The document and its catalogues, without the checks: these features answer while a person types. */
async function planOf(services: Services, document: vscode.TextDocument): Promise<Plan | undefined> {
  const { plan } = services.documents.parse(document);
  const { catalogues } = plan ? await services.catalogues.load(document.uri, plan) : { catalogues: [] };
  // Read after the catalogues were waited for: offsets are those of the text as it stands now.
  const parsed = services.documents.parse(document);
  return parsed.plan ? { parsed, catalogues } : undefined;
}

/** What is known of what goes with what; what is not yet is being worked out. */
function matchingFor(services: Services, document: vscode.TextDocument, { parsed, catalogues }: Plan): Matching {
  return parsed.plan ? services.matchings.known(document.uri, parsed.plan, catalogues) : NO_MATCHING;
}

function toRange(document: vscode.TextDocument, { start, end }: TextRange): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

export async function completions(services: Services, document: vscode.TextDocument, position: vscode.Position, context: vscode.CompletionContext): Promise<vscode.CompletionList | undefined> {
  const plan = await planOf(services, document);
  if (!plan) return undefined;
  const offset = document.offsetAt(position);
  const items = completionsAt(plan.parsed, plan.catalogues, offset, matchingFor(services, document, plan));
  // A point or a comma in a name, or a pipe before what stands already, asks for nothing.
  const trigger = context.triggerCharacter;
  if (trigger === '|' && items.some((item) => item.range.start !== item.range.end)) return undefined;
  if (trigger === '.' && !items.some((item) => item.range.start === offset)) return undefined;
  return new vscode.CompletionList(items.map((item, index) => completionItem(document, item, index)), items.some((item) => item.range.end < offset));
}

function completionItem(document: vscode.TextDocument, item: Completion, index: number): vscode.CompletionItem {
  const description = [item.detail, item.match?.tier].flatMap((part) => (part ? [words(part.code, part.args)] : [])).join(' · ');
  const made = new vscode.CompletionItem({ label: item.label, ...(description === '' ? {} : { description }) }, kindOf(item.kind));
  made.range = toRange(document, item.range);
  made.filterText = item.filterText;
  made.sortText = String(index).padStart(6, '0');
  made.insertText = item.placeholder ? snippet(item.insertText, item.placeholder) : item.insertText;
  if (item.preselect) made.preselect = true;
  const about = [...(item.about ? [item.about] : []), ...(item.match?.reasons ?? [])].map(({ code, args }) => words(code, args));
  if (about.length > 0) made.documentation = about.join('\n');
  return made;
}

/** The text with its open part marked to be written over; nothing else in it counts as a snippet's own mark. */
function snippet(text: string, { start, end }: TextRange): vscode.SnippetString {
  const made = new vscode.SnippetString();
  made.appendText(text.slice(0, start)).appendPlaceholder(text.slice(start, end)).appendText(text.slice(end));
  return made;
}

function kindOf(kind: CompletionKind): vscode.CompletionItemKind {
  switch (kind) {
    case 'system': return vscode.CompletionItemKind.Module;
    case 'table': return vscode.CompletionItemKind.Struct;
    case 'field': return vscode.CompletionItemKind.Field;
    case 'word': return vscode.CompletionItemKind.EnumMember;
    case 'value': return vscode.CompletionItemKind.Value;
    case 'person': return vscode.CompletionItemKind.User;
    case 'activity': case 'phase': case 'check': return vscode.CompletionItemKind.Event;
    default: return kind satisfies never;
  }
}

export async function hover(services: Services, document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
  const plan = await planOf(services, document);
  const found = plan && hoverAt(plan.parsed, plan.catalogues, document.offsetAt(position), matchingFor(services, document, plan));
  if (!found) return undefined;
  // Never trusted, no HTML: names come from documents and databases.
  const text = new vscode.MarkdownString(hoverMarkdown(found.parts, words));
  return new vscode.Hover(text, toRange(document, found.range));
}

export async function definitions(services: Services, document: vscode.TextDocument, position: vscode.Position): Promise<vscode.LocationLink[] | undefined> {
  const plan = await planOf(services, document);
  const offset = document.offsetAt(position);
  const at = plan && nameAt(plan.parsed, plan.catalogues, offset);
  if (!plan || !at) return undefined;
  const all = definitionsOf(plan.parsed, plan.catalogues, at.ref);
  const here = all.find((each) => each.kind === 'here');
  const isHere = here?.kind === 'here' && here.range.start <= offset && offset <= here.range.end;
  // Who stands on the place itself is led on to what was scanned.
  const chosen = isHere && all.length > 1 ? all.filter((each) => each.kind === 'catalogue') : all.slice(0, 1);
  const links = await Promise.all(chosen.map((each) => locationOf(document, each)));
  return links.flatMap((link) => (link ? [{ ...link, originSelectionRange: toRange(document, at.range) }] : []));
}

async function locationOf(document: vscode.TextDocument, definition: Definition): Promise<vscode.LocationLink | undefined> {
  if (definition.kind === 'here') return { targetUri: document.uri, targetRange: toRange(document, definition.range) };
  const uri = beside(document.uri, definition.path);
  if (!uri) return undefined;
  try {
    const json = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const line = catalogueLine(json, definition.table, definition.schema, definition.column);
    return { targetUri: uri, targetRange: new vscode.Range(line, 0, line, 0) };
  } catch {
    // A catalogue that is gone is told by the problems of the plan.
    return undefined;
  }
}

/** A path in a plan is a stranger's text: it stays in the workspace folder, or below the document where there is none. */
function beside(documentUri: vscode.Uri, path: string, base = vscode.Uri.joinPath(documentUri, '..')): vscode.Uri | undefined {
  if (/[\\:]/.test(path) || path.startsWith('/')) return undefined;
  const uri = vscode.Uri.joinPath(base, ...path.split('/'));
  const root = vscode.workspace.getWorkspaceFolder(documentUri)?.uri ?? vscode.Uri.joinPath(documentUri, '..');
  const folder = root.path.endsWith('/') ? root.path : `${root.path}/`;
  return uri.path.startsWith(folder) ? uri : undefined;
}

export async function references(services: Services, document: vscode.TextDocument, position: vscode.Position, withDefinition: boolean): Promise<vscode.Location[] | undefined> {
  const plan = await planOf(services, document);
  const at = plan && nameAt(plan.parsed, plan.catalogues, document.offsetAt(position));
  if (!plan || !at) return undefined;
  const definition = withDefinition ? undefined : definitionsOf(plan.parsed, plan.catalogues, at.ref).find((each) => each.kind === 'here');
  return occurrencesOf(plan.parsed, plan.catalogues, at.ref).filter(({ range }) => definition?.kind !== 'here' || range.start !== definition.range.start)
    .map(({ range }) => new vscode.Location(document.uri, toRange(document, range)));
}

/** The same name elsewhere, marked while the cursor is on it. */
export async function highlights(services: Services, document: vscode.TextDocument, position: vscode.Position): Promise<vscode.DocumentHighlight[] | undefined> {
  const found = await references(services, document, position, true);
  return found?.map(({ range }) => new vscode.DocumentHighlight(range));
}

export async function renameStart(services: Services, document: vscode.TextDocument, position: vscode.Position): Promise<{ range: vscode.Range; placeholder: string }> {
  const plan = await readable(services, document);
  const start = prepareRename(plan.parsed, plan.catalogues, document.offsetAt(position));
  if (!start) throw new Error(words('language.nothingToRename'));
  return { range: toRange(document, start.range), placeholder: start.name };
}

/**
 * The edit of a rename. The one edit of a plan that the editor applies itself and not the EditQueue: its rename has a preview of
 * its own. It is one undo step all the same, and the editor refuses it where the document has changed meanwhile.
 */
export async function rename(services: Services, document: vscode.TextDocument, position: vscode.Position, newName: string): Promise<vscode.WorkspaceEdit> {
  const plan = await readable(services, document);
  const start = prepareRename(plan.parsed, plan.catalogues, document.offsetAt(position));
  if (!start) throw new Error(words('language.nothingToRename'));
  try {
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, renameTextEdits(plan.parsed, plan.catalogues, start.ref, newName).map((each) => new vscode.TextEdit(toRange(document, each), each.newText)));
    return edit;
  } catch (error) {
    if (error instanceof EditRefused) throw new Error(words(error.code, error.args), { cause: error });
    throw error;
  }
}

async function readable(services: Services, document: vscode.TextDocument): Promise<Plan> {
  const plan = await planOf(services, document);
  if (plan) return plan;
  const { code, args } = unreadable(services.documents.parse(document));
  throw new Error(words(code, args));
}

export function symbols(services: Services, document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
  const made = ({ kind, name, count, range, selection, children }: OutlineEntry): vscode.DocumentSymbol => {
    const rows = count === undefined ? '' : vscode.l10n.t('{count} rows', { count });
    const symbol = new vscode.DocumentSymbol(kind === 'frontmatter' ? vscode.l10n.t('Frontmatter') : name, rows, symbolKind(kind), toRange(document, range), toRange(document, within(selection, range)));
    symbol.children = children.map(made);
    return symbol;
  };
  return Promise.resolve(outlineOf(services.documents.parse(document)).map(made));
}

/** The editor takes no symbol whose name stands outside it. */
function within(inner: TextRange, outer: TextRange): TextRange {
  const start = Math.min(Math.max(inner.start, outer.start), outer.end);
  return { start, end: Math.min(Math.max(inner.end, start), outer.end) };
}

function symbolKind(kind: OutlineKind): vscode.SymbolKind {
  switch (kind) {
    case 'frontmatter': return vscode.SymbolKind.Object;
    case 'key': return vscode.SymbolKind.Key;
    case 'section': return vscode.SymbolKind.Namespace;
    case 'subsection': return vscode.SymbolKind.Package;
    case 'group': return vscode.SymbolKind.Struct;
    case 'row': return vscode.SymbolKind.Field;
    default: return kind satisfies never;
  }
}

export function folds(services: Services, document: vscode.TextDocument): Promise<vscode.FoldingRange[]> {
  return Promise.resolve(foldsOf(services.documents.parse(document)).map(({ start, end, kind }) =>
    new vscode.FoldingRange(document.positionAt(start).line, document.positionAt(end).line, kind === 'frontmatter' ? vscode.FoldingRangeKind.Region : undefined)));
}

export async function links(services: Services, document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
  const found = await Promise.all(pathsIn(services.documents.parse(document)).map(async (link) => {
    const uri = await fileOf(document.uri, link);
    if (!uri) return undefined;
    const made = new vscode.DocumentLink(toRange(document, link.range), uri);
    made.tooltip = vscode.l10n.t('Open {path}', { path: link.path });
    return made;
  }));
  return found.filter((link) => link !== undefined);
}

/** The file a path means, where there is one: beside the document first, then from the workspace folder. */
async function fileOf(documentUri: vscode.Uri, { path, from }: PathLink): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(documentUri)?.uri;
  const places = [beside(documentUri, path), ...(from === 'either' && folder ? [beside(documentUri, path, folder)] : [])];
  for (const uri of places) {
    if (!uri) continue;
    try {
      const { type } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.File) !== 0) return uri;
    } catch {
      // Not there: the next place.
    }
  }
  return undefined;
}
