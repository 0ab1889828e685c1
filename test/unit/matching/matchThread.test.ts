import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matchingOf } from '../../../src/core/mapping/matching.ts';
import { foundPairs, pairingOf, pairingSides } from '../../../src/core/mapping/pairing.ts';
import { matchSchemas } from '../../../src/core/mapping/matcher/matchSchemas.ts';
import { catalogueSet } from '../../../src/core/proposals/catalogueSet.ts';
import { MatchLoop } from '../../../src/host/matching/matchLoop.ts';
import { MatchCancelled, MatchFailed, MatchThread } from '../../../src/host/matching/matchThread.ts';
import type { FromWorker } from '../../../src/host/matching/protocol.ts';
import { TableNumbers } from '../../../src/host/matching/tableNumbers.ts';
import { syntheticSchemas } from '../../bench/matching/growth.ts';
import { crm, target } from '../language/planText.ts';
import { table } from '../proposals/fakePlan.ts';
import { buildChild } from '../connect/buildChild.ts';
import { strangeWorker } from './strangeWorker.ts';

const all = (): boolean => true;
const sides = pairingSides(crm, target, all);

describe('a thread', () => {
  let path: string;
  let remove: () => Promise<void>;
  beforeAll(async () => { ({ path, remove } = await buildChild('src/host/matching/worker.ts')); });
  afterAll(() => remove());

  test('finds what is found without it, and ends when it has nothing to do', async () => {
    const thread = new MatchThread(path, new TableNumbers(), 50);
    const found = await thread.match(sides);
    expect(found).toEqual(foundPairs(matchSchemas(sides.source, sides.target)));
    const { fields } = matchingOf(catalogueSet([crm, target]), [pairingOf(sides, found)], []);
    expect(fields.map(({ sourceColumn, column }) => `${sourceColumn.name} ${column.name}`)).toContain('InvoiceDate invoice_date');
    expect(thread.isRunning).toBe(true);
    await expect.poll(() => thread.isRunning).toBe(false);
    // And begins anew when there is something again.
    expect(await thread.match(sides)).toEqual(found);
    thread.dispose();
  });

  test('tells how far it is, and stops', async () => {
    const { source, target: into } = syntheticSchemas(60);
    const thread = new MatchThread(path, new TableNumbers());
    const abort = new AbortController();
    const told: number[] = [];
    const run = thread.match({ catalogue: crm, source, target: into }, { signal: abort.signal, onProgress: (done, total) => {
      told.push(done / total);
      abort.abort();
    } });
    await expect(run).rejects.toBeInstanceOf(MatchCancelled);
    expect(told.every((share) => share >= 0 && share <= 1)).toBe(true);
    // The thread goes on with the next.
    expect((await thread.match(sides)).pairs.length).toBeGreaterThan(0);
    const gone = new AbortController();
    gone.abort();
    await expect(thread.match(sides, { signal: gone.signal })).rejects.toBeInstanceOf(MatchCancelled);
    thread.dispose();
  });

  test.each([
    ['that throws', 'import { parentPort } from "node:worker_threads"; parentPort.on("message", () => { throw new Error("no"); });', 'no'],
    ['that ends', 'import { parentPort } from "node:worker_threads"; parentPort.on("message", () => { process.exit(3); });', 'the thread ended (3)'],
    ['that answers otherwise', 'import { parentPort } from "node:worker_threads"; parentPort.on("message", () => { parentPort.postMessage({ kind: "part", request: 1, found: [] }); });', 'its answer can\'t be read'],
    ['that is not there', undefined, undefined],
  ])('%s: a failure with its reason, and the next one starts another', async (_name, source, reason) => {
    const thread = new MatchThread(source === undefined ? '/nowhere/worker.js' : await strangeWorker(source), new TableNumbers());
    for (let time = 0; time < 2; time++) {
      const failure: unknown = await thread.match(sides).then(() => undefined, (error: unknown) => error);
      expect(failure).toBeInstanceOf(MatchFailed);
      if (reason !== undefined) expect((failure as MatchFailed).reason).toBe(reason);
      expect(thread.isRunning).toBe(false);
    }
  });
});

describe('what is sent', () => {
  test('a table that was read anew and says the same is not sent, nor prepared, again', () => {
    const numbers = new TableNumbers();
    const again = pairingSides({ ...crm, tables: crm.tables.map((each, at) => (at === 0 ? table('Customer', ['CustomerId int!']) : structuredClone(each))) }, target, all);
    expect(again.source.tables.map((each) => numbers.of(each))).not.toEqual(sides.source.tables.map((each) => numbers.of(each)));
    expect(again.source.tables.slice(1).map((each) => numbers.of(each))).toEqual(sides.source.tables.slice(1).map((each) => numbers.of(each)));
  });

  test('a message that is none of ours is refused; a table that was never sent is a failure of its request', async () => {
    const posted: FromWorker[] = [];
    const loop = new MatchLoop((message) => { posted.push(message); });
    expect(() => { loop.receive({ kind: 'match' }); }).toThrow();
    loop.receive({ kind: 'match', request: 7, system: 'crm', tables: [], source: [99], target: [] });
    await Promise.resolve();
    expect(posted).toEqual([{ kind: 'failed', request: 7, reason: 'table 99 was never sent' }]);
  });
});
