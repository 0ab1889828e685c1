import type { DataType } from '../../core/catalogue/catalogue.ts';
import { mysql } from '../ddl/dialects/mysql.ts';
import { mysqlType } from '../ddl/dialects/mysqlTypes.ts';
import { readType } from '../ddl/grammar/typeName.ts';
import { TokenReader } from '../ddl/grammar/tokenReader.ts';

/** A column's type as `information_schema` writes it (`int(10) unsigned`, `enum('a','b')`), read as a script's would be. */
export function mysqlColumnType(written: string): DataType {
  try {
    return mysqlType(readType(new TokenReader(written, mysql.rules, { fold: 'none' }), false))?.type ?? { kind: 'unknown' };
  } catch {
    return { kind: 'unknown' };
  }
}
