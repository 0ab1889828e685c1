import { textChunks } from './textChunks.ts';

/** Objects of more characters are taken for sound: they are not kept whole. */
const mostObject = 16_000_000;

/** The 1-based line where the first object begins that is no JSON, or never ends, in a list of objects or objects one after the other. */
export async function firstBrokenJson(file: string, packed: boolean, isList: boolean, signal?: AbortSignal): Promise<number | undefined> {
  const base = isList ? 1 : 0;
  const decoder = new TextDecoder();
  let depth = 0;
  let quoted = false;
  let escaped = false;
  let line = 1;
  let begun = 0;
  let held = '';
  for await (const chunk of textChunks(file, packed, signal)) {
    const text = decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 10) line += 1;
      if (quoted) {
        if (escaped) escaped = false;
        else if (code === 92) escaped = true;
        else if (code === 34) quoted = false;
      } else if (code === 34) quoted = true;
      else if (code === 123 || code === 91) {
        if (depth === base) {
          begun = line;
          from = at;
          held = '';
        }
        depth += 1;
      } else if (code === 125 || code === 93) {
        depth -= 1;
        if (depth === base) {
          const object = held + text.slice(from, at + 1);
          held = '';
          if (object.length < mostObject && !isSound(object)) return begun;
        }
        if (depth < 0) return line;
      }
    }
    if (depth > base && held.length < mostObject) held += text.slice(from);
  }
  return depth > base ? begun : depth > 0 ? line : undefined;
}

function isSound(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
