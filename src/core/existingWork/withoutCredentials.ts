/**
 * What a connection string may say in a document: which kind of database, on which host, which database. Everything that is
 * not one of these for certain is left out: a user, a password, and whatever may be one.
 */
export function withoutCredentials(text: string): string {
  const trimmed = text.trim().replace(/^(['"])(.*)\1$/s, '$2').slice(0, 2_000);
  const variable = /^(?:\$\{?([A-Za-z_][A-Za-z0-9_]{0,80})\}?|\{\{\s*env_var\(\s*['"]([A-Za-z_][A-Za-z0-9_]{0,80})['"][^}]*\}\})$/.exec(trimmed);
  if (variable) return `environment variable ${variable[1] ?? variable[2] ?? ''}`;
  const url = /^(?:jdbc:)?([a-z][a-z0-9+.-]{1,30}):(?:thin:|oci:)?(.*)$/is.exec(trimmed);
  if (url && !/^dbi$/i.test(url[1] ?? '')) return fromUrl((url[1] ?? '').toLowerCase(), url[2] ?? '');
  return fromPairs(trimmed);
}

/** `//user:password@host:5432/database?options` or `user/password@//host:1521/service`. */
function fromUrl(scheme: string, rest: string): string {
  const kind = scheme.replace(/\+.*$/, '');
  const at = rest.lastIndexOf('@');
  const option = rest.search(/[?;]/);
  // A password may hold any of these signs; where it can't be told where it ends, nothing behind the kind is shown.
  if (rest.indexOf('@') !== at || (at >= 0 && option >= 0 && option < at)) return kind;
  // A string that is cut off before its `@` is a user and a password.
  if (at < 0 && kind === 'oracle') return kind;
  const address = rest.slice(at + 1).replace(/^\/{1,3}/, '');
  const bare = /^([\w.-]{0,200})(?::\d{1,5}(?::([\w.$-]{1,200}))?)?(?:\/([\w.$-]{1,200}))?\/?(?:[?;#]|$)/.exec(address);
  if (!bare) return kind;
  const host = bare[1] ?? '';
  const database = bare[2] ?? bare[3] ?? /[;?&](?:database(?:name)?|initial catalog)=([\w.$-]{1,200})/i.exec(withoutQuoted(address))?.[1] ?? '';
  const place = [host, database].filter((part) => part !== '').join('/');
  return place === '' ? kind : `${kind} ${place}`;
}

const HOST = /^(?:host|hostname|server|data source|addr|address)$/i;
const DATABASE = /^(?:database|dbname|initial catalog|sid|service_name|service name|db)$/i;

/** `dbi:Oracle:host=db1;sid=ORCL;port=1521` or `Data Source=db1;Initial Catalog=Crm;Password=…`: host and database by their keys alone. */
function fromPairs(text: string): string {
  const kind = /^dbi:([A-Za-z]{1,20}):/i.exec(text);
  const found: Record<'host' | 'database', string> = { host: '', database: '' };
  const bare = withoutQuoted(text.slice(kind?.[0].length ?? 0));
  for (const pair of bare.split(bare.includes(';') ? ';' : /\s+(?=\w+=)/).slice(0, 60)) {
    const equals = pair.indexOf('=');
    if (equals < 0) continue;
    const key = pair.slice(0, equals).trim();
    const value = pair.slice(equals + 1).trim();
    if (!/^[\w.,$\\-]{1,200}$/.test(value)) continue;
    if (HOST.test(key)) found.host ||= value;
    else if (DATABASE.test(key)) found.database ||= value;
  }
  return [kind?.[1]?.toLowerCase() ?? '', [found.host, found.database].filter((part) => part !== '').join('/')].filter((part) => part !== '').join(' ');
}

/** Without values in quotes or braces, which may hold what looks like another pair; nothing where it can't be told where they end. */
function withoutQuoted(text: string): string {
  const bare = text.replace(/=\s{0,20}(?:"(?:[^"\\]|\\.|"")*"|'(?:[^'\\]|\\.|'')*'|\{(?:[^}]|\}\})*\})/gs, '=');
  return /["'{}]/.test(bare) || (!bare.includes(';') && bare.includes('\\')) ? '' : bare;
}
