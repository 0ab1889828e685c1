import type { MessageTable } from '../messages.ts';

/** The words for what can be wrong with a transform. */
export const transformMessages = {
  'transform.tooLong': 'The expression is too long: {length} characters, at most {limit}.',
  'transform.tooDeep': 'The expression is nested too deeply.',
  'transform.tooLargeInSql': 'The expression becomes too long in SQL. Do it in two steps.',
  'transform.strangeCharacter': '“{character}” has no meaning here.',
  'transform.openText': 'The text has no closing quote.',
  'transform.openName': 'The name has no closing double quote.',
  'transform.expected': 'Expected {expected} here, found {found}.',
  'transform.unexpectedEnd': 'The expression ends too early: expected {expected}.',
  'transform.unknownFunction': 'There is no function “{name}”.',
  'transform.didYouMean': 'There is no function “{name}”: did you mean “{nearest}”?',
  'transform.unknownField': 'The source table has no field “{name}”.',
  'transform.didYouMeanField': 'The source table has no field “{name}”: did you mean “{nearest}”?',
  'transform.noValue': 'This row has no source field, so there is no “value”.',
  'transform.tooFewArguments': '{name} needs at least {least}: {signature}.',
  'transform.tooManyArguments': '{name} takes at most {most}: {signature}.',
  'transform.wrongType': '{name} needs {expected} here, this is {found}.',
  'transform.needsConstant': '{name} needs a constant here, one that is the same for each row.',
  'transform.countRange': '{name} needs a whole number from {least} to {most} here.',
  'transform.differentTypes': '{left} and {right} cannot stand side by side: say which one is meant.',
  'transform.emptyText': '{name} needs a text that is not empty here.',
  'transform.oneCharacter': '{name} needs one character here.',
  'transform.separatorOverlaps': 'The separator {text} overlaps with itself, so that the parts depend on where one begins to read.',
  'transform.datePattern': '“{pattern}” is no date pattern: {reason}.',
  'transform.numberForm': '“{form}” is no form of a number: write it as an example, such as {example}.',
  'transform.zone': 'There is no time zone “{zone}”. Write it as Europe/Berlin, UTC or +02:00.',
  'transform.lookupEmpty': 'The lookup has no entries.',
  'transform.lookupTwice': 'The lookup has two entries for {key}.',
  'transform.tooManyDigits': 'A number has at most {whole} digits before the point and {fraction} after it.',
  'transform.tooManyFactors': 'The product may have more than {fraction} digits after the point: round a factor first.',

  'transform.refused': '{name} is not rendered for {dialect}: {reason}.',
  'transform.needsNewer': '{name} needs {dialect} {version} or newer.',

  'transform.targetType': 'The transform gives {found}, the target {target} is {expected}.',
  'transform.mayBeNull': 'The transform can give null where the target needs a value.',
  'transform.mayNotRead': 'Values that cannot be read as {expected} become null.',
  'transform.mayNotFit': 'The target may be too small: {reason}.',
  'transform.noSql': 'Words in plain language have no SQL: {text}',

  'transform.unreadable': '{value} cannot be read as {expected}.',
  'transform.outOfRange': '{value} is beyond the range of {expected}.',
  'transform.noEntry': 'The lookup has no entry for {value}.',
  'transform.caseDiffers': 'Engines change the case of {character} in different ways.',
  'transform.zoneRange': '{value} lies outside of the years 1970 to 2037, in which every engine knows the zones.',
  'transform.tooLarge': 'The result has more than {digits} digits.',
} as const satisfies MessageTable;

export type TransformMessageCode = keyof typeof transformMessages;
