import { type CommandFailure, CommandStopped } from '../command.ts';

/** What ends a command; `more` is the target and the exception's type. */
export function stop(
  message: string,
  id: string,
  category = 'InvalidArgument',
  more: Pick<CommandFailure, 'target' | 'exceptionType'> = {},
): CommandStopped {
  return new CommandStopped({ message, id, category, ...more });
}

export const argumentException = 'System.Management.Automation.PSArgumentException';
export const invalidOperation = 'System.Management.Automation.PSInvalidOperationException';
