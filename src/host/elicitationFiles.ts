import { parseElicitationFile } from '../core/elicitation/elicitationFile.ts';
import type { ElicitationFile, ElicitationFiles } from '../core/elicitation/elicitationFile.ts';
import type { StepFiles } from './stepFiles.ts';

/** Techniques and perspectives, read when the first Deep Dive or Party Mode is called. */
export async function loadElicitationFiles(steps: StepFiles): Promise<ElicitationFiles> {
  const folder = async (name: 'techniques' | 'perspectives'): Promise<ElicitationFile[]> =>
    (await steps.readFolder(name)).map((file) => parseElicitationFile(file.text, `steps/${name}/${file.name}`));
  const [techniques, perspectives] = await Promise.all([folder('techniques'), folder('perspectives')]);
  return { techniques, perspectives };
}
