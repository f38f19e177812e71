import { aliasCommand } from '../lib/alias-command.ts';

export const newAlias = aliasCommand(
  {
    name: 'New-Alias',
    aliases: ['nal'],
    synopsis: 'Gives a command another name, for this session, where that name is free.',
    examples: [{ line: 'New-Alias gm365 Get-Mailbox', what: 'gm365 is Get-Mailbox.' }],
  },
  false,
);
