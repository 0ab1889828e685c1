import { ALL_DETECTORS } from './detectors/allDetectors.ts';
import type { Detector, Found, WorkFile } from './found.ts';
import { isLeftOut, matchesGlob } from './globs.ts';

/** Most characters of a file that is looked at; what is longer is data, not work. */
const MOST_CHARACTERS = 4_000_000;

/** The globs of all tools, each once: which files are worth reading. */
export function searchedGlobs(): string[] {
  return [...new Set(ALL_DETECTORS.flatMap(({ globs }) => globs))];
}

/** Whether some tool wants to see a file of that path. */
export function isCandidate(path: string): boolean {
  return !isLeftOut(path) && ALL_DETECTORS.some((detector) => wants(detector, path));
}

/** What the files hold, tool by tool, so that a long list can be stopped between two of them. */
export function* existingWork(files: readonly WorkFile[]): Generator<readonly Found[]> {
  const readable = files.filter(({ path, text }) => text.length <= MOST_CHARACTERS && !text.includes('\u0000') && !isLeftOut(path));
  for (const detector of ALL_DETECTORS) yield named(detector.detect(readable.filter(({ path }) => wants(detector, path))));
}

/** Everything that the files hold. */
export function findExistingWork(files: readonly WorkFile[]): Found[] {
  return [...existingWork(files)].flat();
}

function wants({ globs }: Detector, path: string): boolean {
  return globs.some((glob) => matchesGlob(path, glob));
}

/** Two works of the same name are told apart by their places. */
function named(found: readonly Found[]): Found[] {
  const counts = new Map<string, number>();
  for (const { name } of found) counts.set(name, (counts.get(name) ?? 0) + 1);
  return found.map((each) => ((counts.get(each.name) ?? 0) > 1 ? { ...each, name: `${each.name} (${each.path})` } : each));
}
