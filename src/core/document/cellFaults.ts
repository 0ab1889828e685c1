import { nearestName } from '../inventory/nearestName.ts';
import { NONE, UNKNOWN } from '../plan/plan.ts';
import type { Severity } from '../plan/problem.ts';
import type { CellKind } from '../plan/sections.ts';
import { formatCount, parseCount } from '../units/count.ts';
import { formatDuration, parseDuration } from '../units/duration.ts';
import { formatSize, parseSize } from '../units/size.ts';
import { parseTolerance } from '../units/tolerance.ts';

/** What is wrong with the value of a cell, and the values that were probably meant, likeliest first. */
export interface CellFault {
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
  readonly severity: Severity;
  readonly values: readonly string[];
}

/** Whether cells of that kind are looked at. */
export function isChecked(kind: CellKind): boolean {
  return checkOf(kind) !== undefined;
}

/** What is wrong with a cell of that kind; undefined where nothing is, and where it stays open or empty. */
export function cellFault(kind: CellKind, value: string): CellFault | undefined {
  return value === '' || value === UNKNOWN || value === NONE ? undefined : checkOf(kind)?.(value);
}

function checkOf(kind: CellKind): ((value: string) => CellFault | undefined) | undefined {
  switch (kind) {
    case 'count': return countFault;
    case 'size': return sizeFault;
    case 'duration': return durationFault;
    case 'tolerance': return toleranceFault;
    case 'priority': return (value) => wordFault(value, 'cell.unknownPriority', PRIORITIES);
    case 'gate': return (value) => wordFault(value, 'cell.unknownGate', GATES);
    case 'text': case 'name': case 'names': case 'sql': case 'transform': return undefined;
    default: return kind satisfies never;
  }
}

const fault = (code: string, severity: Severity, value: string, values: readonly string[] = []): CellFault => ({ code, severity, args: { text: shorten(value) }, values });
/** Read, but not as it is written here: `12k` is `~12,000`. */
const loose = (value: string, meant: string): CellFault => ({ code: 'cell.looseForm', severity: 'info', args: { text: shorten(value), meant }, values: [meant] });

function countFault(value: string): CellFault | undefined {
  const text = value.trim();
  if (/^~?(?:\d+|\d{1,3}(?:,\d{3})+)$/.test(text)) return undefined;
  const count = parseCount(text);
  if (count) return loose(value, formatCount(count.value, count.estimated));
  // Separators at odd places: the digits are what was meant.
  const digits = /^([~≈]?)\s*(\d[\d.,'’_ \u00a0\u202f]*)(?:\s*(?:rows?|records?))?$/.exec(text.slice(0, 40));
  const number = digits?.[2]?.replace(/\D/g, '') ?? '';
  return fault('cell.unreadableCount', 'error', value, text.length <= 40 && number !== '' ? [formatCount(BigInt(number), digits?.[1] !== '')] : []);
}

function sizeFault(value: string): CellFault | undefined {
  const text = value.trim();
  if (/^~?\d{1,3}(?:,?\d{3})*(?:\.\d+)? (?:[KMGTPE]i?)?B$/.test(text)) return undefined;
  const bytes = parseSize(text);
  if (bytes !== undefined) {
    // The number stays as it was said; only a number of another kind is worked out again.
    const said = /^(~?)(\d+(?:\.\d+)?)\s*([kmgtpe]?)i?b?(?:ytes?)?$/i.exec(text);
    return loose(value, said ? `${said[1] ?? ''}${said[2] ?? ''} ${(said[3] ?? '').toUpperCase()}B` : `${/^\d/.test(text) ? '' : '~'}${formatSize(bytes)}`);
  }
  // A number alone says nothing; which unit was meant is for a person to say.
  const bare = /^~?\d{1,12}(?:\.\d{1,3})?$/.test(text) ? ['KB', 'MB', 'GB'].map((unit) => `${text} ${unit}`) : [];
  return fault('cell.unreadableSize', 'error', value, bare);
}

function durationFault(value: string): CellFault | undefined {
  const text = value.trim();
  if (/^(?:\d+(?:\.\d+)? (?:d|days?|h|min|s))(?: \d+ (?:h|min|s)){0,3}$/.test(text) && parseDuration(text) !== undefined) return undefined;
  if (/^(?:0|\d{1,4}:[0-5]\d)$/.test(text)) return undefined;
  const minutes = parseDuration(text);
  if (minutes !== undefined) return loose(value, formatDuration(minutes));
  const bare = /^~?(\d{1,4})$/.exec(text)?.[1];
  if (bare !== undefined) return fault('cell.unreadableDuration', 'error', value, [formatDuration(Number(bare)), formatDuration(Number(bare) * 60)]);
  return fault('cell.unreadableDuration', 'error', value);
}

function toleranceFault(value: string): CellFault | undefined {
  if (parseTolerance(value)) return undefined;
  // A number with something around it that is not understood: the number is offered, with its per cent sign.
  const number = /\d{1,12}(?:[.,]\d{1,6})?(?:\s?(?:%|percent))?/.exec(value.slice(0, 80))?.[0];
  return fault('cell.unreadableTolerance', 'error', value, number === undefined ? [] : [number.replace(',', '.').replace(/\s?(?:%|percent)$/, ' %')]);
}

type Choices = readonly (readonly [value: string, other: RegExp])[];

const PRIORITIES: Choices = [
  ['High', /^(?:h|hi|urgent|critical|crucial|essential|important|top|must|must have|p?[01])$/],
  ['Medium', /^(?:m|med|mid|middle|normal|standard|moderate|average|should|should have|p?2)$/],
  ['Low', /^(?:l|lo|minor|none|optional|could|nice to have|p?[345])$/],
];
const GATES: Choices = [['pre', /^(?:before|before the load|pre[- ]?load|source|prior)$/], ['post', /^(?:after|after the load|post[- ]?load|target|afterwards)$/]];

/** A word of a few: written in any case; another word for one of them, or nearly one of them, leads to it. */
function wordFault(value: string, code: string, choices: Choices): CellFault | undefined {
  const word = value.trim().toLowerCase();
  if (choices.some(([choice]) => choice.toLowerCase() === word)) return undefined;
  const meant = choices.find(([, other]) => other.test(word))?.[0] ?? nearestName(word, choices.map(([choice]) => choice));
  return fault(code, 'warning', value, meant === undefined ? [] : [meant]);
}

/** A text of a cell, short enough for a message. */
export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
