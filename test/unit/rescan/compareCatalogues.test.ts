import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalogue, Table } from '../../../src/core/catalogue/catalogue.ts';
import { nothingChanged } from '../../../src/core/rescan/catalogueChanges.ts';
import type { CatalogueChanges } from '../../../src/core/rescan/catalogueChanges.ts';
import { compareCatalogues } from '../../../src/core/rescan/compareCatalogues.ts';
import { catalogue, column, measured, table } from './catalogues.ts';

const customer = table('Customer', ['CustomerId integer', 'FirstName text(40)', 'LastName text(20)', 'Email text(60)', 'SupportRepId integer?'], 59);
const track = table('Track', ['TrackId integer', 'Title text(200)', 'Milliseconds integer', 'UnitPrice decimal'], 3_503);
const genre = table('Genre', ['GenreId integer', 'Name text(120)?'], 25);

/** What changed, by names. */
function said(changes: CatalogueChanges): unknown {
  const names = (tables: readonly { readonly name: string }[]): string[] => tables.map(({ name }) => name);
  const pairs = (list: CatalogueChanges['renamed']): string[] => list.map(({ before, after }) => `${before.name} > ${after.name}`);
  return {
    ...(changes.added.length > 0 ? { added: names(changes.added) } : {}), ...(changes.gone.length > 0 ? { gone: names(changes.gone) } : {}),
    ...(changes.renamed.length > 0 ? { renamed: pairs(changes.renamed) } : {}), ...(changes.maybeRenamed.length > 0 ? { maybe: pairs(changes.maybeRenamed) } : {}),
    ...(changes.unread.length > 0 ? { unread: names(changes.unread) } : {}),
    ...Object.fromEntries(changes.changed.map((change) => [change.after.name, [
      ...change.added.map(({ name }) => `+${name}`), ...change.gone.map(({ name }) => `-${name}`), ...change.renamed.map(({ before, after }) => `${before.name} > ${after.name}`),
      ...change.maybeRenamed.map(({ before, after }) => `${before.name} >? ${after.name}`),
      ...change.changed.flatMap(({ after, differences }) => differences.map(({ aspect, before: was, after: is }) => `${after.name} ${aspect}: ${was} > ${is}`)),
      ...change.differences.map(({ aspect, before: was, after: is }) => `${aspect}: ${was} > ${is}`),
    ]])),
    ...(changes.volumes.length > 0 ? { volumes: changes.volumes.map(({ after, rows, bytes }) => [after.name, ...(rows ? [`${String(rows.before)} > ${String(rows.after)}`] : []), ...(bytes ? [`${String(bytes.before)} > ${String(bytes.after)} B`] : [])].join(' ')) } : {}),
  };
}

const compare = (before: readonly Table[], after: readonly Table[], more: Partial<Catalogue> = {}): unknown => said(compareCatalogues(catalogue(before), catalogue(after, more)));

