import type { DataType } from '../catalogue/catalogue.ts';
import { transformWord } from '../transform/transformWord.ts';

/** What a transform makes of an example: `'00042' → 42`. The example is ours: no data is kept anywhere. Undefined where there is none to show. */
export function transformSample(transform: string, source: DataType['kind'] | undefined): string | undefined {
  const text = transform.trim();
  const word = transformWord(text);
  switch (word) {
    case 'direct': return `${EXAMPLES[source ?? 'text'] ?? "'Ada'"} → ${EXAMPLES[source ?? 'text'] ?? "'Ada'"}`;
    case 'cast': return castSample(text.slice('cast to '.length), source);
    case 'constant': return `(anything) → ${text.slice('constant '.length).trim()}`;
    case 'leaveBehind': case 'default': case 'generated': case 'unknown': case 'expression': return undefined;
    default: return word satisfies never;
  }
}

const EXAMPLES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  text: "'Ada'", integer: '42', decimal: '12.50', float: '0.5', boolean: 'true', date: '2024-02-29', timestamp: '2024-02-29 13:45:00', time: '13:45:00',
};

function castSample(type: string, source: DataType['kind'] | undefined): string | undefined {
  const name = type.trim().toLowerCase();
  const fromText = source === undefined || source === 'text' || source === 'unknown';
  const digits = /\((\d{1,3})(?:\s*,\s*(\d{1,3}))?\)/.exec(name);
  if (/^(?:small|big|tiny|medium)?int|^integer|^serial|^number\((\d+)(?:,\s*0)?\)$/.test(name)) return fromText ? "'00042' → 42" : source === 'boolean' ? 'true → 1' : '42.0 → 42';
  if (/^(?:numeric|decimal|number|money)/.test(name)) {
    const scale = Math.min(6, Number(digits?.[2] ?? 2));
    return `${fromText ? "'12.345678'" : '12.345678'} → ${(12.345678).toFixed(scale)}`;
  }
  if (/^(?:real|float|double)/.test(name)) return "'0.5' → 0.5";
  if (/^timestamp|^datetime/.test(name)) return source === 'date' ? '2024-02-29 → 2024-02-29 00:00:00' : "'2024-02-29T13:45' → 2024-02-29 13:45:00";
  if (name.startsWith('date')) return source === 'timestamp' ? '2024-02-29 13:45:00 → 2024-02-29' : "'2024-02-29' → 2024-02-29";
  if (name.startsWith('time')) return "'13:45' → 13:45:00";
  if (/^bool|^bit/.test(name)) return fromText ? "'Y' → true" : '1 → true';
  if (/^(?:n?var)?char|^n?text|^string|^clob|^varchar2|^nvarchar/.test(name)) {
    const length = Number(digits?.[1] ?? 0);
    if (source === undefined || source === 'text') return length > 0 && length < 8 ? `'Lovelace' → '${'Lovelace'.slice(0, length)}'` : undefined;
    return "42 → '42'";
  }
  if (name.startsWith('uuid')) return "'6F9619FF-8B86-D011-B42D-00C04FC964FF' → 6f9619ff-8b86-d011-b42d-00c04fc964ff";
  return undefined;
}
