import { Script } from 'node:vm';
import { EndlessError, ValueError } from './errors.ts';

/** A pattern that is understood. */
export interface Matcher {
  /** The pattern as it was written. */
  readonly pattern: string;
  test(text: string): boolean;
  /** How many steps a text of that length may take at the worst; Infinity where that grows without measure. */
  steps(length: number): number;
}

/** Steps that are taken without a guard, which costs a fifth of a millisecond: some milliseconds' work. */
const freeSteps = 2_000_000;
/**
 * Milliseconds for what may take more. A computer that stands still uses up the first as well as an endless pattern does,
 * so there is a second try.
 */
const tries = [100, 400];

/**
 * What a pattern says of texts, in their order. Patterns that go back again and again can take for ever, and in
 * Where-Object it is the server's texts that decide: EndlessError after half a second, in which nothing else runs.
 * ValueError where the pattern is too large for the engine of regular expressions.
 */
export function matchAll(matcher: Matcher, texts: readonly string[]): readonly boolean[] {
  return bounded(matcher, texts, () => texts.map((text) => matcher.test(text)));
}

/** Work with a pattern on texts, in the same bounds. It may be begun twice. */
export function bounded<Result>(matcher: Matcher, texts: readonly string[], work: () => Result): Result {
  try {
    const steps = texts.reduce((sum, text) => sum + matcher.steps(text.length), 0);
    return steps <= freeSteps ? work() : inTime(work, matcher);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ValueError(`The pattern ${shortened(matcher.pattern)} is too large.`, 'Split it into several.');
  }
}

/** A pattern as a message shows it. */
export function shortened(pattern: string): string {
  return pattern.length <= 80 ? pattern : `${pattern.slice(0, 80)}…`;
}

function inTime<Result>(work: () => Result, { pattern }: Matcher): Result {
  for (const milliseconds of tries) {
    const done = guarded(work, milliseconds);
    if (done) return done.result;
  }
  throw new EndlessError(
    `The pattern ${shortened(pattern)} takes too long on this text.`,
    'Write it so that its repetitions cannot share the same text, as (a+)+ can, or use -like.',
  );
}

const place = Symbol.for('exterm.guarded');
const globals = globalThis as { [place]?: (() => void) | undefined };
const script = new Script("globalThis[Symbol.for('exterm.guarded')]()");

/** Undefined where the work was ended by the deadline: V8 looks for interrupts while it matches, so it ends at once. */
function guarded<Result>(work: () => Result, milliseconds: number): { readonly result: Result } | undefined {
  let done: { readonly result: Result } | undefined;
  globals[place] = () => {
    done = { result: work() };
  };
  try {
    script.runInThisContext({ timeout: milliseconds });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
  } finally {
    delete globals[place];
  }
  return done;
}
