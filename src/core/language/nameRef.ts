/** The two sides of a migration. */
export type Side = 'source' | 'target';

/** A table by what identifies it: its system, and its schema where it has one. */
export interface TableName {
  readonly side: Side;
  /** The system as the plan names it; '' where nothing says which. */
  readonly system: string;
  readonly schema?: string;
  readonly table: string;
}

/** Something of the plan that has a name, wherever that name stands. */
export type NameRef =
  | { readonly kind: 'system'; readonly side: Side; readonly name: string }
  | ({ readonly kind: 'sourceTable' | 'targetTable' } & TableName)
  | ({ readonly kind: 'sourceField' | 'targetField'; readonly field: string } & TableName)
  | { readonly kind: 'activity' | 'phase' | 'check' | 'person'; readonly name: string };

export type NameKind = NameRef['kind'];

/** The name itself, as it is renamed: a table's without its system and schema, a field's without its table. */
export function ownName(ref: NameRef): string {
  switch (ref.kind) {
    case 'sourceTable': case 'targetTable': return ref.table;
    case 'sourceField': case 'targetField': return ref.field;
    case 'system': case 'activity': case 'phase': case 'check': case 'person': return ref.name;
    default: return ref satisfies never;
  }
}

/** A text that is the same for two references to the same thing, and for no others. */
export function refKey(ref: NameRef): string {
  switch (ref.kind) {
    case 'system': return ['system', ref.side, ref.name].join('\u0000');
    case 'sourceTable': case 'targetTable': return ['table', tableId(ref)].join('\u0000');
    case 'sourceField': case 'targetField': return ['field', tableId(ref), ref.field].join('\u0000');
    case 'activity': case 'phase': case 'check': case 'person': return [ref.kind, ref.name].join('\u0000');
    default: return ref satisfies never;
  }
}

/** What identifies a table among those of both sides. */
export function tableId({ side, system, schema, table }: TableName): string {
  return [side, system, schema ?? '', table].join('\u0000');
}

/** A stretch of a value in which a name stands. Offsets count in the value, not in the text that encodes it. */
export interface Mention {
  readonly ref: NameRef;
  readonly start: number;
  readonly end: number;
  /** Where the name stands in SQL: the engine decides how it is quoted there. */
  readonly sql?: true;
  /** The name that the cell is about as a whole, though others stand in it. */
  readonly whole?: true;
}
