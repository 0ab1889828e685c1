import type { DataType } from './catalogue.ts';

/** A type in short human words: `text, 160`, `decimal, 10.2`, `whole number, 32 bits`, `date and time with zone`. */
export function typeText(type: DataType): string {
  switch (type.kind) {
    case 'boolean':
      return 'yes or no';
    case 'integer':
      return `whole number${type.bits === undefined ? '' : `, ${type.bits} bits`}${type.unsigned === true ? ', not negative' : ''}`;
    case 'decimal':
      return type.precision === undefined ? 'decimal' : `decimal, ${type.precision}.${type.scale ?? 0}`;
    case 'float':
      return type.bits === undefined ? 'floating point' : `floating point, ${type.bits} bits`;
    case 'text':
      return withLength('text', type);
    case 'date':
      return 'date';
    case 'time':
      return type.timeZone === true ? 'time with zone' : 'time';
    case 'timestamp':
      return type.timeZone === true ? 'date and time with zone' : 'date and time';
    case 'interval':
      return 'length of time';
    case 'binary':
      return type.length === undefined ? 'binary' : `binary, ${type.length} bytes`;
    case 'uuid':
      return 'UUID';
    case 'json':
      return 'JSON';
    case 'xml':
      return 'XML';
    case 'enum':
      return type.values === undefined || type.values.length === 0 ? 'one of a list' : `one of ${shortList(type.values)}`;
    case 'array':
      return 'list of values';
    case 'spatial':
      return 'place or shape';
    case 'unknown':
      return 'any type';
    default: {
      const never: never = type.kind;
      return never;
    }
  }
}

function withLength(word: string, type: DataType): string {
  return type.length === undefined ? word : `${word}, ${type.length}`;
}

/** The first few values, and how many more there are. */
export function shortList(values: readonly string[], most = 4): string {
  const shown = values.slice(0, most).join(', ');
  return values.length > most ? `${shown} and ${values.length - most} more` : shown;
}
