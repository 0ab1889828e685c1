import { expect, it } from 'vitest';
import { cellReading } from '../../../src/protocol/cellReading.ts';

it.each([
  ['count', '2 million', { reads: '~2,000,000' }], ['count', '1204331', { reads: '1,204,331' }], ['count', 'a few', 'unreadable'], ['count', '?', undefined], ['count', '', undefined],
  ['size', '8GB', { reads: '8 GB' }], ['size', '8', 'unreadable'], ['duration', '1:30', { reads: '1 h 30 min' }], ['duration', 'soon', 'unreadable'], ['duration', '—', undefined], ['text', 'soon', undefined],
] as const)('%s “%s”', (kind, text, expected) => {
  expect(cellReading(kind, text)).toEqual(expected);
});
