import { beforeAll, describe, expect, test } from 'vitest';
import { parsePlan } from '../../../src/core/document/parsePlan.ts';
import type { NameRef } from '../../../src/core/language/nameRef.ts';
import { occurrencesOf } from '../../../src/core/language/occurrences.ts';
import { renameTextEdits } from '../../../src/core/language/renameTextEdits.ts';
import { applyTextEdits } from '../../../src/core/text/applyTextEdits.ts';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { CHINOOK_POSTGRES, CHINOOK_SQLITE, hasChinook } from '../proposals/chinookPlan.ts';
import { scanHere } from '../proposals/scanHere.ts';
import { accepted, complete, hovered, shown } from './marked.ts';
import { edited, planText } from './planText.ts';

describe.skipIf(!hasChinook)('Chinook', () => {
  let catalogues: Catalogue[];
  let text: string;
  beforeAll(async () => {
    catalogues = [await scanHere(CHINOOK_SQLITE, 'source', 'Chinook'), await scanHere(CHINOOK_POSTGRES, 'target', 'New')];
    text = planText(catalogues);
  }, 120_000);

  test('source and target tables of the same name in another case are told apart', () => {
    const places = (ref: NameRef): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const found of occurrencesOf(parsePlan(text), catalogues, ref)) {
        const key = found.place === 'cell' ? `${found.block}.${found.column}` : found.path.replace(/\.\d+/, '');
        counts[key] = (counts[key] ?? 0) + 1;
      }
      return counts;
    };
    expect(places({ kind: 'sourceTable', side: 'source', system: 'Chinook', table: 'Track' })).toMatchInlineSnapshot(`
      {
        "evidence.row": 1,
        "inventory.object": 1,
        "mapping.sourceTable": 9,
        "ruleDetails.check": 11,
        "tableRules.rowsFrom": 1,
        "tableRules.rule": 1,
        "validation.check": 11,
        "validation.sourceQuery": 11,
      }
    `);
    expect(places({ kind: 'targetTable', side: 'target', system: 'New', ...(catalogues[1]!.tables[0]!.schema === undefined ? {} : { schema: catalogues[1]!.tables[0]!.schema }), table: 'track' })).toMatchInlineSnapshot(`
      {
        "loadOrder.targetTable": 1,
        "loadOrder.waitsFor": 2,
        "mapping.targetTable": 9,
        "ruleDetails.check": 6,
        "tableRules.targetTable": 1,
        "validation.check": 6,
        "validation.targetQuery": 2,
      }
    `);
  });

  test('every table and every field renamed and back: the same text', () => {
    for (const { role, system, tables } of catalogues) {
      for (const { schema, name, columns } of tables) {
        const table = { side: role, system, ...(schema === undefined ? {} : { schema }), table: name } as const;
        const kind = role === 'source' ? 'sourceTable' : 'targetTable';
        const there = applyTextEdits(text, renameTextEdits(parsePlan(text), catalogues, { kind, ...table }, 'zeta'));
        expect(there).not.toBe(text);
        // Its rows say the new name only; the schema was the catalogue's.
        const { schema: _schema, ...bare } = table;
        expect(applyTextEdits(there, renameTextEdits(parsePlan(there), catalogues, { kind, ...bare, table: 'zeta' }, name)), name).toBe(text);
        const field = columns[0]!.name;
        const fieldKind = role === 'source' ? 'sourceField' : 'targetField';
        const moved = applyTextEdits(text, renameTextEdits(parsePlan(text), catalogues, { kind: fieldKind, ...table, field }, 'zeta'));
        expect(applyTextEdits(moved, renameTextEdits(parsePlan(moved), catalogues, { kind: fieldKind, ...table, field: 'zeta' }, field)), `${name}.${field}`).toBe(text);
      }
    }
  }, 120_000);

  test('a field that was left out is proposed its partner', () => {
    const row = parsePlan(text).plan!.rows.mapping!.findIndex(({ cells }) => cells['sourceField'] === 'UnitPrice' && cells['sourceTable'] === 'Track');
    const open = edited(text, { kind: 'setCell', block: 'mapping', row: { index: row }, column: 'targetField', value: '?' });
    const line = open.split('\n').find((each) => /^\| Track +\| UnitPrice /.test(each))!;
    const items = complete(open, catalogues, line.replace('?', '?^'));
    expect(shown(items)[0]).toBe('unit_price · numeric(10,2), required · The best match for UnitPrice. *');
    expect(accepted(open, items, 'unit_price').replace(/ +/g, ' ')).toBe(text.replace(/ +/g, ' '));
  });

  test('what is known of a field', () => {
    expect(hovered(text, catalogues, '| Track         | Album^Id')?.[1]).toBe('**AlbumId** of Track\n\n- INTEGER, may be empty\n- Refers to Album.AlbumId\n\nTrack\\.AlbumId → track\\.album\\_id: sure (100 \\%)\n\n- Same name: AlbumId and album\\_id.\n- Both refer to another table: album and album.\n- The tables Track and track go together.\n- Same type: integer.\n\nCould be meant as well: album\\.album\\_id \\(75 \\%\\)');
  });
});
