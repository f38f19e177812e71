import { Environment } from './environment.ts';
import type { LanguageError, LanguageErrorKind } from './errors.ts';
import { parse } from './parse.ts';
import { refusalsOf } from './run/check/index.ts';
import { unmetRequirement } from './run/requires.ts';

/** A part of a text that is no PowerShell, or not understood here. */
export interface Problem {
  readonly kind: LanguageErrorKind;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** The part itself, its first line. */
  readonly construct: string;
  readonly message: string;
  /** What to write instead, or which engine has it. */
  readonly advice: string;
}

const longestConstruct = 120;

/**
 * What of a text is not understood, without a server and without running it: every part in its order. Names that may be a
 * server's cmdlets are taken for such.
 */
export function problemsOf(text: string): readonly Problem[] {
  const result = parse(text);
  const { tree, errors } = result;
  const missing = unmetRequirement(result);
  const found: readonly LanguageError[] =
    errors.length > 0
      ? errors
      : [...(missing ? [missing] : []), ...refusalsOf(tree, new Environment().interpreter.session)];
  return found.map(({ kind, message, next, span }) => {
    const before = text.slice(0, span.start).split(/\r\n|\r|\n/);
    const construct = text.slice(span.start, span.end).split(/\r\n|\r|\n/, 1)[0] ?? '';
    return {
      kind,
      line: before.length,
      column: before.at(-1)!.length + 1,
      construct: construct.slice(0, longestConstruct),
      message,
      advice: next,
    };
  });
}
