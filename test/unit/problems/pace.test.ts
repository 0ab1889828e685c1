import { expect, it } from 'vitest';
import { delayAfter } from '../../../src/features/problems/pace.ts';

it('checks soon while checks are quick, and waits the longer the longer they take', () => {
  expect([undefined, 0, 5, 15, 25, 65, 250, 5_000].map(delayAfter)).toEqual([60, 60, 60, 60, 100, 260, 1_000, 1_000]);
});
