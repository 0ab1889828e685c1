import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/connect/ddl/decodeText.ts';

const text = 'CREATE TABLE größe (x integer);\n';
const utf16be = Buffer.from(text, 'utf16le').swap16();

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, low byte first, with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, high byte first, with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be])],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le')],
    ['UTF-16, high byte first, without a mark', utf16be],
  ])('reads %s', (_name, bytes) => {
    expect(decodeText(bytes, 'a.sql')).toEqual({ text, sure: true });
  });

  it('reads Windows-1252, and says that it is not sure', () => {
    expect(decodeText(Buffer.from(text, 'latin1'), 'a.sql')).toEqual({ text, sure: false });
    // The bytes from 0x80 to 0x9F are where it differs from Latin-1.
    expect(decodeText(Uint8Array.of(0x2d, 0x2d, 0x20, 0x80, 0x93, 0x94, 0xfc), 'a.sql')).toEqual({ text: '-- €“”ü', sure: false });
  });

  it.each([
    ['a packed dump', Buffer.from('PGDMP\x01\x0e'), 'ddl.archive'],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0]), 'ddl.compressed'],
    ['zeros', Buffer.from('CREATE\0TABLE x;'), 'ddl.binary'],
    ['noise', Buffer.from(Array.from({ length: 400 }, (_, at) => 1 + ((at * 37) % 255))), 'ddl.binary'],
  ])('refuses %s', (_name, bytes, code) => {
    expect(() => decodeText(bytes, 'a.sql')).toThrow(expect.objectContaining({ code }) as Error);
  });
});
