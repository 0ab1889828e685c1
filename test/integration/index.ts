// VS Code calls `run` inside its extension host; Mocha runs every test file that lies beside this one.
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Mocha from 'mocha';

/** Only these lines are shown, among all that a window logs; see test/lab/launcher.mjs. */
const mark = '[suite] ';

export interface FileResults {
  /** Of a test file beside this one; empty for what belongs to none. */
  readonly name: string;
  passed: number;
  failed: number;
  skipped: number;
  /** Each failed test, and why. */
  readonly failures: string[];
}

export async function run(): Promise<void> {
  // Stack traces name the lines of the sources, not those of the bundle.
  process.setSourceMapsEnabled(true);
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: SuiteReporter, ...grep() });
  for (const name of chosenFiles()) mocha.addFile(join(__dirname, name));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}

/** Every test file, or those that LAB_FILES names: the ring runs what failed once more. */
function chosenFiles(): string[] {
  const wanted = process.env['LAB_FILES']?.split(',');
  return readdirSync(__dirname).filter((file) => file.endsWith('.test.cjs') && (wanted?.includes(file) ?? true)).sort();
}

function grep(): { grep?: string } {
  const wanted = process.env['LAB_GREP'];
  return wanted === undefined ? {} : { grep: wanted };
}

class SuiteReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const files = new Map<string, FileResults>();
    const counts = ({ file }: { file?: string | undefined }): FileResults => {
      const name = file === undefined ? '' : basename(file);
      const found = files.get(name) ?? { name, passed: 0, failed: 0, skipped: 0, failures: [] };
      files.set(name, found);
      return found;
    };
    const say = (text: string): void => {
      for (const line of text.split('\n')) console.log(`${mark}  ${line}`);
    };
    runner.on('pass', (test) => {
      counts(test).passed++;
      say(`✓ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on('pending', (test) => {
      counts(test).skipped++;
      say(`- ${test.fullTitle()}`);
    });
    runner.on('fail', (test, error: unknown) => {
      const failure = `${test.fullTitle()}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
      const found = counts(test);
      found.failed++;
      found.failures.push(failure);
      say(`✗ ${failure}`);
    });
    runner.on('end', () => {
      const file = process.env['LAB_RESULTS'];
      if (file !== undefined) writeFileSync(file, JSON.stringify([...files.values()]));
    });
  }
}
