import type { DataType } from '../../../core/catalogue/catalogue.ts';

/** A type name as written: `numeric`, arguments 10 and 2, no array. */
export interface WrittenType {
  readonly schema?: string;
  readonly name: string;
  readonly args: readonly (number | string)[];
  readonly isArray: boolean;
}

export interface ReadType {
  readonly type: DataType;
  /** In PostgreSQL's own words. */
  readonly nativeType: string;
  /** serial and its kin: filled from a sequence, never NULL. */
  readonly serial?: true;
}

interface Known {
  readonly native: string;
  readonly make: (args: readonly (number | string)[]) => DataType;
  readonly serial?: true;
}

const fixed = (native: string, type: DataType): Known => ({ native, make: () => type });
const serial = (native: string, bits: number): Known => ({ native, make: () => ({ kind: 'integer', bits }), serial: true });

/** PostgreSQL's built-in types under the names its parser gives them, and common extensions. */
const known: Readonly<Record<string, Known>> = {
  bool: fixed('boolean', { kind: 'boolean' }),
  int2: fixed('smallint', { kind: 'integer', bits: 16 }),
  int4: fixed('integer', { kind: 'integer', bits: 32 }),
  int8: fixed('bigint', { kind: 'integer', bits: 64 }),
  serial2: serial('smallserial', 16),
  smallserial: serial('smallserial', 16),
  serial4: serial('serial', 32),
  serial: serial('serial', 32),
  serial8: serial('bigserial', 64),
  bigserial: serial('bigserial', 64),
  numeric: { native: 'numeric', make: decimal },
  money: fixed('money', { kind: 'decimal', precision: 19, scale: 2 }),
  float4: fixed('real', { kind: 'float', bits: 32 }),
  float8: fixed('double precision', { kind: 'float', bits: 64 }),
  text: fixed('text', { kind: 'text' }),
  citext: fixed('citext', { kind: 'text' }),
  varchar: { native: 'varchar', make: (args) => text(args) },
  bpchar: { native: 'char', make: (args) => text(args.length === 0 ? [1] : args) },
  name: fixed('name', { kind: 'text', length: 63 }),
  inet: fixed('inet', { kind: 'text' }),
  cidr: fixed('cidr', { kind: 'text' }),
  macaddr: fixed('macaddr', { kind: 'text' }),
  date: fixed('date', { kind: 'date' }),
  time: fixed('time', { kind: 'time' }),
  timetz: fixed('timetz', { kind: 'time', timeZone: true }),
  timestamp: fixed('timestamp', { kind: 'timestamp' }),
  timestamptz: fixed('timestamptz', { kind: 'timestamp', timeZone: true }),
  interval: fixed('interval', { kind: 'interval' }),
  bytea: fixed('bytea', { kind: 'binary' }),
  uuid: fixed('uuid', { kind: 'uuid' }),
  json: fixed('json', { kind: 'json' }),
  jsonb: fixed('jsonb', { kind: 'json' }),
  xml: fixed('xml', { kind: 'xml' }),
  bit: fixed('bit', { kind: 'unknown' }),
  varbit: fixed('bit varying', { kind: 'unknown' }),
  hstore: fixed('hstore', { kind: 'json' }),
  tsvector: fixed('tsvector', { kind: 'unknown' }),
  tsquery: fixed('tsquery', { kind: 'unknown' }),
  oid: fixed('oid', { kind: 'integer', bits: 32 }),
  vector: fixed('vector', { kind: 'array' }),
  ...Object.fromEntries(
    ['point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle', 'geometry', 'geography'].map((name) => [name, fixed(name, { kind: 'spatial' })]),
  ),
  ...Object.fromEntries(
    ['int4range', 'int8range', 'numrange', 'tsrange', 'tstzrange', 'daterange'].map((name) => [name, fixed(name, { kind: 'unknown' })]),
  ),
};

/** With its arguments: `varchar(40)`, `numeric(10,2)`, `timestamptz(3)`. */
function nativeText(native: string, args: readonly (number | string)[], name: string): string {
  // For an interval the parser puts the fields into the first argument, as a bit mask.
  if (args.length === 0 || name === 'interval') {
    return native;
  }
  return `${native}(${args.join(',')})`;
}

/** A built-in type; undefined for a name that only the file itself can define. */
export function builtInType(written: WrittenType): ReadType | undefined {
  const found = Object.hasOwn(known, written.name) ? known[written.name] : undefined;
  if (found === undefined) {
    return undefined;
  }
  const native = nativeText(found.native, written.args, written.name);
  if (written.isArray) {
    return { type: { kind: 'array' }, nativeType: `${native}[]` };
  }
  return { type: found.make(written.args), nativeType: native, ...(found.serial === undefined ? {} : { serial: found.serial }) };
}

/** A type by the name it is written with, for what is not built in. */
export function writtenName(written: WrittenType): string {
  const name = written.schema === undefined ? written.name : `${written.schema}.${written.name}`;
  return written.isArray ? `${name}[]` : name;
}

function positive(value: number | string | undefined): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
}

function text(args: readonly (number | string)[]): DataType {
  const length = positive(args[0]);
  return length === undefined ? { kind: 'text' } : { kind: 'text', length };
}

function decimal(args: readonly (number | string)[]): DataType {
  const precision = positive(args[0]);
  const scale = args[1];
  return precision === undefined ? { kind: 'decimal' } : { kind: 'decimal', precision, scale: typeof scale === 'number' ? scale : 0 };
}
