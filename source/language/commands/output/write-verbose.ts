import { messageCommand } from '../lib/message-command.ts';

export const writeVerbose = messageCommand(
  'Write-Verbose',
  'Says what a script does, where -Verbose or $VerbosePreference asks for it.',
  { line: "Write-Verbose 'Reading the list'", what: 'Shown by a script that was called with -Verbose.' },
  (text, context) => context.verbose(text),
);
