import type { Column, DataType } from '../catalogue/catalogue.ts';
import { codeValues } from '../mapping/catalogueProfile.ts';
import { transformCell, transformScope } from '../mapping/checkTransformCell.ts';
import { compileExpression } from '../transform/compileExpression.ts';
import { dialectOf } from '../transform/dialect.ts';
import type { SqlDialect } from '../transform/dialect.ts';
import { DIALECT_NAMES } from '../transform/dialect.ts';
import { functionNamed } from '../transform/functions/allFunctions.ts';
import { preview } from '../transform/preview.ts';
import { cellExpression } from '../transform/readTransform.ts';
import { tokens } from '../transform/tokens.ts';
import { valueText } from '../transform/value.ts';
import type { HoverPart } from './hoverText.ts';
import type { KnownTable, NameDirectory } from './nameDirectory.ts';
import { transformSample } from './transformSample.ts';

/** Values by type for a preview where none of the source's own are known. */
export const EXAMPLE_VALUES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  text: 'Ada', integer: '42', decimal: '12.50', float: '0.5', boolean: 'true', date: '2024-02-29', timestamp: '2024-02-29 13:45:00',
};

const MOST_SAMPLES = 3;
const MOST_EXAMPLES = 3;

/** What the function at an offset of an expression does; undefined where there is none. `span` counts in the text. */
export function functionHover(directory: NameDirectory, text: string, offset: number): { readonly span: { readonly start: number; readonly end: number }; readonly parts: readonly HoverPart[] } | undefined {
  const words = tokens(text).tokens;
  const at = words.findIndex(({ kind, span }) => kind === 'name' && span.start <= offset && offset <= span.end);
  const word = words[at];
  if (!word || words[at + 1]?.text !== '(') return undefined;
  const spec = functionNamed(word.text);
  if (!spec) return undefined;
  const target = dialectOf(directory.set.target?.technology ?? 'Other');
  const examples = spec.examples.slice(0, MOST_EXAMPLES).map(({ expression, value, type, result }) => {
    const given = value === undefined ? '' : `${value === null ? 'null' : type === undefined ? `'${value}'` : value}: `;
    return `${given}${expression} → ${result}`;
  });
  return {
    span: word.span,
    parts: [
      { form: 'code', text: spec.signature, language: '' },
      { form: 'line', code: 'language.hover.comment', args: { text: spec.meaning } },
      ...(spec.remarks ?? []).map((remark): HoverPart => ({ form: 'item', code: 'language.hover.comment', args: { text: remark } })),
      ...limits(target, spec.refused, 'language.hover.functionRefused'), ...limits(target, spec.partly, 'language.hover.functionPartly'),
      { form: 'code', text: examples.join('\n'), language: '' },
    ],
  };
}

function limits(target: SqlDialect | undefined, by: Readonly<Partial<Record<SqlDialect, string>>> | undefined, code: string): HoverPart[] {
  const reason = target && by?.[target];
  return target && reason !== undefined ? [{ form: 'item', code, args: { engine: DIALECT_NAMES[target], reason } }] : [];
}

/**
 * What a transform makes of some values: of the source's own where its profile keeps them (codes), else of an example. A line
 * each, `'M' → 'male'`. Empty where there is nothing to show.
 */
export function transformSamples(text: string, table: KnownTable | undefined, source: Column | undefined): readonly string[] {
  const ref = table?.scanned;
  const cell = transformCell(text, ref);
  const codes = codeValues(source?.profile).slice(0, MOST_SAMPLES);
  const expression = cellExpression(cell);
  const usual = transformSample(text, source?.type.kind);
  if (!expression || !source || !ref || (cell.kind !== 'expression' && (codes.length === 0 || cell.kind === 'constant'))) return usual === undefined ? [] : [usual];
  const scope = transformScope({ table: ref, source });
  const { compiled } = compileExpression(expression, scope);
  if (!compiled) return [];
  const row = new Map<string, string | null>(ref.table.columns.map((column) => [column.name, codeValues(column.profile)[0] ?? EXAMPLE_VALUES[column.type.kind] ?? null]));
  const own = EXAMPLE_VALUES[source.type.kind];
  const given = codes.length > 0 ? codes : own === undefined ? [] : [own];
  return given.flatMap((value) => {
    const result = preview(compiled, scope, row.set(source.name, value));
    // That an example of ours can't be read says nothing about the source.
    if (result.failure !== undefined || (codes.length === 0 && result.notes.length > 0)) return codes.length === 0 ? [] : [`${printed(value, source)} → ?`];
    return [`${printed(value, source)} → ${valueText(result.value)}`];
  });
}

function printed(value: string, { type }: Column): string {
  return ['integer', 'decimal', 'float', 'boolean', 'date', 'timestamp'].includes(type.kind) ? value : `'${value.replaceAll("'", "''")}'`;
}
