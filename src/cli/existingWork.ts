import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeText } from '../connect/ddl/decodeText.ts';
import { coversText } from '../core/existingWork/covers.ts';
import { findExistingWork, isCandidate } from '../core/existingWork/findExistingWork.ts';
import type { WorkFile } from '../core/existingWork/found.ts';
import { LEFT_OUT, matchesGlob } from '../core/existingWork/globs.ts';
import { parsePlan } from '../core/document/parsePlan.ts';
import { NEIGHBOUR_GLOBS } from '../core/neighbours/readNeighbour.ts';
import type { Plan } from '../core/plan/plan.ts';
import { oneLine } from './words.ts';
import type { CliIo } from './io.ts';

/** Bounds of the search below the folder that the command runs in. */
const MOST_ENTRIES = 50_000;
const MOST_FILES = 2_000;
const DEEPEST = 12;
const LARGEST = 4 * 1024 * 1024;

/** Prints what was found in the folder that the command runs in, below the report of a draft; nothing where nothing is found. */
export async function reportExistingWork(draft: string, io: CliIo): Promise<void> {
  const { plan } = parsePlan(draft);
  const lines = plan ? await existingWorkLines(io.cwd, plan) : [];
  if (lines.length > 0) io.out(`\nExisting work:\n${lines.map((line) => `- ${line}\n`).join('')}`);
}

/** What others did before and left in a folder, a line each, for whoever goes on with a draft; none where nothing is found. */
export async function existingWorkLines(folder: string, plan: Plan): Promise<string[]> {
  const { files, documents } = await candidates(folder);
  const tools = findExistingWork(files).filter(({ sure }) => sure).map((found) => `${found.name}, ${found.path}: ${coversText(plan, found)}`);
  return [...tools, ...documents.map((path) => `${path}: open the plan in the editor and choose Bring In Existing Work`)].map(oneLine);
}

async function candidates(root: string): Promise<{ files: WorkFile[]; documents: string[] }> {
  const files: WorkFile[] = [];
  const documents: string[] = [];
  let seen = 0;
  const open: { path: string; depth: number }[] = [{ path: '', depth: 0 }];
  for (let next = open.pop(); next && seen < MOST_ENTRIES; next = open.pop()) {
    // A folder that may not be read holds nothing for this list.
    const entries = await readdir(join(root, next.path), { withFileTypes: true }).catch(() => []);
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      if (++seen > MOST_ENTRIES) break;
      const path = next.path === '' ? entry.name : `${next.path}/${entry.name}`;
      if (entry.isDirectory()) {
        if (next.depth < DEEPEST && !(LEFT_OUT as readonly string[]).includes(entry.name)) open.push({ path, depth: next.depth + 1 });
      } else if (!entry.isFile()) continue;
      else if (NEIGHBOUR_GLOBS.some((glob) => matchesGlob(path, glob))) documents.push(path);
      else if (files.length < MOST_FILES && isCandidate(path)) {
        const text = await readCandidate(join(root, path), path);
        if (text !== undefined) files.push({ path, text });
      }
    }
  }
  return { files: files.sort((one, other) => (one.path < other.path ? -1 : 1)), documents };
}

async function readCandidate(file: string, shown: string): Promise<string | undefined> {
  try {
    return (await stat(file)).size > LARGEST ? undefined : decodeText(await readFile(file), shown).text;
  } catch {
    return undefined;
  }
}
