import { argumentsOf, readCode } from '../codeText.ts';
import { withoutCredentials } from '../withoutCredentials.ts';

/** The connections that a configuration in JavaScript names: its kind, host and database as literals, or the variable of the environment. */
export function connectionInCode(text: string, kind: RegExp): string[] {
  const code = readCode(text.slice(0, 200_000), 'javascript');
  const first = (pattern: RegExp): string => [...argumentsOf(code, pattern, 50)][0]?.text ?? '';
  const kinds = [...new Set([...argumentsOf(code, kind, 50)].map(({ text: name }) => name).filter((name) => /^[\w-]{1,40}$/.test(name)))].join(', ');
  const url = first(/\b(?:connection|connectionString|url)\s*:/g);
  const place = [first(/\bhost\s*:/g), first(/\bdatabase\s*:/g)].filter((part) => /^[\w.-]{1,200}$/.test(part)).join('/');
  const variable = /\b(?:connection|connectionString|url)\s*:\s*process\.env(?:\.(\w{1,80})|\[)/.exec(code.bare)?.[1];
  const address = url === '' ? place : withoutCredentials(url);
  const named = address === '' && variable !== undefined ? `environment variable ${variable}` : address;
  const all = [kinds, named].filter((part) => part !== '').join(', ');
  return all === '' ? [] : [all];
}
