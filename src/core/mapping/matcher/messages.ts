import type { MessageTable } from '../../messages.ts';

/** Why a pair of fields is proposed, in words. */
export const matcherMessages = {
  'match.sameName': 'Same name: {source} and {target}.',
  'match.sameWords': '{source} and {target} say the same ({words}).',
  'match.alikeNames': '{source} and {target} are alike ({percent}).',
  'match.comments': 'The descriptions say alike ({percent}).',
  'match.sameValues': 'The same values on both sides ({percent}).',
  'match.alikeValues': 'Some of the same values on both sides ({percent}).',
  'match.partOf': 'The values of one are parts of the other\'s ({percent}).',
  'match.sameDistribution': 'The values are spread alike ({percent}).',
  'match.sameShape': 'The values look alike.',
  'match.sameType': 'Same type: {type}.',
  'match.otherType': 'Other type: {source} becomes {target}.',
  'match.bothKeys': 'Both are the key of their table.',
  'match.sameReference': 'Both refer to another table: {source} and {target}.',
  'match.tables': 'The tables {source} and {target} go together.',
  'match.nearTie': 'Another target fits nearly as well.',
  'match.notReciprocal': 'Another source fits this target better.',
  'match.lone': 'Alone: the other fields of {source} belong elsewhere than to {target}.',

  'match.tier.sure': 'sure ({percent})',
  'match.tier.likely': 'likely ({percent})',
  'match.tier.unsure': 'unsure ({percent})',
} as const satisfies MessageTable;
