import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deepDive, panelIds, talk, viewOf } from './fixtures/views.ts';
import { allThemes, setStage } from './harness.ts';
import type { Stage } from './harness.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

/** What sticks out of the window, or out of the middle, and is not inside something that scrolls by itself. */
function tooWide(): string[] {
  const wide: string[] = [];
  const middle = document.getElementById('middle');
  if (document.documentElement.scrollWidth > window.innerWidth) wide.push('the page');
  if (middle !== null && middle.scrollWidth > middle.clientWidth) wide.push('the middle');
  for (const element of document.querySelectorAll('#app *')) {
    if (element.closest('.table-scroll') !== null || element.closest('.sr-only') !== null || element.closest('svg') !== null) continue;
    const { left, right, width } = element.getBoundingClientRect();
    if (width > 0 && (left < 0 || right > window.innerWidth)) wide.push(`${element.tagName} ${element.className} ${String(Math.round(right))}`);
  }
  return wide.slice(0, 12);
}

const states = {
  conversation: viewOf('volumes', { turns: talk, notice: { id: 1, text: 'Read 11 tables, 15,607 rows', severity: 'info' } }),
  deepDive: viewOf('volumes', { elicitation: deepDive, person: 'Ada' }),
  scan: viewOf('volumes', { scan: { title: 'Reading Chinook_Sqlite.sqlite', detail: 'PlaylistTrack: counting rows', done: 7, total: 11 } }),
  readOnly: viewOf('mapping', { readOnly: { message: 'The frontmatter can’t be read: a key stands twice. This is the last good plan.', line: 14 } }),
  empty: viewOf('volumes', { panel: { tables: viewOf('volumes').panel.tables.map((table) => ({ ...table, rows: [] })), blockers: [] } }),
};

describe.each(allThemes)('%s', (theme) => {
  it.each([1400, 500])('every panel at %i pixels, nothing wider than the window', async (width) => {
    const shown = await stage.open({ theme, width });
    const views = [...panelIds.map((id) => [id, viewOf(id)] as const), ...Object.entries(states)];
    for (const [name, view] of views) {
      await shown.show(view);
      expect(await shown.page.evaluate(tooWide), name).toEqual([]);
      await shown.screenshot(`${theme}-${String(width)}-${name}`);
    }
    await shown.close();
    expect(shown.complaints).toEqual([]);
  });
});
