import { oracle } from '../ddl/dialects/oracle.ts';
import { oracleType } from '../ddl/dialects/oracleTypes.ts';
import { readType } from '../ddl/grammar/typeName.ts';
import { TokenReader } from '../ddl/grammar/tokenReader.ts';
import type { KnownType } from '../ddl/model/schemaRules.ts';
import type { Row } from '../database/engine.ts';

/** Owners of types that everybody knows without them. */
const commonOwners = new Set(['SYS', 'PUBLIC', 'MDSYS']);

/** A column's type as a script would write it, from what `ALL_TAB_COLS` keeps of it. */
export function writtenType(row: Row): string {
  const name = row['type'] ?? '?';
  const { precision, scale } = row;
  switch (name) {
    case 'NUMBER':
      if (precision === null || precision === undefined) {
        return scale === null || scale === undefined ? name : `${name}(*,${scale})`;
      }
      return scale === null || scale === undefined || scale === '0' ? `${name}(${precision})` : `${name}(${precision},${scale})`;
    case 'FLOAT':
      return precision === null || precision === undefined ? name : `${name}(${precision})`;
    case 'VARCHAR2':
    case 'CHAR':
      return `${name}(${row['characters'] ?? ''} ${row['counts'] === 'C' ? 'CHAR' : 'BYTE'})`;
    case 'NVARCHAR2':
    case 'NCHAR':
      return `${name}(${row['characters'] ?? ''})`;
    case 'RAW':
    case 'UROWID':
      return `${name}(${row['bytes'] ?? ''})`;
    default: {
      const owner = row['type_owner'];
      return typeof owner !== 'string' || commonOwners.has(owner) ? name : `${owner}.${name}`;
    }
  }
}

/** The type of a column of `columnsQuery`: in the common vocabulary as a script's would be, and in the engine's words. */
export function oracleColumnType(row: Row): { readonly known: KnownType; readonly nativeType: string } {
  const nativeType = writtenType(row);
  try {
    const known = oracleType(readType(new TokenReader(nativeType, oracle.rules, { fold: 'upper' }), false));
    return { known: known ?? { type: { kind: 'unknown' } }, nativeType };
  } catch {
    return { known: { type: { kind: 'unknown' } }, nativeType };
  }
}
