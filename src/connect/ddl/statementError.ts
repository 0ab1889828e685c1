/** A statement that can't be read; `offset` counts characters from the start of the statement. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
  readonly offset: number | undefined;

  constructor(message: string, offset: number | undefined) {
    super(message);
    this.offset = offset;
  }
}
