import { Draft } from '../draft.ts';
import type { Detector, Found, WorkFile } from '../found.ts';
import { baseName, stemOf } from '../paths.ts';
import { withoutCredentials } from '../withoutCredentials.ts';

/** pgloader: commands in `.load` files. */
export const pgloader: Detector = {
  tool: 'pgloader',
  globs: ['**/*.load', '**/*pgloader*.{conf,cmd,txt}'],
  detect: (files) => files.map(describe).filter((found) => found !== undefined),
};

/** `LOAD DATABASE FROM … INTO …`; a file may hold several commands. */
function describe(file: WorkFile): Found | undefined {
  const text = file.text.slice(0, 500_000).replace(/--[^\n]*/g, (comment) => ' '.repeat(comment.length));
  const starts = [...text.matchAll(/^[ \t]*LOAD[ \t\r\n]+(DATABASE|CSV|FIXED|DBF|SQLITE|IXF|ARCHIVE|COPY|MYSQL|MSSQL)\b/gim)].slice(0, 200);
  if (starts.length === 0 || !/\bINTO\b/i.test(text)) return undefined;
  const draft = new Draft('pgloader', `pgloader command ${stemOf(file.path)}`, file.path);
  const kinds = [...new Set(starts.map((start) => (start[1] ?? '').toLowerCase()))];
  draft.facts.push(`loads ${kinds.map((kind) => (kind === 'database' ? 'a database' : kind)).join(' and ')}`);
  starts.forEach((start, index) => {
    const command = text.slice(start.index, starts[index + 1]?.index ?? text.length);
    draft.seen(file, start.index, 'command');
    readCommand(draft, command);
  });
  return draft.done();
}

function readCommand(draft: Draft, command: string): void {
  const from = /\bFROM\s{1,20}(?:'([^'\r\n]{1,1000})'|(\S{1,1000}))/i.exec(command);
  const into = /\bINTO\s{1,20}(?:'([^'\r\n]{1,1000})'|(\S{1,1000}))/i.exec(command);
  const source = from?.[1] ?? from?.[2] ?? '';
  const target = into?.[1] ?? into?.[2] ?? '';
  const isUrl = /^[a-z][a-z0-9+]{1,30}:\/\//i.test(source);
  if (isUrl) draft.connect('source', withoutCredentials(source));
  else if (/^[\w./ -]{1,300}$/.test(source) && !/^(?:stdin|inline)$/i.test(source)) draft.read(baseName(source));
  draft.connect('target', withoutCredentials(target));
  const tableOfUrl = /[?&]tablename=([\w.$]{1,200})/i.exec(target)?.[1] ?? /\?([\w$]{1,100}\.)?([\w$]{1,100})$/.exec(target)?.slice(1).join('') ?? '';
  const named = /\bTARGET\s{1,20}TABLE\s{1,20}([\w."$]{1,200})/i.exec(command)?.[1]?.replaceAll('"', '') ?? '';
  draft.write(named || tableOfUrl);
  for (const clause of command.matchAll(/\bINCLUDING\s{1,20}ONLY\s{1,20}TABLE\s{1,20}NAMES\s{1,20}(?:MATCHING|LIKE)\s{1,20}([^;]{1,5000})/gi)) {
    const { names, patterns } = matching(clause[1] ?? '');
    draft.read(...names);
    if (patterns.length > 0) draft.facts.push(`tables like ${patterns.join(', ')}`);
  }
  for (const clause of command.matchAll(/\bEXCLUDING\s{1,20}TABLE\s{1,20}NAMES\s{1,20}(?:MATCHING|LIKE)\s{1,20}([^;]{1,5000})/gi)) {
    const { names, patterns } = matching(clause[1] ?? '');
    if (names.length + patterns.length > 0) draft.facts.push(`leaves out ${[...names, ...patterns].slice(0, 12).join(', ')}`);
  }
  for (const rename of command.matchAll(/\bALTER\s{1,20}TABLE\s{1,20}NAMES\s{1,20}MATCHING\s{1,20}'([^'\r\n]{1,200})'(?:\s{1,20}IN\s{1,20}SCHEMA\s{1,20}'[^'\r\n]{1,200}')?\s{1,20}RENAME\s{1,20}TO\s{1,20}'([^'\r\n]{1,200})'/gi)) {
    draft.read(rename[1] ?? '');
    draft.write(rename[2] ?? '');
    draft.facts.push(`${rename[1] ?? ''} becomes ${rename[2] ?? ''}`);
  }
}

/** The list behind MATCHING, up to the next clause: names in quotes, and patterns behind `~`. */
function matching(list: string): { names: string[]; patterns: string[] } {
  const names: string[] = [];
  const patterns: string[] = [];
  const item = /\s{0,50}(?:'([^'\r\n]{1,200})'|~\s{0,5}([/<])([^/>\r\n]{1,200})[/>])\s{0,50}(,?)/y;
  for (let match = item.exec(list); match; match = item.exec(list)) {
    if (match[1] === undefined) patterns.push(`/${match[3] ?? ''}/`);
    else if (match[1].includes('%')) patterns.push(match[1]);
    else names.push(match[1]);
    if (match[4] === '') break;
  }
  return { names, patterns };
}
