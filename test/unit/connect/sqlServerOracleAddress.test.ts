import { describe, expect, it } from 'vitest';
import { addressFault, addressText, parseAddress } from '../../../src/connect/database/serverAddress.ts';

describe('the address of SQL Server and Oracle', () => {
  it('has the usual port where none is written', () => {
    expect(parseAddress('db.example.com/crm', 'sqlserver')).toEqual({ host: 'db.example.com', port: 1433, database: 'crm' });
    expect(parseAddress('db.example.com/ORCLPDB1.example.com', 'oracle')).toEqual({ host: 'db.example.com', port: 1521, database: 'ORCLPDB1.example.com' });
    expect(addressText({ host: 'h', port: 2484, database: 'S' })).toBe('h:2484/S');
  });

  it.each([
    ['DB01\\SQLEXPRESS/crm', 'sqlserver', 'instance'],
    ['DB01\\SQLEXPRESS', 'sqlserver', 'instance'],
    ['DB01\\SQLEXPRESS', 'postgres', undefined],
    ['db:1521:ORCL', 'oracle', 'sid'],
    ['db:1521/ORCL', 'oracle', undefined],
    ['db', 'oracle', undefined],
    ['db:1433', 'sqlserver', undefined],
  ] as const)('%s for %s: %s', (text, kind, fault) => {
    expect(addressFault(text, kind)).toBe(fault);
    if (fault !== undefined) expect(parseAddress(text, kind)).toBeUndefined();
  });
});