describe('what a later scan found otherwise', () => {
  it('tables that are new and tables that are gone, which have nothing to do with each other', () => {
    expect(compare([customer, genre], [customer, track])).toEqual({ added: ['Track'], gone: ['Genre'] });
  });

  it('a table under another name: the same columns, keys and about as many rows', () => {
    expect(compare([customer, genre], [{ ...customer, name: 'Client', statistics: measured(61) }, genre])).toEqual({ renamed: ['Customer > Client'], volumes: ['Client 59 > 61'] });
  });

  it('a table of few columns that all others have as well is not surely another one', () => {
    const codes = ['Colour', 'Size', 'Status'].map((name) => table(name, ['Id integer', 'Name text(50)'], 5));
    expect(compare(codes, [...codes.slice(1), table('Currency', ['Id integer', 'Name text(50)'], 5)])).toEqual({ added: ['Currency'], gone: ['Colour'], maybe: ['Colour > Currency'] });
  });

  it('two that are equally like one are not sure, and come one to one in the order of their names', () => {
    const twin = (name: string): Table => ({ ...customer, name });
    expect(compare([customer], [twin('B'), twin('A')])).toEqual({ added: ['B', 'A'], gone: ['Customer'], maybe: ['Customer > A'] });
  });

  it('a table that went to another schema', () => {
    expect(compare([{ ...customer, schema: 'dbo' }], [{ ...customer, schema: 'crm' }])).toEqual({ renamed: ['Customer > Customer'] });
  });

  it('names that differ in case alone are one name', () => {
    expect(compare([customer], [{ ...customer, name: 'CUSTOMER', columns: customer.columns.map((each) => ({ ...each, name: each.name.toUpperCase() })), primaryKey: ['CUSTOMERID'] }])).toEqual({});
  });

  it('columns: new, gone, and other types, defaults and keys', () => {
    const after: Table = {
      ...customer, primaryKey: ['CustomerId', 'Email'], uniqueKeys: [['Email']],
      columns: [...customer.columns.filter(({ name }) => name !== 'SupportRepId').map((each) => (each.name === 'Email' ? { ...column('Email text(120)?'), default: "''" } : each)), column('Phone text(24)?')],
    };
    expect(compare([customer], [after])).toEqual({ Customer: [
      '+Phone', '-SupportRepId', 'Email type: TEXT(60) > TEXT(120)', 'Email nullable: false > true', "Email default:  > ''", 'primaryKey: CustomerId > CustomerId, Email', 'uniqueKeys:  > Email',
    ] });
  });

  it('a column between the same neighbours, of the same type, under another name; two side by side as well', () => {
    const named = (map: Record<string, string>): Table => ({ ...customer, columns: customer.columns.map((each) => ({ ...each, name: map[each.name] ?? each.name })) });
    expect(compare([customer], [named({ FirstName: 'Given', LastName: 'Surname' })])).toEqual({ Customer: ['FirstName > Given', 'LastName > Surname'] });
    // The last one could be a new one: its name decides.
    expect(compare([customer], [named({ SupportRepId: 'SupportRep' })])).toEqual({ Customer: ['SupportRepId > SupportRep'] });
    expect(compare([customer], [named({ SupportRepId: 'Rating' })])).toEqual({ Customer: ['+Rating', '-SupportRepId', 'SupportRepId >? Rating'] });
    expect(compare([customer], [{ ...named({ CustomerId: 'Id' }), primaryKey: ['Id'] }])).toEqual({ Customer: ['CustomerId > Id'] });
  });

  it('keys follow the new names of columns and tables: they did not change', () => {
    const invoice = table('Invoice', ['InvoiceId integer', 'CustomerId integer', 'Total decimal'], 412, { foreignKeys: [{ columns: ['CustomerId'], referencedTable: 'Customer', referencedColumns: ['CustomerId'] }] });
    const renamed = { ...invoice, columns: invoice.columns.map((each) => (each.name === 'CustomerId' ? { ...each, name: 'ClientId' } : each)), foreignKeys: [{ columns: ['ClientId'], referencedTable: 'Client', referencedColumns: ['CustomerId'] }] };
    expect(compare([customer, invoice], [{ ...customer, name: 'Client' }, renamed])).toEqual({ renamed: ['Customer > Client'], Invoice: ['CustomerId > ClientId'] });
  });

  it('counts and sizes, where both were come by in the same way; an estimate is not another count', () => {
    const estimated = { ...customer, statistics: { kind: 'estimated' as const, rowCount: '70' } };
    expect(compare([customer], [estimated])).toEqual({});
    expect(compare([estimated], [{ ...customer, statistics: { kind: 'estimated', rowCount: '9007199254740993' } }])).toEqual({ volumes: ['Customer 70 > 9007199254740993'] });
    expect(compare([customer], [{ ...customer, statistics: { kind: 'unknown' } }])).toEqual({});
    expect(compare([{ ...customer, statistics: measured(59, 4_096) }], [{ ...customer, statistics: measured(59, 8_192) }])).toEqual({ volumes: ['Customer 4096 > 8192 B'] });
  });

  it('what could not be read, or was not come to, is neither gone nor changed', () => {
    expect(compare([customer, genre], [{ ...customer, columns: [], error: 'no permission' }, genre])).toEqual({ unread: ['Customer'] });
    expect(compare([customer, genre, track], [customer, { ...genre, name: 'Style' }], { complete: false })).toEqual({ added: ['Style'], unread: ['Genre', 'Track'] });
  });
});

const names = fc.uniqueArray(fc.stringMatching(/^[A-Z][a-z]{3,8}(_[a-z]{2,5})?$/), { minLength: 14, maxLength: 30, selector: (name) => name.toLowerCase() });
const types = ['integer', 'text(40)', 'text(200)', 'decimal', 'date', 'timestamp', 'boolean'];

/** Tables whose columns are named by no other table's, as random as the seeds are. */
const tables = fc.tuple(names, fc.array(fc.tuple(fc.integer({ min: 3, max: 9 }), fc.nat(), fc.nat(9_000)), { minLength: 2, maxLength: 7 })).map(([pool, shapes]) =>
  shapes.map(([width, seed, rows], at) => table(`T${String(at)}${pool[at] ?? ''}`, Array.from({ length: width }, (_, place) => `${pool[(seed + place * 7) % pool.length] ?? ''}${String(at)}x${String(place)} ${types[(seed + place) % types.length] ?? 'date'}${place === 0 ? '' : '?'}`), rows)));

