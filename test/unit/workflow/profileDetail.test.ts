import { describe, expect, it } from 'vitest';
import type { ColumnProfile } from '../../../src/core/catalogue/catalogue.ts';
import { profileDetail } from '../../../src/core/workflow/profileDetail.ts';
import { fill } from '../../../src/core/messages.ts';
import { sourcesMessages } from '../../../src/core/workflow/sourcesMessages.ts';

const words = (code: string, args: Readonly<Record<string, string>>): string => fill(sourcesMessages[code as keyof typeof sourcesMessages], args);
const told = (profile: Partial<ColumnProfile>): string[] => profileDetail({ at: '2026-03-04T05:06:07.000Z', rows: '1000', sampled: false, nulls: '0', ...profile }, words).map(({ label, value }) => `${label}: ${value}`);
const looked = 'Looked at: 1,000 rows, 2026-03-04 05:06';

describe('what was found in the values of a column, in full', () => {
  it.each<[Partial<ColumnProfile>, string[]]>([
    [{ minimum: '3', maximum: '77' }, ['Range: 3 to 77', looked]],
    [{ minimum: 'x', maximum: 'x', sampled: true, rows: '1' }, ['Range: x', 'Looked at: a sample of 1 row, 2026-03-04 05:06']],
    [{ minimum: 'A', maximum: 'B', codes: [{ value: 'A', rows: '990' }, { value: ' ', rows: '10' }] }, ['Codes: A (990), “ ” (10)', looked]],
    [{ codes: Array.from({ length: 14 }, (_, at) => ({ value: `c${at}`, rows: '1' })) }, [`Codes: ${Array.from({ length: 12 }, (_, at) => `c${at} (1)`).join(', ')} and 2 more`, looked]],
    [{ masked: true, patterns: [{ pattern: 'Aaa 9', rows: '700' }, { pattern: 'Aa', rows: '300' }] }, ['Written as: Aaa 9 (700), Aa (300)', 'Hidden: values that may be personal; profile the table again and choose to show them', looked]],
    [{ minimum: 'long '.repeat(40), maximum: 'two\nlines' }, [`Range: ${'long '.repeat(40).slice(0, 79)}… to two lines`, looked]],
    [{ rows: '0' }, []],
    [{}, [looked]],
  ])('%#', (profile, facts) => {
    expect(told(profile)).toEqual(facts);
  });
});
