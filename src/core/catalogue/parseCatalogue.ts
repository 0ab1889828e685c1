import { catalogueSchema } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import type { CatalogueMessageCode } from './messages.ts';

/** Most characters, tables and columns that are read: a catalogue is a committed text file, not a database. */
export const catalogueLimits = { characters: 64 * 1024 * 1024, tables: 50_000, columns: 500_000 } as const;

export type CatalogueReading =
  | { readonly ok: true; readonly catalogue: Catalogue }
  | { readonly ok: false; readonly code: CatalogueMessageCode; readonly args: Readonly<Record<string, string>> };

function refuse(code: CatalogueMessageCode, args: Record<string, string>): CatalogueReading {
  return { ok: false, code, args };
}

/**
 * Reads a stored catalogue, from its JSON text or from what `JSON.parse` made of it. Never throws: what cannot be read
 * comes back as a message code that names the place.
 */
export function parseCatalogue(json: unknown): CatalogueReading {
  let value = json;
  if (typeof json === 'string') {
    if (json.length > catalogueLimits.characters) {
      return refuse('catalogue.tooLarge', { size: String(json.length), limit: String(catalogueLimits.characters) });
    }
    try {
      value = JSON.parse(json.replace(/^\uFEFF/, ''));
    } catch (error) {
      return refuse('catalogue.notJson', { detail: shorten(error instanceof Error ? error.message : String(error)) });
    }
  }
  // Counted before zod looks at each entry, so that an absurd file costs little.
  const size = count(value);
  if (size.tables > catalogueLimits.tables) {
    return refuse('catalogue.tooManyTables', { count: String(size.tables), limit: String(catalogueLimits.tables) });
  }
  if (size.columns > catalogueLimits.columns) {
    return refuse('catalogue.tooManyColumns', { count: String(size.columns), limit: String(catalogueLimits.columns) });
  }
  if (isRecord(value) && typeof value['catalogueVersion'] === 'number' && value['catalogueVersion'] > 1) {
    return refuse('catalogue.newer', { version: String(value['catalogueVersion']) });
  }
  const result = catalogueSchema.safeParse(value);
  if (result.success) {
    return { ok: true, catalogue: result.data };
  }
  const [issue] = result.error.issues;
  return refuse('catalogue.shape', {
    place: shorten(placeText(value, issue?.path ?? [])),
    detail: shorten(issue?.message ?? ''),
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function count(value: unknown): { tables: number; columns: number } {
  const tables = isRecord(value) ? value['tables'] : undefined;
  if (!Array.isArray(tables)) {
    return { tables: 0, columns: 0 };
  }
  let columns = 0;
  for (const table of tables as unknown[]) {
    const list = isRecord(table) ? table['columns'] : undefined;
    columns += Array.isArray(list) ? list.length : 0;
  }
  return { tables: tables.length, columns };
}

/** `tables[3] (Customer).columns[2] (Email).type`: positions alone say little in a file of 500 tables. */
function placeText(root: unknown, path: readonly PropertyKey[]): string {
  let text = '';
  let here = root;
  for (const step of path) {
    if (typeof step === 'number') {
      here = Array.isArray(here) ? (here as unknown[])[step] : undefined;
      const name = isRecord(here) && typeof here['name'] === 'string' ? ` (${here['name']})` : '';
      text += `[${step}]${name}`;
    } else {
      const key = String(step);
      here = isRecord(here) && Object.hasOwn(here, key) ? here[key] : undefined;
      text += text === '' ? key : `.${key}`;
    }
  }
  return text === '' ? 'the top level' : text;
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
