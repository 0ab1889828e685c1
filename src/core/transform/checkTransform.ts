import type { Column } from '../catalogue/catalogue.ts';
import { compareTypes } from '../catalogue/compareTypes.ts';
import type { DataType } from '../catalogue/catalogue.ts';
import { typeText } from '../catalogue/typeText.ts';
import type { Compiled } from './compiled.ts';
import type { TransformFault } from './expression.ts';
import { fieldType } from './fields.ts';
import { typeWords } from './value.ts';

/** What may go wrong where a checked expression fills a target column: warnings at the expression's own place, and an error where its type never fits. */
export function checkAgainstTarget(compiled: Compiled, target: Column): readonly TransformFault[] {
  const faults: TransformFault[] = [];
  const add = (code: TransformFault['code'], args: TransformFault['args'], severity: TransformFault['severity']): void => {
    faults.push({ code, args, span: compiled.span, severity });
  };
  const wanted = fieldType(target.type);
  if (compiled.type !== 'null' && !fits(compiled.type, wanted, target.type)) {
    add('transform.targetType', { found: typeWords(compiled.type), target: target.name, expected: typeText(target.type) }, 'error');
  } else if (compiled.type !== 'null') {
    const narrow = compareTypes(resultType(compiled), target.type);
    if (!narrow.fits && narrow.reason !== undefined && narrow.reason !== 'type.parse' && narrow.reason !== 'type.incompatible' && narrow.reason !== 'type.unboundedLength') {
      add(narrow.reason, narrow.args ?? {}, 'warning');
    }
  }
  if (!target.nullable && target.default === undefined && target.generated !== true && compiled.nullable) {
    add('transform.mayBeNull', { target: target.name }, 'warning');
  }
  if (compiled.reads === true) add('transform.mayNotRead', { expected: typeWords(compiled.type) }, 'warning');
  return faults;
}

/** Whether an engine takes the one for the other without being told how. */
function fits(found: Compiled['type'], wanted: ReturnType<typeof fieldType>, target: DataType): boolean {
  if (found === wanted || (found === 'integer' && wanted === 'number') || (found === 'number' && wanted === 'integer')) return true;
  if (found === 'date' && wanted === 'timestamp') return true;
  // A column of a type that the language has no values of: UUID, JSON, an engine's own.
  return wanted === 'text' && target.kind !== 'text' && target.kind !== 'enum';
}

/** What the expression may hold, as far as it is known, in the catalogue's words. */
function resultType(compiled: Compiled): DataType {
  switch (compiled.type) {
    case 'integer': return { kind: 'integer' };
    case 'number': return { kind: 'decimal', precision: 38, scale: compiled.scale };
    case 'text': case 'null': return { kind: 'text' };
    case 'boolean': case 'date': case 'timestamp': return { kind: compiled.type };
    default: return compiled.type satisfies never;
  }
}
