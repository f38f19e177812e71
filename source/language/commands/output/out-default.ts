import type { CommandDeclaration } from '../command.ts';
import { inputObject } from '../lib/parameters.ts';

export const outDefault: CommandDeclaration = {
  name: 'Out-Default',
  synopsis: 'Shows what comes in on the screen, as the end of a line does.',
  examples: [{ line: 'Get-Mailbox | Out-Default', what: 'Shows the mailboxes.' }],
  parameters: [{ name: 'Transcript', type: 'switch', what: 'Heeded by no one here.' }, inputObject],
  create: (_bound, context) => ({ process: (input) => context.show(input) }),
};
