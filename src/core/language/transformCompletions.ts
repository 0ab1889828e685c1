import { encodeCell } from '../document/cellText.ts';
import type { ParsedPlan } from '../document/parsedPlan.ts';
import { foldCase } from '../inventory/tableNames.ts';
import { cellOf, rowsOf } from '../plan/plan.ts';
import { dialectOf } from '../transform/dialect.ts';
import { fieldText } from '../transform/formatExpression.ts';
import type { FunctionSpec } from '../transform/functionSpec.ts';
import { allFunctions } from '../transform/functions/allFunctions.ts';
import { tokens } from '../transform/tokens.ts';
import { transformWord } from '../transform/transformWord.ts';
import { cellMap } from './cellMap.ts';
import { detail } from './completion.ts';
import type { Completion, Detail } from './completion.ts';
import type { CellPlace } from './completionPlace.ts';
import { fieldDetail } from './details.ts';
import { isNothing } from './nameDirectory.ts';
import type { NameDirectory } from './nameDirectory.ts';
import { fieldsOf } from './sqlCompletions.ts';

/** What may stand at the cursor in a transform expression, and whether the cell is more than that one word. */
export interface TransformCompletions {
  readonly items: readonly Completion[];
  /** False while the cell holds one word at most: then it may become anything that a cell may say. */
  readonly within: boolean;
}

/** In a transform expression: the functions, the fields of the source table and `value`, in place of the word at the cursor. */
export function transformCompletions(parsed: ParsedPlan, directory: NameDirectory, place: CellPlace, offset: number): TransformCompletions {
  const row = rowsOf(directory.plan, 'mapping')[place.row] ?? { cells: {} };
  const map = cellMap(parsed.text.slice(place.range.start, place.range.end));
  const text = map.value;
  // `leave behind: …` and the like are no expressions; a constant's value is nobody's to guess.
  if (!isNothing(text) && transformWord(text) !== 'expression') return { items: [], within: false };
  const at = map.valueOffset(offset - place.range.start);
  const words = tokens(text).tokens.filter(({ kind }) => kind !== 'end');
  const current = words.find(({ kind, span }) => kind === 'name' && span.start < at && at <= span.end);
  const inside = words.find(({ kind, span }) => (kind === 'text' || kind === 'quotedName' || kind === 'number') && span.start < at && at < span.end + (kind === 'number' ? 1 : 0));
  const within = words.length > (current ? 1 : 0) && !isNothing(text);
  if (inside) return { items: [], within };
  const start = current?.span.start ?? at;
  const range = isNothing(text) ? { start: 0, end: place.range.end - place.range.start } : map.textRange(start, current?.span.end ?? at);
  if (!range) return { items: [], within };
  const written = (insert: string): string => (map.code ? insert.replaceAll('|', '\\|') : encodeCell(insert, 'text'));
  const full = { start: place.range.start + range.start, end: Math.max(place.range.start + range.end, offset) };
  const typed = parsed.text.slice(full.start, offset);
  const item = (label: string, insert: string, kind: Completion['kind'], about: Detail, more: Partial<Completion> = {}): Completion => {
    const insertText = written(insert);
    // Where the cell says nothing yet, what stands there is not what is looked for.
    return { label, kind, insertText, range: full, filterText: isNothing(text) ? typed + label : label, about, ...more };
  };
  const { source } = directory.mappingRow(place.row);
  const own = cellOf(row, 'sourceField').trim();
  const fields = source ? fieldsOf(source).filter((name) => foldCase(name) !== foldCase(own)) : [];
  const target = dialectOf(directory.set.target?.technology ?? 'Other');
  return {
    within,
    items: [
      ...(isNothing(own) ? [] : [item('value', 'value', 'word', detail('language.transform.value', { field: own }))]),
      ...allFunctions.map((spec) => functionItem(spec, item, target === undefined ? undefined : spec.refused?.[target])),
      ...(within ? fields.map((name): Completion => {
        const column = source && directory.column(source, name);
        return item(name, fieldText(name), 'field', detail('language.transform.field'), column ? { detail: fieldDetail(column) } : {});
      }) : []),
    ],
  };
}

function functionItem(spec: FunctionSpec, item: (label: string, insert: string, kind: Completion['kind'], about: Detail, more?: Partial<Completion>) => Completion, refused: string | undefined): Completion {
  const made = item(spec.name, `${spec.name}(value)`, 'value', detail('language.transform.function', { meaning: spec.meaning }), {
    detail: refused === undefined ? detail('language.transform.signature', { signature: spec.signature }) : detail('language.transform.refused', { reason: refused }),
  });
  const open = made.insertText.lastIndexOf('value)');
  return open < 0 ? made : { ...made, placeholder: { start: open, end: open + 'value'.length } };
}
