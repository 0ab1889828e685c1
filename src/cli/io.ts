/** What the commands need of the process, so that tests can stand in for it. */
export interface CliIo {
  readonly cwd: string;
  readonly now: Date;
  /** The built entry of the reading process. */
  readonly childPath: string;
  /** An environment variable: where passwords are. */
  readonly env: (name: string) => string | undefined;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}
