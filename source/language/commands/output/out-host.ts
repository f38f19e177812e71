import type { CommandDeclaration } from '../command.ts';
import { inputObject } from '../lib/parameters.ts';

export const outHost: CommandDeclaration = {
  name: 'Out-Host',
  aliases: ['oh'],
  synopsis: 'Shows what comes in on the screen, whatever would take it otherwise.',
  examples: [{ line: '$x = Get-Mailbox | Out-Host', what: 'Shows the mailboxes; $x is empty.' }],
  parameters: [
    { name: 'Paging', type: 'switch', what: 'Page by page; the screen keeps all of it to scroll through anyway.' },
    inputObject,
  ],
  create: (_bound, context) => ({ process: (input) => context.show(input) }),
};
