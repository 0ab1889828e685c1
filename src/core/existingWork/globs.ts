/** Folders that hold other people's work, or copies. */
export const LEFT_OUT = ['node_modules', '.git', 'vendor', 'dist', '.venv', 'venv', 'site-packages', '__pycache__', 'dbt_packages'] as const;

/** The same as a glob for the editor's search. */
export const LEFT_OUT_GLOB = `**/{${LEFT_OUT.join(',')}}/**`;

const known = new Map<string, RegExp>();

/** Whether a path (with forward slashes) is one that a glob means. Knows `**`, `*` and `{a,b}` without nesting; the case of letters counts. */
export function matchesGlob(path: string, glob: string): boolean {
  let pattern = known.get(glob);
  if (!pattern) known.set(glob, (pattern = toPattern(glob)));
  return pattern.test(path);
}

/** Whether one of the folders that are left out is on the way. */
export function isLeftOut(path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  return folders.some((folder) => (LEFT_OUT as readonly string[]).includes(folder));
}

function toPattern(glob: string): RegExp {
  let source = '';
  for (let at = 0; at < glob.length; at++) {
    const char = glob.charAt(at);
    if (glob.startsWith('**/', at)) {
      source += '(?:[^/]+/)*';
      at += 2;
    } else if (char === '*') source += '[^/]*';
    else if (char === '{') source += '(?:';
    else if (char === '}') source += ')';
    else if (char === ',') source += '|';
    else source += char.replace(/[\\^$.|?+()[\]]/g, '\\$&');
  }
  return new RegExp(`^${source}$`);
}
