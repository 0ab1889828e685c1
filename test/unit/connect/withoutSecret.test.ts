import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutSecret } from '../../../src/connect/database/withoutSecret.ts';

describe('withoutSecret', () => {
  const secret = `a b"c/ü%1`;

  it.each([
    ['plain', secret],
    ['as part of an address', encodeURIComponent(secret)],
    ['as JSON', JSON.stringify(secret).slice(1, -1)],
    ['in base 64', Buffer.from(secret).toString('base64')],
    ['in hexadecimal', Buffer.from(secret).toString('hex')],
  ])('takes it out %s', (_how, form) => {
    expect(withoutSecret(`no way in with ${form}, twice: ${form}`, secret)).toBe('no way in with •••, twice: •••');
  });

  it('leaves a text whole that does not hold it, and where there is none', () => {
    expect(withoutSecret('no way in', secret)).toBe('no way in');
    expect(withoutSecret('no way in', undefined)).toBe('no way in');
    expect(withoutSecret('no way in', '')).toBe('no way in');
  });

  it('gives nothing away about one of a letter or two', () => {
    expect(withoutSecret('access denied', 'e')).toBe('•••');
    expect(withoutSecret('access denied', 'xy')).toBe('access denied');
  });

  it('whatever the secret, it is not in the text any more', () => {
    fc.assert(fc.property(fc.string({ minLength: 3 }).filter((text) => !'•••'.includes(text)), fc.string(), fc.string(), (any, before, after) => {
      const cleaned = withoutSecret(`${before}${any}${after}`, any);
      return !cleaned.includes(any) || `${before}•••${after}`.includes(any);
    }));
  });
});
