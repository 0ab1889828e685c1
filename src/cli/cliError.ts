/** Something that ends the command with exit code 2; the message is for the person who called it. */
export class CliError extends Error {
  override readonly name = 'CliError';
}
