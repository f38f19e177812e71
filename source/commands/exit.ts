import { presentable } from '../app/output/presentable.ts';
import { type Failure, FailureError, ownWords } from '../domain/index.ts';
import { CommandExit, exitCodes } from './exit-codes.ts';

export { CommandExit, exitCodes };

export function usageError(message: string): CommandExit {
  return new CommandExit(exitCodes.usage, message);
}

/** The exit code that a failure stands for. */
export function codeOf(failure: Failure): number {
  if (failure.kind === 'credentials') return exitCodes.credentialsRefused;
  return failure.kind === 'connection' || failure.kind === 'session' ? exitCodes.noConnection : exitCodes.commandErrors;
}

/** What happened, why, what to do next, and what support asks for, one line each; `subject` is the connection's name where there is one. */
export function failureText(failure: Failure, subject?: string): string {
  const { what, why, next, details = {} } = presentable(failure);
  const facts = Object.entries(details).map(([name, value]) => `${name}=${value}`);
  const shown = ownWords(presentable(failure));
  return [
    `${subject ? `${subject}: ` : ''}${what}`,
    ...(why ? [`  Why: ${why}`] : []),
    ...(next ? [`  Next: ${next}`] : []),
    ...(shown ? [`  Original: ${shown.replaceAll('\n', '\n    ')}`] : []),
    ...(facts.length > 0 ? [`  Details: ${facts.join(', ')}`] : []),
  ].join('\n');
}

export function exitOf(error: unknown, subject?: string): CommandExit {
  if (error instanceof CommandExit) return error;
  if (error instanceof FailureError) return new CommandExit(codeOf(error.failure), failureText(error.failure, subject));
  throw error;
}
