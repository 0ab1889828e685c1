import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allFunctions } from '../../../src/core/transform/functions/allFunctions.ts';
import { renderHelp } from '../../../src/core/transform/renderHelp.ts';

const PAGE = new URL('../../../media/help/transforms.md', import.meta.url);

// `UPDATE_HELP=1 npx vitest run test/unit/transform/help.test.ts` writes the page anew.
test('the page about transforms is what the table of functions says', () => {
  if (process.env['UPDATE_HELP'] === '1') writeFileSync(PAGE, renderHelp());
  expect(readFileSync(PAGE, 'utf8')).toBe(renderHelp());
});

test('each function has a name of its own, a signature that begins with it, a meaning and an example', () => {
  expect(new Set(allFunctions.map(({ name }) => name)).size).toBe(allFunctions.length);
  for (const { name, signature, meaning, examples } of allFunctions) {
    expect(signature.startsWith(`${name}(`)).toBe(true);
    expect(meaning).toMatch(/\.$|\d$|case, from .*yes\.$/);
    expect(examples.length).toBeGreaterThan(0);
  }
});
