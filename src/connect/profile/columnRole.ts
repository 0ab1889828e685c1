import type { Column } from '../../core/catalogue/catalogue.ts';
import type { ProfileDialect } from './profileDialect.ts';

/** What can be asked of the values of a column. `blind`: only whether they are there. */
export type ColumnRole = 'text' | 'number' | 'moment' | 'flag' | 'long' | 'binary' | 'blind';

/** What can't be compared or grouped is asked for its length alone. */
export function columnRole({ type, nativeType }: Column, dialect: ProfileDialect): ColumnRole {
  switch (type.kind) {
    case 'text':
    case 'enum':
    case 'uuid':
      return 'text';
    case 'integer':
    case 'decimal':
    case 'float':
      return 'number';
    case 'date':
    case 'time':
    case 'timestamp':
      return 'moment';
    case 'boolean':
      return 'flag';
    case 'json':
    case 'xml':
      return 'long';
    case 'binary':
      return nativeType === '' && dialect.untypedIsText === true ? 'text' : 'binary';
    case 'unknown':
      return dialect.untypedIsText === true ? 'text' : 'blind';
    case 'interval':
    case 'array':
    case 'spatial':
      return 'blind';
    default:
      return type.kind satisfies never;
  }
}
