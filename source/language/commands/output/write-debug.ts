import { messageCommand } from '../lib/message-command.ts';

export const writeDebug = messageCommand(
  'Write-Debug',
  'Says what helps to find a mistake, where -Debug or $DebugPreference asks for it.',
  { line: 'Write-Debug "n is $n"', what: 'Shown by a script that was called with -Debug.' },
  (text, context) => context.debug(text),
);
