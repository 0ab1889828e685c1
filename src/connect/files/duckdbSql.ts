/** A text as a literal of DuckDB's SQL. A NUL can't stand in a statement. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''").replaceAll('\0', '')}'`;
}

/** A name as an identifier of DuckDB's SQL. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""').replaceAll('\0', '')}"`;
}

/** The arguments of a table function; undefined ones are left out. */
export function call(name: string, path: string, options: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(options).flatMap(([option, value]) => (value === undefined ? [] : [`${option} = ${value}`]));
  return `${name}(${[literal(path), ...given].join(', ')})`;
}
