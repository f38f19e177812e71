/** CLIXML that is not well formed, not CLIXML, or beyond a limit; or a value that CLIXML cannot carry. */
export class ClixmlError extends Error {
  override readonly name = 'ClixmlError';
  /** Where in the text, in UTF-16 code units from its start (after a byte order mark); -1 when encoding. */
  readonly offset: number;
  constructor(message: string, offset = -1) {
    super(offset < 0 ? `CLIXML: ${message}` : `CLIXML: ${message} (at character ${offset})`);
    this.offset = offset;
  }
}
