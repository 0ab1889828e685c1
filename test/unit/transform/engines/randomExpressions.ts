import { random } from './randomValues.ts';

type Kind = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp';

/** Expressions of all functions in one another, at random: what holds for each alone must hold in any company. */
export function randomExpressions(kind: Kind, count: number, seed: number): readonly string[] {
  const next = random(seed);
  const maker = new Maker(kind, next);
  const kinds: readonly Kind[] = ['text', 'integer', 'number', 'boolean', 'date', 'timestamp'];
  return Array.from({ length: count }, (_, index) => maker.make(kinds[index % kinds.length]!, 3));
}

class Maker {
  constructor(private readonly own: Kind, private readonly next: () => number) {}

  private pick(...choices: readonly (() => string)[]): string {
    return choices[Math.floor(this.next() * choices.length)]!();
  }

  private one(...texts: readonly string[]): string {
    return texts[Math.floor(this.next() * texts.length)]!;
  }

  make(kind: Kind, depth: number): string {
    if (depth === 0 || this.next() < 0.1) return this.leaf(kind);
    const of = (other: Kind): string => this.make(other, depth - 1);
    if (this.next() < 0.3) {
      return this.pick(
        () => `if(${of('boolean')}, ${of(kind)}, ${of(kind)})`,
        () => `coalesce(${of(kind)}, ${of(kind)})`,
        () => `nullif(${of(kind)}, ${of(kind)})`,
        () => `lookup(${of('text')}, {'a': ${of(kind)}, 'M': ${of(kind)}}, else ${of(kind)})`,
      );
    }
    switch (kind) {
      case 'text': return this.pick(
        () => `${this.one('trim', 'ltrim', 'rtrim')}(${of('text')})`,
        () => `concat(${of('text')}, ${of(this.one('text', 'integer', 'number', 'date', 'boolean') as Kind)})`,
        () => `join(${this.one("', '", "'-'")}, ${of('text')}, ${of('text')}, ${of('integer')})`,
        () => `substring(${of('text')}, ${this.one('1', '2', '5')}, ${this.one('0', '1', '3')})`,
        () => `${this.one('left', 'right')}(${of('text')}, ${this.one('1', '2', '7')})`,
        () => `${this.one('lpad', 'rpad')}(${of('text')}, 5, ${this.one("'0'", "' '", "'é'")})`,
        () => `replace(${of('text')}, ${this.one("'a'", "' '", "'''", "';'").replace("'''", "''''")}, ${this.one("''", "'bb'", "'\\'")})`,
        () => `split(${of('text')}, ${this.one("';'", "'-'", "' '")}, ${this.one('1', '2')})`,
        () => `text(${of(this.one('integer', 'number', 'boolean', 'date', 'timestamp') as Kind)})`,
        () => `format(${of('number')}, ${this.one("'0'", "'0.00'", "'0,0'")})`,
        () => `formatdate(${of(this.one('date', 'timestamp') as Kind)}, ${this.one("'DD.MM.YYYY'", "'MON YY'", "'YYYYMMDDHHMISS'")})`,
      );
      case 'integer': return this.pick(
        () => `length(${of('text')})`,
        () => `integer(${of(this.one('text', 'number', 'boolean') as Kind)})`,
        () => `${this.one('year', 'month', 'day')}(${of(this.one('date', 'timestamp') as Kind)})`,
      );
      case 'number': return this.pick(
        () => `number(${of('text')})`,
        () => `${this.one('round', 'truncate')}(${of('number')}, ${this.one('0', '1', '3')})`,
        () => `round(${of('number')} ${this.one('+', '-')} ${of('integer')}, 6)`,
        () => `round(${of('number')}, 3) * ${this.one('0.01', '-2', '100')}`.replace(/^(.*)$/, 'round($1, 4)'),
        () => `-${of('number').replace(/^(.*)$/s, '($1)')}`,
      );
      case 'boolean': return this.pick(
        () => { const other = this.one('text', 'integer', 'number', 'date', 'timestamp') as Kind; return `(${of(other)} ${this.one('=', '<>', '<', '<=', '>', '>=')} ${of(other)})`; },
        () => `(${of('boolean')} ${this.one('and', 'or')} ${of('boolean')})`,
        () => `(not ${of('boolean')})`,
        () => `(${of(this.one('text', 'integer', 'boolean', 'date') as Kind)} is ${this.one('', 'not ')}null)`,
        () => `(${of('text')} ${this.one('in', 'not in')} ('a', 'M', ${of('text')}))`,
        () => `${this.one('contains', 'startswith', 'endswith')}(${of('text')}, ${this.one("'a'", "';'", "' '", "'0'")})`,
        () => `boolean(${of(this.one('text', 'integer') as Kind)})`,
      );
      case 'date': return this.pick(
        () => `date(${of('text')}${this.one('', ", 'DD.MM.YYYY'", ", 'YYYYMMDD'")})`,
        () => `date(${of('timestamp')})`,
      );
      case 'timestamp': return this.pick(
        () => `timestamp(${of('text')}${this.one('', ", 'YYYYMMDDHHMISS'", ", 'DD.MM.YYYY'")})`,
        () => `timestamp(${of('date')})`,
        () => `fromunix(${of('integer')})`,
        () => `zone(${of('timestamp')}, ${this.one("'UTC'", "'Europe/Berlin'", "'-03:00'")}, ${this.one("'UTC'", "'America/New_York'", "'+05:30'")})`,
      );
      default: return kind satisfies never;
    }
  }

  private leaf(kind: Kind): string {
    if (kind === this.own || this.next() < 0.05) return kind === this.own ? this.one('value', 'value', 'w') : this.constant(kind);
    if (this.own === 'text' || this.next() < 0.2) return this.own === 'text' ? this.read(kind) : this.constant(kind);
    switch (kind) {
      case 'text': return this.one('text(value)', 'text(w)', "'a'", "''");
      case 'integer': return this.own === 'number' || this.own === 'boolean' ? 'integer(value)' : this.own === 'date' || this.own === 'timestamp' ? 'year(value)' : this.constant(kind);
      case 'number': return this.own === 'integer' ? 'number(value)' : this.constant(kind);
      case 'boolean': return this.one('(value = w)', '(value is null)', '(value < w)');
      case 'date': return this.own === 'timestamp' ? 'date(value)' : this.constant(kind);
      case 'timestamp': return this.own === 'date' ? 'timestamp(value)' : this.own === 'integer' ? 'fromunix(value)' : this.constant(kind);
      default: return kind satisfies never;
    }
  }

  private read(kind: Kind): string {
    return kind === 'text' ? 'value' : kind === 'integer' ? this.one('length(value)', 'integer(w)') : `${kind}(${this.one('value', 'w')})`;
  }

  private constant(kind: Kind): string {
    switch (kind) {
      case 'text': return this.one("'a'", "'M'", "''", "' '", "'29.02.2024'", "'12.50'", "'x\\y'");
      case 'integer': return this.one('0', '1', '-7', '2024', '9223372036854775807');
      case 'number': return this.one('0.5', '-12.25', '1000.0');
      case 'boolean': return this.one('true', 'false');
      case 'date': return "date('2024-02-29')";
      case 'timestamp': return "timestamp('2024-02-29 13:45:00')";
      default: return kind satisfies never;
    }
  }
}
