import type { DataType } from '../../../core/catalogue/catalogue.ts';
import type { WrittenType } from '../grammar/elements.ts';
import type { KnownType } from '../model/schemaRules.ts';

/** How the arguments of a type are read. */
export type MakeType = (args: readonly string[]) => DataType;

/** The types of a dialect: the words of each name, what it is, and what the engine does with such a column. */
export type TypeTable = ReadonlyMap<string, { readonly make: MakeType } & Omit<KnownType, 'type'>>;

/** A type of the table by its words; undefined where there is none of that name. */
export function lookUpType(table: TypeTable, { words, args }: WrittenType): KnownType | undefined {
  const found = table.get(words);
  if (found === undefined) {
    return undefined;
  }
  const { make, ...facts } = found;
  return { type: make(args), ...facts };
}

export function fixed(type: DataType): MakeType {
  return () => type;
}

export function integer(bits: number): MakeType {
  return fixed({ kind: 'integer', bits });
}

/** Text with a length, which is `standard` where none is written; `max` and zero are no limit. */
export function text(standard?: number): MakeType {
  return (args) => withLength('text', args, standard);
}

export function binary(standard?: number): MakeType {
  return (args) => withLength('binary', args, standard);
}

/** `decimal(10,2)`; `standard` holds what stands for missing arguments. */
export function decimal(standard?: { precision: number; scale: number }): MakeType {
  return (args) => {
    const precision = whole(args[0]);
    if (precision === undefined || precision <= 0) {
      return standard === undefined ? { kind: 'decimal' } : { kind: 'decimal', ...standard };
    }
    return { kind: 'decimal', precision, scale: whole(args[1]) ?? 0 };
  };
}

export function whole(arg: string | undefined): number | undefined {
  const digits = /^\s*(-?\d{1,9})\b/.exec(arg ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Several names for one type. */
export function names(list: string, make: MakeType, facts: Omit<KnownType, 'type'> = {}): [string, { readonly make: MakeType } & Omit<KnownType, 'type'>][] {
  return list.split(', ').map((name) => [name, { make, ...facts }]);
}

function withLength(kind: 'text' | 'binary', args: readonly string[], standard: number | undefined): DataType {
  const length = args.length === 0 ? standard : whole(args[0]);
  return length === undefined || length <= 0 ? { kind } : { kind, length };
}
