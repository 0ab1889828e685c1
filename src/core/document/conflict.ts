import type { Problem } from '../plan/problem.ts';

/**
 * The first of git's conflict markers in a stretch of text; `skip` says which offsets are out of question (code fences).
 * `=======` and `|||||||` count only after an opening marker: elsewhere the first underlines a heading.
 */
export function conflictIn(text: string, start: number, end: number, skip: (offset: number) => boolean = () => false): Problem | undefined {
  // Hardly any document has one: two plain searches tell that many times sooner than the expression below.
  if (!has(text, '<<<<<<<', start, end) && !has(text, '>>>>>>>', start, end)) return undefined;
  const marker = /^(?:<{7}|>{7}|={7}|\|{7})(?=[ \t\r]|$)[^\r\n]*/gm;
  marker.lastIndex = start;
  for (let match = marker.exec(text); match && match.index < end; match = marker.exec(text)) {
    const kind = match[0].charAt(0);
    if ((kind !== '<' && kind !== '>') || skip(match.index)) continue;
    return {
      code: 'document.conflict', args: { marker: match[0].slice(0, 60) }, severity: 'error',
      range: { start: match.index, end: match.index + match[0].length }, place: { kind: 'document' }, fixes: [],
    };
  }
  return undefined;
}

function has(text: string, sign: string, start: number, end: number): boolean {
  const at = text.indexOf(sign, start);
  return at >= 0 && at < end;
}
