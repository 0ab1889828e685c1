const MINUTES: ReadonlyMap<string, number> = new Map([
  ['s', 1 / 60], ['sec', 1 / 60], ['secs', 1 / 60], ['second', 1 / 60], ['seconds', 1 / 60],
  ['m', 1], ['min', 1], ['mins', 1], ['minute', 1], ['minutes', 1],
  ['h', 60], ['hr', 60], ['hrs', 60], ['hour', 60], ['hours', 60],
  ['d', 1440], ['day', 1440], ['days', 1440],
  ['w', 10080], ['wk', 10080], ['wks', 10080], ['week', 10080], ['weeks', 10080],
]);
const WORDS: ReadonlyMap<string, string> = new Map([['an', '1'], ['a', '1'], ['one', '1'], ['half', '0.5'], ['two', '2'], ['three', '3'], ['four', '4'], ['five', '5'], ['six', '6'], ['eight', '8'], ['ten', '10'], ['twelve', '12']]);

/**
 * Reads a duration in minutes: `4h`, `2 h 30 min`, `1:30` (an hour and a half), `2 days`, `45 minutes`, `half a day`,
 * `0`, `none`. A bare number other than 0 has no unit and is unreadable: undefined.
 */
export function parseDuration(text: string): number | undefined {
  let rest = text.trim().toLowerCase();
  if (rest === '' || rest.length > 80) return undefined;
  rest = rest.replace(/^(?:~|≈|about |around |roughly |approximately |approx\.? |ca\.? )\s*/, '');
  if (/^(?:0|zero|none|no downtime|zero downtime)$/.test(rest)) return 0;
  const clock = /^(\d{1,4}):([0-5]\d)(?:\s*(?:h|hrs?|hours?))?$/.exec(rest);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  rest = rest.replace(/^half an?\b/, '0.5').replace(/\b(?:an?|one|half|two|three|four|five|six|eight|ten|twelve)\b/g, (word) => WORDS.get(word) ?? word);
  const part = /^(?:,|and|\+)?\s*(\d+(?:[.,]\d+)?)\s*-?([a-z]+)\.?\s*/;
  let minutes = 0;
  let last = Number.POSITIVE_INFINITY;
  while (rest !== '') {
    const match = part.exec(rest);
    // `2h30`: the number after hours counts minutes.
    const bare = match ? null : /^(\d{1,2})$/.exec(rest);
    if (bare && last === 60) return minutes + Number(bare[1]);
    const unit = match ? MINUTES.get(match[2] ?? '') : undefined;
    // Units go down: "30 min 2 h" is a slip, not a duration.
    if (!match || unit === undefined || unit >= last) return undefined;
    minutes += Number((match[1] ?? '').replace(',', '.')) * unit;
    last = unit;
    rest = rest.slice(match[0].length);
  }
  return Math.round(minutes * 1e6) / 1e6;
}

/** `2 h 30 min`, `45 min`, `2 d 4 h`, `0 min`; seconds only where there are any. */
export function formatDuration(minutes: number): string {
  const seconds = Math.round(minutes * 60);
  const parts: string[] = [];
  const take = (size: number, left: number, unit: string): number => {
    const count = Math.floor(left / size);
    if (count > 0) parts.push(`${count} ${unit}`);
    return left - count * size;
  };
  let left = seconds;
  // From two days on, days are easier to read than hours.
  if (left >= 2 * 86_400) left = take(86_400, left, 'd');
  left = take(3_600, left, 'h');
  left = take(60, left, 'min');
  take(1, left, 's');
  return parts.length > 0 ? parts.join(' ') : '0 min';
}
