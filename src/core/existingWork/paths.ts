/** Paths within the workspace, with forward slashes. */

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a path; '' for the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The name without what follows its last point. */
export function stemOf(path: string): string {
  return baseName(path).replace(/\.[^.]+$/, '');
}

/** `to`, written in a file of that folder, as a path from the root; undefined where it leads outside. */
export function joinPath(folder: string, to: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of to.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** Things by the folder they lie in, in the order in which the folders come first. */
export function byFolder<T extends { readonly path: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const folder = folderOf(item.path);
    const group = groups.get(folder);
    if (group) group.push(item);
    else groups.set(folder, [item]);
  }
  return groups;
}

/** True where `path` is `folder` or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
