import type { Column, Technology } from '../catalogue/catalogue.ts';
import { typeText } from '../catalogue/typeText.ts';
import type { TableRef } from '../inventory/tableNames.ts';
import type { Severity } from '../plan/problem.ts';
import { checkAgainstTarget } from '../transform/checkTransform.ts';
import { compileExpression } from '../transform/compileExpression.ts';
import type { Scope } from '../transform/compileExpression.ts';
import type { Compiled } from '../transform/compiled.ts';
import { dialectOf } from '../transform/dialect.ts';
import type { Span, TransformFault } from '../transform/expression.ts';
import { readField } from '../transform/fields.ts';
import { readTransform } from '../transform/readTransform.ts';
import type { TransformCell } from '../transform/readTransform.ts';
import { renderCompiled } from '../transform/renderSql.ts';

/** What stands on both sides of a Transform cell, as far as it is known. */
export interface TransformSides {
  /** The table that the row reads; undefined where it has none or it is not known. */
  readonly table: TableRef | undefined;
  readonly source: Column | undefined;
  readonly target: Column | undefined;
  /** The engine that the target runs on. */
  readonly technology: Technology | undefined;
  /** The row has no source on purpose. */
  readonly withoutSource: boolean;
}

/** Something wrong with a Transform cell; `span` counts in the cell's value, and is absent where the whole cell is meant. */
export interface CellFault {
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
  readonly severity: Severity;
  readonly span?: Span;
  /** The whole cell, mended. */
  readonly values: readonly string[];
}

/** What an expression in a row may name. */
export function transformScope({ table, source }: Pick<TransformSides, 'table' | 'source'>): Scope {
  return { value: source, fields: table?.table.columns ?? [] };
}

/** Reads a Transform cell with the fields of its row. */
export function transformCell(text: string, table: TableRef | undefined): TransformCell {
  return readTransform(text, table?.table.columns.map(({ name }) => name) ?? []);
}

/** What is wrong with a Transform cell: how it is written, what it names, what it gives for the target and on the target's engine. */
export function checkTransformCell(text: string, sides: TransformSides): readonly CellFault[] {
  const cell = transformCell(text, sides.table);
  switch (cell.kind) {
    case 'broken': return cell.faults.map((fault) => cellFault(text, fault));
    case 'expression': {
      // Of a table that nobody knows nothing can be said of its fields.
      if (!sides.table && !sides.withoutSource) return [];
      const { compiled, faults } = compileExpression(cell.expression, transformScope(sides));
      return compiled === undefined ? faults.map((fault) => cellFault(text, fault)) : onTarget(compiled, sides).map((fault) => cellFault(text, fault));
    }
    case 'cast': {
      // Who casts has said what becomes of digits and lengths: only what can't be is wrong.
      if (!cell.expression || !sides.source) return [];
      const { compiled, faults } = compileExpression(cell.expression, transformScope(sides));
      const found = compiled === undefined ? faults : onTarget(compiled, sides).filter(({ severity }) => severity === 'error');
      return found.map(({ code, args, severity }) => ({ code, args, severity, values: [] }));
    }
    case 'constant': return constantFaults(cell.text, cell.expression.kind === 'text' ? cell.expression.text : undefined, sides.target);
    case 'unknown': case 'direct': case 'default': case 'generated': case 'leaveBehind': case 'words': return [];
    default: return cell satisfies never;
  }
}

function onTarget(compiled: Compiled, sides: TransformSides): readonly TransformFault[] {
  const faults: TransformFault[] = [];
  // How many digits a computed number has before the point is not known: that they may be too many says nothing.
  if (sides.target) faults.push(...checkAgainstTarget(compiled, sides.target).filter(({ code }) => code !== 'type.precision'));
  const dialect = sides.technology && dialectOf(sides.technology);
  if (dialect !== undefined && !faults.some(({ severity }) => severity === 'error')) faults.push(...renderCompiled(compiled, dialect, transformScope(sides)).faults);
  return faults;
}

/** What may become null is for a look: the checks of the load count it. */
const FOR_A_LOOK: ReadonlySet<string> = new Set(['transform.mayNotRead', 'transform.mayBeNull']);

function cellFault(text: string, { code, args, severity, span, suggestion }: TransformFault): CellFault {
  return {
    code, args, span, severity: FOR_A_LOOK.has(code) ? 'info' : severity,
    values: suggestion === undefined ? [] : [text.slice(0, span.start) + suggestion + text.slice(span.end)],
  };
}

/** A constant that the target can't hold. A text is taken as the engine would read it. */
function constantFaults(written: string, text: string | undefined, target: Column | undefined): readonly CellFault[] {
  if (!target || text === undefined || readField(text, target.type) !== undefined) return [];
  return [{ code: 'transform.targetType', args: { found: written, target: target.name, expected: typeText(target.type) }, severity: 'warning', values: [] }];
}
