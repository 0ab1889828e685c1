import type { DataType } from './catalogue.ts';
import type { CatalogueMessageCode } from './messages.ts';
import { shortList, typeText } from './typeText.ts';

/**
 * Whether every value of a source type has a place in a target type. `fits: true` may still carry a `reason`: nothing is
 * lost, but a person has something to decide or check. Words for the reasons stand in `catalogueMessages`.
 */
export interface TypeComparison {
  readonly fits: boolean;
  readonly reason?: CatalogueMessageCode;
  readonly args?: Readonly<Record<string, string>>;
}

const fits: TypeComparison = { fits: true };

function narrow(reason: CatalogueMessageCode, args: Record<string, string> = {}): TypeComparison {
  return { fits: false, reason, args };
}

function check(reason: CatalogueMessageCode, args: Record<string, string> = {}): TypeComparison {
  return { fits: true, reason, args };
}

/** Compares what the source may hold with what the target takes. A limit that the source does not state counts as none. */
export function compareTypes(source: DataType, target: DataType): TypeComparison {
  if (source.kind === 'unknown' || target.kind === 'unknown') {
    return check('type.unknown');
  }
  if (source.kind === 'array' || target.kind === 'array') {
    return source.kind === target.kind ? fits : narrow('type.array');
  }
  switch (target.kind) {
    case 'text':
      return intoText(source, target);
    case 'integer':
      return intoInteger(source, target);
    case 'decimal':
      return intoDecimal(source, target);
    case 'float':
      return intoFloat(source, target);
    case 'timestamp':
      return intoTimestamp(source, target);
    case 'date':
      return source.kind === 'timestamp' ? narrow('type.timeLost') : sameOrParsed(source, target);
    case 'time':
      return source.kind === 'time' ? zones(source, target) : sameOrParsed(source, target);
    case 'enum':
      return intoEnum(source, target);
    case 'binary':
      return source.kind === 'binary' ? lengths(source, target, 'type.byteLength') : sameOrParsed(source, target);
    case 'boolean':
    case 'interval':
    case 'uuid':
    case 'json':
    case 'xml':
    case 'spatial':
      return sameOrParsed(source, target);
    default: {
      const never: never = target.kind;
      return never;
    }
  }
}

/** True where the source can become the target at all, if need be by reading text or cutting: `compareTypes` says what is lost. */
export function isCompatible(source: DataType, target: DataType): boolean {
  const { reason } = compareTypes(source, target);
  return reason !== 'type.incompatible' && reason !== 'type.array';
}

function incompatible(source: DataType, target: DataType): TypeComparison {
  return narrow('type.incompatible', { source: typeText(source), target: typeText(target) });
}

function sameOrParsed(source: DataType, target: DataType): TypeComparison {
  if (source.kind === target.kind) {
    return fits;
  }
  if (source.kind === 'text') {
    return narrow('type.parse', { target: typeText(target) });
  }
  // Yes and no stand in legacy schemas as 0 and 1.
  if (target.kind === 'boolean' && (source.kind === 'integer' || source.kind === 'enum')) {
    return narrow('type.parse', { target: typeText(target) });
  }
  return incompatible(source, target);
}

function intoText(source: DataType, target: DataType): TypeComparison {
  if (source.kind === 'text') {
    const length = lengths(source, target, 'type.length');
    return length.reason === undefined ? listed(source, target) : length;
  }
  if (source.kind === 'binary' || source.kind === 'spatial') {
    return incompatible(source, target);
  }
  const widest = printedLength(source);
  if (target.length !== undefined && widest !== undefined && widest > target.length) {
    return narrow('type.length', { target: String(target.length), source: String(widest) });
  }
  return fits;
}

function lengths(source: DataType, target: DataType, code: 'type.length' | 'type.byteLength'): TypeComparison {
  if (target.length === undefined) {
    return fits;
  }
  if (source.length === undefined) {
    const longest = source.values === undefined ? undefined : Math.max(0, ...source.values.map((value) => value.length));
    return longest !== undefined && longest <= target.length ? fits : narrow('type.unboundedLength', { target: String(target.length) });
  }
  return source.length > target.length ? narrow(code, { target: String(target.length), source: String(source.length) }) : fits;
}

/** Longest text that a value of a type prints as; undefined where it has no useful limit. */
function printedLength(type: DataType): number | undefined {
  switch (type.kind) {
    case 'boolean':
      return 5;
    case 'integer':
      return type.bits === undefined ? undefined : (2n ** BigInt(type.bits - 1)).toString().length + 1;
    case 'decimal':
      return type.precision === undefined ? undefined : type.precision + 2;
    case 'date':
      return 10;
    case 'uuid':
      return 36;
    case 'enum':
      return type.values === undefined ? undefined : Math.max(0, ...type.values.map((value) => value.length));
    default:
      return undefined;
  }
}

