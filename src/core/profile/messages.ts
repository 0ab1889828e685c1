import type { MessageTable } from '../messages.ts';

/** What the values of a source column say about its target. `Sampled`: of the rows that were looked at, not of all. */
export const profileMessages = {
  'holds.tooLong': '{count} of {rows} values of {source} are longer than {limit}, the most that {target} holds; the longest has {most} characters.',
  'holds.tooLongSampled': '{count} of {rows} sampled values of {source} are longer than {limit}, the most that {target} holds; the longest has {most} characters.',
  'holds.tooLarge': '{count} of {rows} values of {source} are out of the range of {target} ({type}); they go from {minimum} to {maximum}.',
  'holds.tooLargeSampled': '{count} of {rows} sampled values of {source} are out of the range of {target} ({type}); they go from {minimum} to {maximum}.',
  'holds.tooManyDigits': '{count} of {rows} values of {source} have more than {limit} digits before the point, the most that {target} ({type}) holds.',
  'holds.tooManyDigitsSampled': '{count} of {rows} sampled values of {source} have more than {limit} digits before the point, the most that {target} ({type}) holds.',
  'holds.fractionLost': '{count} of {rows} values of {source} have more than {limit} digits after the point, the most that {target} ({type}) holds.',
  'holds.fractionLostSampled': '{count} of {rows} sampled values of {source} have more than {limit} digits after the point, the most that {target} ({type}) holds.',
  'holds.nulls': '{count} of {rows} rows have no {source}, and {target} must be filled.',
  'holds.nullsSampled': '{count} of {rows} sampled rows have no {source}, and {target} must be filled.',
  'holds.notRead': '{count} of {rows} values of {source} do not read as {type}, which {target} is.',
  'holds.notReadSampled': '{count} of {rows} sampled values of {source} do not read as {type}, which {target} is.',
  'holds.otherForm': 'The values of {source} are written as {form}; {target} ({type}) needs them read that way.',
  'holds.duplicates': '{count} of {rows} values of {source} are there already, and those of {target} must be unique.',
  'holds.duplicatesSampled': '{count} of {rows} sampled values of {source} are there already, and those of {target} must be unique.',
  'holds.orphans': '{count} references of {source} lead to no row of {referenced}, and {target} must refer to one.',
  'holds.notListed': '{count} of {rows} values of {source} are none of the values that {target} takes: {values}.',
  'holds.notListedSampled': '{count} of {rows} sampled values of {source} are none of the values that {target} takes: {values}.',

  'holds.atLeast': 'at least {count}',

  'standsOut.empty': '{column} is always empty.',
  'standsOut.blank': '{column} holds nothing but blanks.',
  'standsOut.oneValue': '{column} holds one and the same value in all {rows} rows.',
  'standsOut.likely': '{column} is text, but reads as {kind} ({form}).',
  'standsOut.likelyButFew': '{column} is text, but reads as {kind} ({form}), all but {unlike} of {rows} values.',
  'standsOut.orphans': '{rows} rows of {table} refer by {columns} to a {referenced} that is not there.',
  'standsOut.duplicates': '{columns} of {table} looks like a key, but {rows} rows are too many for one.',
} as const satisfies MessageTable;

export type ProfileMessageCode = keyof typeof profileMessages;
