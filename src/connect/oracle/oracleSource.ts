import { ConnectError } from '../connectError.ts';
import type { OpenSource } from '../source.ts';

export const openOracle: OpenSource<'oracle'> = (request) => Promise.reject(new ConnectError('scan.failed', { path: request.path, detail: 'not yet' }));
