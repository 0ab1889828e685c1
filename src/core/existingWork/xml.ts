/** An element of an XML file, as far as it is looked at. Names keep their prefix; the text is that directly in it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  /** Line of its opening tag, from 1. */
  readonly line: number;
}

interface Open {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
  line: number;
}

const MOST_ELEMENTS = 200_000;
const DEEPEST = 200;
const MOST_TEXT = 200_000;
const MOST_ATTRIBUTES = 200;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads XML as far as it can be read, in one pass: what is not closed ends where its parent does. Declarations of a document
 * type are skipped, so no entity but the five of XML and numbers means anything; deeper or more elements than any such file
 * has are left out. Undefined where there is no element.
 */
export function readXml(text: string): XmlElement | undefined {
  const root: Open = { name: '', attributes: {}, children: [], text: '', line: 1 };
  const open: Open[] = [root];
  let elements = 0;
  let line = 1;
  let counted = 0;
  const lineAt = (offset: number): number => {
    for (let next = text.indexOf('\n', counted); next >= 0 && next < offset; next = text.indexOf('\n', next + 1)) {
      line++;
      counted = next + 1;
    }
    return line;
  };
  let skipped = 0;
  for (let at = 0; at < text.length;) {
    const tag = text.indexOf('<', at);
    if (tag < 0) break;
    const top = open[open.length - 1] ?? root;
    if (skipped === 0 && tag > at && top !== root && top.text.length < MOST_TEXT) top.text += decode(text.slice(at, Math.min(tag, at + MOST_TEXT)));
    if (text.startsWith('<!--', tag)) at = behind(text, '-->', tag + 4);
    else if (text.startsWith('<![CDATA[', tag)) {
      const end = text.indexOf(']]>', tag + 9);
      if (skipped === 0 && top.text.length < MOST_TEXT) top.text += text.slice(tag + 9, end < 0 ? text.length : end).slice(0, MOST_TEXT);
      at = end < 0 ? text.length : end + 3;
    } else if (text.startsWith('<!', tag)) at = declarationEnd(text, tag + 2);
    else if (text.startsWith('<?', tag)) at = behind(text, '?>', tag + 2);
    else if (text.startsWith('</', tag)) {
      const end = behind(text, '>', tag + 2);
      if (skipped > 0) skipped--;
      else close(open, text.slice(tag + 2, end - 1).trim());
      at = end;
    } else {
      const read = readTag(text, tag + 1);
      if (!read) {
        at = tag + 1;
        continue;
      }
      if (skipped > 0 || open.length > DEEPEST || elements >= MOST_ELEMENTS) {
        if (!read.closed) skipped++;
      } else {
        elements++;
        const element: Open = { name: read.name, attributes: read.attributes, children: [], text: '', line: lineAt(tag) };
        top.children.push(element);
        if (!read.closed) open.push(element);
      }
      at = read.end;
    }
  }
  return root.children[0];
}

function close(open: Open[], name: string): void {
  for (let index = open.length - 1; index > 0; index--) {
    if (open[index]?.name === name) {
      open.length = index;
      return;
    }
    // A stray closing tag is looked for among the nearest only: else many of them would cost the square of their number.
    if (open.length - index > 8) return;
  }
}

function behind(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}

/** `<!DOCTYPE x [ … ]>`: skipped whole, with the entities it declares. */
function declarationEnd(text: string, from: number): number {
  const end = text.indexOf('>', from);
  if (end < 0) return text.length;
  const bracket = text.slice(from, Math.min(end, from + 2_000)).indexOf('[');
  if (bracket < 0) return end + 1;
  const subset = text.indexOf(']', from + bracket);
  return subset < 0 ? text.length : behind(text, '>', subset);
}

function readTag(text: string, from: number): { name: string; attributes: Record<string, string>; closed: boolean; end: number } | undefined {
  const name = /[^\s/>=<"']{1,200}/y;
  name.lastIndex = from;
  const tag = name.exec(text);
  if (!tag) return undefined;
  const attributes: Record<string, string> = {};
  let at = from + tag[0].length;
  let count = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '>') return { name: tag[0], attributes, closed: false, end: at + 1 };
    if (char === '/' && text.charAt(at + 1) === '>') return { name: tag[0], attributes, closed: true, end: at + 2 };
    if (char === '<') return { name: tag[0], attributes, closed: false, end: at };
    name.lastIndex = at;
    const key = name.exec(text);
    if (!key) {
      at++;
      continue;
    }
    at += key[0].length;
    const equals = /\s{0,100}=\s{0,100}/y;
    equals.lastIndex = at;
    const sign = equals.exec(text);
    if (!sign) continue;
    at += sign[0].length;
    const quote = text.charAt(at);
    if (quote !== '"' && quote !== "'") continue;
    const end = text.indexOf(quote, at + 1);
    const value = text.slice(at + 1, end < 0 ? text.length : end);
    if (count++ < MOST_ATTRIBUTES && key[0] !== '__proto__') attributes[key[0]] = decode(value.slice(0, MOST_TEXT));
    at = end < 0 ? text.length : end + 1;
  }
  return { name: tag[0], attributes, closed: true, end: text.length };
}

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal: string | undefined, hex: string | undefined, named: string | undefined) => {
    if (named !== undefined) return ENTITIES[named] ?? whole;
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '', 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** The first child of that name; a name without its prefix finds it under any. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => isNamed(child, name));
}

/** The text of the first child of that name, trimmed; '' where there is none. */
export function textOf(element: XmlElement | undefined, name: string): string {
  return childOf(element, name)?.text.trim() ?? '';
}

export function isNamed(element: XmlElement, name: string): boolean {
  return element.name === name || element.name.endsWith(`:${name}`);
}

/** An attribute under any prefix; '' where there is none. */
export function attributeOf(element: XmlElement, name: string): string {
  const exact = element.attributes[name];
  if (exact !== undefined) return exact;
  const found = Object.entries(element.attributes).find(([key]) => key.endsWith(`:${name}`));
  return found?.[1] ?? '';
}

/** All elements below, in the order of the text. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  const open = [...element.children].reverse();
  while (open.length > 0) {
    const next = open.pop();
    if (!next) return;
    yield next;
    for (let index = next.children.length - 1; index >= 0; index--) open.push(next.children[index]!);
  }
}