function intoInteger(source: DataType, target: DataType): TypeComparison {
  switch (source.kind) {
    case 'boolean':
      return fits;
    case 'integer': {
      const needed = signedBits(source);
      const room = signedBits(target);
      if (needed !== undefined && room !== undefined && needed > room) {
        return source.bits === target.bits ? narrow('type.unsigned') : narrow('type.bits', { target: String(target.bits), source: String(source.bits) });
      }
      return target.unsigned === true && source.unsigned !== true ? narrow('type.negative') : fits;
    }
    case 'decimal': {
      if (source.scale === undefined || source.scale > 0) {
        return narrow('type.fractionLost');
      }
      const digits = wholeDigits(source);
      const bits = signedBits(target);
      const room = bits === undefined ? undefined : safeDigits(bits);
      return digits !== undefined && room !== undefined && digits > room
        ? narrow('type.precision', { target: String(room), source: String(digits) })
        : fits;
    }
    case 'float':
      return narrow('type.fractionLost');
    default:
      return sameOrParsed(source, target);
  }
}

/** The width that an integer needs with a sign: an unsigned one reaches a bit further. */
function signedBits(type: DataType): number | undefined {
  return type.bits === undefined ? undefined : type.bits + (type.unsigned === true ? 1 : 0);
}

/** How many decimal digits always fit into a signed whole number of that width: 9 in 32 bits, 18 in 64. */
function safeDigits(bits: number): number {
  return (2n ** BigInt(bits - 1) - 1n).toString().length - 1;
}

function wholeDigits(type: DataType): number | undefined {
  return type.precision === undefined ? undefined : type.precision - (type.scale ?? 0);
}

function intoDecimal(source: DataType, target: DataType): TypeComparison {
  const room = wholeDigits(target);
  switch (source.kind) {
    case 'boolean':
      return fits;
    case 'integer': {
      const bits = signedBits(source);
      const digits = bits === undefined ? undefined : safeDigits(bits) + 1;
      return room !== undefined && digits !== undefined && digits > room
        ? narrow('type.precision', { target: String(room), source: String(digits) })
        : fits;
    }
    case 'decimal': {
      if (room === undefined) {
        return fits;
      }
      const digits = wholeDigits(source);
      if (digits === undefined) {
        return narrow('type.precision', { target: String(room), source: '?' });
      }
      if (digits > room) {
        return narrow('type.precision', { target: String(room), source: String(digits) });
      }
      const sourceScale = source.scale ?? 0;
      const targetScale = target.scale ?? 0;
      return sourceScale > targetScale ? narrow('type.scale', { target: String(targetScale), source: String(sourceScale) }) : fits;
    }
    case 'float':
      return room === undefined ? fits : narrow('type.scale', { target: String(target.scale ?? 0), source: '?' });
    default:
      return sameOrParsed(source, target);
  }
}

function intoFloat(source: DataType, target: DataType): TypeComparison {
  switch (source.kind) {
    case 'boolean':
      return fits;
    case 'integer': {
      // A float holds whole numbers exactly up to its mantissa: 24 bits of 32, 53 bits of 64.
      const exact = target.bits === 32 ? 24 : 53;
      const bits = signedBits(source);
      return bits !== undefined && bits > exact ? narrow('type.inexact') : fits;
    }
    case 'decimal':
      return narrow('type.inexact');
    case 'float':
      return (source.bits ?? 64) > (target.bits ?? 64)
        ? narrow('type.bits', { target: String(target.bits ?? 64), source: String(source.bits ?? 64) })
        : fits;
    default:
      return sameOrParsed(source, target);
  }
}

function intoTimestamp(source: DataType, target: DataType): TypeComparison {
  if (source.kind === 'timestamp') {
    return zones(source, target);
  }
  if (source.kind === 'date') {
    return target.timeZone === true ? check('type.timeZoneMissing') : fits;
  }
  return sameOrParsed(source, target);
}

function zones(source: DataType, target: DataType): TypeComparison {
  if (source.timeZone === true && target.timeZone !== true) {
    return narrow('type.timeZoneLost');
  }
  return source.timeZone !== true && target.timeZone === true ? check('type.timeZoneMissing') : fits;
}

function intoEnum(source: DataType, target: DataType): TypeComparison {
  if (source.kind !== 'enum' && source.kind !== 'text') {
    return source.kind === 'integer' || source.kind === 'boolean'
      ? narrow('type.parse', { target: typeText(target) })
      : incompatible(source, target);
  }
  return listed(source, target);
}

/** The code values of both sides, where the target restricts them. */
function listed(source: DataType, target: DataType): TypeComparison {
  if (target.values === undefined) {
    return fits;
  }
  if (source.values === undefined) {
    return narrow('type.valuesUnchecked', { values: shortList(target.values) });
  }
  const known = new Set(target.values);
  const strange = source.values.filter((value) => !known.has(value));
  return strange.length > 0 ? narrow('type.values', { values: shortList(strange) }) : fits;
}
