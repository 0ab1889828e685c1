import { sqlServer } from '../ddl/dialects/sqlServer.ts';
import { sqlServerType } from '../ddl/dialects/sqlServerTypes.ts';
import { readType } from '../ddl/grammar/typeName.ts';
import { TokenReader } from '../ddl/grammar/tokenReader.ts';
import type { KnownType } from '../ddl/model/schemaRules.ts';
import type { Row } from '../database/engine.ts';

const unknown: KnownType = { type: { kind: 'unknown' } };

/** A column's type as a script would write it, from the numbers that `sys.columns` keeps of it; `max_length` is in bytes, -1 for `max`. */
export function writtenType(name: string, { max_length: bytes, precision, scale }: Row): string {
  switch (name.toLowerCase()) {
    case 'nvarchar':
    case 'nchar':
      return `${name}(${bytes === '-1' ? 'max' : String(Math.trunc(Number(bytes) / 2))})`;
    case 'varchar':
    case 'char':
    case 'varbinary':
    case 'binary':
      return `${name}(${bytes === '-1' ? 'max' : bytes ?? ''})`;
    case 'decimal':
    case 'numeric':
      return `${name}(${precision ?? ''},${scale ?? '0'})`;
    case 'datetime2':
    case 'datetimeoffset':
    case 'time':
      return `${name}(${scale ?? '7'})`;
    default:
      return name;
  }
}

/** The type of a column of `columnsQuery`: in the common vocabulary as a script's would be, and in the engine's words. */
export function sqlServerColumnType(row: Row): { readonly known: KnownType; readonly nativeType: string } {
  const name = row['type'] ?? '?';
  if (row['type_is_own'] !== 'true') {
    const nativeType = writtenType(name, row);
    return { known: read(nativeType), nativeType };
  }
  // A type that people made stands for a built-in one; one that they programmed for none.
  const schema = row['type_schema'] ?? 'dbo';
  const base = row['base_type'];
  return { known: typeof base === 'string' ? read(writtenType(base, row)) : unknown, nativeType: schema === 'dbo' ? name : `${schema}.${name}` };
}

function read(written: string): KnownType {
  try {
    return sqlServerType(readType(new TokenReader(written, sqlServer.rules, { fold: 'none' }), false)) ?? unknown;
  } catch {
    return unknown;
  }
}