describe('whatever the catalogue', () => {
  it('held against itself nothing changed', () => {
    fc.assert(fc.property(tables, (list) => {
      expect(nothingChanged(compareCatalogues(catalogue(list), catalogue(structuredClone(list))))).toBe(true);
    }));
  });

  it('random changes are found as they were made', () => {
    fc.assert(fc.property(tables, fc.array(fc.tuple(fc.constantFrom('drop', 'add', 'rename', 'dropColumn', 'addColumn', 'type', 'rows'), fc.nat()), { maxLength: 6 }), (list, acts) => {
      const after: Table[] = structuredClone(list);
      const expected: Record<string, string[]> = { added: [], gone: [], renamed: [], volumes: [], columns: [] };
      const touched = new Set<string>();
      for (const [act, at] of acts) {
        const index = at % after.length;
        const chosen = after[index];
        if (!chosen || touched.has(chosen.name)) continue;
        const old = chosen.name;
        switch (act) {
          case 'drop':
            after.splice(index, 1);
            expected['gone']?.push(old);
            if (after.length === 0) return;
            break;
          case 'add': {
            const name = `New${String(at)}q${String(touched.size)}`;
            after.push(table(name, [`${name}a integer`, `${name}b date`, `${name}c boolean`, `${name}d interval`], 1));
            touched.add(name);
            expected['added']?.push(name);
            continue;
          }
          case 'rename':
            after[index] = { ...chosen, name: `${old}Renamed` };
            expected['renamed']?.push(`${old} > ${old}Renamed`);
            touched.add(`${old}Renamed`);
            break;
          case 'dropColumn':
            after[index] = { ...chosen, columns: chosen.columns.slice(0, -1) };
            expected['columns']?.push(`${old} -${chosen.columns.at(-1)?.name ?? ''}`);
            break;
          case 'addColumn':
            after[index] = { ...chosen, columns: [...chosen.columns, column('Quite_new uuid?')] };
            expected['columns']?.push(`${old} +Quite_new`);
            break;
          case 'type':
            after[index] = { ...chosen, columns: chosen.columns.map((each, place) => (place === 1 ? { ...each, type: { kind: 'xml' as const }, nativeType: 'XML' } : each)) };
            expected['columns']?.push(`${old} ${chosen.columns[1]?.name ?? ''} type`);
            break;
          case 'rows':
            after[index] = { ...chosen, statistics: measured(Number(chosen.statistics.rowCount) + 1) };
            expected['volumes']?.push(old);
            break;
        }
        touched.add(old);
      }
      const changes = compareCatalogues(catalogue(list), catalogue(after));
      const sorted = (values: readonly string[]): string[] => [...values].sort();
      expect(sorted(changes.added.map(({ name }) => name))).toEqual(sorted(expected['added'] ?? []));
      expect(sorted(changes.gone.map(({ name }) => name))).toEqual(sorted(expected['gone'] ?? []));
      expect(sorted(changes.renamed.map(({ before, after: now }) => `${before.name} > ${now.name}`))).toEqual(sorted(expected['renamed'] ?? []));
      expect(sorted(changes.volumes.map(({ after: now }) => now.name))).toEqual(sorted(expected['volumes'] ?? []));
      expect(sorted(changes.changed.flatMap((change) => [
        ...change.gone.map(({ name }) => `${change.before.name} -${name}`), ...change.added.map(({ name }) => `${change.before.name} +${name}`),
        ...change.changed.flatMap(({ before, differences }) => differences.map(({ aspect }) => `${change.before.name} ${before.name} ${aspect}`)),
        ...change.differences.map(({ aspect }) => `${change.before.name} ${aspect}`),
      ]))).toEqual(sorted(expected['columns'] ?? []));
    }));
  });

  it('swapping the sides mirrors what is said', () => {
    fc.assert(fc.property(tables, tables, fc.nat(), (one, other, seed) => {
      // Tables of both, some of them under other names: plenty that may be renamed.
      const mixed = [...one.map((each, index) => ((seed >> index) % 2 === 0 ? { ...each, name: `${each.name}Old` } : each)), ...other.slice(0, 2).map((each) => ({ ...each, name: `Z${each.name}` }))];
      const there = compareCatalogues(catalogue(one), catalogue(mixed));
      const back = compareCatalogues(catalogue(mixed), catalogue(one));
      const pairs = (list: CatalogueChanges['renamed'], swapped: boolean): string[] => list.map(({ before, after, likeness }) => `${swapped ? after.name : before.name} ${swapped ? before.name : after.name} ${likeness.toFixed(9)}`).sort();
      expect(pairs(back.renamed, true)).toEqual(pairs(there.renamed, false));
      expect(pairs(back.maybeRenamed, true)).toEqual(pairs(there.maybeRenamed, false));
      expect(back.added.map(({ name }) => name).sort()).toEqual(there.gone.map(({ name }) => name).sort());
      expect(back.gone.map(({ name }) => name).sort()).toEqual(there.added.map(({ name }) => name).sort());
      const columns = (changes: CatalogueChanges, swapped: boolean): string[] => changes.changed.flatMap((change) => {
        const [added, gone] = swapped ? [change.gone, change.added] : [change.added, change.gone];
        return [...added.map(({ name }) => `+${name}`), ...gone.map(({ name }) => `-${name}`), ...change.renamed.map(({ before, after }) => (swapped ? `${after.name} ${before.name}` : `${before.name} ${after.name}`))];
      }).sort();
      expect(columns(back, true)).toEqual(columns(there, false));
    }));
  });
});
