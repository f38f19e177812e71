import { messageCommand } from '../lib/message-command.ts';

export const writeWarning = messageCommand(
  'Write-Warning',
  'Warns.',
  { line: "Write-Warning 'The quota is nearly used up'", what: 'A warning; the script goes on.' },
  (text, context) => context.warning(text),
);
