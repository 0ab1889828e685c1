/** A file that can't be written or read, and why: `code` is a message code, `args` fill it. */
export class InterchangeRefused extends Error {
  constructor(readonly code: string, readonly args: Readonly<Record<string, string>> = {}) {
    super(code);
    this.name = 'InterchangeRefused';
  }
}
