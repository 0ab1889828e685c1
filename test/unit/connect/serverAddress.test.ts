import { describe, expect, it } from 'vitest';
import { addressText, isLocal, parseAddress } from '../../../src/connect/database/serverAddress.ts';

describe('the address of a server', () => {
  it.each([
    ['localhost:5432/crm', { host: 'localhost', port: 5432, database: 'crm' }],
    ['  db.example.com/crm ', { host: 'db.example.com', port: 5432, database: 'crm' }],
    ['10.0.0.7:6543/My Data', { host: '10.0.0.7', port: 6543, database: 'My Data' }],
    ['[::1]:5433/crm', { host: '::1', port: 5433, database: 'crm' }],
    ['[fe80::1]/crm', { host: 'fe80::1', port: 5432, database: 'crm' }],
  ])('%s', (text, address) => {
    expect(parseAddress(text, 'postgres')).toEqual(address);
    expect(parseAddress(addressText(address), 'mysql')).toEqual(address);
  });

  it.each(['', 'localhost', 'localhost:5432', 'localhost:5432/', 'localhost:99999/x', 'localhost:0/x', 'user:pass@localhost/crm', 'user@localhost/crm', 'postgres://localhost/crm', 'a b/crm', ':5432/crm'])('refuses %s', (text) => {
    expect(parseAddress(text, 'postgres')).toBeUndefined();
  });

  it('knows MySQL’s port', () => {
    expect(parseAddress('h/d', 'mysql')).toEqual({ host: 'h', port: 3306, database: 'd' });
  });

  it('tells this machine from others', () => {
    expect(['localhost', '127.0.0.1', '::1', 'localhost.example.com', '10.0.0.1'].map(isLocal)).toEqual([true, true, true, false, false]);
  });
});
