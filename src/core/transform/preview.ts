import { EvaluationFailed } from './compiled.ts';
import type { Compiled, Note } from './compiled.ts';
import type { Scope } from './compileExpression.ts';
import { fieldType, readField } from './fields.ts';
import { typeWords } from './value.ts';
import type { Value } from './value.ts';

/** What became of one row: a value, perhaps with notes on what became null and why; or why there is none. */
export type PreviewResult =
  | { readonly value: Value; readonly notes: readonly Note[]; readonly failure?: never }
  | { readonly failure: Note; readonly value?: never; readonly notes?: never };

/** Values by field, as a database printed them; null where it has none. */
export type SampleRow = ReadonlyMap<string, string | null>;

/** Computes an expression for one row, as the engines do. */
export function preview(compiled: Compiled, scope: Scope, row: SampleRow): PreviewResult {
  const notes: Note[] = [];
  try {
    const value = compiled.evaluate({
      notes,
      row(name) {
        const field = name === undefined ? scope.value : scope.fields.find((each) => each.name === name);
        if (field === undefined) return null;
        const printed = row.get(field.name) ?? null;
        const read = readField(printed, field.type);
        if (read === undefined) throw new EvaluationFailed({ code: 'transform.unreadable', args: { value: `'${printed ?? ''}'`, expected: typeWords(fieldType(field.type)) } });
        return read;
      },
    });
    return { value, notes };
  } catch (error) {
    if (error instanceof EvaluationFailed) return { failure: error.note };
    throw error;
  }
}
