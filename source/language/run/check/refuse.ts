import { LanguageError, type Span } from '../../errors.ts';

export const unsupported = (what: string, place: Span, next: string): LanguageError =>
  new LanguageError(what, place, next, 'unsupported');

/** The way out for what this language will not have. */
export const otherEngine = 'A connection with the engine powershell has it.';
