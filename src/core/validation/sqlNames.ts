import type { Table, Technology } from '../catalogue/catalogue.ts';

/** Words that an engine may take for its own; a name among them is quoted. */
const RESERVED: ReadonlySet<string> = new Set(`
abort action add after aggregate all alter always analyse analyze and any array as asc asymmetric attach authorization autoincrement before begin between
binary both break browse bulk by call cascade case cast change check checkpoint close cluster clustered collate collation column comment commit compress compute
concurrently condition conflict connect constraint contains containstable continue convert create cross current current_catalog current_date current_role
current_schema current_time current_timestamp current_user cursor database databases date dbcc deallocate declare default deferrable deferred delayed delete deny desc
describe detach deterministic disk distinct distributed div do double drop dual dump each else elseif enclosed end errlvl escape escaped except exclude exclusive exec
execute exists exit explain external fail fetch file fillfactor filter first float following for force foreign freetext freeze from full fulltext function generated glob goto
grant group groups grouping having high_priority holdlock identified identity identity_insert if ignore ilike immediate in increment index indexed infile initial
initially inner inout insert instead int integer intersect interval into is isnull iterate join key keys kill lag last lateral lead leading leave left level like limit lineno lines load
localtime localtimestamp lock long loop low_priority match materialized maxextents merge minus mode modify mod natural no noaudit nocheck nocompress nonclustered not nothing
notnull nowait null nullif nulls number numeric of off offline offset offsets on online only open opendatasource openquery openrowset openxml optimize option optionally or order others out outer
outfile over overlaps partition pctfree percent pivot placing plan pragma preceding precision primary prior print privileges proc procedure public purge query raise raiserror range rank raw
read reads readtext reconfigure recursive references regexp reindex release rename repeat replace replication require resignal resource restore restrict return returning
revert revoke right rlike rollback row rowcount rowguidcol rowid rownum rows rule save savepoint schema schemas select sensitive separator session session_user set setuser share show
shutdown signal similar size smallint some spatial sql start starting statistics straight_join successful symmetric synonym sysdate system system_user table tablesample temp
temporary terminated textsize then ties to top trailing tran transaction trigger truncate try_convert tsequal uid unbounded undo union unique unlock unpivot unsigned update updatetext usage
use user using vacuum validate values varchar varchar2 variadic varying verbose view virtual waitfor when whenever where while window with within without write writetext xor zerofill
`.split(/\s+/).filter((word) => word !== ''));

/** A name as SQL of an engine, quoted where it must be. */
export function quoteName(name: string, technology: Technology): string {
  const reserved = RESERVED.has(name.toLowerCase());
  switch (technology) {
    case 'PostgreSQL':
      // Unquoted names are folded to lower case there.
      return !reserved && /^[a-z_][a-z0-9_]*$/.test(name) ? name : doubleQuoted(name);
    case 'Oracle':
      return !reserved && /^[A-Z][A-Z0-9_]*$/.test(name) ? name : doubleQuoted(name);
    case 'SQL Server':
      return plain(name) && !reserved ? name : `[${name.replaceAll(']', ']]')}]`;
    case 'MySQL': case 'MariaDB':
      return plain(name) && !reserved ? name : `\`${name.replaceAll('`', '``')}\``;
    case 'SQLite': case 'Files': case 'Other':
      return plain(name) && !reserved ? name : doubleQuoted(name);
    default: {
      const never: never = technology;
      throw new Error(String(never));
    }
  }
}

function plain(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

function doubleQuoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The schemas that an engine looks in by itself. */
const DEFAULT_SCHEMAS: Readonly<Partial<Record<Technology, string>>> = { SQLite: 'main', PostgreSQL: 'public', 'SQL Server': 'dbo' };

/** A table as SQL of an engine, with its schema where the engine would not find it by itself. */
export function quoteTable(table: Table, technology: Technology): string {
  const name = quoteName(table.name, technology);
  return table.schema === undefined || table.schema === '' || table.schema === DEFAULT_SCHEMAS[technology] ? name : `${quoteName(table.schema, technology)}.${name}`;
}
