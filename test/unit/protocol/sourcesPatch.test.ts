import { expect, it } from 'vitest';
import type { SourcesView, TableLine } from '../../../src/core/workflow/sourcesView.ts';
import { SourcesReceiver, SourcesSender } from '../../../src/protocol/sourcesPatch.ts';

const line = (name: string, rows = '1'): TableLine => ({ id: `crm/${name}`, system: 0, name, rows, mark: 'measured', proven: true, size: '', flags: [], scope: 'in', columns: 1, stamp: 1 });
const view = (tables: readonly TableLine[]): SourcesView => ({ systems: [{ name: 'crm', note: '', scanned: true, issues: [] }], tables });

it('sends what is new to the page, and nothing where nothing is', () => {
  const [sender, receiver] = [new SourcesSender(), new SourcesReceiver()];
  const many = Array.from({ length: 5_000 }, (_, index) => line(`t${String(index)}`));
  expect(receiver.take(sender.message(view(many))!)).toBe(true);
  expect(sender.message(view(many))).toBeUndefined();
  const changed = many.with(7, line('t7', '2'));
  const message = sender.message(view(changed))!;
  expect(JSON.stringify(message).length).toBeLessThan(500);
  expect(receiver.take(message)).toBe(true);
  expect(receiver.view?.tables).toEqual(changed);
  expect(receiver.view?.tables[8]).toBe(many[8]);
});

it('asks for all of it where it lacks what a message builds on', () => {
  const sender = new SourcesSender();
  sender.message(view([line('a')]));
  const second = sender.message(view([line('a'), line('b')]))!;
  const late = new SourcesReceiver();
  expect(late.take(second)).toBe(false);
  sender.forget();
  expect(late.take(sender.message(view([line('c')]))!)).toBe(true);
  expect(late.view?.tables.map(({ name }) => name)).toEqual(['c']);
});
