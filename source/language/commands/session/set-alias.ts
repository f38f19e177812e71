import { aliasCommand } from '../lib/alias-command.ts';

export const setAlias = aliasCommand(
  {
    name: 'Set-Alias',
    aliases: ['sal'],
    synopsis: 'Gives a command another name, for this session.',
    examples: [{ line: 'Set-Alias gm365 Get-Mailbox', what: 'gm365 is Get-Mailbox.' }],
  },
  true,
);
