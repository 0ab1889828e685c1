import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { findExistingWork } from '../../../src/core/existingWork/findExistingWork.ts';
import type { Found, WorkFile } from '../../../src/core/existingWork/found.ts';

export const FIXTURES = join(import.meta.dirname, '../../fixtures/existingWork');

/** The files of one fixture folder, as a workspace of its own. */
export function workspace(name: string): WorkFile[] {
  const root = join(FIXTURES, name);
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).map((entry) => join(root, entry)).filter((path) => statSync(path).isFile())
    .map((path) => ({ path: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') })).sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** What is found in a fixture folder. */
export function foundIn(name: string): Found[] {
  return findExistingWork(workspace(name));
}

/** What matters of it, short. */
export function brief({ name, path, sure, facts, reads, writes, connections, evidence }: Found): unknown {
  return { name, path, sure, facts, reads, writes, connections: connections.map((each) => `${each.role} ${each.name}`), evidence: evidence.map((each) => `${each.path}:${each.line} ${each.what}`) };
}
