import type { DataType } from '../../core/catalogue/catalogue.ts';
import { builtInType } from '../ddl/postgres/postgresType.ts';
import type { Row } from '../database/engine.ts';

export interface ResolvedType {
  readonly type: DataType;
  readonly nativeType: string;
  /** A domain says it for all its columns. */
  readonly required: boolean;
  readonly default?: string;
}

/** Domains of domains of domains: deeper than any that people make. */
const MOST_DOMAINS = 20;

/** The types of a database by their ids, in the vocabulary that the reader of scripts uses too. */
export class PostgresTypes {
  readonly #rows: ReadonlyMap<string, Row>;

  constructor(rows: readonly Row[]) {
    this.#rows = new Map(rows.map((row) => [row['id'] ?? '', row]));
  }

  resolve(id: string, modifier: number, depth = 0): ResolvedType {
    const row = this.#rows.get(id);
    if (row === undefined) {
      return { type: { kind: 'unknown' }, nativeType: '?', required: false };
    }
    const name = nameOf(row);
    if (row['is_array'] === 'true') {
      const element = this.resolve(row['element'] ?? '', modifier, depth + 1);
      return { type: { kind: 'array' }, nativeType: `${element.nativeType}[]`, required: false };
    }
    if (row['kind'] === 'e') {
      return { type: { kind: 'enum', values: JSON.parse(row['values'] ?? '[]') as string[] }, nativeType: name, required: false };
    }
    if (row['kind'] === 'd' && depth < MOST_DOMAINS) {
      const base = this.resolve(row['base'] ?? '', Number(row['modifier'] ?? '-1'), depth + 1);
      const given = row['default'] ?? base.default;
      return { type: base.type, nativeType: name, required: row['required'] === 'true' || base.required, ...(given === undefined ? {} : { default: given }) };
    }
    const written = row['name'] ?? '';
    // An unlimited `bpchar`; written as `char` it would be one letter.
    if (written === 'bpchar' && modifier < 0) {
      return { type: { kind: 'text' }, nativeType: 'bpchar', required: false };
    }
    const found = builtInType({ name: written, args: argumentsOf(written, modifier), isArray: false });
    return { type: found?.type ?? { kind: 'unknown' }, nativeType: found?.nativeType ?? name, required: false };
  }
}

function nameOf(row: Row): string {
  const [schema, name] = [row['schema'] ?? '', row['name'] ?? ''];
  return schema === 'pg_catalog' || schema === 'public' ? name : `${schema}.${name}`;
}

/** What stands in a type's brackets, from the number the catalogue keeps of it (`numerictypmodin` and its like). */
function argumentsOf(name: string, modifier: number): number[] {
  if (modifier < 0) {
    return [];
  }
  switch (name) {
    case 'varchar':
    case 'bpchar':
      return [modifier - 4];
    case 'numeric': {
      const packed = modifier - 4;
      // Eleven bits with a sign, since version 15.
      const scale = ((packed & 0x7ff) ^ 1_024) - 1_024;
      return [(packed >> 16) & 0xffff, scale];
    }
    case 'bit':
    case 'varbit':
    case 'time':
    case 'timetz':
    case 'timestamp':
    case 'timestamptz':
    case 'vector':
      return [modifier];
    default:
      return [];
  }
}
