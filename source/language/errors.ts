/** A half-open range of a text, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * `syntax`: no PowerShell. `incomplete`: more input would cure it (an open quote, a pipe at the end). `unsupported`:
 * valid PowerShell that is not understood here. `value`: read well, but what it stands for cannot be used. `endless`: the
 * work on a value had to be ended, and the line with it.
 */
export type LanguageErrorKind = 'syntax' | 'incomplete' | 'unsupported' | 'value' | 'endless';

/**
 * What the REPL's language cannot read or do: `message` says what and why, `next` what to do about it, `span` where in
 * the text.
 */
export class LanguageError extends Error {
  override readonly name = 'LanguageError';
  readonly span: Span;
  readonly next: string;
  readonly kind: LanguageErrorKind;

  constructor(message: string, span: Span, next: string, kind: LanguageErrorKind = 'syntax') {
    super(message);
    this.span = { start: span.start, end: span.end };
    this.next = next;
    this.kind = kind;
  }

  get incomplete(): boolean {
    return this.kind === 'incomplete';
  }
}
