/** One record of a CSV text, as far as its shape matters. */
export interface CsvRecord {
  readonly fields: readonly string[];
  /** Physical lines before it. */
  readonly line: number;
}

export interface CsvReading {
  readonly records: readonly CsvRecord[];
  /** Quoted fields that go on behind their closing quote, or never end. */
  readonly malformed: number;
}

/** Reads a sample record by record, leniently; a record that the sample cuts off is left out. Blank lines are no records. */
export function csvRecords(text: string, delimiter: string, escape: '"' | '\\', whole: boolean): CsvReading {
  const records: CsvRecord[] = [];
  let malformed = 0;
  let line = 0;
  let at = 0;
  while (at < text.length) {
    const begun = line;
    const fields: string[] = [];
    let cut = false;
    for (;;) {
      let value = '';
      if (text[at] === '"') {
        at += 1;
        let closed = false;
        const parts: string[] = [];
        let from = at;
        for (; at < text.length; at += 1) {
          const char = text[at];
          if (char === '\\' && escape === '\\') {
            parts.push(text.slice(from, at));
            at += 1;
            from = at;
          } else if (char === '"') {
            if (escape === '"' && text[at + 1] === '"') {
              parts.push(text.slice(from, at));
              at += 1;
              from = at;
            } else {
              closed = true;
              break;
            }
          } else if (char === '\n' || (char === '\r' && text[at + 1] !== '\n')) line += 1;
        }
        parts.push(text.slice(from, at));
        value = parts.join('');
        if (closed) at += 1;
        else cut = true;
      }
      const from = at;
      while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
      if (at > from) {
        if (value !== '' || text[from - 1] === '"') malformed += 1;
        value += text.slice(from, at);
      }
      fields.push(value);
      if (at < text.length && text[at] === delimiter) {
        at += 1;
        continue;
      }
      break;
    }
    const ended = at < text.length;
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n' ) at += 1;
    if (ended) line += 1;
    if (cut && whole) malformed += 1;
    const blank = fields.length === 1 && fields[0] === '';
    if (!blank && (ended || whole || records.length === 0)) records.push({ fields, line: begun });
  }
  return { records, malformed };
}
