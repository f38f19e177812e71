import type { TaskFailure } from '../directory/task-failure.ts';
import type { CmdletDefinition } from './definition.ts';
import type { CmdletError, Invocation } from './types.ts';

/**
 * The record that an Exchange server writes for a failed task: its FullyQualifiedErrorId names the server, the request,
 * the time and the failure's kind, then a number of eight hexadecimal digits and the task's class.
 */
export function taskError(
  failure: TaskFailure,
  definition: Pick<CmdletDefinition, 'name' | 'className'>,
  at: { readonly server: Invocation['server']; readonly requestId: string; readonly now: number },
): CmdletError {
  const reason = failure.exception.slice(failure.exception.lastIndexOf('.') + 1);
  const origin = `[Server=${at.server.name},RequestId=${at.requestId},TimeStamp=${timeStamp(at.now)}]`;
  return {
    message: failure.message,
    exceptionType: failure.exception,
    category: failure.category,
    fullyQualifiedErrorId: `${origin} [FailureCategory=Cmdlet-${reason}] ${hash(failure)},${definition.className}`,
    activity: definition.name,
    reason,
    targetName: failure.category === 'NotSpecified' ? '' : failure.target,
    targetType: failure.category === 'NotSpecified' || !failure.target ? '' : 'String',
    targetObject: failure.target || null,
  };
}

/** `11/22/2026 10:43:43 PM`. */
function timeStamp(milliseconds: number): string {
  const time = new Date(milliseconds);
  const hours = time.getUTCHours();
  const two = (number: number) => String(number).padStart(2, '0');
  const date = `${time.getUTCMonth() + 1}/${time.getUTCDate()}/${time.getUTCFullYear()}`;
  return `${date} ${hours % 12 || 12}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} ${hours < 12 ? 'AM' : 'PM'}`;
}

/** The same failure has the same number, as on a server. FNV-1a over the exception and its message. */
function hash(failure: TaskFailure): string {
  let state = 0x811c9dc5;
  for (const character of failure.exception + failure.message) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return state.toString(16).toUpperCase();
}
