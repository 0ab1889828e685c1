import type { Node, RangeVar, TypeName } from 'libpg-query';
import type { WrittenType } from './postgresType.ts';

/** The text of a string node; the parser leaves empty text out. */
export function stringOf(node: Node | undefined): string {
  if (node === undefined) {
    return '';
  }
  if ('String' in node) {
    return node.String.sval ?? '';
  }
  if ('A_Const' in node) {
    return node.A_Const.sval?.sval ?? '';
  }
  return '';
}

export function stringsOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).map(stringOf);
}

/** `schema.name` in its parts; a database name before them is left out. */
export interface QualifiedName {
  readonly schema?: string;
  readonly name: string;
}

export function qualifiedName(parts: readonly string[]): QualifiedName {
  const name = parts.at(-1) ?? '';
  const schema = parts.at(-2);
  return schema === undefined ? { name } : { schema, name };
}

export function relationName(relation: RangeVar | undefined): QualifiedName {
  const name = relation?.relname ?? '';
  return relation?.schemaname === undefined ? { name } : { schema: relation.schemaname, name };
}

export function writtenType(type: TypeName | undefined): WrittenType {
  const { schema, name } = qualifiedName(stringsOf(type?.names));
  const args = (type?.typmods ?? []).map((node) => {
    if ('A_Const' in node) {
      // Zero is left out by the parser.
      return node.A_Const.ival === undefined ? (node.A_Const.sval?.sval ?? '') : (node.A_Const.ival.ival ?? 0);
    }
    return 'ColumnRef' in node ? stringsOf(node.ColumnRef.fields).join('.') : '';
  });
  return { ...(schema === undefined || schema === 'pg_catalog' ? {} : { schema }), name, args, isArray: (type?.arrayBounds ?? []).length > 0 };
}

/** The columns that a check restricts to a list of values: `status IN ('open', 'paid')`, also as `= ANY (ARRAY[…])`. */
export function checkedValues(node: Node | undefined): readonly { readonly column: string; readonly values: string[] }[] {
  if (node === undefined) {
    return [];
  }
  if ('BoolExpr' in node) {
    return node.BoolExpr.boolop === 'AND_EXPR' ? (node.BoolExpr.args ?? []).flatMap(checkedValues) : [];
  }
  if (!('A_Expr' in node) || stringOf(node.A_Expr.name?.[0]) !== '=') {
    return [];
  }
  const { kind, lexpr, rexpr } = node.A_Expr;
  const column = withoutCast(lexpr);
  const list = withoutCast(rexpr);
  if (column === undefined || list === undefined || !('ColumnRef' in column)) {
    return [];
  }
  const items =
    kind === 'AEXPR_IN' && 'List' in list ? list.List.items : kind === 'AEXPR_OP_ANY' && 'A_ArrayExpr' in list ? list.A_ArrayExpr.elements : undefined;
  const constants = (items ?? []).map(withoutCast);
  if (constants.length === 0 || !constants.every((item) => item !== undefined && 'A_Const' in item && item.A_Const.sval !== undefined)) {
    return [];
  }
  return [{ column: stringsOf(column.ColumnRef.fields).at(-1) ?? '', values: constants.map(stringOf) }];
}

function withoutCast(node: Node | undefined): Node | undefined {
  return node !== undefined && 'TypeCast' in node ? withoutCast(node.TypeCast.arg) : node;
}
