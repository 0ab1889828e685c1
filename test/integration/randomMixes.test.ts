// Two hundred random mixes of wizard edits, typing, undo, redo, saving and changes from outside, partly at once. The last
// value written to each place stands, nothing else changes, and one action is one undo step.
import type { Uri } from 'vscode';
import { answerMessages, closeAll, restoreDialogs, setting, writeDocument } from './support.ts';
import { richPlan } from './fixtures.ts';
import { Mix } from './mix.ts';
import type { MixOptions } from './mix.ts';
import { Random } from './random.ts';

const first = Number(process.env['LAB_SEED'] ?? 20);
const total = Number(process.env['LAB_MIXES'] ?? 200);
const delay = 600;

/** What a mix works with follows from its seed, so that LAB_SEED=… LAB_MIXES=1 repeats it. */
const modes = [
  { autoSave: false, wizard: true }, { autoSave: true, wizard: true },
  { autoSave: false, wizard: false }, { autoSave: true, wizard: false }, { autoSave: false, wizard: false },
] as const;

describe(`${String(total)} random mixes from LAB_SEED=${String(first)}`, function () {
  this.timeout(240_000);

  beforeEach(() => { answerMessages(); });
  afterEach(async () => {
    await closeAll();
    restoreDialogs();
  });
  after(() => setting('files.autoSave', undefined));

  const seeds = Array.from({ length: total }, (_, index) => first + index);
  modes.forEach(({ autoSave, wizard }, mode) => {
    const own = seeds.filter((seed) => seed % modes.length === mode);
    for (let start = 0; start < own.length; start += 10) {
      const some = own.slice(start, start + 10);
      it(`${String(some.length)} with ${wizard ? 'text and wizard' : 'the text alone'}, auto-save ${autoSave ? 'after a delay' : 'off'}, from ${String(some[0])}`, async () => {
        await setting('files.autoSaveDelay', delay);
        await setting('files.autoSave', autoSave ? 'afterDelay' : 'off');
        const text = richPlan((start / 10) % 3 === 1 ? '\r\n' : '\n');
        const uri = writeDocument(text);
        for (const seed of some) await oneMix(uri, text, seed, { autoSave, wizard, delay });
      });
    }
  });
});

async function oneMix(uri: Uri, text: string, seed: number, options: MixOptions): Promise<void> {
  const random = new Random(seed);
  const mix = new Mix(uri, random, options);
  try {
    await mix.run(text, 4 + random.below(7));
  } catch (error) {
    throw new Error(`LAB_SEED=${String(seed)} LAB_MIXES=1:\n${mix.log.join('\n')}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, { cause: error });
  }
}
